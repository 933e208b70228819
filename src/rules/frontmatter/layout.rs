//! Where the entries of a mapping are in the text, in each syntax.

use crate::{
    note::FrontmatterBlock,
    text::{line_start, next_line},
    tree::{Entry, Node, Syntax},
};

/// Returns those of the `entries` of a mapping that are written as entries: not the tables of TOML that have a
/// header, which are after all others.
pub(super) fn lines<'a>(syntax: Syntax, text: &str, entries: &'a [Entry]) -> Vec<&'a Entry> {
    entries.iter().filter(|entry| syntax != Syntax::Toml || !is_header(text, entry)).collect()
}

/// Whether the key of `entry` is in the header of a table of TOML.
pub(super) fn is_header(text: &str, entry: &Entry) -> bool {
    let start = line_start(text, entry.key.start());
    text.get(start..entry.key.start()).is_some_and(|before| before.trim_start().starts_with('['))
}

/// Returns where the first entry of the mapping `node` at `pointer` is, after its brace, if it is written in
/// braces.
pub(super) fn inside_braces(
    block: &FrontmatterBlock,
    text: &str,
    (pointer, node): (&str, &Node),
) -> Option<usize> {
    if block.syntax == Syntax::Json && pointer == "/frontmatter" {
        return Some(block.opening.end());
    }
    node.span.of(text).starts_with('{').then_some(node.span.start() + 1)
}

/// Returns where a key of the mapping `node` at `pointer` is missing if it is written in braces: behind the last
/// entry, else after the opening brace.
pub(super) fn missing_in_braces(
    block: &FrontmatterBlock,
    text: &str,
    (pointer, node): (&str, &Node),
) -> Option<usize> {
    let inside = inside_braces(block, text, (pointer, node))?;
    let last = node.as_mapping()?.last().map(end).filter(|end| *end > inside && *end <= node.span.end());
    Some(last.unwrap_or(inside))
}

/// Returns where `entry` ends.
pub(super) fn end(entry: &Entry) -> usize {
    entry.value.span.end().max(entry.key.end())
}

/// Returns the blanks before the key at `key` in braces, if it is on a line of its own; else one space.
pub(super) fn blanks_before(text: &str, key: usize) -> &str {
    let before = text.get(..key).unwrap_or_default();
    let line = line_start(text, key);
    let is_first = before.get(line..).is_some_and(|blanks| blanks.trim().is_empty());
    let above = before.get(..line).unwrap_or_default();
    let ending = if above.ends_with("\r\n") { 2 } else { usize::from(!above.is_empty()) };
    if is_first && ending > 0 { before.get(line - ending..).unwrap_or(" ") } else { " " }
}

/// Returns where the first line of the `mapping` at `pointer` stands that has no entries there yet; `None` if there
/// is no such place.
pub(super) fn first_line(
    block: &FrontmatterBlock,
    text: &str,
    (pointer, mapping): (&str, Option<&Node>),
) -> Option<usize> {
    let has_tables = mapping.and_then(Node::as_mapping).is_some_and(|entries| !entries.is_empty());
    match block.syntax {
        Syntax::Toml if pointer != "/frontmatter" => {
            let header = mapping?.span;
            header.of(text).starts_with('[').then(|| next_line(text, header.end()).min(block.content.end()))
        }
        Syntax::Toml if has_tables => Some(block.content.start()),
        _ => Some(block.content.end()),
    }
}

/// Returns what a line begins with that stands with one that has `before` before its key. `None` if that is not the
/// start of a line.
pub(super) fn indentation(syntax: Syntax, before: &str) -> Option<String> {
    let is_blank = before.trim_matches([' ', '\t']).is_empty();
    match syntax {
        // The first entry of an item is on the line of the item's marker.
        Syntax::Yaml => {
            let is_marker = before.bytes().all(|byte| matches!(byte, b' ' | b'-'));
            is_marker.then(|| " ".repeat(before.len()))
        }
        // Of a dotted key, the parts before the last one.
        Syntax::Toml => (is_blank || before.trim_end().ends_with('.')).then(|| before.to_owned()),
        Syntax::Json => is_blank.then(|| before.to_owned()),
    }
}

/// Returns where a line above the key at `key` starts: above its comments too, which move with it. `None` if the key
/// is not the first word of its line.
pub(super) fn start_above(text: &str, key: usize) -> Option<usize> {
    let start = line_start(text, key);
    let is_first = text.get(start..key)?.trim_start_matches(' ').is_empty();
    let above = text.get(..start)?.split_inclusive('\n').rev();
    let comments = above.take_while(|line| line.trim_start().starts_with('#'));
    is_first.then(|| start - comments.map(str::len).sum::<usize>())
}
