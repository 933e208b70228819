use super::{
    super::{
        HeadingMatch, ParsedPoints, ParsedQuadrant, ParsedSwot, PointForm, SwotSpec, Wording, heading::Names,
    },
    Scope, points, scope,
};
use crate::text::{Span, Traced};

/// The quadrants of a SWOT: its sub-headings.
pub(super) fn read(scope: &Scope<'_>, names: &Names) -> ParsedSwot {
    let mut reading = ParsedSwot::default();
    let mut first: Vec<Option<usize>> = Vec::new();
    for child in scope.children() {
        let Some((quadrant, matched, point)) = recognise(&child, names) else {
            reading.unknown.push(child.heading);
            continue;
        };
        if first.len() <= quadrant {
            first.resize(quadrant + 1, None);
        }
        let whole = Span::new(child.heading_span().start, child.span().end);
        let known = first[quadrant].and_then(|index| reading.quadrants.get_mut(index));
        let (points, repeats) = match (point, known) {
            (Some(lead), Some(known)) => {
                known.points.points.push(points::heading_point(&child, lead));
                known.span = known.span.cover(whole);
                continue;
            }
            (Some(lead), None) => {
                let points = vec![points::heading_point(&child, lead)];
                (ParsedPoints { form: PointForm::Headings, lists: Vec::new(), points }, None)
            }
            (None, _) => (points::read(&child), first[quadrant]),
        };
        first[quadrant] = first[quadrant].or(Some(reading.quadrants.len()));
        let heading = child.heading;
        reading.quadrants.push(ParsedQuadrant { quadrant, heading, matched, repeats, span: whole, points });
    }
    reading
}

/// The quadrant that a sub-heading names; where the heading is one numbered point of it, the
/// point's lead as well.
fn recognise(child: &Scope<'_>, names: &Names) -> Option<(usize, HeadingMatch, Option<Span>)> {
    let heading = child.opening()?;
    let text = child.note.text;
    let written = heading.content.of(text);
    if let Some((quadrant, matched)) = names.recognise_name(written, &heading.plain) {
        return Some((quadrant, matched, None));
    }
    if child.is_numbered() {
        let words = child.words();
        if let Some((quadrant, name, lead)) = names.point(words.of(text)) {
            let lead = scope::words(text, Span::new(words.start + lead.start, words.start + lead.end));
            return Some((quadrant, HeadingMatch { name, wording: Wording::WithoutSuffix }, Some(lead)));
        }
    }
    names.recognise(written, &heading.plain).map(|(quadrant, matched)| (quadrant, matched, None))
}

/// A SWOT as a JSON object of points, the quadrants in the type's order.
pub(super) fn json<'a>(scope: &Scope<'a>, spec: &'a SwotSpec, reading: &ParsedSwot) -> Traced<'a> {
    let mut json = Traced::object(spec.quadrants.len(), scope.span());
    for (index, quadrant) in spec.quadrants.iter().enumerate() {
        let first = reading.quadrants.iter().find(|reading| reading.quadrant == index);
        if let Some((first, heading)) =
            first.and_then(|first| Some((first, scope.note.outline.get(first.heading)?)))
        {
            let below = Span::new(heading.span.end.min(first.span.end), first.span.end);
            json.insert(
                quadrant.key.as_str(),
                Some(heading.span),
                points::json(scope.note, &first.points, below),
            );
        }
    }
    json
}
