use std::collections::HashSet;

use super::{
    Config, NoteTypeEntry, Override, WhenSchema,
    requirement::{self, Refusal},
    rules::read_rules,
    source::Source,
};
use crate::{
    diagnostic::Fault,
    rules::Layer,
    text::{Span, alternatives, nearest},
    tree::{self, Data, Document, Entry, Limits, Node, NodeRef, Problem, ReadFault, Reading},
    yaml,
};

/// Reads a configuration from its `text`. An empty one is the default.
///
/// # Errors
/// All faults, without a path, in the order of the text.
pub fn read(text: &str) -> Result<Config, Vec<Fault>> {
    let source = Source::new(text);
    match yaml::parse(text, Span::new(0, text.len()), Limits::default()) {
        Ok(document) => from_document(&document, source),
        Err(error) => {
            let fault = Fault::new(error.message).at(source.range(error.span));
            Err(vec![Fault { help: error.help, ..fault }])
        }
    }
}

fn from_document(document: &Document, source: Source) -> Result<Config, Vec<Fault>> {
    let refusal = requirement::refusal(document);
    if let Some(Refusal::Unmet(fault)) = refusal {
        return Err(positioned(vec![fault], &source));
    }
    let reading: Reading<'_, Config<Option<NodeRef>>> = tree::read(&document.root, "the configuration");
    let mut faults = reading.faults;
    faults.extend(refusal.map(|(Refusal::Unmet(fault) | Refusal::Unreadable(fault))| fault));
    faults.extend(unconditional(&document.root));
    let duplicates = document.duplicates.iter();
    faults.extend(
        duplicates.map(|key| ReadFault::refused(key.again, format!("duplicate key `{}`", key.key), None)),
    );
    // Includes those of an override that is left out because of a fault.
    let mut layers: Vec<Layer> = reading.nodes.iter().map(|node| read_rules(node, &mut faults)).collect();
    let config = reading.value.map(|written| {
        faults.extend(duplicate_types(written.types.as_deref().unwrap_or_default()));
        let mut layer = |rules: Option<NodeRef>| {
            rules.and_then(|rules| layers.get_mut(rules.index())).map(std::mem::take).unwrap_or_default()
        };
        let mut overrides = Vec::new();
        for Override { files, when, rules } in written.overrides {
            overrides.push(Override { files, when, rules: layer(rules) });
        }
        let rules = layer(written.rules);
        let Config { exclude, baseline, types, requires, source, .. } = written;
        let mut config = Config { exclude, baseline, types, rules, overrides, requires, source };
        for schema in config.whens_mut().filter_map(|when| when.schema.as_mut()) {
            if let (WhenSchema::Inline(inline), Some(node)) =
                (&mut schema.value, at(&document.root, schema.span))
            {
                *inline = node.to_traced().into_owned();
            }
        }
        config
    });
    match config {
        Some(config) if faults.is_empty() => Ok(Config { source, ..config }),
        _ => Err(positioned(faults, &source)),
    }
}

fn duplicate_types(types: &[NoteTypeEntry]) -> impl Iterator<Item = ReadFault> {
    let mut seen = HashSet::new();
    // What could not be read has an empty name.
    let named = types.iter().map(|entry| &entry.name).filter(|name| !name.value.is_empty());
    named.filter(move |name| !seen.insert(name.value.as_str())).map(|name| {
        let help = "list all globs of the type under one entry".to_owned();
        ReadFault::refused(name.span, format!("duplicate type `{}`", name.value), Some(help))
    })
}

