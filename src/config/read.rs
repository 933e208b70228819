use std::collections::HashSet;

use super::{Config, NoteTypeEntry, Override, rules::read_rules, source::Source};
use crate::{
    diagnostic::Fault,
    rules::Layer,
    text::{Span, alternatives, nearest},
    tree::{self, Document, Limits, NodeRef, Problem, ReadFault, Reading},
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
    let reading: Reading<'_, Config<Option<NodeRef>>> = tree::read(&document.root, "the configuration");
    let mut faults = reading.faults;
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
        for Override { files, rules } in written.overrides {
            overrides.push(Override { files, rules: layer(rules) });
        }
        let rules = layer(written.rules);
        Config { exclude: written.exclude, types: written.types, rules, overrides, source: written.source }
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

/// What each key of a configuration has as its value.
const KINDS: [(&[&str], &str); 3] = [
    (&["exclude", "types", "overrides", "files"], "a list"),
    (&["rules"], "a mapping"),
    (&["name", "schema"], "a string"),
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
    if ["name", "schema", "files"].contains(&key.as_str()) && known.contains(&"types") {
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
