//! A schema of mdschema, `.mdschema.yml`: the sections, what is in them, and the frontmatter.

use serde_json::{Map, Value, json};

use super::{
    draft::Draft,
    section_rules::{is_regex, parts},
    sections::{self, Heading, Place, Section, anchored},
};

/// The expression of a title that is the name of the file, in both orders.
const TITLE_IS_NAME: [&str; 2] = ["slug(filename)==slug(heading)", "slug(heading)==slug(filename)"];

/// Deeper keys are not read.
const MAX_DEPTH: usize = 16;

/// Returns the draft for `config`.
pub(super) fn draft(config: &Value) -> Option<Draft> {
    config.as_object().filter(|config| !config.is_empty())?;
    let mut draft = Draft { name: "document".to_owned(), ..Draft::default() };
    let (mut required, mut properties) = (Vec::new(), Map::new());
    if config["frontmatter"].is_object() {
        let rule = &config["frontmatter"];
        required.extend(is_required(rule).then_some("frontmatter"));
        properties.insert("frontmatter".to_owned(), frontmatter(&rule["fields"], &mut draft.said));
    }
    let structure: Vec<&Value> = config["structure"].as_array().into_iter().flatten().collect();
    let (titles, others): (Vec<&Value>, Vec<&Value>) =
        structure.into_iter().partition(|element| level(element) == Some(1));
    let mut elements = others;
    let mut is_open = elements.is_empty();
    let mut level = elements.first().and_then(|element| self::level(element)).unwrap_or(2);
    for (at, element) in titles.into_iter().enumerate() {
        if at > 0 {
            let name = element["heading"].as_str().or_else(|| element.as_str()).unwrap_or("#");
            draft.said.push(format!("`{name}`: a note has one `#` heading"));
            continue;
        }
        required.extend(is_required(element).then_some("title"));
        properties.insert("title".to_owned(), title(element, &mut draft));
        if !parts(element, "the note", &mut Vec::new()).is_empty() {
            draft.said.push("what the text below the `#` heading must contain".to_owned());
        }
        let inside: Vec<&Value> = element["children"].as_array().into_iter().flatten().collect();
        // Headings that are not listed are refused; below a section without a list, sub-headings are its text.
        is_open = inside.is_empty() && elements.is_empty() || element["allow_additional"] == json!(true);
        level = 2;
        elements.splice(..0, inside);
    }
    let sections: Vec<Section> =
        elements.into_iter().filter_map(|element| section(element, &mut draft.said)).collect();
    if !sections.is_empty() || !is_open {
        let group = sections::group(&sections, Place { level, is_open }, &mut draft.said);
        properties.insert("sections".to_owned(), Value::Object(group));
    }
    global_rules(config, &mut draft.said);
    if !required.is_empty() {
        draft.keywords.insert("required".to_owned(), json!(required));
    }
    if !properties.is_empty() {
        draft.keywords.insert("properties".to_owned(), Value::Object(properties));
    }
    Some(draft)
}

/// Whether what `rule` is about must be there; earlier versions say so by `required`.
fn is_required(rule: &Value) -> bool {
    rule["optional"] != json!(true) && rule["required"] != json!(false)
}

/// The heading of `element` as it is written, and whether it is a regular expression.
fn heading(element: &Value) -> Option<(&str, bool)> {
    let heading = if element.is_string() { element } else { &element["heading"] };
    match heading.as_str() {
        Some(text) => Some((text, false)),
        None => Some((heading["pattern"].as_str()?, is_regex(heading))),
    }
}

/// Returns the level of the heading of `element`, and the heading without its `#`.
fn leveled(element: &Value) -> Option<(usize, Heading)> {
    let (written, is_pattern) = heading(element)?;
    if !is_pattern {
        let (level, text) = sections::leveled(written)?;
        return Some((level, Heading::Text(text.to_owned())));
    }
    let pattern = written.strip_prefix('^').unwrap_or(written);
    let pattern = pattern.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(pattern);
    let text = pattern.trim_start_matches('#');
    let level = pattern.len() - text.len();
    let blank =
        [r"\s+", r"\s*", r"\s", "[ ]", " +", " *", " "].iter().find_map(|it| text.strip_prefix(it))?;
    (1..=6).contains(&level).then(|| (level, Heading::Pattern(blank.to_owned())))
}

fn level(element: &Value) -> Option<usize> {
    // An expression names no level: it is that of the first heading.
    let is_expression = element["heading"]["expr"].is_string();
    leveled(element).map(|(level, _)| level).or(is_expression.then_some(1))
}

