//! The lenient reading of a note: what is there, however it is dressed, as the JSON of its type.

mod entries;
mod label;
mod lead;
mod lists;
mod overall;
mod points;
mod rating;
mod rating_json;
mod rating_table;
mod scope;
mod score;
mod sections;
mod similar;
mod swot;
mod table;
mod words;

use serde_json::Value;

use scope::Scope;
use sections::Found;

use super::{
    Content, ContentReading, Projection, SectionReading, SectionShape, Shape, TitleReading, TitleSource,
    heading::Names,
};
use crate::{
    note::{HeadingId, Note},
    text::{Span, Traced},
    yaml::{Data, Document},
};

/// Projects `note` to the JSON of its type: recognises what is there, however it is dressed.
pub fn project<'a>(note: &'a Note<'a>, shape: &'a Shape) -> Projection<'a> {
    let names = shape.lookup.names(&shape.sections);
    let found = sections::find(note, shape, names);
    let similar = similar::find(note, &names.sections, &found, shape.sections.len());
    let title = title(note, found.title);
    let id = title.as_ref().and_then(|title| id(note, shape, title));

    let mut json = Traced::object(4, Span::new(0, note.text.len()));
    if let (Some(id), Some(title)) = (id, &title) {
        json.insert("id", None, Traced::new(id, title.span));
    }
    if let Some(document) = note.frontmatter.mapping() {
        json.insert("frontmatter", None, frontmatter(document, shape));
    }
    if let Some(title) = &title {
        json.insert("title", None, Traced::new(title.text, title.span));
    }
    let (sections, contents) = read_sections(note, shape, &names.parts, &found);
    json.insert("sections", None, contents);
    Projection { json, title, id, sections, similar, unknown: found.unknown }
}

fn title<'a>(note: &'a Note<'a>, heading: Option<HeadingId>) -> Option<TitleReading<'a>> {
    if let Some((id, heading)) = heading.and_then(|id| Some((id, note.outline.get(id)?))) {
        let source = TitleSource::Heading(id);
        return Some(TitleReading { text: &heading.plain, span: heading.content, source });
    }
    let entries = note.frontmatter.mapping()?.root.as_mapping()?;
    let value = &entries.iter().find(|entry| entry.name == "title")?.value;
    let Data::Scalar { value: Value::String(text), .. } = &value.data else { return None };
    Some(TitleReading { text, span: value.span, source: TitleSource::Frontmatter })
}

/// The id in the title, else in the frontmatter's title: a heading that lost its id is told by
/// the rule that compares the two.
fn id<'a>(note: &'a Note<'a>, shape: &Shape, title: &TitleReading<'a>) -> Option<&'a str> {
    let regex = shape.id.as_ref()?;
    let id = |text: &'a str| {
        let found = if regex.captures_len() > 1 {
            regex.captures(text).and_then(|groups| groups.get(1).or_else(|| groups.get(0)))
        } else {
            regex.find(text)
        };
        found.map(|found| found.as_str())
    };
    id(title.text).or_else(|| id(self::title(note, None)?.text))
}

/// The frontmatter: the keys that the type knows in the schema's order, then the others.
fn frontmatter<'a>(document: &'a Document, shape: &Shape) -> Traced<'a> {
    let keys = &shape.frontmatter.keys;
    let entries = document.root.as_mapping().unwrap_or_default();
    let mut json = Traced::object(entries.len(), document.root.span);
    let known = keys.iter().filter_map(|key| entries.iter().find(|entry| entry.name == key.name));
    let unknown = entries.iter().filter(|entry| keys.iter().all(|key| key.name != entry.name));
    for entry in known.chain(unknown) {
        json.insert(&entry.name, Some(entry.key), entry.value.to_traced());
    }
    json
}

/// The readings of all recognised sections, and the JSON of the first of each kind in the
/// schema's order.
fn read_sections<'a>(
    note: &'a Note<'a>,
    shape: &'a Shape,
    parts: &[Names],
    found: &Found,
) -> (Vec<SectionReading>, Traced<'a>) {
    let mut readings = Vec::with_capacity(found.sections.len());
    let mut contents: Vec<Option<(Span, Traced)>> = vec![None; shape.sections.len()];
    let mut first: Vec<Option<usize>> = vec![None; shape.sections.len()];
    for recognised in &found.sections {
        let (section, heading) = (recognised.section, recognised.heading);
        let Some((section_shape, names)) = shape.sections.get(section).zip(parts.get(section)) else {
            continue;
        };
        let scope = Scope { note, heading, headings: recognised.headings.clone() };
        let repeats = first[section];
        let (content, json) = read_content(&scope, section_shape, names);
        if repeats.is_none() {
            first[section] = Some(readings.len());
            contents[section] = Some((scope.heading_span(), json));
        }
        let (matched, span) = (recognised.matched, scope.span());
        readings.push(SectionReading { section, heading, matched, repeats, span, content });
    }
    let mut json = Traced::object(shape.sections.len(), note.body);
    for (section, content) in shape.sections.iter().zip(contents) {
        if let Some((key, content)) = content {
            json.insert(section.key.as_str(), Some(key), content);
        }
    }
    (readings, json)
}

fn read_content<'a>(
    scope: &Scope<'a>,
    shape: &'a SectionShape,
    names: &Names,
) -> (ContentReading, Traced<'a>) {
    match &shape.content {
        Content::Text(_) => {
            let span = scope.span();
            (ContentReading::Text(span), words::source(scope.note.text, span, None))
        }
        Content::Points(_) => {
            let reading = points::read(scope);
            let json = points::json(scope.note, &reading, scope.span());
            (ContentReading::Points(reading), json)
        }
        Content::Entries(shape) => {
            let reading = entries::read(scope, names);
            let json = entries::json(scope, shape, &reading);
            (ContentReading::Entries(reading), json)
        }
        Content::Rating(shape) => {
            let reading = rating::read(scope, shape, names);
            let json = rating_json::json(scope, shape, &reading);
            (ContentReading::Rating(reading), json)
        }
        Content::Swot(shape) => {
            let reading = swot::read(scope, names);
            let json = swot::json(scope, shape, &reading);
            (ContentReading::Swot(reading), json)
        }
        Content::Table(shape) => {
            let reading = table::read(scope);
            let json = table::json(scope, shape, names, reading.as_ref());
            (ContentReading::Table(reading), json)
        }
    }
}

#[cfg(test)]
mod tests;
