//! What is not text to a reader, although it is written in it: math, the comments of Obsidian, and double
//! brackets other than wiki links.
//!
//! `CommonMark` has none of them. They are found in a body that was parsed once, because code comes first; then
//! the body is parsed again with neutral bytes in their places, so that nothing in them is markup.

use memchr::{memchr, memchr_iter, memmem};

use crate::{
    note::{BlockKind, Blocks, Inline, InlineKind, Link, LinkKind},
    text::{Span, line_end, next_line},
};

/// A body with neutral bytes in place of what is not text; all offsets are those of the original.
#[derive(Debug)]
pub(super) struct Masked {
    /// The whole file.
    pub(super) text: String,
    /// The math and the comments, in the order of the text.
    pub(super) found: Vec<Opaque>,
}

/// What the first parse read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed<'s> {
    pub(super) blocks: &'s Blocks,
    pub(super) inlines: &'s [Inline],
    pub(super) links: &'s [Link],
}

/// Math or a comment, with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opaque {
    pub(super) span: Span,
    pub(super) is_math: bool,
}

/// The byte that replaces others: a letter is never markup.
const NEUTRAL: u8 = b'x';

/// Masks what is not text in the `part` of `text` that was read as `parsed`; `None` if there is nothing of
/// that kind. `is_defined` tells the labels of link reference definitions.
pub(super) fn mask(
    text: &str,
    part: Span,
    parsed: Parsed<'_>,
    is_defined: impl Fn(&str) -> bool,
) -> Option<Masked> {
    let source = Source { text, part, parsed };
    let mut found = source.comments();
    let math = source.math(&found);
    found.extend(math);
    found.sort_unstable_by_key(|opaque| opaque.span);

    let mut bytes: Option<Vec<u8>> = None;
    let mut replace = |span: Span, by: u8| {
        bytes.get_or_insert_with(|| text.as_bytes().to_vec())[span.start()..span.end()].fill(by);
    };
    for opaque in &found {
        let mark = if text.as_bytes()[opaque.span.start() + 1] == text.as_bytes()[opaque.span.start()] {
            2
        } else {
            1
        };
        replace(Span::new(opaque.span.start() + mark, opaque.span.end() - mark), NEUTRAL);
    }
    for link in parsed.links.iter().filter(|link| link.kind == LinkKind::Wiki) {
        let brackets = Span::new(link.span.start() + usize::from(link.embedded), link.span.end());
        let next = found.partition_point(|opaque| opaque.span.end() <= brackets.start());
        if found.get(next).is_some_and(|opaque| opaque.span.start() < brackets.end()) {
            continue;
        }
        let (outer, inner) = (brackets, Span::new(brackets.start() + 1, brackets.end() - 1));
        let words = Span::new(brackets.start() + 2, brackets.end() - 2).of(text);
        let behind = &text[brackets.end()..];
        if words.contains(['\n', '\r']) {
            // No program that has such links reads one over lines.
            replace(Span::new(brackets.start(), brackets.start() + 2), NEUTRAL);
            replace(Span::new(brackets.end() - 2, brackets.end()), NEUTRAL);
            continue;
        }
        let single = if behind.starts_with('(') || behind.starts_with('[') && !behind.starts_with("[[") {
            inner
        } else if is_defined(words) {
            outer
        } else if !link.embedded && is_command(words) || !is_name(words) {
            replace(brackets, NEUTRAL);
            continue;
        } else {
            continue;
        };
        // Other brackets are text, and part words as those do.
        replace(Span::new(single.start(), single.start() + 1), b'(');
        replace(Span::new(single.end() - 1, single.end()), b')');
    }
    let text = String::from_utf8(bytes?).ok()?;
    Some(Masked { text, found })
}

/// Whether `[[words]]` is replaced by something when the note is rendered: a table of contents.
fn is_command(words: &str) -> bool {
    let name = words.trim_matches('_');
    ["toc", "tosp"].iter().any(|command| name.eq_ignore_ascii_case(command))
}

