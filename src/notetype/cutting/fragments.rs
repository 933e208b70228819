//! The second schema of a type, in fragments, that its failures are explained with.

use std::{cell::Cell, collections::BTreeSet};

use jsonschema::{
    Draft, Keyword, ValidationError,
    error::ValidationErrorKind as Kind,
    json::{Json, SerdeJson},
};
use serde_json::{Map, Value, json};

use crate::{
    notetype::{
        engine::options,
        instance::Instance,
        schema::{About, Documents, Graph, Holds, Node, REFERENCES, keyword, percent_encode, works_in},
    },
    text::Traced,
};

/// Types of fewer schemas, with their references written out, are explained whole unless they are recursive.
const MAX_WHOLE: u64 = 10_000;

/// In larger ones, parts of more schemas are cut.
const MAX_PART: u64 = 1_000;

/// Schemas of all items of a list are cut if they are larger: the engine has the errors of all items at once.
const MAX_REPEATED: u64 = 100;

/// The fragment that begins with the type's root: as in the graph, its schema is the first.
pub(super) const ROOT: usize = 0;

/// The URI of the schema of all fragments. Without one, errors would not tell where their keywords are.
const URI: &str = "note-type:///fragments";

/// A schema with this keyword is never met: its value, a number, is the fragment that tells why.
const SEE: &str = "notelint-see";

/// A schema with this keyword is met if its value, a number, is the fragment that is explained now.
const ENTRY: &str = "notelint-entry";

/// The keywords that say where a schema is, or define others. A fragment has neither.
const LEFT_OUT: [&str; 7] =
    ["$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary", "$defs", "definitions"];

/// Keywords beside a `$ref` that assert nothing.
const ANNOTATIONS: [&str; 10] = [
    "$comment",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "x-note",
    "$defs",
];

/// The compiled fragments of a type.
#[derive(Debug)]
pub(in crate::notetype) struct Fragments {
    compiled: jsonschema::Validator<Instance>,
    /// For each fragment the URI of the schema that it was made of, with a pointer as its fragment.
    origins: Vec<String>,
    /// For each how many schemas it has.
    sizes: Vec<u64>,
}

thread_local! {
    /// The fragment that is explained on this thread.
    static CURRENT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Whether a schema says something that 2020-12, in which the fragments are, cannot say in the same words:
/// in draft-04, `1.0` is no integer and a limit is in two keywords, and before 2019-09 the encoding of text is
/// asserted.
fn is_untranslatable(node: &Node<'_>) -> bool {
    let has_content = ["contentEncoding", "contentMediaType"].iter().any(|key| node.get(key).is_some());
    node.draft < Draft::Draft6 || has_content && node.draft < Draft::Draft201909
}

impl Fragments {
    /// The fragments of the type of `documents`; `None` if there is nothing to cut, or if its fragments
    /// would not say the same as the whole.
    pub(in crate::notetype) fn of(documents: &Documents) -> Option<Self> {
        let graph = Graph::new(documents);
        if graph.is_ambiguous() || graph.nodes().iter().any(is_untranslatable) {
            return None;
        }
        let mut cut = graph.recursive();
        let is_large = graph.unfolded(&mut cut, |_, _| false).first().is_some_and(|size| *size > MAX_WHOLE);
        let sizes = graph.unfolded(&mut cut, |part, size| {
            is_large && size > MAX_PART || graph.is_repeated(part) && size > MAX_REPEATED
        });
        if cut.contains(&true) { Self::new(documents, &graph, &cut, sizes) } else { None }
    }

    /// The fragments of `graph` that begin where its schemas are `cut`.
    fn new(documents: &Documents, graph: &Graph<'_>, cut: &[bool], sizes: Vec<u64>) -> Option<Self> {
        let cutter = Cutter { documents, graph, cut };
        let options = options().with_draft(Draft::Draft202012).with_base_uri(URI).with_keyword(
            ENTRY,
            |_, fragment, _| {
                let fragment = fragment.as_u64().and_then(|fragment| usize::try_from(fragment).ok());
                Ok(Box::new(Entry(fragment.unwrap_or(usize::MAX))))
            },
        );
        // What cannot be compiled in fragments is explained whole.
        let compiled = options.build(&cutter.schema()).ok()?;
        let origins = graph.nodes().iter().map(|node| documents.uri(node)).collect();
        Some(Self { compiled, origins, sizes })
    }

    /// The fragments that begin at each part.
    #[cfg(test)]
    pub(super) fn of_all_parts(documents: &Documents) -> Self {
        let graph = Graph::new(documents);
        let mut cut = vec![true; graph.nodes().len()];
        let sizes = graph.unfolded(&mut cut, |_, _| false);
        Self::new(documents, &graph, &cut, sizes).unwrap()
    }

    /// The URI of the schema that `fragment` was made of.
    pub(super) fn origin(&self, fragment: usize) -> &str {
        self.origins.get(fragment).map_or("", String::as_str)
    }

    /// The number of schemas in `fragment`.
    pub(super) fn size(&self, fragment: usize) -> u64 {
        self.sizes.get(fragment).copied().unwrap_or_default()
    }

    /// The errors of `value` under `fragment`.
    pub(super) fn errors<'v>(&'v self, fragment: usize, value: &'v Traced<'v>) -> Vec<ValidationError<'v>> {
        CURRENT.set(fragment);
        self.compiled.iter_errors(value).collect()
    }

    /// The fragment that tells why `error` is one, if this one does not.
    pub(super) fn behind(&self, error: &ValidationError<'_>) -> Option<usize> {
        let Kind::Not { schema } = error.kind() else { return None };
        let fragment = usize::try_from(schema.get(SEE)?.as_u64()?).ok()?;
        (fragment < self.origins.len()).then_some(fragment)
    }

    /// The URI of the keyword of `error` in the type's files.
    pub(super) fn location(&self, error: &ValidationError<'_>) -> String {
        let uri = error.absolute_keyword_location().map_or("", |uri| uri.as_str());
        let inside = uri.strip_prefix(URI).and_then(|uri| uri.strip_prefix("#/$defs/")).unwrap_or_default();
        let (name, rest) = inside.split_at(inside.find('/').unwrap_or(inside.len()));
        let origin = name.get(1..).and_then(|index| self.origins.get(index.parse::<usize>().ok()?));
        origin.map_or_else(String::new, |origin| format!("{origin}{rest}"))
    }
}

