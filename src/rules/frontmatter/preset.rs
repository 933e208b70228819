//! Inserts a missing key whose value the type names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    layout::{self, end},
    nodes,
    trials::Trials,
};
use crate::{
    diagnostic::Fix,
    notetype::Breach,
    rules::{Context, wording::quote},
    text::{Edit, Span, Traced, line_ending_len, line_start, next_line, pointer},
    tree::{Data, Document, Entry, Node, Syntax},
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
    let syntax = context.syntax();
    let line = syntax.pair(&syntax.key(name), &syntax.value(value)?);
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
    if block.opening.is_empty() || block.closing.is_empty() {
        return None;
    }
    // In TOML, a table that is defined again makes all of it unreadable to other programs.
    if block.syntax == Syntax::Toml
        && context.note.frontmatter.mapping().is_some_and(|read| !read.duplicates.is_empty())
    {
        return None;
    }
    let mapping = nodes::at_pointer(context, pointer);
    let inside = mapping.and_then(|node| layout::inside_braces(block, text, (pointer, node)));
    let entries = mapping.and_then(Node::as_mapping).unwrap_or_default();
    let entries = match inside {
        Some(_) => entries.iter().collect(),
        None => layout::lines(block.syntax, text, entries),
    };
    let is_one_of = |entry: &&Entry, keys: &[&str]| keys.contains(&entry.name.as_str());
    let above = entries.iter().rev().find(|entry| is_one_of(entry, earlier));
    let below = entries.iter().find(|entry| above.is_none() && is_one_of(entry, later));

    let edit = match (inside, below, above.or(entries.last())) {
        (Some(inside), _, None) => {
            return Some(Insertion { edit: Edit::insert(inside, line), between: ", " });
        }
        (Some(_), Some(below), _) => {
            let blanks = layout::blanks_before(text, below.key.start());
            Edit::insert(below.key.start(), format!("{line},{blanks}"))
        }
        (Some(_), None, Some(above)) => {
            let blanks = layout::blanks_before(text, above.key.start());
            Edit::insert(end(above), format!(",{blanks}{line}"))
        }
        (None, _, None) => on_a_line(text, layout::first_line(block, text, (pointer, mapping))?, line)?,
        (None, below, Some(above)) => {
            let start = above.key.start();
            let before = text.get(line_start(text, start)..start)?;
            let indent = layout::indentation(block.syntax, before)?;
            let start = below.and_then(|below| layout::start_above(text, below.key.start()));
            let at = start.unwrap_or_else(|| next_line(text, end(above)).min(block.content.end()));
            on_a_line(text, at, &format!("{indent}{line}"))?
        }
    };
    Some(Insertion { edit, between: "" })
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
    let Some(Ok(read)) = block.reread(context.note.text, edit) else { return false };
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