/// Whether a note can be called by the `words` of `[[words]]`: they are no test of a shell, no class of a
/// regular expression, no list of numbers and not only punctuation.
fn is_name(words: &str) -> bool {
    let inner = words.trim();
    let has = |tell: fn(char) -> bool| inner.chars().any(tell);
    if !has(|c| c.is_alphanumeric() || !c.is_ascii()) || inner.contains(['[', ']']) {
        return false;
    }
    let is_class = [':', '=', '.']
        .iter()
        .any(|mark| inner.len() > 1 && inner.starts_with(*mark) && inner.ends_with(*mark));
    let is_list = inner.contains(',') && !has(|c| c.is_alphabetic() || !c.is_ascii());
    let is_spaced = words.starts_with([' ', '\t']) && words.ends_with([' ', '\t']);
    let is_operator =
        |word: &str| matches!(word, "=" | "==" | "!=" | "=~" | "<" | ">" | "&&" | "||") || is_flag(word);
    let is_test = is_spaced
        && (inner.starts_with(|c: char| c.is_ascii_punctuation() && c != '#' && c != '^' && c != '_')
            || inner.split_ascii_whitespace().any(is_operator));
    !(is_class || is_list || is_test)
}

/// Whether `word` is an operator of a shell's test, as `-eq`.
fn is_flag(word: &str) -> bool {
    matches!(word, "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" | "-nt" | "-ot" | "-ef")
}

/// A mark in the text of a paragraph, heading or cell.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// `1` for `$`, `2` for `$$` and `%%`.
    length: usize,
    /// The start of the block whose text it is in.
    leaf: usize,
}

/// A line that holds a mark alone.
#[derive(Clone, Copy, Debug)]
struct Alone {
    at: usize,
    /// How many block quotes it is in.
    depth: usize,
    /// Whether it can open something: it is not in HTML.
    opens: bool,
}

struct Source<'s> {
    text: &'s str,
    part: Span,
    parsed: Parsed<'s>,
}

