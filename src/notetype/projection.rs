//! What was recognised in a note, with the places that rules point at. The projection's JSON
//! says what the note says; the reading says how it is written.

use super::{
    content::Section,
    names::HeadingMatch,
    place::SectionId,
    spec::{SectionSpec, TypeSpec},
};
use crate::{
    note::HeadingId,
    text::{IndexVec, Span, Traced},
};

/// A note as its type sees it.
#[derive(Clone, Debug)]
pub struct Projection<'a> {
    /// The projection that is validated and extracted.
    pub json: Traced<'a>,
    /// The title, from the first `#` heading, else from the frontmatter.
    pub title: Option<ParsedTitle<'a>>,
    /// The id that the type's regex finds in the title.
    pub id: Option<&'a str>,
    /// The recognised sections in the order of the note, repeated ones included.
    pub sections: Vec<ParsedSection<'a>>,
    /// For each section of the type, the index in `sections` of the one that is projected.
    pub(super) projected: IndexVec<SectionId, Option<usize>>,
    /// For missing sections, a heading that is only similar. At most one a section and a heading.
    pub similar: Vec<SimilarHeading>,
    /// For missing sections without a similar heading, a line that is meant as one.
    pub meant: Vec<MeantHeading>,
    /// The headings that no section claims and that are not inside a recognised section.
    pub unknown: Vec<HeadingId>,
}

impl<'a> Projection<'a> {
    /// The same with the note's `path`, if it has one, and the name of its type, as far as the type says
    /// anything of these.
    #[must_use]
    pub fn of_note(mut self, path: Option<&'a str>, type_name: &'a str, spec: &TypeSpec) -> Self {
        let is_heading = |title: &&ParsedTitle<'_>| matches!(title.source, TitleSource::Heading(_));
        let place = self.title.as_ref().filter(is_heading).map_or(Span::empty(0), |title| title.span);
        if let Some(path) = path.filter(|_| spec.names_path) {
            self.json.insert("path", None, Traced::new(path, place));
        }
        if spec.names_type {
            self.json.insert("type", None, Traced::new(type_name, place));
        }
        self
    }

    /// The section `id` of the type that is projected, if the note has it.
    pub fn section(&self, id: SectionId) -> Option<&ParsedSection<'a>> {
        self.sections.get((*self.projected.get(id)?)?)
    }

    /// The sections that are projected, in the order of the note.
    pub fn projected(&self) -> impl Iterator<Item = &ParsedSection<'a>> + Clone {
        self.sections.iter().filter(|section| section.repeats.is_none())
    }

    /// The section that the heading `id` opens, a repeated one included.
    pub fn section_at(&self, id: HeadingId) -> Option<&ParsedSection<'a>> {
        let index = self.sections.binary_search_by_key(&id, |section| section.heading).ok()?;
        self.sections.get(index)
    }
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

/// A heading that is only similar to that of a missing section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimilarHeading {
    /// The missing section.
    pub section: SectionId,
    /// The similar heading.
    pub heading: HeadingId,
}

/// A line that Markdown reads as text, but is meant as the heading of a missing section: `##Overview`, `**Overview**`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeantHeading {
    /// The missing section.
    pub section: SectionId,
    /// The line, with the white space before it.
    pub line: Span,
}

/// A recognised section.
#[derive(Clone, Debug)]
pub struct ParsedSection<'a> {
    /// Which section of the type it is.
    pub id: SectionId,
    /// What the type declares of it.
    pub spec: &'a SectionSpec,
    /// Its heading.
    pub heading: HeadingId,
    /// How the heading was recognised.
    pub matched: HeadingMatch,
    /// The index in [`Projection::sections`] of the first section of this kind, if this one
    /// repeats it. Only first ones are projected.
    pub repeats: Option<usize>,
    /// What is below the heading, without thematic breaks at its end: those part it from what
    /// follows. Empty, after the heading, if there is nothing.
    pub span: Span,
    /// What it contains.
    pub content: Section<'a>,
}
