//! Items of lists: what a type asks of them, and what is parsed of them.

use crate::{
    note::HeadingId,
    notetype::{
        read::lists::{ListKind, ParsedList},
        schema::{Annotation, Declaring, Key, Node},
    },
    text::Span,
};

/// The canonical kind of list.
pub(crate) const LIST: Key = Key::new::<ListKind>("list", "`ordered` or `bullets`");

/// A list of points.
#[derive(Clone, Debug, Default)]
pub struct PointsSpec {
    /// The canonical kind of list, if the type names one.
    pub list: Option<ListKind>,
    /// `minItems`
    pub min: Option<u64>,
    /// `maxItems`
    pub max: Option<u64>,
    /// Whether each of them must have a lead.
    pub leads: bool,
}

/// Points, and the lists that contain them.
#[derive(Clone, Debug, Default)]
pub struct ParsedPoints {
    /// What the points are written as.
    pub form: PointForm,
    /// The top-level lists; empty if points are headings.
    pub lists: Vec<ParsedList>,
    /// The points in the order of the note.
    pub points: Vec<ParsedPoint>,
}

/// What points are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointForm {
    /// Items of lists, or there are none.
    #[default]
    Items,
    /// Sub-headings, each with the text below it.
    Headings,
}

/// A point.
#[derive(Clone, Debug)]
pub struct ParsedPoint {
    /// The whole point without its marker; of a heading, the heading's words and what is below.
    pub span: Span,
    /// The lead's words, inside the `**`.
    pub lead: Option<Span>,
    /// What follows the lead and its colon.
    pub text: Span,
    /// The heading, if the point is one.
    pub heading: Option<HeadingId>,
}

impl ParsedPoints {
    /// Gives `visit` each heading that is a point, with the JSON Pointer of that in the points at `pointer`.
    pub(super) fn each_heading(&self, pointer: &str, visit: &mut dyn FnMut(HeadingId, String)) {
        for (index, point) in self.points.iter().enumerate() {
            if let Some(heading) = point.heading {
                visit(heading, format!("{pointer}/{index}"));
            }
        }
    }
}

impl PointsSpec {
    /// What the array that `node` describes, and what its `x-note` `says`, ask of its items.
    pub(crate) fn of<'a>(declaring: &Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self {
        let reader = declaring.read(node);
        let items = reader.get("items").map(|items| declaring.read(&items));
        Self {
            list: says.get(LIST),
            min: reader.at_least("minItems"),
            max: reader.at_most("maxItems"),
            leads: items.is_some_and(|items| items.requires("lead")),
        }
    }
}
