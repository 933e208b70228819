//! Sections that another program describes by their headings.

use std::collections::HashSet;

use regex::Regex;
use serde_json::{Map, Value, json};

use super::names::Distinct;
use crate::{infer::slug::ascii_slug, notetype::fold_key};

/// A heading in a list of those that notes have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// This text.
    Text(String),
    /// Any text that the regular expression, without anchors, matches as a whole.
    Pattern(String),
}

/// A section that is described.
#[derive(Debug)]
pub(super) struct Section {
    /// Its heading.
    pub(super) heading: Heading,
    /// Its level, from 1.
    pub(super) level: usize,
    /// Whether each note has it.
    pub(super) required: bool,
    /// Whether it may have sections that are not described.
    pub(super) is_open: bool,
    /// What is described of its text, as the parts of a section.
    pub(super) parts: Map<String, Value>,
    /// Other keywords.
    pub(super) keywords: Map<String, Value>,
    /// The sections inside of it.
    pub(super) inside: Vec<Section>,
}

/// Where sections are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The level that their headings must have.
    pub(super) level: usize,
    /// Whether there may be others.
    pub(super) is_open: bool,
}

/// Returns the number of `#` at the start of `written`, and what follows; `None` if it is not a heading.
pub(super) fn leveled(written: &str) -> Option<(usize, &str)> {
    let text = written.trim_start_matches('#');
    let level = written.len() - text.len();
    let is_heading = (1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t']));
    is_heading.then(|| (level, text.trim()))
}

/// Returns the schema of `sections`; what cannot be described goes to `said`.
pub(super) fn group(sections: &[Section], place: Place, said: &mut Vec<String>) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut patterns = Map::new();
    let (mut required, mut order) = (Vec::new(), Vec::new());
    let mut is_open = place.is_open;
    let mut headings = HashSet::new();
    let mut keys = Distinct::default();
    let mut tried = 0;
    let texts: Vec<&str> = sections.iter().filter_map(|section| section.heading.text()).collect();
    for section in sections {
        if section.level != place.level {
            said.push(format!("{}: it is not one level below the heading above it", section.heading.shown()));
            is_open = true;
            continue;
        }
        match &section.heading {
            Heading::Text(text) => {
                if text.is_empty() || !headings.insert(fold_key(text)) {
                    said.push(format!("{}: it is there twice", section.heading.shown()));
                    continue;
                }
                let slug = ascii_slug(text);
                let key = keys.give(if slug.is_empty() { text } else { &slug });
                properties.insert(key.clone(), schema(section, Some(text), said));
                required.extend(section.required.then(|| key.clone()));
                order.push(key);
            }
            Heading::Pattern(pattern) => {
                let anchored = anchored(pattern);
                tried += 1;
                let regex = Regex::new(&anchored).ok();
                let regex = regex.filter(|_| tried <= MAX_PATTERNS && !patterns.contains_key(&anchored));
                let matches = |regex: &Regex| {
                    texts.iter().any(|text| regex.is_match(text) || regex.is_match(&ascii_slug(text)))
                };
                if regex.as_ref().is_none_or(matches) {
                    said.push(format!(
                        "{}: it is not a regular expression, or other sections match it",
                        section.heading.shown()
                    ));
                    is_open = true;
                    continue;
                }
                if section.required {
                    said.push(format!(
                        "that {} is there: sections by pattern are optional",
                        section.heading.shown()
                    ));
                }
                patterns.insert(anchored.clone(), schema(section, None, said));
                order.push(anchored);
            }
        }
    }
    let mut group = Map::from_iter([("type".to_owned(), json!("object"))]);
    if !patterns.is_empty() && order.len() > 1 {
        group.insert("x-note".to_owned(), json!({ "order": order }));
    }
    if !required.is_empty() {
        group.insert("required".to_owned(), json!(required));
    }
    if !properties.is_empty() {
        group.insert("properties".to_owned(), Value::Object(properties));
    }
    if !patterns.is_empty() {
        group.insert("patternProperties".to_owned(), Value::Object(patterns));
    }
    if !is_open {
        group.insert("additionalProperties".to_owned(), json!(false));
    }
    group
}

/// More patterns are not compared with the headings beside them.
const MAX_PATTERNS: usize = 100;

/// Other programs refuse a sub-heading in a section without sections; here it is a part of the text.
const SUBHEADINGS: &str = "that a section without described sections has no sub-headings";

/// Returns the schema of `section`, whose heading is `heading` unless it is recognised by a pattern.
fn schema(section: &Section, heading: Option<&str>, said: &mut Vec<String>) -> Value {
    let kind = match (section.inside.is_empty(), section.parts.is_empty()) {
        (false, _) => "sections",
        (true, false) => "parts",
        (true, true) => "text",
    };
    if section.inside.is_empty() && !section.is_open {
        said.push(SUBHEADINGS.to_owned());
    }
    let mut x_note = Map::new();
    if let Some(heading) = heading {
        x_note.insert("heading".to_owned(), json!(heading));
    }
    x_note.insert("content".to_owned(), json!(kind));
    let mut schema = Map::from_iter([("x-note".to_owned(), Value::Object(x_note))]);
    schema.extend(section.keywords.clone());
    let json_type = if kind == "text" { "string" } else { "object" };
    schema.insert("type".to_owned(), json!(json_type));
    if kind == "sections" {
        if !section.parts.is_empty() {
            said.push(format!("what {} must contain beside its sections", section.heading.shown()));
        }
        let place = Place { level: section.level + 1, is_open: section.is_open };
        let inside = group(&section.inside, place, said);
        schema.insert("properties".to_owned(), json!({ "sections": inside }));
    } else if kind == "parts" {
        schema.insert("properties".to_owned(), Value::Object(section.parts.clone()));
    }
    Value::Object(schema)
}

/// Returns `pattern` with anchors.
pub(super) fn anchored(pattern: &str) -> String {
    if pattern.contains('|') { format!("^(?:{pattern})$") } else { format!("^{pattern}$") }
}

/// Returns the regular expression of `text`, as JSON Schema has it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if r"\^$.*+?()[]{}|".contains(char) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

impl Heading {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Pattern(_) => None,
        }
    }

    /// The heading as a person would name it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => format!("the heading `{text}`"),
            Self::Pattern(pattern) => format!("a heading that matches `{pattern}`"),
        }
    }
}