/// Faults for overrides that say nothing of the notes that they are for, and for types and overrides with a `when`
/// that says nothing.
fn unconditional(root: &Node) -> Vec<ReadFault> {
    let items = |key: &str| -> Vec<(usize, &Node)> {
        let list = root.as_mapping().into_iter().flatten().find(|entry| entry.name == key);
        match list.map(|list| &list.value.data) {
            Some(Data::Sequence(items)) => items.iter().enumerate().collect(),
            _ => Vec::new(),
        }
    };
    let mut faults = Vec::new();
    for (_, item) in items("types").into_iter().chain(items("overrides")) {
        let entries = item.as_mapping().into_iter().flatten();
        let is_empty = |value: &Node| value.is_null() || value.as_mapping().is_some_and(<[_]>::is_empty);
        let empty = entries.filter(|entry| entry.name == WHEN && is_empty(&entry.value));
        faults.extend(empty.map(|entry| {
            let help = "write a key of the frontmatter and its value: `when: { key: value }`";
            ReadFault::refused(entry.key, "`when` is empty", Some(help.to_owned()))
        }));
    }
    for (_, item) in items("overrides") {
        let entries = item.as_mapping().into_iter().flatten();
        let empty = entries.filter(|entry| entry.name == "files" && entry.value.is_null());
        faults.extend(empty.map(|entry| {
            let help = "write a list of globs, or delete the key".to_owned();
            ReadFault::refused(entry.key, "`files` is empty", Some(help))
        }));
    }
    let names_notes = |entry: &Entry| {
        let known = ["files", WHEN, "rules"];
        let meant =
            if known.contains(&&*entry.name) { Some(&*entry.name) } else { nearest(&entry.name, known) };
        meant.is_some_and(|meant| meant != "rules")
    };
    for (at, item) in items("overrides") {
        let Some(entries) = item.as_mapping() else { continue };
        if !entries.iter().any(names_notes) {
            let message = format!("missing key `files` or `when` in item {} of `overrides`", at + 1);
            let help = "move the settings to `rules` if they are for all notes".to_owned();
            faults.push(ReadFault::refused(Span::empty(item.span.start()), message, Some(help)));
        }
    }
    faults
}

/// Returns the mapping with the span `span` in `node`.
fn at(node: &Node, span: Span) -> Option<&Node> {
    if node.span == span && node.as_mapping().is_some() {
        return Some(node);
    }
    match &node.data {
        Data::Scalar { .. } => None,
        Data::Sequence(items) => items.iter().find_map(|item| at(item, span)),
        Data::Mapping(entries) => entries.iter().find_map(|entry| at(&entry.value, span)),
    }
}

const WHEN: &str = "when";

/// What each key of a configuration has as its value.
const KINDS: [(&[&str], &str); 3] = [
    (&["exclude", "types", "overrides", "files"], "a list"),
    (&["rules", WHEN], "a mapping"),
    (&["name", "schema", "baseline", requirement::KEY], "a string"),
];

/// Returns what to do about an unknown key: a near one is meant only if it takes such a value, and one of an
/// item of `types` may be in the wrong place.
fn unknown_key(fault: &ReadFault) -> Option<String> {
    let Problem::UnknownKey { key, known, value, .. } = &fault.problem else { return None };
    let kind = |key: &str| KINDS.iter().find(|(keys, _)| keys.contains(&key)).map(|(_, kind)| *kind);
    let near = nearest(key, known.iter().copied());
    if near.is_some_and(|near| kind(near).is_none_or(|kind| kind == value.as_str())) {
        return None;
    }
    if ["name", "schema", "files", WHEN].contains(&key.as_str()) && known.contains(&"types") {
        return Some(format!("write `{key}` in an item of `types`"));
    }
    let expected = format!("expected {}", alternatives(known.iter().copied()));
    Some(match near.and_then(|near| Some((near, kind(near)?))) {
        Some((near, kind)) => format!("{expected}; `{near}` is {kind}"),
        None => expected,
    })
}

/// Returns the faults in the order of the text.
fn positioned(mut faults: Vec<ReadFault>, source: &Source) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.span);
    let positioned = faults.into_iter().map(|fault| {
        let help = unknown_key(&fault).or_else(|| fault.help());
        Fault { help, ..Fault::new(fault.to_string()).at(source.range(fault.span)) }
    });
    positioned.collect()
}
