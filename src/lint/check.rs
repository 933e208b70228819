use crate::{
    diagnostic::Diagnostic,
    note::Note,
    notetype::{NoteType, project},
    rules::{Context, RuleSet},
};

/// What was found in one note.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is said of it, by offset and then by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many diagnostics a comment in the note hides.
    pub suppressed: usize,
}

/// Checks the note `text`, which is of `note_type`, with `rules`.
pub fn check(text: &str, note_type: &NoteType, rules: &RuleSet) -> Checked {
    let note = Note::parse(text);
    let projection = project(&note, &note_type.shape);
    let breaches = note_type.validator.validate(&projection, &note_type.shape);
    let context = Context::new(&note, note_type, &projection, breaches);
    let mut diagnostics = rules.check(&context);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.rule, diagnostic.span.end));
    Checked { diagnostics, suppressed: 0 }
}
