//! Holds schema files to JSON Schema 2020-12 and to what notelint can compile.

use std::borrow::Cow;

use jsonschema::{Draft, json::SerdeJson};
use serde_json::{Map, Value, json};

use super::{
    applied::bounded,
    candidates::{alone, is_of},
};
use crate::{
    diagnostic::Fault,
    notetype::{
        breach::{Keyword, Size},
        engine::{options, regex},
        failure::{Failure, failures},
        schema::{
            Documents, ERROR_MESSAGE, Faults, Node, Remark, Remarks, is_keyword, misspelt, restricts,
            version, visit, works_in,
        },
    },
    text::{Bound, did_you_mean, suggest},
};

/// The version in which types are best written.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Checks every schema on its own, then the number of schemas that apply to one value.
pub(super) fn check(documents: &Documents, faults: &mut Faults, remarks: &mut Remarks) {
    for index in 0..documents.all().len() {
        documents.schema_roots(index).for_each(|root| metaschema(documents, &root, faults));
    }
    documents.visit(&mut |schema| {
        names_version(documents, schema, faults);
        keywords(documents, schema, faults, remarks);
        format(documents, schema, remarks);
        patterns(documents, schema, faults);
        if schema.document == 0 && !schema.only_refers() {
            contradictions(documents, schema, remarks);
        }
    });
    bounded(documents, faults);
}

/// `$schema` must name a version of JSON Schema; below the root of a file, only what has a URI of its
/// own may be of another version (Core 8.1.1).
fn names_version(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let Some((node, uri)) = schema.get("$schema").zip(schema.string("$schema")) else { return };
    let around = documents.root(schema.document).map_or(schema.draft, |root| root.draft);
    if Draft::from_schema_uri(uri) == Draft::Unknown {
        let fault = Fault::new("unsupported version of JSON Schema, expected one from draft-04 to 2020-12");
        faults.value(documents, &node, fault.help(format!("write `$schema: {DRAFT}`, or omit it")));
    } else if around != schema.draft && !schema.has_id() {
        let message =
            format!("this part is in {}, but its file is in {}", version(schema.draft), version(around));
        let help = "move it into a file of its own, and refer to that with `$ref`";
        faults.value(documents, &node, Fault::new(message).help(help));
    }
}

fn metaschema(documents: &Documents, root: &Node<'_>, faults: &mut Faults) {
    let validator = match root.draft {
        Draft::Draft4 => jsonschema::draft4::meta::validator(),
        Draft::Draft6 => jsonschema::draft6::meta::validator(),
        Draft::Draft7 => jsonschema::draft7::meta::validator(),
        Draft::Draft201909 => jsonschema::draft201909::meta::validator(),
        _ => jsonschema::draft202012::meta::validator(),
    };
    let (schema, others) = without_other_versions(root);
    for failure in failures(&*schema, "", validator.iter_errors(&schema)) {
        let node = Node { pointer: format!("{}{}", root.pointer, failure.pointer), ..root.clone() };
        // What describes a schema of another program breaks nothing.
        let keyword = failure.pointer.rsplit('/').next().unwrap_or_default();
        if root.document > 0 && is_keyword(keyword) && !restricts(keyword) {
            continue;
        }
        let value = schema.pointer(&failure.pointer).unwrap_or(&Value::Null);
        let fault = in_words(&failure, value);
        let help = fault
            .help
            .clone()
            .or_else(|| older_form(&failure, value))
            .or_else(|| right_type(&failure, value));
        faults.value(documents, &node, Fault { help, ..fault });
    }
    for other in &others {
        metaschema(documents, other, faults);
    }
}

