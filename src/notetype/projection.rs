//! What was recognised in a note, with the places that rules point at. The projection's JSON
//! says what the note says; the reading says how it is written.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::{
    content::Section,
    names::HeadingMatch,
    place::{GroupId, SectionId, SectionSpecId, TextId},
    spec::{SectionSpec, SectionsSpec, TypeSpec},
};
use crate::{
    note::HeadingId,
    text::{Id, IndexVec, Span, Traced},
};

/// A note as its type sees it.
#[derive(Clone, Debug)]
pub struct Projection<'a> {
    /// The projection that is validated and extracted.
    pub json: Traced<'a>,
    /// The title, from the first `#` heading, else from the frontmatter.
    pub title: Option<ParsedTitle<'a>>,
    /// The ids of the note, one for each source that has one; the first is the note's.
    pub ids: Vec<FoundId<'a>>,
    /// For each list of values that must agree, those that the note has.
    pub agree: Vec<Vec<FoundId<'a>>>,
    /// The recognised sections of all levels in the order of the note, repeated ones included.
    pub sections: Vec<ParsedSection<'a>>,
    /// The texts without a heading of their own that are projected: intros, and the whole text. Their ids are behind
    /// those of the sections.
    pub texts: IndexVec<TextId, ParsedSection<'a>>,
    /// The text between the title and the next heading.
    pub intro: Option<TextId>,
    /// The whole text.
    pub body: Option<TextId>,
    /// The sections of the note, then those of each of its sections that consists of some.
    pub groups: IndexVec<GroupId, SectionGroup<'a>>,
}

impl<'a> Projection<'a> {
    /// The same with the note's `path`, if it has one, and the name of its type, as far as the type says
    /// anything of these.
    #[must_use]
    pub fn of_note(mut self, path: Option<NotePath<'a>>, type_name: &'a str, spec: &TypeSpec) -> Self {
        let is_heading = |title: &&ParsedTitle<'_>| matches!(title.source, TitleSource::Heading(_));
        let place = self.title.as_ref().filter(is_heading).map_or(Span::empty(0), |title| title.span);
        if let Some(path) = path.filter(|_| spec.names_path) {
            self.json.insert("path", None, Traced::new(path.path, place));
        }
        if spec.names_type {
            self.json.insert("type", None, Traced::new(type_name, place));
        }
        self
    }

    /// The section `id`.
    pub fn section(&self, id: SectionId) -> Option<&ParsedSection<'a>> {
        let text = || self.texts.get(self.text_of(id)?);
        self.sections.get(id.index()).or_else(text)
    }

    fn text_of(&self, id: SectionId) -> Option<TextId> {
        id.index().checked_sub(self.sections.len()).map(TextId::new)
    }

    /// The number of tokens of the JSON Pointer to the value of the section `id`.
    pub fn depth(&self, id: SectionId) -> usize {
        let mut depth = usize::from(self.is_text(id));
        let mut next = self.sections.get(id.index()).or_else(|| self.introduced_by(id));
        while let Some(section) = next {
            depth += 2 + usize::from(section.spec.repeats);
            let owner = self.groups.get(section.group).and_then(|group| group.owner);
            next = owner.and_then(|owner| self.sections.get(owner.index()));
        }
        depth
    }

    /// The intros of the note and of its sections.
    pub fn intros(&self) -> impl Iterator<Item = &ParsedSection<'a>> {
        self.texts.pairs().filter(|(id, _)| Some(*id) != self.body).map(|(_, text)| text)
    }

    /// Whether `id` is that of an intro or of the whole text, which have no heading of their own.
    pub fn is_text(&self, id: SectionId) -> bool {
        id.index() >= self.sections.len()
    }

    /// The section whose intro is `id`.
    pub fn introduced_by(&self, id: SectionId) -> Option<&ParsedSection<'a>> {
        let text = self.text_of(id).filter(|text| Some(*text) != self.intro && Some(*text) != self.body)?;
        self.section_at(self.texts.get(text)?.heading)
    }

    /// The sections that are projected, in the order of the note.
    pub fn projected(&self) -> impl Iterator<Item = &ParsedSection<'a>> + Clone {
        self.sections.iter().filter(|section| section.duplicates.is_none())
    }

    /// The sections of `group` that are projected, in the order of the note.
    pub fn projected_in(&self, group: GroupId) -> impl Iterator<Item = &ParsedSection<'a>> + Clone {
        let members = self.groups.get(group).map(|group| group.members.as_slice()).unwrap_or_default();
        members.iter().filter_map(|member| self.section(*member))
    }

    /// The sections whose headings are in `headings`, repeated ones included.
    pub fn sections_between(&self, headings: Range<HeadingId>) -> &[ParsedSection<'a>] {
        let index = |heading| self.sections.partition_point(|section| section.heading < heading);
        &self.sections[index(headings.start)..index(headings.end.max(headings.start))]
    }

    /// Whether the heading `id` is similar to that of a missing section.
    pub fn is_similar(&self, id: HeadingId) -> bool {
        self.groups.iter().any(|group| group.similar.iter().any(|similar| similar.heading == id))
    }

    /// The section that the heading `id` opens, a repeated one included.
    pub fn section_at(&self, id: HeadingId) -> Option<&ParsedSection<'a>> {
        let index = self.sections.binary_search_by_key(&id, |section| section.heading).ok()?;
        self.sections.get(index)
    }
}

