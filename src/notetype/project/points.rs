use super::{
    super::{ParsedPoint, ParsedPoints, PointForm, fold::is_colon},
    Scope, lists, words,
};
use crate::{
    note::Note,
    text::{Span, Traced},
};

/// The points of a section or a quadrant: the items of its lists; else its numbered sub-headings;
/// else, if they are several, its sub-headings. Two or more numbered sub-headings with no list
/// above the first are the points even where they hold lists, which are then their text.
pub(super) fn read(scope: &Scope<'_>) -> ParsedPoints {
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
    let points =
        lists.iter().flat_map(|list| &list.items).map(|item| lists::point(scope.note, item)).collect();
    ParsedPoints { form: PointForm::Items, lists, points }
}

/// The sub-heading of `scope` as a point: `lead` is what the heading says, the text what stands
/// below it.
pub(super) fn heading_point(scope: &Scope<'_>, lead: Span) -> ParsedPoint {
    let written = lead.of(scope.note.text).trim_end_matches(|c: char| is_colon(c) || c.is_whitespace());
    let lead = Span::new(lead.start, lead.start + written.len());
    let text = scope.span();
    let start = scope.opening().map_or(text.start, |heading| heading.content.start);
    let span = Span::new(start, text.end.max(lead.end));
    ParsedPoint { span, lead: (!lead.is_empty()).then_some(lead), text, heading: Some(scope.heading) }
}

/// Points as a JSON array that spans `span` where there is none.
pub(super) fn json<'a>(note: &'a Note<'_>, reading: &ParsedPoints, span: Span) -> Traced<'a> {
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
        json.insert("lead", None, Traced::new(words::plain(note, lead), lead));
    }
    let text = point.text.trim(note.text);
    if !text.is_empty() {
        let item = point.heading.is_none().then_some(point.span.start);
        json.insert("text", None, words::source(note.text, text, item));
    }
    json
}
