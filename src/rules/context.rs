use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use super::{owner::owner_of, text::Suspects};
use crate::{
    diagnostic::{Member, RuleId},
    note::{Heading, HeadingId, Note},
    notetype::{Breach, LazyType, NoteType, ParsedSection, Projection, SectionId, TitleSource},
    text::{Span, quote},
    tree::Syntax,
};

/// What a rule sees of one note.
#[derive(Debug)]
pub struct Context<'a> {
    /// The note as written.
    pub note: &'a Note<'a>,
    /// The note's type.
    pub note_type: &'a NoteType,
    /// The note's projection.
    pub projection: &'a Projection<'a>,
    /// The types that a note of the collection may have.
    note_types: &'a [LazyType],
    breaches: Vec<(RuleId, Breach)>,
    known: HashSet<Member>,
    suspects: OnceCell<Suspects>,
}

impl<'a> Context<'a> {
    /// Creates the context of a note whose projection breaks its schema in `breaches`.
    pub fn new(
        note: &'a Note<'a>,
        note_type: &'a NoteType,
        projection: &'a Projection<'a>,
        breaches: Vec<Breach>,
    ) -> Self {
        let breaches = breaches.into_iter().map(|breach| (owner_of(&breach), breach)).collect();
        let (known, suspects) = (HashSet::new(), OnceCell::new());
        Self { note, note_type, projection, note_types: &[], breaches, known, suspects }
    }

    /// Sets the types that a note of the collection may have.
    #[must_use]
    pub fn among(self, note_types: &'a [LazyType]) -> Self {
        Self { note_types, ..self }
    }

    /// Returns what the frontmatter is written in; YAML if there is none.
    pub(super) fn syntax(&self) -> Syntax {
        self.note.frontmatter.block().map_or(Syntax::Yaml, |block| block.syntax)
    }

    /// Returns the other types that a note of the collection may have.
    pub(super) fn other_types(&self) -> impl Iterator<Item = &'a NoteType> {
        let own = &self.note_type.name;
        let others = self.note_types.iter().filter(move |other| other.name() != *own);
        // The faults of those that cannot be loaded are told by the run.
        others.filter_map(|other| other.get().ok().map(|other| &**other))
    }

    /// Makes `known` what findings of several members leave out.
    #[must_use]
    pub fn knowing(self, known: HashSet<Member>) -> Self {
        Self { known, ..self }
    }

    /// Whether `member` is left out of what a finding reports together, as a baseline has it.
    pub(super) fn is_known(&self, member: &Member) -> bool {
        self.known.contains(member)
    }

    /// Returns the breaches of the schema that `rule` reports.
    pub fn breaches(&self, rule: RuleId) -> impl Iterator<Item = &Breach> {
        self.breaches.iter().filter(move |(owner, _)| *owner == rule).map(|(_, breach)| breach)
    }

    /// Returns the breaches of the schema that `rule` reports in sections, by section.
    pub(super) fn breaches_by_section(&self, rule: RuleId) -> HashMap<SectionId, Vec<&Breach>> {
        let mut sections: HashMap<SectionId, Vec<&Breach>> = HashMap::new();
        for breach in self.breaches(rule) {
            if let Some(section) = breach.place.section() {
                sections.entry(section).or_default().push(breach);
            }
        }
        sections
    }

    /// Returns the number of breaches of the schema.
    pub(super) fn breach_count(&self) -> usize {
        self.breaches.len()
    }

    /// Returns the heading `id`.
    pub fn heading(&self, id: HeadingId) -> &'a Heading<'a> {
        &self.note.outline[id]
    }

    /// Returns what names `section`: its heading or, of a text without one, that of the section that it is the intro
    /// of, or the title, otherwise the start of the body.
    pub(super) fn name_of(&self, section: &ParsedSection<'_>) -> Span {
        let title = self.projection.title.as_ref();
        let title = title.filter(|title| matches!(title.source, TitleSource::Heading(_)));
        let is_of_note =
            self.projection.is_text(section.id) && self.projection.introduced_by(section.id).is_none();
        if is_of_note {
            title.map_or(Span::empty(self.note.body.start()), |title| title.span)
        } else {
            self.heading(section.heading).content
        }
    }

    /// Returns what `section` is called: "section `Notes`", "the intro", "the intro of section `Notes`".
    pub(super) fn what(&self, section: &ParsedSection<'_>) -> String {
        let named = || format!("section {}", quote(self.text(self.name_of(section))));
        if !self.projection.is_text(section.id) {
            named()
        } else if self.projection.introduced_by(section.id).is_some() {
            format!("the {} of {}", section.name(), named())
        } else {
            format!("the {}", section.name())
        }
    }

    /// Returns the text at `span`.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(self.note.text)
    }

    /// Returns the suspicious characters of the note.
    pub(super) fn suspects(&self) -> &Suspects {
        self.suspects.get_or_init(|| Suspects::find(self.note.text))
    }
}
