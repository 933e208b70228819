//! The projection of a note to the JSON of its type: recognises what is there, however it is written.

mod found;
mod heading_key;
mod meant;
mod reading;
mod sections;
mod similar;
mod texts;

use serde_json::Value;

use reading::Reading;

use super::{
    projection::{ParsedTitle, Projection, TitleSource},
    spec::TypeSpec,
};
use crate::{
    note::{HeadingId, Note},
    text::{Span, Traced},
    tree::{Data, Document, Entry},
};

/// Projects `note` to the JSON of its type: recognises what is there, however it is written.
pub fn project<'a>(note: &'a Note<'a>, spec: &'a TypeSpec) -> Projection<'a> {
    let found = sections::of_note(note, spec);
    let heading = found.title;
    let title = title(note, heading);
    let id = title.as_ref().and_then(|title| id(note, spec, title));

    let mut json = Traced::object(4, Span::new(0, note.text.len()));
    if let (Some(id), Some(title)) = (id, &title) {
        json.insert("id", None, Traced::new(id, title.span));
    }
    if let Some(document) = note.frontmatter.mapping() {
        json.insert("frontmatter", None, frontmatter(document, spec));
    }
    if let Some(title) = title.as_ref().filter(|title| title.source != TitleSource::Frontmatter) {
        json.insert("title", None, Traced::new(title.text, title.span));
    }
    let mut reading = Reading::new(note, spec);
    let intro = spec.intro.as_ref().and_then(|intro| reading.text(&texts::intro(note, heading), intro));
    let intro = intro.map(|(intro, value)| {
        json.insert("intro", None, value);
        intro
    });
    json.insert("sections", None, reading.sections(found));
    let body = spec.body.as_ref().and_then(|body| reading.text(&texts::body(note), body));
    let body = body.map(|(body, value)| {
        json.insert("body", None, value);
        body
    });
    Projection { intro, body, ..reading.finish(json, title, id) }
}

/// Returns how many of the required sections of `spec` are in `note`, and how many there are.
pub fn count_required(note: &Note<'_>, spec: &TypeSpec) -> (usize, usize) {
    let mut required = spec.sections.all.map(|section| section.required);
    let all = required.iter().filter(|required| **required).count();
    let mut present = 0;
    for section in sections::of_note(note, spec).sections {
        present += usize::from(std::mem::take(&mut required[section.section]));
    }
    (present, all)
}

fn title<'a>(note: &'a Note<'a>, heading: Option<HeadingId>) -> Option<ParsedTitle<'a>> {
    if let Some(id) = heading {
        let heading = &note.outline[id];
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
    spec.find_id(title.text).or_else(|| spec.find_id(self::title(note, None)?.text))
}

/// The frontmatter: the keys that the type knows in the schema's order, then the others.
fn frontmatter<'a>(document: &'a Document, spec: &TypeSpec) -> Traced<'a> {
    let entries = document.root.as_mapping().unwrap_or_default();
    let mut json = Traced::object(entries.len(), document.root.span);
    let position = |entry: &&Entry| spec.frontmatter.position(&entry.name);
    let mut known: Vec<(usize, &Entry)> =
        entries.iter().filter_map(|entry| Some((position(&entry)?, entry))).collect();
    known.sort_by_key(|(position, _)| *position);
    let known = known.into_iter().map(|(_, entry)| entry);
    let unknown = entries.iter().filter(|entry| position(entry).is_none());
    for entry in known.chain(unknown) {
        json.insert(&entry.name, Some(entry.key), entry.value.to_traced());
    }
    json
}

#[cfg(test)]
mod tests;
