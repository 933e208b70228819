//! Finds frontmatter in TOML and JSON.

use super::{
    block::{Fences, Frontmatter, FrontmatterBlock},
    closing,
    fence::{self, Fence, Likeness},
    lines::{Line, Lines},
};
use crate::{text::Span, tree::Syntax};

/// Returns the TOML or JSON that begins on the line `first`, and the start of the body.
pub(super) fn find(text: &str, first: Line<'_>, fences: Fences) -> Option<(Frontmatter, usize)> {
    let words = first.words.trim_end();
    if pluses(first) == Some(Likeness::Exact) {
        return Some(toml(text, Fence::at(first)));
    }
    if first.words.starts_with('{') {
        return json(text, first.start);
    }
    // These may be text, so it matters what the type expects.
    if fences == Fences::Strict {
        return None;
    }
    if let Some((Likeness::Near, syntax @ (Syntax::Toml | Syntax::Json))) = fence::opening(first) {
        return between(text, Fence::at(first), syntax, |line| fence::closing(line) == Some(Likeness::Exact));
    }
    if pluses(first) == Some(Likeness::Near) {
        let found = between(text, Fence::at(first), Syntax::Toml, |line| pluses(line).is_some());
        return found.filter(|(frontmatter, _)| is_plainly_keys(frontmatter));
    }
    let marker = words.trim_end_matches(|c| c != '`' && c != '~');
    let language = &words[marker.len()..];
    let is_code = marker.len() >= 3 && marker.bytes().all(|byte| marker.as_bytes()[0] == byte);
    if !is_code || !language.trim_start().eq_ignore_ascii_case("toml") {
        return None;
    }
    between(text, Fence::at(first), Syntax::Toml, |line| {
        let words = line.words.trim();
        words.starts_with(marker) && words.bytes().all(|byte| marker.as_bytes()[0] == byte)
    })
}

fn toml(text: &str, opening: Fence) -> (Frontmatter, usize) {
    let until = |likeness| between(text, opening, Syntax::Toml, |line| pluses(line) == Some(likeness));
    let near = || until(Likeness::Near).filter(|(frontmatter, _)| is_plainly_keys(frontmatter));
    let found = until(Likeness::Exact).or_else(near);
    found.unwrap_or_else(|| unclosed(text, opening, Syntax::Toml))
}

/// Returns how much `line` is like a fence of TOML.
fn pluses(line: Line<'_>) -> Option<Likeness> {
    if line.words.trim_end_matches([' ', '\t']) == "+++" {
        return Some(Likeness::Exact);
    }
    let visible = line.visible();
    let visible = visible.strip_suffix("toml").map_or(visible, str::trim_end);
    let is_near = visible.chars().count() >= 3 && visible.chars().all(|char| matches!(char, '+' | '＋'));
    is_near.then_some(Likeness::Near)
}

fn is_plainly_keys(frontmatter: &Frontmatter) -> bool {
    frontmatter.block().is_some_and(FrontmatterBlock::is_plainly_keys)
}

/// Returns the block from `opening` to the first line that `closes` it.
fn between(
    text: &str,
    opening: Fence,
    syntax: Syntax,
    closes: impl Fn(Line<'_>) -> bool,
) -> Option<(Frontmatter, usize)> {
    let closing = Fence::at(Lines::new(text, opening.next).find(|line| closes(*line))?);
    let block = FrontmatterBlock::read(text, syntax, (opening.span, opening.next), closing.span);
    Some((Frontmatter::Closed(Box::new(block)), closing.next))
}

/// Returns the JSON object at `start`, where Liquid may be too. It must be alone on its lines.
fn json(text: &str, start: usize) -> Option<(Frontmatter, usize)> {
    let opening = Span::new(start, start + 1);
    let inside = &text[opening.end()..];
    if !inside.trim_start().starts_with(['"', '}']) {
        return None;
    }
    let Some(length) = object(inside) else {
        let next = Lines::new(text, start).next()?.next;
        return Some(unclosed(text, Fence { span: opening, next }, Syntax::Json));
    };
    let closing = Span::new(opening.end() + length, opening.end() + length + 1);
    let body = match Lines::new(text, closing.end()).next() {
        Some(rest) if !rest.is_blank() => return None,
        rest => rest.map_or(text.len(), |rest| rest.next),
    };
    let block = FrontmatterBlock::read(text, Syntax::Json, (opening, opening.end()), closing);
    Some((Frontmatter::Closed(Box::new(block)), body))
}

/// Returns the length of the inside of a JSON object, up to the `}` that closes it.
fn object(inside: &str) -> Option<usize> {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The frontmatter that nothing closes: the text begins at the first heading, or above it, as far as can be told.
fn unclosed(text: &str, opening: Fence, syntax: Syntax) -> (Frontmatter, usize) {
    let heading = closing::first_heading(text, opening.next);
    let (end, body) = closing::end(text, opening, heading, |line| {
        let words = line.words.trim();
        match syntax {
            Syntax::Toml => line.is_toml() || words.starts_with('[') && words.ends_with(']'),
            Syntax::Json | Syntax::Yaml => words.starts_with(['"', '{', '}', ']']),
        }
    });
    (Frontmatter::Unclosed { syntax, fence: opening.span, end, late: None }, body)
}
