//! Holds schema files to JSON Schema 2020-12 and to what notelint can compile.

use std::collections::HashMap;

use jsonschema::{Draft, PatternOptions, ValidationOptions};
use regex::RegexBuilder;
use serde_json::{Value, json};

use super::{
    faults::Faults,
    keywords::{About, names, subschemas},
    schema::{Documents, Node, visit},
};
use crate::{
    diagnostic::Fault,
    notetype::{
        Keyword,
        failure::{Failure, failures},
    },
    text::nearest,
};

/// The longest program that a regular expression may become, in bytes.
pub(super) const REGEX_SIZE: usize = 1 << 20;

/// The only draft that types are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// How types are compiled: formats are asserted, regular expressions are linear, and nothing is
/// fetched but by a retriever that is set later.
pub(super) fn options() -> ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false)
        .with_pattern_options(PatternOptions::regex().size_limit(REGEX_SIZE))
        .offline()
}

/// Checks every file by itself, then that no schema refers to itself for ever.
pub(super) fn check(documents: &Documents, faults: &mut Faults) {
    for index in 0..documents.all().len() {
        let Some(root) = documents.root(index) else { continue };
        if let Some(draft) = root.get("$schema")
            && draft.value.as_str().is_some_and(|uri| uri.trim_end_matches('#') != DRAFT)
        {
            let fault = Fault::new("types are written in JSON Schema 2020-12");
            faults.value(documents, &draft, fault.help(format!("write `$schema: {DRAFT}`, or leave it out")));
        }
        metaschema(documents, &root, faults);
        visit(&root, &mut |schema| {
            misspelt(documents, schema, faults);
            format(documents, schema, faults);
            patterns(documents, schema, faults);
        });
    }
    endless(documents, faults);
}

fn metaschema(documents: &Documents, root: &Node<'_>, faults: &mut Faults) {
    let validator = jsonschema::draft202012::meta::validator();
    for failure in failures(validator.iter_errors(root.value)) {
        let node = Node { pointer: failure.pointer.clone(), ..root.clone() };
        faults.value(documents, &node, in_words(&failure));
    }
}

/// A breach of the metaschema in words.
fn in_words(failure: &Failure) -> Fault {
    let mut tokens: Vec<&str> = failure.pointer.split('/').skip(1).collect();
    let element = tokens.last().is_some_and(|token| token.bytes().all(|byte| byte.is_ascii_digit()));
    if element {
        tokens.pop();
    }
    let keyword = tokens.last().copied().unwrap_or("the schema");
    let name = if element { format!("an element of `{keyword}`") } else { format!("`{keyword}`") };
    let list = |options: &[Value]| {
        let options: Vec<String> = options.iter().map(|option| option.to_string().replace('"', "")).collect();
        options.join("`, `")
    };
    match &failure.keyword {
        Keyword::Type { expected } => {
            Fault::new(format!("{name} must be of type `{}`", expected.join("` or `")))
        }
        Keyword::Enum { options } => {
            let fault = Fault::new(format!("{name} must be one of `{}`", list(options)));
            let right = failure
                .value
                .as_str()
                .and_then(|word| nearest(word, options.iter().filter_map(Value::as_str)));
            match right {
                Some(right) => fault.help(format!("did you mean `{right}`?")),
                None => fault,
            }
        }
        Keyword::Bound { keyword: "exclusiveMinimum", limit } => {
            Fault::new(format!("{name} must be above {limit}"))
        }
        Keyword::Bound { limit, .. } => Fault::new(format!("{name} must be at least {limit}")),
        Keyword::Size { limit, .. } => Fault::new(format!("{name} must have at least {limit} elements")),
        Keyword::UniqueItems { .. } => Fault::new(format!("{name} must not have the same element twice")),
        Keyword::Pattern { pattern } => Fault::new(format!("{name} must match `{pattern}`")),
        _ => Fault::new(format!("{name} is not what JSON Schema allows there")),
    }
}