fn title(element: &Value, draft: &mut Draft) -> Value {
    if let Some(expression) = element["heading"]["expr"].as_str() {
        let plain: String = expression.split_whitespace().collect();
        if TITLE_IS_NAME.contains(&plain.as_str()) {
            draft.annotation.insert("agree".to_owned(), json!([{ "file": ".+", "title": ".+" }]));
        } else {
            draft.said.push(format!("the expression `{expression}`"));
        }
        return json!({ "type": "string" });
    }
    match leveled(element) {
        Some((_, Heading::Text(text))) => json!({ "const": text }),
        Some((_, Heading::Pattern(pattern))) if ![".*", ".+"].contains(&pattern.as_str()) => {
            json!({ "type": "string", "pattern": anchored(&pattern) })
        }
        _ => json!({ "type": "string" }),
    }
}

fn section(element: &Value, said: &mut Vec<String>) -> Option<Section> {
    let Some((level, heading)) = leveled(element) else {
        let written = element["heading"].to_string();
        said.push(format!(
            "the section `{written}`: it is recognised by neither a text nor a pattern after `#`"
        ));
        return None;
    };
    let name = heading.shown();
    if element["severity"].is_string() {
        said.push(format!(
            "the severity of {name}: set that of `structure/section-missing` in `notelint.yaml`"
        ));
    }
    let parts = parts(element, &name, said);
    let description = element["description"].as_str().filter(|text| !text.trim().is_empty());
    let keywords = description.map(|text| ("description".to_owned(), json!(text)));
    let inside = element["children"].as_array().into_iter().flatten();
    let inside = inside.filter_map(|element| section(element, said)).collect();
    Some(Section {
        heading,
        level,
        required: is_required(element),
        is_open: element["allow_additional"] == json!(true),
        parts,
        keywords: keywords.into_iter().collect(),
        inside,
    })
}

fn frontmatter(fields: &Value, said: &mut Vec<String>) -> Value {
    let mut schema = json!({ "type": "object" });
    for field in fields.as_array().into_iter().flatten() {
        let Some(name) = field["name"].as_str() else { continue };
        if name.split('.').count() > MAX_DEPTH {
            said.push(format!("the key `{name}`: it is too deep"));
            continue;
        }
        let value = value(field, name, said);
        // `a.b` is the key `b` in the mapping `a`.
        let mut owner = &mut schema;
        let mut names = name.split('.').peekable();
        while let Some(name) = names.next() {
            let is_last = names.peek().is_none();
            if is_required(field) {
                require(owner, name);
            }
            let properties = member(owner, "properties", json!({}));
            owner = member(properties, name, if is_last { value.clone() } else { json!({}) });
            if !is_last {
                owner["type"] = json!("object");
            }
        }
    }
    schema
}

/// Adds `name` to what `schema` requires.
fn require(schema: &mut Value, name: &str) {
    if let Some(required) = member(schema, "required", json!([])).as_array_mut()
        && !required.contains(&json!(name))
    {
        required.push(json!(name));
    }
}

/// Returns the member `name` of `object`, which is `otherwise` if there was none.
fn member<'v>(object: &'v mut Value, name: &str, otherwise: Value) -> &'v mut Value {
    let member = &mut object[name];
    if member.is_null() {
        *member = otherwise;
    }
    member
}

/// Returns the schema of the value of the key `name`.
fn value(field: &Value, name: &str, said: &mut Vec<String>) -> Value {
    let mut schema = match field["type"].as_str() {
        Some(kind @ ("string" | "number" | "boolean" | "array" | "object")) => json!({ "type": kind }),
        Some("date") => json!({ "type": "string", "format": "date" }),
        Some(other) => {
            said.push(format!("the type `{other}` of the key `{name}`"));
            json!({})
        }
        None => json!({}),
    };
    match field["format"].as_str() {
        Some(format @ ("date" | "email")) => {
            schema["type"] = json!("string");
            schema["format"] = json!(format);
        }
        Some("url") => {
            schema["type"] = json!("string");
            schema["pattern"] = json!("^https?://");
        }
        Some(other) => said.push(format!("the format `{other}` of the key `{name}`")),
        None => {}
    }
    if field["enum"].as_array().is_some_and(|values| !values.is_empty()) {
        let values = json!({ "enum": field["enum"] });
        if schema["type"] == json!("array") {
            schema["items"] = values;
        } else {
            schema["enum"] = field["enum"].clone();
        }
    }
    schema
}

/// Tells which rules about the whole text are checked otherwise, or not.
fn global_rules(config: &Value, said: &mut Vec<String>) {
    let links = &config["links"];
    if links["validate_external"] == json!(true) {
        said.push("`validate_external`: web addresses are not opened".to_owned());
    }
    for key in ["allowed_domains", "blocked_domains"] {
        if links[key].is_array() {
            said.push(format!("`{key}`"));
        }
    }
    let headings = &config["heading_rules"];
    for key in ["no_skip_levels", "unique", "unique_per_level"] {
        if headings[key] == json!(true) {
            said.push(format!("`{key}`, for headings that are not sections of the type"));
        }
    }
    if headings["max_depth"].is_u64() {
        said.push("`max_depth`".to_owned());
    }
}
