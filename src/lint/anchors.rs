use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, Safety},
    note::Note,
    text::{Span, apply},
    vault::Anchors,
};

/// What a link calls a place in a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// What stands behind the `#`.
    pub fragment: String,
    /// Whether the link is `[[…]]`.
    pub wiki: bool,
}

/// So many fixes are judged; a note with more is no note, and each costs another look at it all.
const MAX_CHECKED_FIXES: usize = 100;

/// Makes those safe fixes of `diagnostics` unsafe after which one of the links by `linked` would
/// lead nowhere, or of which there are too many to know.
pub(super) fn downgrade_anchor_breaking_fixes(
    diagnostics: &mut [Diagnostic],
    note: &Note<'_>,
    linked: &[Anchor],
) {
    if linked.is_empty() {
        return;
    }
    let has = |anchors: &Anchors, anchor: &Anchor| anchors.has(&anchor.fragment, anchor.wiki);
    let anchors = Anchors::of(note);
    let linked: BTreeSet<&Anchor> = linked.iter().filter(|anchor| has(&anchors, anchor)).collect();
    let headings: Vec<Span> = note.outline.iter().map(|(_, heading)| heading.span).collect();
    let safe = diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.fix.as_mut());
    let of_headings = safe.filter(|fix| {
        fix.safety == Safety::Safe && fix.edits.iter().any(|edit| touches_one(&headings, edit.span))
    });
    for (count, fix) in of_headings.enumerate() {
        let stays = || {
            let repaired = apply(note.text, &fix.edits).unwrap_or_else(|_| note.text.to_owned());
            let anchors = Anchors::of(&Note::parse(&repaired));
            linked.iter().all(|anchor| has(&anchors, anchor))
        };
        if !linked.is_empty() && (count >= MAX_CHECKED_FIXES || !stays()) {
            fix.safety = Safety::Unsafe;
        }
    }
}

/// Whether `span` shares or touches one of `headings`, which are in the order of the text.
fn touches_one(headings: &[Span], span: Span) -> bool {
    let next = headings.partition_point(|heading| heading.end < span.start);
    headings.get(next).is_some_and(|heading| heading.start <= span.end)
}