/// The schema without the parts of other versions in it, and these.
fn without_other_versions<'a>(root: &Node<'a>) -> (Cow<'a, Value>, Vec<Node<'a>>) {
    let mut others: Vec<Node<'a>> = Vec::new();
    visit(root, &mut |schema| {
        let is_inside = |other: &Node<'_>| schema.pointer.starts_with(&format!("{}/", other.pointer));
        if schema.draft != root.draft && !others.last().is_some_and(is_inside) {
            others.push(schema.clone());
        }
    });
    let mut schema = Cow::Borrowed(root.value);
    for other in &others {
        let pointer = other.pointer.strip_prefix(&root.pointer).unwrap_or_default();
        if let Some(part) = schema.to_mut().pointer_mut(pointer) {
            *part = Value::Object(Map::new());
        }
    }
    (schema, others)
}

/// What to write for a form that an older version of JSON Schema has.
fn older_form(failure: &Failure, value: &Value) -> Option<String> {
    let keyword = failure.pointer.rsplit('/').next()?;
    let instead = match (keyword, value) {
        ("items", Value::Array(_)) => {
            "write `prefixItems`, and the schema of further items in `items`".to_owned()
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {
            format!("write the limit itself: `{keyword}: …`")
        }
        ("required", Value::Bool(_)) => {
            return Some("list the required keys in the schema of the object".to_owned());
        }
        _ => return None,
    };
    Some(format!("{instead}; or name the version that the schema is written in: `$schema: …`"))
}

/// How to write `value` so that it is of the type that its keyword takes.
fn right_type(failure: &Failure, value: &Value) -> Option<String> {
    let Keyword::Type { expected } = &failure.keyword else { return None };
    let expected: Vec<&str> = expected.iter().map(|name| &**name).collect();
    match (expected.as_slice(), value) {
        (["array"], Value::String(_)) => Some(format!("write `[{value}]`")),
        (["integer" | "number"], Value::String(text)) if text.parse::<f64>().is_ok() => {
            Some("remove the quotes".to_owned())
        }
        (_, Value::String(text))
            if expected.contains(&"boolean") && ["true", "false"].contains(&text.as_str()) =>
        {
            Some("remove the quotes".to_owned())
        }
        _ if expected.contains(&"object") && expected.contains(&"boolean") => {
            Some("write a schema: a mapping of keywords such as `type` and `properties`".to_owned())
        }
        _ => None,
    }
}

/// A breach of the metaschema in words.
fn in_words(failure: &Failure, value: &Value) -> Fault {
    let mut tokens: Vec<&str> = failure.pointer.split('/').skip(1).collect();
    let element = tokens.last().is_some_and(|token| token.bytes().all(|byte| byte.is_ascii_digit()));
    if element {
        tokens.pop();
    }
    let keyword = tokens.last().copied().unwrap_or("the schema");
    let name = if element { format!("an item of `{keyword}`") } else { format!("`{keyword}`") };
    let list = |options: &Value| {
        let options = options.as_array().into_iter().flatten();
        let options: Vec<String> = options.map(|option| option.to_string().replace('"', "")).collect();
        options.join("`, `")
    };
    match &failure.keyword {
        Keyword::Type { expected } => {
            Fault::new(format!("{name} must be of type `{}`", expected.join("` or `")))
        }
        Keyword::Enum { options } => {
            let words = options.as_array().into_iter().flatten().filter_map(Value::as_str);
            let help = value.as_str().and_then(|word| suggest(word, words).or_else(|| json_type(word)));
            Fault { help, ..Fault::new(format!("{name} must be one of `{}`", list(options))) }
        }
        Keyword::Limit { bound: Bound::MoreThan, limit } => {
            Fault::new(format!("{name} must be greater than {limit}"))
        }
        Keyword::Limit { limit, .. } => Fault::new(format!("{name} must be at least {limit}")),
        Keyword::MinItems(Size { limit, .. }) => {
            Fault::new(format!("{name} must have at least {limit} items"))
        }
        Keyword::UniqueItems { .. } => Fault::new(format!("{name} must not have duplicate items")),
        Keyword::Pattern { pattern } => Fault::new(format!("{name} must match `{pattern}`")),
        _ => Fault::new(format!("{name} is not valid in JSON Schema")),
    }
}

/// What to write for `word`, which other languages call a type.
fn json_type(word: &str) -> Option<String> {
    let meant = match word.to_lowercase().as_str() {
        "text" | "str" | "markdown" => "string",
        "bool" => "boolean",
        "int" => "integer",
        "float" | "double" | "decimal" => "number",
        "list" | "tuple" | "set" => "array",
        "map" | "dict" | "mapping" | "hash" => "object",
        "none" | "nil" => "null",
        "date" => return Some("write `type: string` and `format: date`".to_owned()),
        "datetime" | "timestamp" => return Some("write `type: string` and `format: date-time`".to_owned()),
        "any" => return Some("omit `type` to allow values of all types".to_owned()),
        _ => return None,
    };
    Some(did_you_mean(meant))
}

/// A keyword that JSON Schema does not know is an annotation, and asserts nothing; one that is
/// nearly a keyword was meant to.
fn keywords(documents: &Documents, schema: &Node<'_>, faults: &mut Faults, remarks: &mut Remarks) {
    for (key, value) in schema.object().into_iter().flatten() {
        let member = || schema.below(key, value);
        let remark = if is_keyword(key) {
            if works_in(key, schema.draft) {
                let is_idle = schema.only_refers() && restricts(key) && key != "$ref";
                if is_idle {
                    Remark::BesideRef(schema.draft)
                } else if lacks_partner(schema, key) {
                    Remark::Alone
                } else {
                    continue;
                }
            } else if let Some(help) = successor(key).filter(|_| schema.draft == Draft::Draft202012) {
                let fault = Fault::new(format!("`{key}` is not a keyword of JSON Schema 2020-12"));
                faults.key(documents, &member(), fault.help(help));
                continue;
            } else {
                Remark::Version(schema.draft)
            }
        } else if key == ERROR_MESSAGE {
            // The errors of another program may know more keywords.
            if schema.document == 0 {
                error_message(documents, &member(), faults);
            }
            continue;
        } else if documents.is_referred_to(&member()) {
            continue;
        } else if let Some(near) = misspelt(key) {
            let fault = Fault::new(format!("unknown JSON Schema keyword `{key}`"));
            faults.key(documents, &member(), fault.help(did_you_mean(near)));
            continue;
        } else if key.starts_with("x-") {
            continue;
        } else {
            Remark::Keyword
        };
        remarks.keyword(documents, &member(), key, remark);
    }
}

/// Whether `keyword` has no effect without another one, which is not there.
fn lacks_partner(schema: &Node<'_>, keyword: &str) -> bool {
    let partners: &[&str] = match keyword {
        "if" => &["then", "else"],
        "then" | "else" => &["if"],
        "minContains" | "maxContains" => &["contains"],
        _ => return false,
    };
    partners.iter().all(|partner| schema.get(partner).is_none())
}

/// An `errorMessage` is a text, or has one for each keyword, or for each part that a keyword has.
fn error_message(documents: &Documents, node: &Node<'_>, faults: &mut Faults) {
    let is_text = |node: &Node<'_>| node.value.is_string();
    for (key, text) in node.members() {
        let known = is_keyword(key) || key == "_";
        if !known {
            let fault = Fault::new(format!("`{key}` in `{ERROR_MESSAGE}` is not a keyword of JSON Schema"));
            let help = misspelt(key).map(did_you_mean);
            faults.key(documents, &text, Fault { help, ..fault });
        } else if !(is_text(&text) || text.value.is_array() || text.object().is_some())
            || !text.members().all(|(_, text)| is_text(&text))
            || !text.elements().all(|text| is_text(&text))
        {
            let message =
                format!("`{key}` in `{ERROR_MESSAGE}` must be a string, or have a string for each part");
            faults.value(documents, &text, Fault::new(message));
        }
    }
    if !is_text(node) && node.object().is_none() {
        let message =
            format!("`{ERROR_MESSAGE}` must be a string, or an object with a string for each keyword");
        faults.value(documents, node, Fault::new(message));
    }
}

/// What 2020-12 has for a keyword of older versions that restricts values.
fn successor(keyword: &str) -> Option<&'static str> {
    match keyword {
        "additionalItems" => Some("write `items`, and `prefixItems` for the items before"),
        "$recursiveRef" => Some("write `$ref`, or `$dynamicRef` with a `$dynamicAnchor`"),
        _ => None,
    }
}

