use std::collections::BTreeSet;

use super::Located;
use crate::{
    diagnostic::{Diagnostic, Fix, Safety},
    note::{Fences, Note},
    text::{Span, apply},
    vault::{AnchorPlaces, Anchors, Facts},
};

/// An anchor that a link names in its target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// What follows the `#`.
    pub fragment: String,
    /// Whether the link is `[[…]]`.
    pub wiki: bool,
}

/// Upper bound on the fixes that are checked per note; each costs a parse of the fixed text.
const MAX_CHECKED_FIXES: usize = 100;

/// Returns where `note` has its anchors if a safe fix of `diagnostics` changes a heading, which links may
/// refer to. Without `facts`, no links are known.
pub(super) fn moved_anchors(
    diagnostics: &[Diagnostic],
    note: &Note<'_>,
    facts: Option<&Facts>,
) -> Option<AnchorPlaces> {
    let places = facts?.anchor_places();
    let fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut safe = fixes.filter(|fix| fix.safety == Safety::Safe).peekable();
    safe.peek()?;
    let headings: Vec<Span> = note.outline.iter().map(|(_, heading)| heading.span).collect();
    safe.any(|fix| changes_one(&headings, fix)).then(|| places.clone())
}

/// Makes a safe fix of `diagnostics` of the note `text` unsafe if it would remove an anchor at `places`
/// that is in `linked`, or if there are too many fixes to tell. The note's frontmatter may stand between
/// `fences`.
pub(super) fn downgrade_anchor_breaking_fixes(
    diagnostics: &mut [Located],
    text: &str,
    places: &AnchorPlaces,
    linked: &[Anchor],
    fences: Fences,
) {
    let has = |anchors: &Anchors, anchor: &Anchor| anchors.has(&anchor.fragment, anchor.wiki);
    let anchors = Anchors::at(places, text);
    let linked: BTreeSet<&Anchor> = linked.iter().filter(|anchor| has(&anchors, anchor)).collect();
    if linked.is_empty() {
        return;
    }
    let headings = places.headings();
    let fixes = diagnostics.iter_mut().filter_map(|located| located.diagnostic.fix.as_mut());
    let of_headings = fixes.filter(|fix| fix.safety == Safety::Safe && changes_one(&headings, fix));
    for (count, fix) in of_headings.enumerate() {
        let stays = || {
            let after = apply(text, &fix.edits).unwrap_or_else(|_| text.to_owned());
            let anchors = Anchors::of(&Note::parse_with(&after, fences));
            linked.iter().all(|anchor| has(&anchors, anchor))
        };
        if count >= MAX_CHECKED_FIXES || !stays() {
            fix.safety = Safety::Unsafe;
        }
    }
}

/// Whether `fix` changes or touches one of `headings`, which are in the order of the text.
fn changes_one(headings: &[Span], fix: &Fix) -> bool {
    fix.edits.iter().any(|edit| {
        let next = headings.partition_point(|heading| heading.end() < edit.span.start());
        headings.get(next).is_some_and(|heading| heading.start() <= edit.span.end())
    })
}
