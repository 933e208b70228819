use std::sync::Arc;

use super::{
    anchors::{Anchor, downgrade_anchor_breaking_fixes},
    causes::dedupe_by_cause,
    suppress::suppress,
};
use crate::{
    diagnostic::{Diagnostic, Fault},
    note::Note,
    notetype::{NoteType, project},
    rules::{Context, Found, RuleSet},
    text::{LineIndex, Span},
    vault::Facts,
};

/// What holds for a note.
#[derive(Clone, Copy, Debug)]
pub struct NoteSettings<'a> {
    /// Its type.
    pub note_type: &'a NoteType,
    /// The rules that run.
    pub rules: &'a RuleSet,
    /// What links of its collection call places in it.
    pub linked: &'a [Anchor],
}

/// What was found in one note.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is said of it, by offset and then by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many diagnostics a comment in the note hides.
    pub suppressed: usize,
    /// How many diagnostics were left out because a rule found too many.
    pub omitted: usize,
    /// Whether the note has comments that hide diagnostics.
    pub has_suppressions: bool,
    /// The end of the note, where that could not be read: nothing is said of such a note.
    pub unread: Option<Span>,
}

/// The fault of the note `text` whose end, `unread`, could not be read.
pub fn unread_fault(text: &str, unread: Span) -> Fault {
    let range = LineIndex::new(text).range(Span::empty(unread.start), text);
    Fault::new("lists or block quotes are nested too deeply to parse")
        .at(range)
        .help("reduce the nesting, or exclude the file")
}

impl NoteSettings<'_> {
    /// Checks the note `text`. `vault` is what the rules about the whole collection say of it;
    /// none where they have not run.
    pub fn check(&self, text: &str, vault: Option<Found>) -> Checked {
        let note = Note::parse(text);
        self.check_note(&note, vault, |_| ()).0
    }

    /// Checks the note `text`, which is reported as `path`, and gathers what the rules about the
    /// whole collection must know of it.
    pub fn check_with_facts(&self, path: &Arc<str>, text: &str) -> (Checked, Facts) {
        let note = Note::parse(text);
        self.check_note(&note, None, |context| {
            Facts::gather(path, &note, Some((context.note_type, context.projection)))
        })
    }

    fn check_note<T>(
        &self,
        note: &Note<'_>,
        vault: Option<Found>,
        gather: impl FnOnce(&Context<'_>) -> T,
    ) -> (Checked, T) {
        let projection = project(note, &self.note_type.spec);
        if note.unread.is_some() {
            let context = Context::new(note, self.note_type, &projection, Vec::new());
            let gathered = gather(&context);
            return (Checked { unread: note.unread, ..Checked::default() }, gathered);
        }
        let breaches = self.note_type.validator.validate(&projection, &self.note_type.spec);
        let context = Context::new(note, self.note_type, &projection, breaches);
        let gathered = gather(&context);
        let Found { mut diagnostics, mut omitted } = self.rules.check(&context);
        let all_ran = vault.is_some() || !self.rules.looks_at_collection();
        if let Some(vault) = vault {
            diagnostics.extend(vault.diagnostics);
            omitted += vault.omitted;
        }
        dedupe_by_cause(&mut diagnostics, &context);
        let suppressed = suppress(&mut diagnostics, note, self.rules, all_ran);
        omitted += suppressed.omitted;
        downgrade_anchor_breaking_fixes(&mut diagnostics, note, self.linked);
        diagnostics.sort_by_key(key);
        let has_suppressions = !note.suppressions.is_empty();
        (
            Checked { diagnostics, suppressed: suppressed.hidden, omitted, has_suppressions, unread: None },
            gathered,
        )
    }
}

/// What decides on the order: the same for any order of the rules. What one rule says of one place
/// stays in the order in which it says it, such as that of the type's sections.
fn key(diagnostic: &Diagnostic) -> impl Ord + use<> {
    let Diagnostic { span, rule, .. } = diagnostic;
    (span.start, *rule, span.end)
}
