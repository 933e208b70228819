use super::{
    Config, NoteTypeEntry, Override, SchemaPath,
    reader::{Reader, is_null},
    rules::read_rules,
};
use crate::{
    diagnostic::Fault,
    rules::Layer,
    text::{Range, Span, nearest},
    tree::{Entry, Limits, Node},
    yaml,
};

const KEYS: &[&str] = &["exclude", "types", "rules", "overrides"];
const TYPE_KEYS: &[&str] = &["name", "schema", "files"];
const OVERRIDE_KEYS: &[&str] = &["files", "rules"];

/// Reads a configuration from its `text`. An empty one is the default.
///
/// # Errors
/// All that is wrong with it, in the order of the text, as faults of no file yet.
pub fn read(text: &str) -> Result<Config, Vec<Fault>> {
    let mut reader = Reader::new(text);
    let document = match yaml::parse(text, Span::new(0, text.len()), Limits::default()) {
        Ok(document) => document,
        Err(error) => {
            let help = error.help.clone().unwrap_or_else(|| "write it as YAML".to_owned());
            reader.fault_with_help(error.span, error.message, help);
            return Err(reader.into_faults());
        }
    };
    for duplicate in &document.duplicates {
        reader.fault(duplicate.again, format!("the key `{}` stands twice", duplicate.key));
    }
    let mut config = Config::default();
    for entry in reader.mapping(&document.root, "the configuration") {
        match entry.name.as_str() {
            "exclude" => config.exclude = reader.patterns(&entry.value, "`exclude`"),
            "types" if !is_null(&entry.value) => config.types = Some(types(&mut reader, &entry.value)),
            "types" => {}
            "rules" => config.rules = read_rules(&mut reader, &entry.value),
            "overrides" => config.overrides = overrides(&mut reader, &entry.value),
            _ => reader.unknown_key(entry, "the configuration", KEYS),
        }
    }
    let faults = reader.into_faults();
    if faults.is_empty() { Ok(config) } else { Err(faults) }
}

fn types(reader: &mut Reader<'_>, node: &Node) -> Vec<NoteTypeEntry> {
    let mut types: Vec<NoteTypeEntry> = Vec::new();
    for item in reader.list(node, "`types`") {
        let Some(entry) = note_type(reader, item) else { continue };
        if types.iter().any(|other| other.name == entry.name) {
            let span = name_span(item);
            reader.fault_with_help(
                span,
                format!("the type `{}` stands twice", entry.name),
                "list all of its globs under one entry",
            );
            continue;
        }
        types.push(entry);
    }
    types
}

fn note_type(reader: &mut Reader<'_>, node: &Node) -> Option<NoteTypeEntry> {
    const WHAT: &str = "an entry of `types`";
    let mut name: Option<(String, Range)> = None;
    let mut schema = None;
    let mut files = None;
    let entries = reader.mapping(node, WHAT);
    for Entry { name: key, value, .. } in entries {
        match key.as_str() {
            "name" => {
                name = Some((reader.string(value, "`name`").unwrap_or_default(), reader.range(value.span)));
            }
            "schema" => {
                let place = reader.range(value.span);
                schema = reader.string(value, "`schema`").map(|path| SchemaPath { path, place });
            }
            "files" if !is_null(value) => files = Some(reader.patterns(value, "`files`")),
            _ => {}
        }
    }
    for entry in entries.iter().filter(|entry| !TYPE_KEYS.contains(&entry.name.as_str())) {
        reader.unknown_key(entry, WHAT, TYPE_KEYS);
    }
    let Some((name, place)) = name else {
        if node.as_mapping().is_some() {
            reader.fault(Span::empty(node.span.start), format!("{WHAT} has no `name`"));
        }
        return None;
    };
    Some(NoteTypeEntry { name, place, schema, files })
}

fn name_span(node: &Node) -> Span {
    let mut entries = node.as_mapping().into_iter().flatten();
    entries.find(|entry| entry.name == "name").map_or(node.span, |entry| entry.value.span)
}

fn overrides(reader: &mut Reader<'_>, node: &Node) -> Vec<Override> {
    let items = reader.list(node, "`overrides`");
    items.iter().filter_map(|item| override_(reader, item)).collect()
}

fn override_(reader: &mut Reader<'_>, node: &Node) -> Option<Override> {
    const WHAT: &str = "an entry of `overrides`";
    let mut files = None;
    let mut rules = Layer::new();
    for entry in reader.mapping(node, WHAT) {
        match entry.name.as_str() {
            "files" => files = Some(reader.patterns(&entry.value, "`files`")),
            "rules" => rules = read_rules(reader, &entry.value),
            _ => reader.unknown_key(entry, WHAT, OVERRIDE_KEYS),
        }
    }
    // A misspelt key is what is said of `files` already.
    let misspelt = |entry: &Entry| nearest(&entry.name, OVERRIDE_KEYS.iter().copied()) == Some("files");
    let entries = node.as_mapping();
    if files.is_none() && entries.is_some_and(|entries| !entries.iter().any(misspelt)) {
        reader.fault_with_help(
            Span::empty(node.span.start),
            format!("{WHAT} has no `files`"),
            "say which notes it is for",
        );
    }
    Some(Override { files: files?, rules })
}
