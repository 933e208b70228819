//! Reorders the keys of the frontmatter.

use crate::{
    diagnostic::Fix,
    rules::Context,
    text::{Edit, Span, apply, line_start, next_line},
    tree::{Document, Entry, Limits},
    yaml,
};

/// Returns the fix that sorts the keys in the type's order. An entry moves with the comments directly
/// above it; an unknown key stays after the key that it follows. `None` if the text between two entries
/// belongs to neither, or if the values would change because an alias would come before its anchor.
pub(super) fn sorting(context: &Context<'_>) -> Option<Fix> {
    let document = context.note.frontmatter.mapping()?;
    let block = context.note.frontmatter.block()?;
    let entries = document.root.as_mapping()?;
    let text = context.note.text;
    if !document.duplicates.is_empty() {
        return None;
    }
    let chunks = chunks(entries, block.content, text)?;
    let ranks = chunks.iter().zip(entries).scan(0, |rank, (_, entry)| {
        let own = context.note_type.spec.frontmatter.position(&entry.name);
        *rank = own.map_or(*rank, |own| own + 1);
        Some(*rank)
    });
    let mut sorted: Vec<_> = ranks.zip(&chunks).collect();
    sorted.sort_by_key(|(rank, _)| *rank);
    let sorted: Vec<Span> = sorted.into_iter().map(|(_, chunk)| *chunk).collect();

    let same = |(left, right): &(&Span, &Span)| left == right;
    let before = chunks.iter().zip(&sorted).take_while(same).count();
    let after = chunks.iter().rev().zip(sorted.iter().rev()).take_while(same).count();
    let moved = before..chunks.len().checked_sub(after)?;
    let replaced = chunks.get(moved.start)?.cover(*chunks.get(moved.end.checked_sub(1)?)?);
    let words: String = sorted.get(moved)?.iter().map(|chunk| chunk.of(text)).collect();
    let edit = Edit::replace(replaced, words);
    reads_the_same(document, block.content, text, &edit)
        .then(|| Fix::safe("Sort the keys in the note type's order", vec![edit]))
}

/// Returns the lines of each entry, with the comments directly above it. `None` if the entries do not
/// fill whole lines, or a comment belongs to none of them.
fn chunks(entries: &[Entry], content: Span, text: &str) -> Option<Vec<Span>> {
    let mut starts = Vec::with_capacity(entries.len());
    let mut from = content.start;
    for entry in entries {
        starts.push(chunk_start(text, from, entry.key.start)?);
        from = next_line(text, entry.value.span.end.max(entry.key.end)).min(content.end);
    }
    if Span::new(from, content.end).of(text).contains('#') {
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
fn reads_the_same(document: &Document, content: Span, text: &str, edit: &Edit) -> bool {
    let Ok(repaired) = apply(text, std::slice::from_ref(edit)) else { return false };
    let grown = Span::new(content.start, content.end + edit.text.len() - edit.span.len());
    yaml::parse(&repaired, grown, Limits::default()).is_ok_and(|read| {
        read.to_traced().to_value() == document.to_traced().to_value()
            && read.comments.len() == document.comments.len()
    })
}
