use crate::{
    diagnostic::{Diagnostic, Safety},
    note::Note,
    text::{Span, apply},
    vault::Facts,
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
    let has = |facts: &Facts, anchor: &Anchor| facts.has_anchor(&anchor.fragment, anchor.wiki);
    let facts = Facts::of_places(note);
    let linked: Vec<&Anchor> = linked.iter().filter(|anchor| has(&facts, anchor)).collect();
    let safe = diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.fix.as_mut());
    for fix in safe.filter(|fix| fix.safety == Safety::Safe) {
        if !fix.edits.iter().any(|edit| touches_heading(note, edit.span)) {
            continue;
        }
        let Ok(repaired) = apply(note.text, &fix.edits) else { continue };
        let facts = Facts::of_places(&Note::parse(&repaired));
        if linked.iter().any(|anchor| !has(&facts, anchor)) {
            fix.safety = Safety::Unsafe;
        }
    }
}

fn touches_heading(note: &Note<'_>, span: Span) -> bool {
    note.outline.iter().any(|(_, heading)| heading.span.start <= span.end && span.start <= heading.span.end)
}
