//! Makes the fragments of a type: copies of its schemas without the parts that are cut.

use std::collections::{BTreeSet, HashMap};

use jsonschema::{Draft, json::SerdeJson};
use serde_json::{Map, Value, json};

use crate::notetype::{
    engine::options,
    schema::{
        Documents, Graph, Holds, Node, REFERENCES, keyword, metaschema_of, percent_encode, restricts,
        works_in,
    },
};

/// The fragment that begins with the type's root: as in the graph, its schema is the first.
pub(super) const ROOT: usize = 0;

/// The URI of the schema of all fragments. Without one, errors would not tell where their keywords are.
pub(super) const URI: &str = "note-type:///fragments";

/// A schema with this keyword is never met: its value, a number, is the fragment that tells why.
pub(super) const SEE: &str = "notelint-see";

/// A schema with this keyword is met if the fragment that is explained now is its value, a number, or a later
/// one.
pub(super) const ENTRY: &str = "notelint-entry";

/// These are asserted in versions before 2019-09, but describe a value in later ones.
const CONTENT: [&str; 2] = ["contentEncoding", "contentMediaType"];

/// The version of JSON Schema in which the fragment of a schema is. Some say something that 2020-12 cannot say
/// in the same words: in draft-04, `1.0` is not an integer and a limit is in two keywords, and before 2019-09 the
/// encoding of text is asserted.
fn version(node: &Node<'_>) -> Draft {
    let has_content = CONTENT.iter().any(|key| node.get(key).is_some());
    let is_own = node.draft < Draft::Draft6 || has_content && node.draft < Draft::Draft201909;
    if is_own { node.draft } else { Draft::Draft202012 }
}

/// Makes the fragments of a type.
pub(super) struct Cutter<'c, 'a> {
    pub(super) documents: &'a Documents,
    pub(super) graph: &'c Graph<'a>,
    /// For each schema, whether it is cut out of the one that it is in.
    pub(super) cut: &'c [bool],
}

/// Which of the fragments of a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The one that tells whether a value meets it.
    Whole,
    /// The one whose errors are asked for.
    Cut,
    /// The one that tells whose errors to ask for if a value does not meet it.
    See,
}

/// How a fragment is written.
#[derive(Clone, Copy)]
struct Style {
    form: Form,
    version: Draft,
}