/// A keyword that JSON Schema does not know is an annotation, and asserts nothing; one that is
/// nearly a keyword was meant to.
fn misspelt(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    for (key, member) in schema.members() {
        if key.starts_with("x-") && key != "x_note" || names().any(|name| name == key) {
            continue;
        }
        if let Some(right) = nearest(key, names()) {
            let fault = Fault::new(format!("JSON Schema has no keyword `{key}`"));
            faults.key(documents, &member, fault.help(format!("did you mean `{right}`?")));
        }
    }
}

fn format(documents: &Documents, schema: &Node<'_>, faults: &mut Faults) {
    let Some((node, name)) = schema.get("format").zip(schema.string("format")) else { return };
    if options().is_known_format(Draft::Draft202012, name) {
        return;
    }
    let help = match nearest(name, FORMATS.iter().copied()) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!("known are `{}`", FORMATS.join("`, `")),
    };
    faults.value(documents, &node, Fault::new(format!("there is no format `{name}`")).help(help));
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
        if options().build(&json!({ "pattern": pattern })).is_ok() {
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
        RegexBuilder::new(pattern).size_limit(REGEX_SIZE).build(),
        Err(regex::Error::CompiledTooBig(_))
    );
    let looks_around = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|group| pattern.contains(group));
    if too_big {
        format!("the regular expression `{pattern}` is too big")
    } else if looks_around {
        format!("the regular expression `{pattern}` looks around, which could take for ever")
    } else {
        format!("`{pattern}` is no regular expression")
    }
}

/// A schema that, for one and the same value, refers back to itself would be applied for ever
/// (JSON Schema Core 9.4.1).
fn endless(documents: &Documents, faults: &mut Faults) {
    let mut graph = Graph::default();
    for index in 0..documents.all().len() {
        let Some(root) = documents.root(index) else { continue };
        visit(&root, &mut |schema| graph.add(documents, schema));
    }
    for node in graph.in_cycles() {
        let place = node.get("$ref").or_else(|| node.get("$dynamicRef"));
        let fault = Fault::new("`$ref` leads back to itself without end");
        faults.value(documents, &place.unwrap_or(node), fault);
    }
}

/// Which schemas are applied to the same value as another one.
#[derive(Default)]
struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    edges: Vec<Vec<(usize, String)>>,
}

impl<'a> Graph<'a> {
    fn add(&mut self, documents: &'a Documents, schema: &Node<'a>) {
        let referred = ["$ref", "$dynamicRef"].iter().filter_map(|keyword| schema.string(keyword));
        let referred = referred.filter_map(|reference| documents.resolve(schema, reference));
        let inside = subschemas(schema).into_iter().filter(|(about, _)| *about == About::Itself);
        let targets = referred.chain(inside.map(|(_, node)| node));
        self.edges.push(targets.map(|target| target.position()).collect());
        self.nodes.push(schema.clone());
    }

    /// The references that close a cycle.
    fn in_cycles(self) -> Vec<Node<'a>> {
        let index: HashMap<_, _> =
            self.nodes.iter().enumerate().map(|(index, node)| (node.position(), index)).collect();
        let mut state = vec![State::New; self.nodes.len()];
        let mut found = Vec::new();
        for start in 0..self.nodes.len() {
            let mut path = vec![(start, 0)];
            while let Some((node, edge)) = path.pop() {
                if edge == 0 && state[node] != State::New {
                    continue;
                }
                state[node] = State::Open;
                let Some(target) = self.edges[node].get(edge) else {
                    state[node] = State::Done;
                    continue;
                };
                path.push((node, edge + 1));
                let Some(&target) = index.get(target) else { continue };
                match state[target] {
                    State::New => path.push((target, 0)),
                    State::Open => found.push(self.nodes[node].clone()),
                    State::Done => {}
                }
            }
        }
        found
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}