/// What is no fault, as JSON Schema gives it a meaning, but hardly meant.
fn contradictions(documents: &Documents, schema: &Node<'_>, remarks: &mut Remarks) {
    let limit = |keyword| schema.get(keyword).and_then(|limit| limit.value.as_f64());
    if let Some(most) = schema.get("maxContains").filter(|_| schema.get("contains").is_some())
        && limit("minContains").unwrap_or(1.0) > most.value.as_f64().unwrap_or(f64::INFINITY)
    {
        remarks.keyword(documents, &most, "maxContains", Remark::Crossed);
    }
    let Some(default) = schema.get("default") else { return };
    let is_wrong = |facet: &Node<'_>| !facet.only_refers() && !allows(facet, default.value);
    if documents.facets(schema).iter().any(is_wrong) {
        remarks.default_value(documents, &default);
    }
}

/// Whether `value` satisfies the keywords of `schema` that can be tried on it alone.
fn allows(schema: &Node<'_>, value: &Value) -> bool {
    let listed = schema.get("enum").and_then(|list| list.value.as_array());
    let others = options::<SerdeJson>().with_draft(schema.draft).build(&Value::Object(alone(schema)));
    schema.get("type").is_none_or(|types| is_of(types.value, value))
        && listed.is_none_or(|list| list.contains(value))
        && others.is_ok_and(|others| others.is_valid(value))
}

