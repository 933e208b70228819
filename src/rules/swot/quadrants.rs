//! Shared by the rules of SWOTs: the SWOTs of a note, and their quadrants.

use crate::{
    note::HeadingId,
    notetype::{Content, ContentReading, ParsedQuadrant, ParsedSwot, SwotSpec},
    rules::Context,
    text::Span,
};

/// A SWOT of a note, and its definition in the note type.
#[derive(Clone, Copy)]
pub(super) struct Swot<'a> {
    /// The section, as an index into the type's sections.
    pub(super) section: usize,
    pub(super) heading_id: HeadingId,
    /// The text of the section's heading.
    pub(super) heading: Span,
    /// The level of the section's heading.
    pub(super) level: u8,
    /// The section without its heading.
    pub(super) span: Span,
    pub(super) spec: &'a SwotSpec,
    pub(super) reading: &'a ParsedSwot,
}

/// Returns the SWOTs of the note, without duplicate sections.
pub(super) fn swots<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Swot<'a>> {
    context.projection.sections.iter().filter(|section| section.repeats.is_none()).filter_map(|section| {
        let ContentReading::Swot(reading) = &section.content else { return None };
        let spec = context.note_type.spec.sections.get(section.section)?;
        let Content::Swot(spec) = &spec.content else { return None };
        let heading = context.note.outline.get(section.heading)?;
        Some(Swot {
            section: section.section,
            heading_id: section.heading,
            heading: heading.content,
            level: heading.level,
            span: section.span,
            spec,
            reading,
        })
    })
}

impl<'a> Swot<'a> {
    /// Returns the quadrants in the order of the note, without duplicates.
    pub(super) fn quadrants(self) -> impl Iterator<Item = &'a ParsedQuadrant> {
        self.reading.quadrants.iter().filter(|quadrant| quadrant.repeats.is_none())
    }

    /// Whether a quadrant occurs more than once.
    pub(super) fn repeats(&self) -> bool {
        self.reading.quadrants.iter().any(|quadrant| quadrant.repeats.is_some())
    }

    /// Returns the canonical heading of the quadrant `index`.
    pub(super) fn name(self, index: usize) -> &'a str {
        self.spec.quadrants.get(index).map_or("", |quadrant| quadrant.heading.as_str())
    }
}
