//! Inserts a missing key whose value the type names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{nodes, trials::Trials};
use crate::{
    diagnostic::Fix,
    notetype::Breach,
    rules::{Context, wording::quote},
    text::{Edit, Span, Traced, apply, line_ending_len, line_start, next_line, pointer},
    tree::{Data, Document, Entry, Limits, Node, Syntax},
    yaml,
};

/// A missing key with the value that the type names.
pub(super) struct Preset {
    name: String,
    /// What is missing, without a line ending.
    pub(super) line: String,
    /// Where the type has the key.
    rank: usize,
    insertion: Insertion,
}

struct Insertion {
    edit: Edit,
    /// What separates it from others at the same place.
    between: &'static str,
}

/// Returns what to insert for the key `name`, which the mapping of `breach` lacks, if the type names its value.
pub(super) fn of(
    context: &Context<'_>,
    trials: &Trials<'_, '_>,
    breach: &Breach,
    name: &str,
) -> Option<Preset> {
    let value = context.note_type.preset(&breach.pointer, name)?;
    let line = format!("{}: {}", yaml::quote_if_needed(name), flow(value)?);
    if !trials.admits(&format!("{}/{}", breach.pointer, pointer::escape(name)), value) {
        return None;
    }
    let order = context.note_type.keys(&breach.pointer);
    let rank = order.iter().position(|key| *key == name)?;
    let insertion = insertion(context, &breach.pointer, order.split_at(rank), &line)?;
    let is_read = reads_with(context, &insertion.edit, (&breach.pointer, name, value));
    is_read.then(|| Preset { name: name.to_owned(), line, rank, insertion })
}

/// Returns the fix of each of `presets`: those at the same place are inserted together, in the type's order.
pub(super) fn fixes(presets: &[Option<Preset>]) -> Vec<Option<Fix>> {
    let mut together: BTreeMap<Span, Vec<&Preset>> = BTreeMap::new();
    for preset in presets.iter().flatten() {
        together.entry(preset.insertion.edit.span).or_default().push(preset);
    }
    for presets in together.values_mut() {
        presets.sort_by_key(|preset| preset.rank);
    }
    let fix = |preset: &Preset| {
        let Insertion { edit, between } = &preset.insertion;
        let all = together.get(&edit.span)?;
        let texts: Vec<&str> = all.iter().map(|preset| preset.insertion.edit.text.as_str()).collect();
        let names: Vec<String> = all.iter().map(|preset| quote(&preset.name)).collect();
        let title = match names.as_slice() {
            [_] => format!("Add {}", quote(&preset.line)),
            names => format!("Add the missing keys {}", names.join(", ")),
        };
        let fix = Fix::safe(title, vec![Edit::replace(edit.span, texts.join(between))]);
        // Of several lines, the help tells which one is that of the key.
        Some(fix.keeping_help(names.len() > 1))
    };
    presets.iter().map(|preset| preset.as_ref().and_then(fix)).collect()
}

/// Returns `value` on one line; `None` if it is neither a scalar nor a list of scalars.
fn flow(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(yaml::quote_if_needed(text)),
        Value::Array(items) if items.iter().any(Value::is_array) => None,
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(flow).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Object(_) => None,
        scalar => Some(yaml::write(scalar).trim_end().to_owned()),
    }
}

/// Returns how to insert `line` into the mapping at `pointer`, between the keys of the type that are `earlier`
/// and the others.
fn insertion(
    context: &Context<'_>,
    pointer: &str,
    (earlier, later): (&[&str], &[&str]),
    line: &str,
) -> Option<Insertion> {
    let text = context.note.text;
    let block = context.note.frontmatter.block()?;
    let has_fences = !block.opening.is_empty() && !block.closing.is_empty();
    if block.syntax != Syntax::Yaml || !has_fences {
        return None;
    }
    let mapping = nodes::at_pointer(context, pointer);
    let entries = mapping.and_then(Node::as_mapping).unwrap_or_default();
    let flow = mapping.map(|node| node.span).filter(|span| span.of(text).starts_with('{'));
    let is_one_of = |entry: &&Entry, keys: &[&str]| keys.contains(&entry.name.as_str());
    let above = entries.iter().rev().find(|entry| is_one_of(entry, earlier));
    let below = entries.iter().find(|entry| above.is_none() && is_one_of(entry, later));

    let edit = match (flow, below, above.or(entries.last())) {
        (Some(flow), _, None) => {
            return Some(Insertion { edit: Edit::insert(flow.start + 1, line), between: ", " });
        }
        (Some(_), Some(below), _) => Edit::insert(below.key.start, format!("{line}, ")),
        (Some(_), None, Some(above)) => Edit::insert(end(above), format!(", {line}")),
        (None, _, None) => on_a_line(text, block.content.end, line)?,
        (None, below, Some(above)) => {
            let start = above.key.start;
            let indent = text.get(line_start(text, start)..start)?;
            // The first entry of an item is on the line of the item's marker.
            if !indent.bytes().all(|byte| matches!(byte, b' ' | b'-')) {
                return None;
            }
            let start = below.and_then(|below| start_above(text, below.key.start));
            let at = start.unwrap_or_else(|| next_line(text, end(above)).min(block.content.end));
            on_a_line(text, at, &format!("{}{line}", " ".repeat(indent.len())))?
        }
    };
    Some(Insertion { edit, between: "" })
}

fn end(entry: &Entry) -> usize {
    entry.value.span.end.max(entry.key.end)
}

/// Returns where a line above the key at `key` starts: above its comments too, which `key-order` moves with it.
/// `None` if the key is on the line of its item's marker.
fn start_above(text: &str, key: usize) -> Option<usize> {
    let start = line_start(text, key);
    let is_first = text.get(start..key)?.trim_start_matches(' ').is_empty();
    let above = text.get(..start)?.split_inclusive('\n').rev();
    let comments = above.take_while(|line| line.trim_start().starts_with('#'));
    is_first.then(|| start - comments.map(str::len).sum::<usize>())
}

/// Returns the edit that inserts `line` as a line of its own at `at`, where a line starts.
fn on_a_line(text: &str, at: usize, line: &str) -> Option<Edit> {
    let above = text.get(..at)?.trim_end_matches(['\r', '\n']).len();
    let ending = line_ending_len(&text[above..]);
    (above < at).then(|| Edit::insert(at, format!("{line}{}", &text[above..above + ending])))
}

/// Whether the frontmatter after `edit` has the same values and comments, and the value of the key besides.
fn reads_with(context: &Context<'_>, edit: &Edit, (at, name, value): (&str, &str, &Value)) -> bool {
    let (Some(document), Some(block)) =
        (context.note.frontmatter.mapping(), context.note.frontmatter.block())
    else {
        return false;
    };
    let Ok(repaired) = apply(context.note.text, std::slice::from_ref(edit)) else { return false };
    let grown = Span::new(block.content.start, block.content.end + edit.text.len());
    let Ok(read) = yaml::parse(&repaired, grown, Limits::default()) else { return false };
    let expected = match &document.root.data {
        Data::Mapping(_) => {
            let pointer =
                format!("{}/{}", at.strip_prefix("/frontmatter").unwrap_or(at), pointer::escape(name));
            document.to_traced().with(&pointer, Traced::new(value, edit.span)).map(|with| with.to_value())
        }
        _ => Some(Value::Object([(name.to_owned(), value.clone())].into_iter().collect())),
    };
    let count = |document: &Document| (document.comments.len(), document.duplicates.len());
    expected == Some(read.to_traced().to_value()) && count(&read) == count(document)
}
