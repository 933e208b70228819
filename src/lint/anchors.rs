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

/// Makes those safe fixes of `diagnostics` unsafe after which one of the links by `linked` would
/// lead nowhere.
pub(super) fn settle(diagnostics: &mut [Diagnostic], note: &Note<'_>, linked: &[Anchor]) {
    if linked.is_empty() {
        return;
    }
    let has = |anchors: &Anchors, anchor: &Anchor| anchors.has(&anchor.fragment, anchor.wiki);
    let anchors = Anchors::of(note);
    let linked: Vec<&Anchor> = linked.iter().filter(|anchor| has(&anchors, anchor)).collect();
    let safe = diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.fix.as_mut());
    for fix in safe.filter(|fix| fix.safety == Safety::Safe) {
        if !fix.edits.iter().any(|edit| touches_heading(note, edit.span)) {
            continue;
        }
        let Ok(repaired) = apply(note.text, &fix.edits) else { continue };
        let anchors = Anchors::of(&Note::parse(&repaired));
        if linked.iter().any(|anchor| !has(&anchors, anchor)) {
            fix.safety = Safety::Unsafe;
        }
    }
}

fn touches_heading(note: &Note<'_>, span: Span) -> bool {
    note.outline.iter().any(|(_, heading)| heading.span.start <= span.end && span.start <= heading.span.end)
}