fn format(documents: &Documents, schema: &Node<'_>, remarks: &mut Remarks) {
    let Some((node, name)) = schema.get("format").zip(schema.string("format")) else { return };
    if !schema.only_refers() && !options::<SerdeJson>().is_known_format(schema.draft, name) {
        remarks.format(documents, &node, name);
    }
}

fn patterns(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let own = schema.get("pattern");
    let own = own.iter().filter_map(|node| Some((node.value.as_str()?, node.clone(), false)));
    let names = schema.get("patternProperties");
    let names =
        names.iter().flat_map(|map| map.members().map(|(name, node)| (name, node, true)).collect::<Vec<_>>());
    for (pattern, node, is_key) in own.chain(names) {
        let fault = if options::<SerdeJson>().build(&json!({ "pattern": pattern })).is_err() {
            Fault::new(bad_regex(pattern))
        } else if let Some(fault) = delimited(pattern).filter(|_| node.document == 0) {
            fault
        } else {
            continue;
        };
        if is_key {
            faults.key(documents, &node, fault);
        } else {
            faults.value(documents, &node, fault);
        }
    }
}

/// A fault of a regular expression between slashes, as JavaScript writes it: if an anchor is beside one, nothing
/// matches it.
pub(super) fn delimited(pattern: &str) -> Option<Fault> {
    let (inside, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let is_end = inside.ends_with('$') && !inside.ends_with("\\$");
    if !(inside.starts_with('^') || is_end) || !flags.chars().all(|flag| "dgimsuvy".contains(flag)) {
        return None;
    }
    let flags: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
    let flags = if flags.is_empty() { flags } else { format!("(?{flags})") };
    let message = format!("nothing matches `{pattern}`: its slashes are part of the regular expression");
    Some(Fault::new(message).help(format!("write `{flags}{inside}`")))
}

/// Why the regular expression `pattern` is refused.
pub(super) fn bad_regex(pattern: &str) -> String {
    let too_big = matches!(regex(pattern), Err(regex::Error::CompiledTooBig(_)));
    let looks_around = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|group| pattern.contains(group));
    if too_big {
        format!("the regular expression `{pattern}` is too large")
    } else if looks_around {
        format!("the regular expression `{pattern}` uses look-around, which is not supported")
    } else {
        format!("`{pattern}` is not a valid regular expression")
    }
}