impl<'a> Cutter<'_, 'a> {
    /// The schema of all fragments, which begins with the one that is explained now, and the files that it
    /// refers to.
    pub(super) fn schema(&self) -> (Value, HashMap<String, Value>) {
        let (mut fragments, mut files) = (Map::new(), HashMap::new());
        let mut entries = BTreeSet::from([ROOT]);
        let mut known = vec![false; self.graph.nodes().len()];
        let mut next = vec![ROOT];
        while let Some(index) = next.pop() {
            if std::mem::replace(&mut known[index], true) {
                continue;
            }
            let node = &self.graph.nodes()[index];
            let version = version(node);
            for form in [Form::Whole, Form::Cut] {
                let mut fragment = self.copy(node, Style { form, version }, &mut next);
                if version == Draft::Draft202012 {
                    fragments.insert(name(form, index), fragment.into());
                } else {
                    fragment.insert("$schema".to_owned(), metaschema_of(version).into());
                    files.insert(self.uri(form, index), fragment.into());
                }
            }
            if self.cut[index] {
                let entry = self.entry(index);
                fragments.insert(name(Form::See, index), self.see(index, entry));
                entries.insert(entry);
            }
        }
        let mut schema = self.begin(&entries.into_iter().collect::<Vec<_>>());
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("$defs".to_owned(), fragments.into());
        }
        (schema, files)
    }

    /// The schema that begins with the one of `entries` that is explained now: by halves, as there may be many.
    fn begin(&self, entries: &[usize]) -> Value {
        let (low, high) = entries.split_at(entries.len() / 2);
        match (low, high) {
            ([], [entry]) => self.reference(Form::Cut, *entry),
            (low, [first, ..]) => {
                json!({ "if": { ENTRY: first }, "then": self.begin(high), "else": self.begin(low) })
            }
            _ => Value::Bool(true),
        }
    }

    /// What takes the place of the schema `index`, of which `entry` tells why a value breaks it.
    fn see(&self, index: usize, entry: usize) -> Value {
        json!({ "if": self.reference(Form::Whole, index), "else": { "not": { SEE: entry } } })
    }

    /// The fragment that tells why a value breaks the schema `index`: of one that only refers to another,
    /// that of the other, so that what leads to it in several ways is explained once. What is explained of a
    /// branch is not kept.
    fn entry(&self, index: usize) -> usize {
        if self.graph.is_branch(index) {
            return index;
        }
        let mut entry = index;
        for _ in 0..self.graph.nodes().len() {
            let node = &self.graph.nodes()[entry];
            let refers =
                node.get("$ref").is_some() && node.members().all(|(key, _)| key == "$ref" || !restricts(key));
            match self.graph.same_value(entry) {
                [target] if refers => entry = *target,
                _ => break,
            }
        }
        entry
    }

    /// A copy of `node` with its parts cut out, in the words of a version. Adds the other fragments that it
    /// needs to `next`.
    fn copy(&self, node: &Node<'a>, style: Style, next: &mut Vec<usize>) -> Map<String, Value> {
        let is_translated = style.version == Draft::Draft202012;
        let mut copy = Map::new();
        for (key, member) in node.members() {
            let Some((holds, _)) = keyword(key).filter(|_| asserts(node, key)) else { continue };
            let mut inner = |schema: &Node<'a>| {
                // A name has no parts, and one failure says all of it.
                let is_cut = key != "propertyNames";
                self.inner(schema, is_cut, style, next)
            };
            let value = match holds {
                _ if REFERENCES.contains(&key) => self.refer(node, key, style.form, next),
                // These get another name in 2020-12: a fragment of its own keeps its place in the file.
                Holds::Either if is_translated && member.value.is_array() => {
                    member.elements().map(|schema| self.other(&schema, style.form, next)).collect()
                }
                _ if is_translated && key == "additionalItems" => self.other(&member, style.form, next),
                Holds::Array | Holds::Either if member.value.is_array() => {
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
                "items" if is_translated && value.is_array() => "prefixItems",
                "additionalItems" if is_translated => "items",
                // To a schema without anchors, both lead alike.
                "$recursiveRef" => "$dynamicRef",
                key => key,
            };
            copy.insert(key.to_owned(), value);
        }
        copy
    }

    /// A schema as a fragment of its own.
    fn other(&self, schema: &Node<'a>, form: Form, next: &mut Vec<usize>) -> Value {
        let Some(index) = self.graph.index_of(schema.value) else { return schema.value.clone() };
        next.push(index);
        self.reference(form, index)
    }

    fn inner(&self, schema: &Node<'a>, is_cut: bool, style: Style, next: &mut Vec<usize>) -> Value {
        let Some(index) = self.graph.index_of(schema.value) else { return schema.value.clone() };
        let is_translated = style.version == Draft::Draft202012;
        if !is_cut || !self.cut[index] {
            let is_alike = if is_translated { version(schema) } else { schema.draft } == style.version;
            return if is_alike {
                self.copy(schema, style, next).into()
            } else {
                self.other(schema, style.form, next)
            };
        }
        next.push(index);
        match style.form {
            Form::Cut if is_translated => self.see(index, self.entry(index)),
            // `if` is a keyword since draft-07.
            Form::Cut => self.reference(Form::See, index),
            form => self.reference(form, index),
        }
    }

    /// What `keyword` of `node` names, as a reference to its fragment.
    fn refer(&self, node: &Node<'a>, keyword: &str, form: Form, next: &mut Vec<usize>) -> Value {
        if let Some(index) = self.graph.target(self.documents, node, keyword) {
            next.push(index);
            return Value::String(self.uri(form, index));
        }
        // One of the metaschemas.
        let text = node.string(keyword).unwrap_or_default();
        let absolute = self.documents.target(node, text).map(|(uri, fragment)| match fragment {
            Some(fragment) => format!("{uri}#{}", percent_encode(&fragment)),
            None => uri,
        });
        Value::String(absolute.unwrap_or_else(|| text.to_owned()))
    }

    /// The URI of a fragment.
    fn uri(&self, form: Form, index: usize) -> String {
        let name = name(form, index);
        let is_file = form != Form::See && version(&self.graph.nodes()[index]) != Draft::Draft202012;
        if is_file { format!("{URI}/{name}") } else { format!("{URI}#/$defs/{name}") }
    }

    fn reference(&self, form: Form, index: usize) -> Value {
        json!({ "$ref": self.uri(form, index) })
    }
}

fn name(form: Form, index: usize) -> String {
    let prefix = match form {
        Form::Whole => "w",
        Form::Cut => "c",
        Form::See => "s",
    };
    format!("{prefix}{index}")
}

/// Whether the keyword `key` of `node` has an effect in its version of JSON Schema. What says where a schema is,
/// defines others or describes a value has none, and may be in a form that the engine refuses.
fn asserts(node: &Node<'_>, key: &str) -> bool {
    let is_idle = match key {
        "additionalItems" => !node.get("items").is_some_and(|items| items.value.is_array()),
        "format" => node.string(key).is_some_and(|name| {
            node.draft != Draft::Draft202012 && !options::<SerdeJson>().is_known_format(node.draft, name)
        }),
        _ => !restricts(key) && !CONTENT.contains(&key),
    };
    !is_idle && works_in(key, node.draft) && (key == "$ref" || !node.only_refers())
}
