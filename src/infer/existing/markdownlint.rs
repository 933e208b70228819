//! The rule MD043 of markdownlint: the headings that each file must have.

use serde_json::{Map, Value, json};

use super::{
    draft::Draft,
    frontmatter_schemas::texts,
    globs,
    sections::{self, Heading, Place, Section, escaped},
};

/// The names of the rule, in lower case.
const NAMES: [&str; 3] = ["md043", "required-headings", "required-headers"];

/// Stand for headings that are not told: any number, one or more, and one.
const WILDCARDS: [&str; 3] = ["*", "+", "?"];

/// Returns the draft for `config`, a configuration of markdownlint-cli2.
pub(super) fn of_cli2(config: &Value) -> Vec<Draft> {
    let mut said = Vec::new();
    let files = texts(&config["globs"]).filter_map(|glob| globs::from_root(glob, &mut said)).collect();
    let mut drafts = of_rules(&config["config"], files);
    for draft in &mut drafts {
        draft.said.append(&mut said);
    }
    drafts
}

/// Returns the draft for `rules`, a configuration of markdownlint that is for `files`.
pub(super) fn of_rules(rules: &Value, files: Vec<String>) -> Vec<Draft> {
    let mut named = rules.as_object().into_iter().flatten();
    let rule = named.find(|(name, _)| NAMES.contains(&name.to_lowercase().as_str()));
    let Some((_, rule)) = rule else { return Vec::new() };
    let list = if rule["headings"].is_array() { &rule["headings"] } else { &rule["headers"] };
    let list: Vec<&str> = texts(list).collect();
    if list.is_empty() {
        return Vec::new();
    }
    let mut said = Vec::new();
    let is_open = list.iter().any(|written| WILDCARDS.contains(written));
    if is_open {
        said.push("where headings that are not listed may be, and how many: they may be anywhere".to_owned());
    }
    let mut keywords = Map::new();
    let mut properties = Map::new();
    let mut rest = list.iter().copied().filter(|written| !WILDCARDS.contains(written)).peekable();
    let match_case = rule["match_case"] == json!(true);
    if let Some((1, title)) = rest.peek().and_then(|written| sections::leveled(written)) {
        rest.next();
        keywords.insert("required".to_owned(), json!(["title"]));
        properties.insert("title".to_owned(), self::title(title, match_case));
    }
    let is_titled = !properties.is_empty();
    let sections = tree(rest, is_open, &mut said);
    let level = if is_titled { 2 } else { sections.first().map_or(2, |section| section.level) };
    let group = sections::group(&sections, Place { level, is_open }, &mut said);
    properties.insert("sections".to_owned(), Value::Object(group));
    keywords.insert("properties".to_owned(), Value::Object(properties));
    vec![Draft { name: "document".to_owned(), keywords, files, said, ..Draft::default() }]
}

fn title(text: &str, match_case: bool) -> Value {
    if match_case {
        return json!({ "const": text });
    }
    json!({ "type": "string", "pattern": format!("^(?i:{})$", escaped(text)), "default": text })
}

/// Returns the sections of which `list` has the headings, each with those below it.
fn tree<'l>(list: impl Iterator<Item = &'l str>, is_open: bool, said: &mut Vec<String>) -> Vec<Section> {
    let mut open: Vec<Section> = Vec::new();
    let mut sections = Vec::new();
    let mut close = |open: &mut Vec<Section>, section: Section| match open.last_mut() {
        Some(outer) => outer.inside.push(section),
        None => sections.push(section),
    };
    for written in list {
        let Some((level, text)) = sections::leveled(written) else {
            said.push(format!("`{written}`: it is not a heading"));
            continue;
        };
        while open.last().is_some_and(|section| section.level >= level) {
            if let Some(section) = open.pop() {
                close(&mut open, section);
            }
        }
        open.push(Section {
            heading: Heading::Text(text.to_owned()),
            level,
            required: true,
            is_open,
            parts: Map::new(),
            keywords: Map::new(),
            inside: Vec::new(),
        });
    }
    while let Some(section) = open.pop() {
        close(&mut open, section);
    }
    sections
}