impl Source<'_> {
    /// Finds the comments of Obsidian.
    fn comments(&self) -> Vec<Opaque> {
        if !self.has_twice(b"%%") {
            return Vec::new();
        }
        let marks = self.marks(b'%', |run, add| {
            (0..run.len() / 2).for_each(|pair| add(run.start() + 2 * pair, 2));
        });
        let alone = self.alone("%%");
        let mut found = Vec::new();
        let mut end = 0;
        for (index, mark) in marks.iter().enumerate() {
            let next = marks.get(index + 1).filter(|next| next.leaf == mark.leaf);
            if mark.at >= end
                && let Some(close) = next.map(|next| next.at).or_else(|| closing(&alone, mark.at))
            {
                end = close + 2;
                found.push(Opaque { span: Span::new(mark.at, end), is_math: false });
            }
        }
        found
    }

    /// Finds the math outside `comments`.
    fn math(&self, comments: &[Opaque]) -> Vec<Opaque> {
        if !self.has_twice(b"$") {
            return Vec::new();
        }
        let in_comment = |at: usize| {
            let next = comments.partition_point(|comment| comment.span.end() <= at);
            comments.get(next).is_some_and(|comment| comment.span.start() <= at)
        };
        let mut marks = self.marks(b'$', |run, add| {
            if run.len() <= 2 {
                add(run.start(), run.len());
            }
        });
        marks.retain(|mark| !in_comment(mark.at));
        let mut alone = self.alone("$$");
        alone.retain(|line| !in_comment(line.at));
        let mut next_double = vec![None; marks.len() + 1];
        for (index, mark) in marks.iter().enumerate().rev() {
            next_double[index] = if mark.length == 2 { Some(*mark) } else { next_double[index + 1] };
        }
        let mut found: Vec<Opaque> = Vec::new();
        let mut end = 0;
        for (index, mark) in marks.iter().enumerate() {
            if mark.at < end {
                continue;
            }
            let close = if mark.length == 2 {
                let next = next_double[index + 1].filter(|next| next.leaf == mark.leaf);
                next.map(|next| next.at).or_else(|| closing(&alone, mark.at))
            } else {
                let next = marks.get(index + 1).filter(|next| next.leaf == mark.leaf && next.length == 1);
                next.map(|next| next.at).filter(|&close| self.is_formula(mark.at, close))
            };
            if let Some(close) = close {
                end = close + mark.length;
                found.push(Opaque { span: Span::new(mark.at, end), is_math: true });
            }
        }
        found
    }

    /// Whether the `$` at `open` and `close` enclose math: there is no blank directly inside, and no ASCII
    /// letter or digit directly outside, as there is in prices.
    fn is_formula(&self, open: usize, close: usize) -> bool {
        let inner = &self.text[open + 1..close];
        let outside = [open.checked_sub(1), Some(close + 1)];
        let mut outside = outside.into_iter().flatten().filter_map(|at| self.text.as_bytes().get(at));
        !inner.starts_with(char::is_whitespace)
            && !inner.ends_with(char::is_whitespace)
            && !outside.any(u8::is_ascii_alphanumeric)
    }

    fn has_twice(&self, mark: &[u8]) -> bool {
        memmem::find_iter(self.part.of(self.text).as_bytes(), mark).nth(1).is_some()
    }

    /// Collects the marks in text outside addresses; `split` is given each run of `byte`, and adds the marks in
    /// it by their offsets and lengths.
    fn marks(&self, byte: u8, split: impl Fn(Span, &mut dyn FnMut(usize, usize))) -> Vec<Mark> {
        let bytes = self.text.as_bytes();
        let mut marks = Vec::new();
        for inline in self.parsed.inlines {
            let span = inline.span;
            let is_text = inline.kind == (InlineKind::Text { decoded: None });
            if !is_text || memchr(byte, &bytes[span.start()..span.end()]).is_none() {
                continue;
            }
            let leaf = self.parsed.blocks.last_from(span.start()).map_or(0, |leaf| leaf.span.start());
            let mut end = 0;
            for at in memchr_iter(byte, &bytes[span.start()..span.end()]).map(|at| span.start() + at) {
                let is_escaped = at == span.start() && at > 0 && bytes[at - 1] == b'\\';
                if at < end || is_escaped || self.is_address(at) {
                    continue;
                }
                end = at + bytes[at..span.end()].iter().take_while(|&&next| next == byte).count();
                split(Span::new(at, end), &mut |at, length| marks.push(Mark { at, length, leaf }));
            }
        }
        marks
    }

    fn is_address(&self, at: usize) -> bool {
        let links = self.parsed.links;
        let count = links.partition_point(|link| link.span.start() <= at);
        let link = links[..count].last().filter(|link| link.span.contains(at));
        link.is_some_and(|link| matches!(link.kind, LinkKind::Bare | LinkKind::Autolink))
    }

    /// Finds the lines outside code that hold `mark` alone.
    fn alone(&self, mark: &str) -> Vec<Alone> {
        let mut found = Vec::new();
        let mut start = self.part.start();
        while start < self.part.end() {
            let line = Span::new(start, line_end(self.text, start));
            start = next_line(self.text, line.end());
            let words = line.of(self.text).trim_start_matches([' ', '\t', '>']);
            if words.trim_end_matches([' ', '\t']) != mark {
                continue;
            }
            let at = line.end() - words.len();
            let block = self.parsed.blocks.last_from(at).filter(|block| block.span.contains(at));
            let kind = block.map(|block| block.kind);
            if kind != Some(BlockKind::Code) {
                let depth = memchr_iter(b'>', &self.text.as_bytes()[line.start()..at]).count();
                found.push(Alone { at, depth, opens: kind != Some(BlockKind::Html) });
            }
        }
        found
    }
}

/// Returns the mark alone on its line that closes the one at `open`, if that is alone on its line, too.
fn closing(alone: &[Alone], open: usize) -> Option<usize> {
    let index = alone.binary_search_by_key(&open, |line| line.at).ok()?;
    let (opener, rest) = alone[index..].split_first()?;
    let close = rest.iter().find(|line| line.depth == opener.depth).filter(|_| opener.opens);
    close.map(|line| line.at)
}
