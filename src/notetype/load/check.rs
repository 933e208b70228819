//! Holds schema files to JSON Schema 2020-12 and to what notelint can compile.

use jsonschema::{Draft, json::SerdeJson};
use regex::RegexBuilder;
use serde_json::{Value, json};

use super::applied::bounded;
use crate::{
    diagnostic::Fault,
    notetype::{
        breach::{Keyword, Size},
        engine::{MAX_REGEX_BYTES, options},
        failure::{Failure, failures},
        schema::{Documents, Faults, Node, names, visit},
    },
    text::{Bound, suggest, suggest_or_list},
};

/// The only draft that types are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Checks every file on its own, then the number of schemas that apply to one value.
pub(super) fn check(documents: &Documents, faults: &mut Faults) {
    for index in 0..documents.all().len() {
        let Some(root) = documents.root(index) else { continue };
        if let Some(draft) = root.get("$schema")
            && draft.value.as_str().is_some_and(|uri| uri.trim_end_matches('#') != DRAFT)
        {
            let fault = Fault::new("unsupported version of JSON Schema, expected 2020-12");
            faults.value(documents, &draft, fault.help(format!("write `$schema: {DRAFT}`, or omit it")));
        }
        metaschema(documents, &root, faults);
        visit(&root, &mut |schema| {
            misspelt(documents, schema, faults);
            format(documents, schema, faults);
            patterns(documents, schema, faults);
        });
    }
    bounded(documents, faults);
}

fn metaschema(documents: &Documents, root: &Node<'_>, faults: &mut Faults) {
    let validator = jsonschema::draft202012::meta::validator();
    for failure in failures(root.value, "", validator.iter_errors(root.value)) {
        let node = Node { pointer: failure.pointer.clone(), ..root.clone() };
        faults.value(documents, &node, in_words(&failure, root));
    }
}

/// A breach of the metaschema in words.
fn in_words(failure: &Failure, root: &Node<'_>) -> Fault {
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
            let word = root.value.pointer(&failure.pointer).and_then(Value::as_str);
            let help = word.and_then(|word| suggest(word, words));
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

/// A keyword that JSON Schema does not know is an annotation, and asserts nothing; one that is
/// nearly a keyword was meant to.
fn misspelt(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    for (key, member) in schema.members() {
        if key.starts_with("x-") && key != "x_note" || names().any(|name| name == key) {
            continue;
        }
        if let Some(help) = suggest(key, names()) {
            let fault = Fault::new(format!("unknown JSON Schema keyword `{key}`"));
            faults.key(documents, &member, fault.help(help));
        }
    }
}

fn format(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let Some((node, name)) = schema.get("format").zip(schema.string("format")) else { return };
    if options::<SerdeJson>().is_known_format(Draft::Draft202012, name) {
        return;
    }
    let help = suggest_or_list(name, FORMATS);
    faults.value(documents, &node, Fault::new(format!("unknown format `{name}`")).help(help));
}

/// The formats of JSON Schema Validation 7.3.
const FORMATS: [&str; 19] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

fn patterns(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let own = schema.get("pattern");
    let own = own.iter().filter_map(|node| Some((node.value.as_str()?, node.clone(), false)));
    let names = schema.get("patternProperties");
    let names =
        names.iter().flat_map(|map| map.members().map(|(name, node)| (name, node, true)).collect::<Vec<_>>());
    for (pattern, node, is_key) in own.chain(names) {
        if options::<SerdeJson>().build(&json!({ "pattern": pattern })).is_ok() {
            continue;
        }
        let fault = Fault::new(bad_regex(pattern));
        if is_key {
            faults.key(documents, &node, fault);
        } else {
            faults.value(documents, &node, fault);
        }
    }
}

/// Why the regular expression `pattern` is refused.
pub(super) fn bad_regex(pattern: &str) -> String {
    let too_big = matches!(
        RegexBuilder::new(pattern).size_limit(MAX_REGEX_BYTES).build(),
        Err(regex::Error::CompiledTooBig(_))
    );
    let looks_around = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|group| pattern.contains(group));
    if too_big {
        format!("the regular expression `{pattern}` is too large")
    } else if looks_around {
        format!("the regular expression `{pattern}` uses look-around, which is not supported")
    } else {
        format!("`{pattern}` is not a valid regular expression")
    }
}
