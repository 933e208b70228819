use std::collections::HashSet;

use super::{Config, NoteTypeEntry, Override, rules::read_rules, source::Source};
use crate::{
    diagnostic::Fault,
    rules::Layer,
    text::Span,
    tree::{self, Document, Limits, NodeRef, ReadFault, Reading},
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

/// Returns the faults in the order of the text.
fn positioned(mut faults: Vec<ReadFault>, source: &Source) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.span);
    let positioned = faults.into_iter().map(|fault| {
        let help = fault.help();
        Fault { help, ..Fault::new(fault.to_string()).at(source.range(fault.span)) }
    });
    positioned.collect()
}
