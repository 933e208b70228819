//! Finds YAML that does not open with `---` on the first line, but that a person would take for
//! frontmatter. It counts only if it is plainly nothing else.

use memchr::memmem;

use super::{
    block::{Fences, Frontmatter, FrontmatterBlock},
    closing::Ends,
    fence::{self, Fence},
    lines::{Line, Lines, is_word},
    other,
};
use crate::{text::Span, tree::Syntax};

/// Returns the frontmatter of `text`, the first line of which is at `start`, and the start of its body.
pub(super) fn find(text: &str, start: usize) -> Option<(Frontmatter, usize)> {
    let first = Lines::new(text, top(text, start)).next()?;
    if first.start > start
        && !first.words.starts_with('{')
        && let Some(found) = other::find(text, first, Fences::Lenient)
    {
        return Some(found);
    }
    match fence::opening(first) {
        Some((_, Syntax::Yaml)) => {
            let opening = Fence::at(first);
            Ends::find(text, opening.next).first(text, opening, FrontmatterBlock::is_plainly_keys)
        }
        Some(_) => None,
        None => without_opening(text, first.start),
    }
}

/// Whether `text`, the first line of which is at `start`, begins like frontmatter, in whatever syntax and
/// however broken, or has some directly below its first heading.
pub(super) fn seems_there(text: &str, start: usize) -> bool {
    let at = top(text, start);
    let Some(first) = Lines::new(text, at).next() else { return false };
    if first.is_heading() {
        return Lines::new(text, top(text, first.next)).next().is_some_and(opens);
    }
    let visible = first.visible();
    let is_full_width = visible.split_once('：').is_some_and(|(key, _)| is_word(key));
    opens(first) || first.is_toml() || is_full_width || Line { words: visible, ..first }.key().is_some()
}

/// Whether `line` opens a block of data.
fn opens(line: Line<'_>) -> bool {
    let visible = line.visible();
    let language = visible.trim_start_matches(['`', '~']).trim();
    let is_data = ["yaml", "yml", "toml", "json"].iter().any(|name| language.eq_ignore_ascii_case(name));
    ["---", "+++", ";;;"].iter().any(|fence| visible.starts_with(fence))
        || visible.starts_with('{') && !visible.starts_with("{{") && !visible.starts_with("{%")
        || is_data && language.len() < visible.len()
        || fence::opening(line).is_some()
}

/// Returns the start of the first line that is not blank, invisible, or a comment.
pub(super) fn top(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(line) = Lines::new(text, at).next() {
        let visible = line.visible();
        if visible.is_empty() {
            at = line.next;
            continue;
        }
        let Some(end) = comment_end(text, line) else { break };
        match Lines::new(text, end).next() {
            Some(rest) if rest.visible().is_empty() => at = rest.next,
            _ => break,
        }
    }
    at
}

/// Returns the end of the comment of HTML or Obsidian that `line` begins with.
fn comment_end(text: &str, line: Line<'_>) -> Option<usize> {
    let (closing, from) = [("<!--", "-->"), ("%%", "%%")].into_iter().find_map(|(opening, closing)| {
        let found = line.visible().starts_with(opening).then(|| line.words.find(opening))??;
        Some((closing, line.start + found + opening.len()))
    })?;
    memmem::find(&text.as_bytes()[from..], closing.as_bytes()).map(|at| from + at + closing.len())
}

/// Returns the block of keys, two or more, at `start`. It ends at a blank line, or at a fence.
fn without_opening(text: &str, start: usize) -> Option<(Frontmatter, usize)> {
    Lines::new(text, start).next()?.key()?;
    let is_end = |words: &str| words.starts_with("---") || words == "...";
    let mut lines = Lines::new(text, start).skip_while(|line| !line.is_blank() && !is_end(line.words.trim()));
    let end = lines.next()?;
    let closing = fence::closing(end).map(|_| end.span());
    let (closing, body) = match closing {
        Some(closing) => (closing, end.next),
        None if end.is_blank() => (Span::empty(end.start), end.start),
        None => return None,
    };
    let lines = Lines::new(text, start).take_while(|line| line.start < closing.start());
    // In Markdown, `#` is a heading.
    if lines.clone().any(|line| line.words.starts_with('#')) {
        return None;
    }
    let block = FrontmatterBlock::read(text, Syntax::Yaml, (Span::empty(start), start), closing);
    (block.is_plainly_keys() && block.keys().count() >= 2)
        .then(|| (Frontmatter::Closed(Box::new(block)), body))
}
