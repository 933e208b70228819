//! The lists of points of a note, wherever a type has them.

use super::Context;
use crate::{
    notetype::{
        Content, ContentReading, NameMatch, PointPlace, PointsReading, PointsShape, QuadrantReading,
        QuadrantShape,
    },
    text::Span,
};

/// The points of one section, entry or quadrant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Points<'a> {
    /// The section that they stand in, as an index of the type's sections.
    pub(super) section: usize,
    /// What the type says of them.
    pub(super) shape: &'a PointsShape,
    /// What the note has.
    pub(super) reading: &'a PointsReading,
    /// Whether they stand right in a section that only an alias of the type's heading tells: other
    /// words may mean something else.
    pub(super) is_by_alias: bool,
    /// The quadrant whose points they are, where it has no heading of its own: its points are
    /// numbered sub-headings.
    pub(super) unheaded: Option<&'a QuadrantShape>,
}

impl<'a> Points<'a> {
    fn new(section: usize, shape: &'a PointsShape, reading: &'a PointsReading) -> Self {
        Self { section, shape, reading, is_by_alias: false, unheaded: None }
    }

    fn of_quadrant(section: usize, shape: &'a QuadrantShape, reading: &'a QuadrantReading) -> Self {
        let points = Self::new(section, &shape.points, &reading.points);
        Self { unheaded: is_unheaded(reading).then_some(shape), ..points }
    }
}

/// Whether the quadrant has no heading of its own: its points are numbered sub-headings.
pub(super) fn is_unheaded(quadrant: &QuadrantReading) -> bool {
    quadrant.points.points.iter().any(|point| point.heading == Some(quadrant.heading))
}

/// Gives `visit` the points of every section, entry and quadrant, in the order of the note.
/// What stands in a repeated section or quadrant is left out.
pub(super) fn each<'a>(context: &Context<'a>, mut visit: impl FnMut(Points<'a>)) {
    let shapes = &context.note_type.shape.sections;
    for section in context.projection.sections.iter().filter(|section| section.repeats.is_none()) {
        let Some(shape) = shapes.get(section.section) else { continue };
        match (&shape.content, &section.content) {
            (Content::Points(shape), ContentReading::Points(reading)) => {
                let is_by_alias = section.matched.name != NameMatch::Canonical;
                visit(Points { is_by_alias, ..Points::new(section.section, shape, reading) });
            }
            (Content::Entries(shape), ContentReading::Entries(reading)) => {
                for entry in &reading.entries {
                    visit(Points::new(section.section, &shape.points, &entry.points));
                }
            }
            (Content::Swot(shape), ContentReading::Swot(reading)) => {
                for quadrant in reading.quadrants.iter().filter(|quadrant| quadrant.repeats.is_none()) {
                    if let Some(shape) = shape.quadrants.get(quadrant.quadrant) {
                        visit(Points::of_quadrant(section.section, shape, quadrant));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The points at `place`, and the words that name what they belong to: the heading of the section
/// or quadrant, the name of the entry.
pub(super) fn at<'a>(context: &Context<'a>, place: PointPlace) -> Option<(Span, Points<'a>)> {
    let (PointPlace::Section { section }
    | PointPlace::Entry { section, .. }
    | PointPlace::Quadrant { section, .. }) = place;
    let shape = context.note_type.shape.sections.get(section)?;
    let mut sections = context.projection.sections.iter();
    let reading = sections.find(|reading| reading.section == section && reading.repeats.is_none())?;
    let words = |heading| context.note.outline.get(heading).map(|heading| heading.content);
    match (place, &shape.content, &reading.content) {
        (PointPlace::Section { .. }, Content::Points(shape), ContentReading::Points(points)) => {
            Some((words(reading.heading)?, Points::new(section, shape, points)))
        }
        (PointPlace::Entry { entry, .. }, Content::Entries(shape), ContentReading::Entries(entries)) => {
            let entry = entries.entries.get(entry)?;
            Some((entry.name, Points::new(section, &shape.points, &entry.points)))
        }
        (PointPlace::Quadrant { quadrant, .. }, Content::Swot(shape), ContentReading::Swot(swot)) => {
            let shape = shape.quadrants.get(quadrant)?;
            let mut quadrants = swot.quadrants.iter();
            let reading =
                quadrants.find(|reading| reading.quadrant == quadrant && reading.repeats.is_none())?;
            Some((words(reading.heading)?, Points::of_quadrant(section, shape, reading)))
        }
        _ => None,
    }
}
