//! Shared by the rules of SWOTs: the SWOTs of a note, and their quadrants.

use crate::{
    note::HeadingId,
    notetype::{ParsedQuadrant, ParsedSwot, QuadrantId, Section, SectionId, SwotSpec},
    rules::Context,
    text::Span,
};

/// A SWOT of a note, and its definition in the note type.
#[derive(Clone, Copy)]
pub(super) struct Swot<'a> {
    pub(super) section: SectionId,
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
    context.projection.projected().filter_map(|section| {
        let Section::Swot { spec, parsed } = &section.content else { return None };
        let heading = context.heading(section.heading);
        Some(Swot {
            section: section.id,
            heading_id: section.heading,
            heading: heading.content,
            level: heading.level,
            span: section.span,
            spec,
            reading: parsed,
        })
    })
}

impl<'a> Swot<'a> {
    /// Returns the quadrants in the order of the note, without duplicates.
    pub(super) fn quadrants(self) -> impl Iterator<Item = &'a ParsedQuadrant> {
        self.reading.projected()
    }

    /// Whether a quadrant occurs more than once.
    pub(super) fn repeats(&self) -> bool {
        self.reading.quadrants.iter().any(|quadrant| quadrant.repeats.is_some())
    }

    /// Returns the canonical heading of the quadrant `id`.
    pub(super) fn name(self, id: QuadrantId) -> &'a str {
        &self.spec.quadrants[id].heading
    }
}
