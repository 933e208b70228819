use std::collections::HashSet;

use super::{
    Located,
    anchors::moved_anchors,
    causes::{MentioningLinks, dedupe_by_cause},
    comments::Comments,
    locate::{NoOthers, locate},
    note_findings::{NoteFindings, key},
    note_settings::NoteSettings,
};
use crate::{
    diagnostic::{Fault, Member, RuleId},
    note::Note,
    notetype::{NoteType, Projection, project_at},
    rules::{Context, Found},
    text::{LineIndex, Span},
    vault::Facts,
};

/// The result of checking a note.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What the rules about one note found.
    pub findings: NoteFindings,
    /// What rules about the collection need of it, if any of them runs.
    pub facts: Option<Facts>,
}

/// Returns the fault of the note `text` whose end, `unread`, could not be parsed.
pub fn unread_fault(text: &str, unread: Span) -> Fault {
    let range = LineIndex::new(text).range(Span::empty(unread.start()), text);
    Fault::new("lists or block quotes are nested too deeply to parse")
        .at(range)
        .help("reduce the nesting, or exclude the file")
}

impl NoteSettings<'_> {
    /// Returns the projection of `note` with all that its type is held to.
    fn project<'n>(&'n self, note: &'n Note<'n>) -> Projection<'n> {
        let NoteType { name, spec, .. } = self.note_type;
        project_at(note, spec, self.path).of_note(self.path, name, spec)
    }

    /// Parses and checks the note `text`. It is parsed only once: [`NoteFindings::conclude`]
    /// applies comments and the collection to the result.
    pub fn check(&self, text: &str) -> Checked {
        let note = Note::parse_with(text, self.note_type.spec.fences());
        let projection = self.project(&note);
        let gather = |context: &Context<'_>| {
            let path = self.facts_of?;
            let typed = (!context.note_type.is_untyped()).then_some((context.note_type, context.projection));
            Some(Facts::gather(path, &note, typed))
        };
        if note.unread.is_some() {
            let context = Context::new(&note, self.note_type, &projection, Vec::new());
            let findings = NoteFindings { unread: note.unread, ..NoteFindings::default() };
            return Checked { findings, facts: gather(&context) };
        }
        let breaches = self.note_type.validator.validate(&projection);
        let context = Context::new(&note, self.note_type, &projection, breaches).among(self.note_types);
        let facts = gather(&context);
        let Found { mut diagnostics, omitted } = self.rules.check(&context);
        dedupe_by_cause(&mut diagnostics, &context);
        let moved_anchors = moved_anchors(&diagnostics, &note, facts.as_ref());
        diagnostics.sort_by_key(key);
        let diagnostics: Vec<Located> = locate(diagnostics, text, &NoOthers);
        let findings = NoteFindings {
            diagnostics: diagnostics.into(),
            omitted,
            comments: Comments::of(&note, self.rules).map(Box::new),
            links: facts.as_ref().map(|facts| MentioningLinks::of(&note, facts)).unwrap_or_default(),
            moved_anchors,
            is_readable: note.frontmatter.mapping().is_some(),
            unread: None,
        };
        Checked { findings, facts }
    }

    /// Returns what `rule` reports in the note `text` without the members `known`: only diagnostics of
    /// `new` members, which are otherwise reported together with `known` ones.
    pub fn report_new(
        &self,
        text: &str,
        rule: RuleId,
        known: HashSet<Member>,
        new: &HashSet<Member>,
    ) -> Vec<Located> {
        let note = Note::parse_with(text, self.note_type.spec.fences());
        let projection = self.project(&note);
        let breaches = self.note_type.validator.validate(&projection);
        let context = Context::new(&note, self.note_type, &projection, breaches);
        let context = context.among(self.note_types).knowing(known);
        let mut found = self.rules.check_by(rule, &context).diagnostics;
        found.retain(|diagnostic| {
            let is_of_new = diagnostic.members.iter().all(|member| new.contains(member));
            let is_suppressed = note.suppressions.hiding(rule.as_str(), diagnostic.span.start()).is_some();
            is_of_new && !diagnostic.members.is_empty() && !is_suppressed
        });
        locate(found, text, &NoOthers)
    }
}
