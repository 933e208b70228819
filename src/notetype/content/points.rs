use super::{
    items::{LIST, ParsedPoint, ParsedPoints, PointForm, PointsSpec},
    kind::{Items, ItemsOwner, Kind, Noun, Spec},
    template,
};
use crate::{
    note::{HeadingId, Note},
    notetype::{
        fold::is_colon,
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::{
            Scope, lead,
            lists::{self, ParsedItem},
            plain_text,
        },
        schema::{Annotation, ContentKind, Declaring, Form, Node},
    },
    text::{Span, Traced, bounds, quote},
};

/// What points are called.
pub(crate) const POINT: Noun = Noun { one: "point", many: "points" };

/// What points consist of.
pub(super) const POINTS: Form =
    Form::List(&Form::Object { what: "a point", members: &[("lead", Form::Any), ("text", Form::Any)] });

impl<'s> Items<'s> {
    /// The points that `parsed` are.
    pub(crate) fn points(
        place: ItemsPlace,
        owner: ItemsOwner<'s>,
        spec: &'s PointsSpec,
        parsed: &'s ParsedPoints,
    ) -> Self {
        Self { place, owner, noun: POINT, line: template::point, spec, parsed }
    }
}

impl PointsSpec {
    /// The number of items that the type asks for: `at least 2 points`, else `its points`.
    pub(crate) fn count_of(&self, noun: Noun) -> String {
        match (self.min, self.max) {
            (None, None) => format!("its {}", noun.many),
            (min, max) => bounds(min, max, noun.one, noun.many),
        }
    }
}

impl Spec for PointsSpec {
    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        Place::in_items(ItemsPlace::Section { section }, inside)
    }

    fn template(&self, _level: u8) -> Option<String> {
        template::list(self, template::point)
    }

    fn contents(&self) -> String {
        self.count_of(POINT)
    }

    fn noun(&self) -> Option<Noun> {
        Some(POINT)
    }

    fn how_to_write(&self, _level: u8) -> String {
        format!("write each point as {}", quote(&template::point(self, self.list, 1)))
    }
}

impl Kind for PointsSpec {
    const KIND: ContentKind = ContentKind {
        name: "points",
        json_type: "array",
        is_default: true,
        keys: &[LIST],
        part: None,
        form: POINTS,
    };

    type Parsed = ParsedPoints;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self {
        Self::of(declaring, node, says)
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (ParsedPoints, Traced<'a>) {
        let parsed = read(scope);
        let json = json(scope.note, &parsed, scope.span());
        (parsed, json)
    }

    fn items<'s>(&'s self, parsed: &'s ParsedPoints, place: ItemsPlace) -> Option<Items<'s>> {
        let owner = ItemsOwner::Section;
        matches!(place, ItemsPlace::Section { .. }).then_some(Items::points(place, owner, self, parsed))
    }

    fn each_items<'s>(
        &'s self,
        section: SectionId,
        parsed: &'s ParsedPoints,
        visit: &mut dyn FnMut(Items<'s>),
    ) {
        visit(Items::points(ItemsPlace::Section { section }, ItemsOwner::Section, self, parsed));
    }

    fn each_heading(&self, parsed: &ParsedPoints, visit: &mut dyn FnMut(HeadingId, String)) {
        parsed.each_heading("", visit);
    }
}

/// The points of a section or a quadrant: the items of its lists; else its numbered sub-headings;
/// else, if they are several, its sub-headings. Two or more numbered sub-headings with no list
/// above the first are the points even if they contain lists, which are then their text.
pub(crate) fn read(scope: &Scope<'_>) -> ParsedPoints {
    let children: Vec<_> = scope.children().collect();
    let lists = lists::read(scope.note, scope.blocks());
    let numbered = children.iter().filter(|child| child.is_numbered()).count();
    let headings = if lists.is_empty() {
        numbered > 0 || children.len() > 1
    } else {
        let end = scope.own_blocks().end;
        let first = lists.first().and_then(|list| list.items.first());
        numbered > 1 && first.is_some_and(|item| item.block >= end)
    };
    if headings {
        let children = children.iter().filter(|child| numbered == 0 || child.is_numbered());
        let points = children.map(|child| heading_point(child, child.words())).collect();
        return ParsedPoints { form: PointForm::Headings, lists: Vec::new(), points };
    }
    let points = lists.iter().flat_map(|list| &list.items).map(|item| point(scope.note, item)).collect();
    ParsedPoints { form: PointForm::Items, lists, points }
}

/// The sub-heading of `scope` as a point: `lead` is what the heading says, the text what is
/// below it.
pub(crate) fn heading_point(scope: &Scope<'_>, lead: Span) -> ParsedPoint {
    let written = lead.of(scope.note.text).trim_end_matches(|c: char| is_colon(c) || c.is_whitespace());
    let lead = Span::new(lead.start(), lead.start() + written.len());
    let text = scope.span();
    let start = scope.opening().map_or(lead.start(), |heading| heading.content.start());
    let span = Span::new(start, text.end().max(lead.end()));
    ParsedPoint { span, lead: (!lead.is_empty()).then_some(lead), text, heading: scope.heading }
}

/// Points as a JSON array that spans `span` if there is none.
pub(crate) fn json<'a>(note: &'a Note<'_>, reading: &ParsedPoints, span: Span) -> Traced<'a> {
    let points = &reading.points;
    let span = match (points.first(), points.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => span,
    };
    Traced::array(points.iter().map(|point| point_json(note, point)), span)
}

fn point_json<'a>(note: &'a Note<'_>, point: &ParsedPoint) -> Traced<'a> {
    let mut json = Traced::object(2, point.span);
    if let Some(lead) = point.lead {
        json.insert("lead", None, Traced::new(plain_text::plain(note, lead), lead));
    }
    let text = point.text.trim(note.text);
    if !text.is_empty() {
        let item = point.heading.is_none().then_some(point.span.start());
        json.insert("text", None, plain_text::source(note.text, text, item));
    }
    json
}

/// `item` as a point.
pub(crate) fn point(note: &Note<'_>, item: &ParsedItem) -> ParsedPoint {
    let span = lists::content(note, item);
    let lead = lists::first_paragraph(note, item).and_then(|paragraph| lead::read(note.text, paragraph));
    let text = lead.map_or(span, |lead| Span::new(lead.rest.min(span.end()), span.end()));
    ParsedPoint { span, lead: lead.map(|lead| lead.words), text, heading: None }
}
