//! The projection of a note to the JSON of its type: recognises what is there, however it is written.

mod found;
mod heading_key;
mod identity;
mod meant;
mod reading;
mod sections;
mod similar;
mod texts;

use serde_json::Value;

use identity::Identity;
pub use identity::text_of;
use reading::Reading;

use super::{
    projection::{NotePath, ParsedTitle, Projection, TitleSource},
    spec::TypeSpec,
};
use crate::{
    note::{HeadingId, Note},
    text::{Span, Traced},
    tree::{Data, Document, Entry},
};

/// Projects `note`, which has no path, to the JSON of its type: recognises what is there, however it is written.
pub fn project<'a>(note: &'a Note<'a>, spec: &'a TypeSpec) -> Projection<'a> {
    project_at(note, spec, None)
}

/// Like [`project`], for a note that may have a `path`, in which its id may be.
pub fn project_at<'a>(note: &'a Note<'a>, spec: &'a TypeSpec, path: Option<NotePath<'_>>) -> Projection<'a> {
    let found = sections::of_note(note, spec);
    let heading = found.title;
    let title = title(note, heading);
    let mut json = Traced::object(5, Span::new(0, note.text.len()));
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
    let projection = Projection { intro, body, ..reading.finish(json, title) };
    identified(projection, note, spec, path)
}

/// Adds the ids of the note to its projection, and the values that must agree.
fn identified<'a>(
    projection: Projection<'a>,
    note: &'a Note<'a>,
    spec: &TypeSpec,
    path: Option<NotePath<'_>>,
) -> Projection<'a> {
    if spec.identity.sources.is_empty() && spec.identity.agree.is_empty() {
        return projection;
    }
    let titles = [projection.title.clone(), title(note, None)];
    let identity = Identity { note, titles, path };
    let json = &projection.json;
    let ids = identity.find(&spec.identity.sources, json);
    let agree = spec.identity.agree.iter().map(|sources| identity.find(sources, json)).collect();
    let mut projection = Projection { ids, agree, ..projection };
    if let Some(id) = projection.id().cloned() {
        let mut equal = projection.ids.iter().filter(|other| other.text == id.text);
        let span = equal.find_map(|id| id.span).unwrap_or_else(|| projection.place_of_names());
        projection.json.insert_first("id", Traced::new(id.text, span));
    }
    projection
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