/// The keyword [`ENTRY`].
struct Entry(usize);

impl<'i> Keyword<'i, Instance> for Entry {
    fn validate(&self, value: <Instance as Json>::Node<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) { Ok(()) } else { Err(ValidationError::custom(ENTRY)) }
    }

    fn is_valid(&self, _: <Instance as Json>::Node<'i>) -> bool {
        CURRENT.get() == self.0
    }
}

/// Makes the fragments of a type.
struct Cutter<'c, 'a> {
    documents: &'a Documents,
    graph: &'c Graph<'a>,
    /// For each schema, whether it is cut out of the one that it is in.
    cut: &'c [bool],
}

/// Which of the two fragments of a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The one that tells whether a value meets it.
    Whole,
    /// The one whose errors are asked for.
    Cut,
}

impl<'a> Cutter<'_, 'a> {
    /// The schema of all fragments, which begins with the one that is explained now.
    fn schema(&self) -> Value {
        let mut fragments = Map::new();
        let mut entries = BTreeSet::from([ROOT]);
        let mut known = vec![false; self.graph.nodes().len()];
        let mut next = vec![ROOT];
        while let Some(index) = next.pop() {
            if std::mem::replace(&mut known[index], true) {
                continue;
            }
            let node = &self.graph.nodes()[index];
            for form in [Form::Whole, Form::Cut] {
                fragments.insert(name(form, index), self.copy(node, form, &mut next));
            }
            if self.cut[index] {
                entries.insert(self.entry(index));
            }
        }
        let begin = |entry| json!({ "if": { ENTRY: entry }, "then": reference(Form::Cut, entry) });
        json!({ "allOf": entries.into_iter().map(begin).collect::<Vec<_>>(), "$defs": fragments })
    }

    /// The fragment that tells why a value breaks the schema `index`: of one that only refers to another,
    /// that of the other, so that what leads to it in several ways is explained once.
    fn entry(&self, index: usize) -> usize {
        let mut entry = index;
        for _ in 0..self.graph.nodes().len() {
            let node = &self.graph.nodes()[entry];
            let refers = node.get("$ref").is_some()
                && node.members().all(|(key, _)| key == "$ref" || ANNOTATIONS.contains(&key));
            match self.graph.same_value(entry) {
                [target] if refers => entry = *target,
                _ => break,
            }
        }
        entry
    }

    /// A copy of `node` with its parts cut out, in the words of 2020-12. Adds the other fragments that it needs to `next`.
    fn copy(&self, node: &Node<'a>, form: Form, next: &mut Vec<usize>) -> Value {
        let mut copy = Map::new();
        for (key, member) in node.members() {
            // Keywords that are none assert nothing.
            let Some((holds, about)) = keyword(key).filter(|_| asserts(node, key)) else { continue };
            // A name has no parts, and one failure says all of it.
            let about = if key == "propertyNames" { About::Itself } else { about };
            let mut inner = |schema: &Node<'a>| self.inner(schema, about, form, next);
            let value = match holds {
                _ if REFERENCES.contains(&key) => self.refer(node, key, form, next),
                // These get another name in 2020-12: a fragment of its own keeps its place in the file.
                Holds::Either if member.value.is_array() => {
                    member.elements().map(|schema| self.other(&schema, form, next)).collect()
                }
                _ if key == "additionalItems" => self.other(&member, form, next),
                Holds::Array if member.value.is_array() => {
                    member.elements().map(|schema| inner(&schema)).collect()
                }
                Holds::Map if member.value.is_object() => {
                    let members = member.members().map(|(name, schema)| (name.to_owned(), inner(&schema)));
                    Value::Object(members.collect())
                }
                Holds::Schema | Holds::Either => inner(&member),
                Holds::Array | Holds::Map | Holds::Value => member.value.clone(),
            };
            let key = match key {
                "items" if value.is_array() => "prefixItems",
                "additionalItems" => "items",
                key => key,
            };
            copy.insert(key.to_owned(), value);
        }
        Value::Object(copy)
    }

    /// A schema as a fragment of its own.
    fn other(&self, schema: &Node<'a>, form: Form, next: &mut Vec<usize>) -> Value {
        let Some(index) = self.graph.index_of(schema.value) else { return schema.value.clone() };
        next.push(index);
        reference(form, index)
    }

    fn inner(&self, schema: &Node<'a>, about: About, form: Form, next: &mut Vec<usize>) -> Value {
        let Some(index) = self.graph.index_of(schema.value) else { return schema.value.clone() };
        if about != About::Part || !self.cut[index] {
            return self.copy(schema, form, next);
        }
        next.push(index);
        let whole = reference(Form::Whole, index);
        match form {
            Form::Whole => whole,
            Form::Cut => json!({ "if": whole, "else": { "not": { SEE: self.entry(index) } } }),
        }
    }

    /// What `keyword` of `node` names, as a reference to its fragment.
    fn refer(&self, node: &Node<'a>, keyword: &str, form: Form, next: &mut Vec<usize>) -> Value {
        if let Some(index) = self.graph.target(self.documents, node, keyword) {
            next.push(index);
            return Value::String(pointer(form, index));
        }
        // One of the metaschemas.
        let text = node.string(keyword).unwrap_or_default();
        let absolute = self.documents.target(node, text).map(|(uri, fragment)| match fragment {
            Some(fragment) => format!("{uri}#{}", percent_encode(&fragment)),
            None => uri,
        });
        Value::String(absolute.unwrap_or_else(|| text.to_owned()))
    }
}

fn name(form: Form, index: usize) -> String {
    format!("{}{index}", if form == Form::Whole { "w" } else { "c" })
}

fn pointer(form: Form, index: usize) -> String {
    format!("#/$defs/{}", name(form, index))
}

fn reference(form: Form, index: usize) -> Value {
    json!({ "$ref": pointer(form, index) })
}

/// Whether the keyword `key` of `node` has an effect in its version of JSON Schema.
fn asserts(node: &Node<'_>, key: &str) -> bool {
    let is_idle = match key {
        "additionalItems" => !node.get("items").is_some_and(|items| items.value.is_array()),
        "format" => node.string(key).is_some_and(|name| {
            node.draft != Draft::Draft202012 && !options::<SerdeJson>().is_known_format(node.draft, name)
        }),
        _ => LEFT_OUT.contains(&key),
    };
    !is_idle && works_in(key, node.draft) && (key == "$ref" || !node.only_refers())
}