/// Where a note is.
#[derive(Clone, Copy, Debug)]
pub struct NotePath<'p> {
    /// Its path from the root of the collection, with `/`.
    pub path: &'p str,
    /// The name of the folder that it is in, which may be the root itself; empty if that has none.
    pub folder: &'p str,
}

/// What a source gives as the id of a note, or as another value that must agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundId<'a> {
    /// The source, as an index of those of the type.
    pub source: usize,
    /// The id.
    pub text: Cow<'a, str>,
    /// Where it is in the note; `None` if it is in its path.
    pub span: Option<Span>,
}

/// The title of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedTitle<'a> {
    /// The title as read, inline markup off.
    pub text: &'a str,
    /// Where it is.
    pub span: Span,
    /// What it was taken from.
    pub source: TitleSource,
}

/// What a title was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSource {
    /// The first `#` heading.
    Heading(HeadingId),
    /// The frontmatter's `title`.
    Frontmatter,
}

/// The sections of a note, or of one of its sections.
#[derive(Clone, Debug)]
pub struct SectionGroup<'a> {
    /// What the type declares of them.
    pub spec: &'a SectionsSpec,
    /// The section that they are in, unless they are those of the note.
    pub owner: Option<SectionId>,
    /// The level of their headings, as it should be.
    pub level: u8,
    /// The sections that are projected, in the order of the note.
    pub(super) members: Vec<SectionId>,
    /// For each section of the type those of the note that are projected: one, or all if it may be repeated. Empty
    /// for sections by pattern.
    pub(super) projected: IndexVec<SectionSpecId, Vec<SectionId>>,
    /// The sections by pattern that are projected, by their keys; of repeated ones the first, and the others.
    pub(super) by_key: HashMap<String, Vec<SectionId>>,
    /// For missing sections, a heading that is only similar. At most one a section and a heading.
    pub similar: Vec<SimilarHeading>,
    /// For missing sections without a similar heading, a line that is meant as one.
    pub meant: Vec<MeantHeading>,
    /// The headings that no section claims and that are not inside a recognised section.
    pub unknown: Vec<HeadingId>,
}

impl SectionGroup<'_> {
    /// The sections whose values are at `key`: several if they may be repeated.
    pub(super) fn at(&self, key: &str) -> &[SectionId] {
        let named = || self.spec.section(key).and_then(|section| self.projected.get(section));
        let found = self.by_key.get(key).or_else(named);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The section `id` of the type, if it has a heading of its own and the note has it.
    pub fn section(&self, id: SectionSpecId) -> Option<SectionId> {
        self.projected.get(id)?.first().copied()
    }
}

/// A heading that is only similar to that of a missing section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimilarHeading {
    /// The missing section.
    pub section: SectionSpecId,
    /// The similar heading.
    pub heading: HeadingId,
}

/// A line that Markdown reads as text, but is meant as the heading of a missing section: `##Overview`, `**Overview**`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeantHeading {
    /// The missing section.
    pub section: SectionSpecId,
    /// The line, with the white space before it.
    pub line: Span,
}

/// A recognised section.
#[derive(Clone, Debug)]
pub struct ParsedSection<'a> {
    /// Its own id.
    pub id: SectionId,
    /// The sections that it is one of.
    pub group: GroupId,
    /// Which section of the type it is.
    pub spec_id: SectionSpecId,
    /// What the type declares of it.
    pub spec: &'a SectionSpec,
    /// Its key in the projection: that of the type or, if it is recognised by a pattern, its heading.
    pub key: Cow<'a, str>,
    /// Its heading.
    pub heading: HeadingId,
    /// How the heading was recognised.
    pub matched: HeadingMatch,
    /// The first section of this kind, if this one is another that may not be repeated. Only first ones are
    /// projected.
    pub duplicates: Option<SectionId>,
    /// What is below the heading, without thematic breaks at its end: those part it from what
    /// follows. Empty, after the heading, if there is nothing.
    pub span: Span,
    /// What it contains.
    pub content: Section<'a>,
    /// The text between its heading and the next one, if that is projected.
    pub intro: Option<TextId>,
    /// The sections that it consists of, if it does.
    pub inside: Option<GroupId>,
}

impl ParsedSection<'_> {
    /// Its name to a reader: the canonical heading or, if it is recognised by a pattern, its own.
    pub fn name(&self) -> &str {
        if self.spec.pattern.is_some() { &self.key } else { &self.spec.heading }
    }
}
