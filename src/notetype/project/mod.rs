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
    Content, ContentReading, ParsedSection, ParsedTitle, Projection, SectionSpec, TitleSource, TypeSpec,
    heading::Names,
};
use crate::{
    note::{HeadingId, Note},
    text::{Span, Traced},
    tree::{Data, Document},
};

/// Projects `note` to the JSON of its type: recognises what is there, however it is dressed.
pub fn project<'a>(note: &'a Note<'a>, spec: &'a TypeSpec) -> Projection<'a> {
    let names = spec.lookup.names(&spec.sections);
    let found = sections::find(note, spec, names);
    let similar = similar::find(note, &names.sections, &found, spec.sections.len());
    let title = title(note, found.title);
    let id = title.as_ref().and_then(|title| id(note, spec, title));

    let mut json = Traced::object(4, Span::new(0, note.text.len()));
    if let (Some(id), Some(title)) = (id, &title) {
        json.insert("id", None, Traced::new(id, title.span));
    }
    if let Some(document) = note.frontmatter.mapping() {
        json.insert("frontmatter", None, frontmatter(document, spec));
    }
    if let Some(title) = &title {
        json.insert("title", None, Traced::new(title.text, title.span));
    }
    let (sections, contents) = read_sections(note, spec, &names.parts, &found);
    json.insert("sections", None, contents);
    Projection { json, title, id, sections, similar, unknown: found.unknown }
}

fn title<'a>(note: &'a Note<'a>, heading: Option<HeadingId>) -> Option<ParsedTitle<'a>> {
    if let Some((id, heading)) = heading.and_then(|id| Some((id, note.outline.get(id)?))) {
        let source = TitleSource::Heading(id);
        return Some(ParsedTitle { text: &heading.plain, span: heading.content, source });
    }
    let entries = note.frontmatter.mapping()?.root.as_mapping()?;
    let value = &entries.iter().find(|entry| entry.name == "title")?.value;
    let Data::Scalar { value: Value::String(text), .. } = &value.data else { return None };
    Some(ParsedTitle { text, span: value.span, source: TitleSource::Frontmatter })
}

/// The id in the title, else in the frontmatter's title: a heading that lost its id is told by
/// the rule that compares the two.
fn id<'a>(note: &'a Note<'a>, spec: &TypeSpec, title: &ParsedTitle<'a>) -> Option<&'a str> {
    let regex = spec.id.as_ref()?;
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
fn frontmatter<'a>(document: &'a Document, spec: &TypeSpec) -> Traced<'a> {
    let keys = &spec.frontmatter.keys;
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
    spec: &'a TypeSpec,
    parts: &[Names],
    found: &Found,
) -> (Vec<ParsedSection>, Traced<'a>) {
    let mut readings = Vec::with_capacity(found.sections.len());
    let mut contents: Vec<Option<(Span, Traced)>> = vec![None; spec.sections.len()];
    let mut first: Vec<Option<usize>> = vec![None; spec.sections.len()];
    for recognised in &found.sections {
        let (section, heading) = (recognised.section, recognised.heading);
        let Some((section_spec, names)) = spec.sections.get(section).zip(parts.get(section)) else {
            continue;
        };
        let scope = Scope { note, heading, headings: recognised.headings.clone() };
        let repeats = first[section];
        let (content, json) = read_content(&scope, section_spec, names);
        if repeats.is_none() {
            first[section] = Some(readings.len());
            contents[section] = Some((scope.heading_span(), json));
        }
        let (matched, span) = (recognised.matched, scope.span());
        readings.push(ParsedSection { section, heading, matched, repeats, span, content });
    }
    let mut json = Traced::object(spec.sections.len(), note.body);
    for (section, content) in spec.sections.iter().zip(contents) {
        if let Some((key, content)) = content {
            json.insert(section.key.as_str(), Some(key), content);
        }
    }
    (readings, json)
}

fn read_content<'a>(scope: &Scope<'a>, spec: &'a SectionSpec, names: &Names) -> (ContentReading, Traced<'a>) {
    match &spec.content {
        Content::Text(_) => {
            let span = scope.span();
            (ContentReading::Text(span), words::source(scope.note.text, span, None))
        }
        Content::Points(_) => {
            let reading = points::read(scope);
            let json = points::json(scope.note, &reading, scope.span());
            (ContentReading::Points(reading), json)
        }
        Content::Entries(spec) => {
            let reading = entries::read(scope, names);
            let json = entries::json(scope, spec, &reading);
            (ContentReading::Entries(reading), json)
        }
        Content::Rating(spec) => {
            let reading = rating::read(scope, spec, names);
            let json = rating_json::json(scope, spec, &reading);
            (ContentReading::Rating(reading), json)
        }
        Content::Swot(spec) => {
            let reading = swot::read(scope, names);
            let json = swot::json(scope, spec, &reading);
            (ContentReading::Swot(reading), json)
        }
        Content::Table(spec) => {
            let reading = table::read(scope);
            let json = table::json(scope, spec, names, reading.as_ref());
            (ContentReading::Table(reading), json)
        }
    }
}

#[cfg(test)]
mod tests;
