//! The points of a note's sections, entries and quadrants.

use super::Context;
use crate::{
    notetype::{
        Content, ContentReading, NameMatch, ParsedPoints, ParsedQuadrant, PointPlace, PointsSpec,
        QuadrantSpec,
    },
    text::Span,
};

/// The points of one section, entry or quadrant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Points<'a> {
    /// The section that contains them, as an index into the type's sections.
    pub(super) section: usize,
    pub(super) spec: &'a PointsSpec,
    pub(super) reading: &'a ParsedPoints,
    /// Whether they belong directly to a section that was recognised by an alias of its heading, which
    /// may mean something else.
    pub(super) is_by_alias: bool,
    /// Their quadrant, if it has no heading of its own because its points are numbered sub-headings.
    pub(super) unheaded: Option<&'a QuadrantSpec>,
}

impl<'a> Points<'a> {
    fn new(section: usize, spec: &'a PointsSpec, reading: &'a ParsedPoints) -> Self {
        Self { section, spec, reading, is_by_alias: false, unheaded: None }
    }

    fn of_quadrant(section: usize, spec: &'a QuadrantSpec, reading: &'a ParsedQuadrant) -> Self {
        let points = Self::new(section, &spec.points, &reading.points);
        Self { unheaded: is_unheaded(reading).then_some(spec), ..points }
    }
}

/// Whether the quadrant has no heading of its own because its points are numbered sub-headings.
pub(super) fn is_unheaded(quadrant: &ParsedQuadrant) -> bool {
    quadrant.points.points.iter().any(|point| point.heading == Some(quadrant.heading))
}

/// Calls `visit` with the points of every section, entry and quadrant, in the order of the note.
/// Duplicate sections and quadrants are left out.
pub(super) fn each<'a>(context: &Context<'a>, mut visit: impl FnMut(Points<'a>)) {
    let specs = &context.note_type.spec.sections;
    for section in context.projection.sections.iter().filter(|section| section.repeats.is_none()) {
        let Some(spec) = specs.get(section.section) else { continue };
        match (&spec.content, &section.content) {
            (Content::Points(spec), ContentReading::Points(reading)) => {
                let is_by_alias = section.matched.name != NameMatch::Canonical;
                visit(Points { is_by_alias, ..Points::new(section.section, spec, reading) });
            }
            (Content::Entries(spec), ContentReading::Entries(reading)) => {
                for entry in &reading.entries {
                    visit(Points::new(section.section, &spec.points, &entry.points));
                }
            }
            (Content::Swot(spec), ContentReading::Swot(reading)) => {
                for quadrant in reading.quadrants.iter().filter(|quadrant| quadrant.repeats.is_none()) {
                    if let Some(spec) = spec.quadrants.get(quadrant.quadrant) {
                        visit(Points::of_quadrant(section.section, spec, quadrant));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the points at `place`, and the text that names their parent: the heading of the section
/// or quadrant, or the name of the entry.
pub(super) fn at<'a>(context: &Context<'a>, place: PointPlace) -> Option<(Span, Points<'a>)> {
    let (PointPlace::Section { section }
    | PointPlace::Entry { section, .. }
    | PointPlace::Quadrant { section, .. }) = place;
    let spec = context.note_type.spec.sections.get(section)?;
    let mut sections = context.projection.sections.iter();
    let reading = sections.find(|reading| reading.section == section && reading.repeats.is_none())?;
    let words = |heading| context.note.outline.get(heading).map(|heading| heading.content);
    match (place, &spec.content, &reading.content) {
        (PointPlace::Section { .. }, Content::Points(spec), ContentReading::Points(points)) => {
            Some((words(reading.heading)?, Points::new(section, spec, points)))
        }
        (PointPlace::Entry { entry, .. }, Content::Entries(spec), ContentReading::Entries(entries)) => {
            let entry = entries.entries.get(entry)?;
            Some((entry.name, Points::new(section, &spec.points, &entry.points)))
        }
        (PointPlace::Quadrant { quadrant, .. }, Content::Swot(spec), ContentReading::Swot(swot)) => {
            let spec = spec.quadrants.get(quadrant)?;
            let mut quadrants = swot.quadrants.iter();
            let reading =
                quadrants.find(|reading| reading.quadrant == quadrant && reading.repeats.is_none())?;
            Some((words(reading.heading)?, Points::of_quadrant(section, spec, reading)))
        }
        _ => None,
    }
}
