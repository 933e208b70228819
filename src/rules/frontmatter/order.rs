//! Reorders the keys of the frontmatter.

use std::ops::Range;

use super::layout;
use crate::{
    diagnostic::Fix,
    note::FrontmatterBlock,
    rules::Context,
    text::{Edit, Span, line_start, next_line},
    tree::{Document, Entry, Syntax},
};

/// Returns the fix that sorts the keys in the type's order. An entry moves with the comments directly
/// above it; an unknown key stays after the key that it follows. `None` if the text between two entries
/// belongs to neither, or if the values would change because an alias would come before its anchor.
pub(super) fn sorting(context: &Context<'_>) -> Option<Fix> {
    let document = context.note.frontmatter.mapping()?;
    let block = context.note.frontmatter.block()?;
    let text = context.note.text;
    if !document.duplicates.is_empty() {
        return None;
    }
    let all = document.root.as_mapping()?;
    let entries = layout::lines(block.syntax, text, all);
    let ranks = entries.iter().scan(0, |rank, entry| {
        let own = context.note_type.spec.frontmatter.position(&entry.name);
        *rank = own.map_or(*rank, |own| own + 1);
        Some(*rank)
    });
    let mut order: Vec<(usize, usize)> = ranks.zip(0..).collect();
    order.sort_by_key(|(rank, _)| *rank);
    let order: Vec<usize> = order.into_iter().map(|(_, index)| index).collect();
    let edit = if block.syntax == Syntax::Json {
        in_braces(&entries, &order, text)
    } else {
        let table = all.iter().find(|entry| block.syntax == Syntax::Toml && layout::is_header(text, entry));
        let end = table.and_then(|table| start_of_table(text, table)).unwrap_or(block.content.end());
        by_lines(&entries, &order, Span::new(block.content.start(), end), text)
    }?;
    reads_the_same(document, block, text, &edit)
        .then(|| Fix::safe("Sort the keys in the note type's order", vec![edit]))
}

/// Puts the lines of `entries`, which are in `content`, in the order of the indexes `order`.
fn by_lines(entries: &[&Entry], order: &[usize], content: Span, text: &str) -> Option<Edit> {
    let chunks = chunks(entries, content, text)?;
    let moved = moved(order);
    let replaced = chunks.get(moved.start)?.cover(*chunks.get(moved.end.checked_sub(1)?)?);
    let words: Option<String> =
        order.get(moved)?.iter().map(|index| Some(chunks.get(*index)?.of(text))).collect();
    Some(Edit::replace(replaced, words?))
}

/// Puts `entries` in the order of the indexes `order`, each where another one is, so that what is between them stays.
fn in_braces(entries: &[&Entry], order: &[usize], text: &str) -> Option<Edit> {
    let place = |entry: &Entry| entry.key.cover(entry.value.span);
    let moved = moved(order);
    let replaced = place(entries.get(moved.start)?).cover(place(entries.get(moved.end.checked_sub(1)?)?));
    let mut words = String::with_capacity(replaced.len());
    let mut at = replaced.start();
    for (old, index) in entries.get(moved.clone())?.iter().zip(order.get(moved)?) {
        words.push_str(Span::new(at, old.key.start()).of(text));
        words.push_str(place(entries.get(*index)?).of(text));
        at = place(old).end();
    }
    Some(Edit::replace(replaced, words))
}

/// The places from the first to the last that get another entry.
fn moved(order: &[usize]) -> Range<usize> {
    let is_same = |(place, index): &(usize, &usize)| place == *index;
    let before = order.iter().enumerate().take_while(is_same).count();
    let after = order.iter().enumerate().rev().take_while(is_same).count();
    before..order.len().saturating_sub(after)
}

/// Where the table of TOML whose header has the key of `entry` starts, with the comments directly above it.
fn start_of_table(text: &str, entry: &Entry) -> Option<usize> {
    layout::start_above(text, line_start(text, entry.key.start()))
}

/// Returns the lines of each entry, with the comments directly above it. `None` if the entries do not
/// fill whole lines, or a comment belongs to none of them.
fn chunks(entries: &[&Entry], content: Span, text: &str) -> Option<Vec<Span>> {
    let mut starts = Vec::with_capacity(entries.len());
    let mut from = content.start();
    for entry in entries {
        starts.push(chunk_start(text, from, entry.key.start())?);
        from = next_line(text, layout::end(entry)).min(content.end());
    }
    if Span::new(from, content.end()).of(text).contains('#') {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([from]);
    Some(starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)).collect())
}

/// Returns where the comments directly above the key at `key` start, looking no further than `from`, the
/// start of a line. `None` if there is anything else in between.
fn chunk_start(text: &str, from: usize, key: usize) -> Option<usize> {
    let gap = text.get(from..key)?;
    let own = line_start(text, key).max(from);
    let indent = key - own;
    let mut start = None;
    let mut at = from;
    for line in gap.split_inclusive(['\n', '\r']) {
        let words = line.trim();
        match (words.is_empty(), words.starts_with('#')) {
            (_, true) if line.find('#') == Some(indent) => start = start.or(Some(at)),
            // Deeper comments belong to the value above.
            (_, true) if start.is_none() => {}
            // Of CRLF, the LF is a line of its own here.
            (true, _) if line == "\n" && at > from && text[..at].ends_with('\r') => {}
            (true, _) if line.ends_with(['\n', '\r']) && start.is_some() => return None,
            (true, _) => {}
            (_, true) | (false, false) => return None,
        }
        at += line.len();
    }
    Some(start.unwrap_or(own))
}

/// Whether the block has the same keys, values and comments after `edit`: an alias before its anchor
/// cannot be read.
fn reads_the_same(document: &Document, block: &FrontmatterBlock, text: &str, edit: &Edit) -> bool {
    block.reread(text, edit).is_some_and(|read| {
        read.is_ok_and(|read| {
            read.to_traced().to_value() == document.to_traced().to_value()
                && read.comments.len() == document.comments.len()
        })
    })
}
