//! Finds where YAML that is opened by `---` ends: at the line that loses nothing.

use memchr::memchr2;

use super::{
    block::{Frontmatter, FrontmatterBlock},
    fence::{self, Fence, Likeness},
    lines::{Line, Lines},
};
use crate::{
    text::{Span, next_line},
    tree::Syntax,
};

/// The lines that may end a block.
#[derive(Default)]
pub(super) struct Ends {
    /// The first `---`.
    exact: Option<Fence>,
    /// The first line before it, and before any heading, that a person would take for one.
    near: Option<Fence>,
    /// The first heading below a blank line and before `exact`.
    heading: Option<usize>,
}

impl Ends {
    /// Finds the lines that may end a block that begins at `start`.
    pub(super) fn find(text: &str, start: usize) -> Self {
        let mut ends = Self::default();
        let mut scalar = None;
        let mut is_after_blank = false;
        let mut lines = Lines::new(text, start).peekable();
        while let Some(line) = lines.next() {
            let is_blank = line.is_blank();
            if scalar.is_some_and(|indent| is_blank || line.indent() > indent) {
                is_after_blank = is_blank;
                continue;
            }
            scalar = is_block_scalar(line).then(|| line.indent());
            match fence::closing(line) {
                Some(Likeness::Exact) => {
                    ends.exact = Some(Fence::at(line));
                    break;
                }
                Some(Likeness::Near) if ends.heading.is_none() && ends.near.is_none() => {
                    let goes_on = lines.peek().is_some_and(|next| is_in_block(*next));
                    ends.near = (!goes_on).then(|| Fence::at(line));
                }
                _ if is_after_blank && ends.heading.is_none() && line.is_heading() => {
                    ends.heading = Some(line.start);
                }
                _ => {}
            }
            is_after_blank = is_blank;
        }
        ends
    }

    /// Returns the block from `opening` to the first of these lines with which it `is_meant`, if no heading
    /// is above that line.
    pub(super) fn first(
        &self,
        text: &str,
        opening: Fence,
        is_meant: impl Fn(&FrontmatterBlock) -> bool,
    ) -> Option<(Frontmatter, usize)> {
        let exact = self.exact.filter(|_| self.heading.is_none());
        [exact, self.near].into_iter().flatten().find_map(|closing| {
            let block = block(text, opening, closing);
            is_meant(&block).then(|| closed(block, closing))
        })
    }
}

/// Whether a block scalar (YAML 1.2.2, 8.1) begins on `line`.
fn is_block_scalar(line: Line<'_>) -> bool {
    if memchr2(b'|', b'>', line.words.as_bytes()).is_none() {
        return false;
    }
    let words = line.words.split(" #").next().unwrap_or_default();
    let header = words.split_whitespace().next_back().unwrap_or_default();
    header.strip_prefix(['|', '>']).is_some_and(|rest| {
        rest.len() <= 2 && rest.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
    })
}

/// Whether `line`, below a fence or a blank line, shows that the block goes on.
fn is_in_block(line: Line<'_>) -> bool {
    line.key().is_some() || !line.is_blank() && line.indent() > 0
}

/// Returns the frontmatter that `opening`, which is `---` on the first line, begins, and the start of the
/// body.
pub(super) fn close(text: &str, opening: Fence) -> (Frontmatter, usize) {
    let ends = Ends::find(text, opening.next);
    let exact = ends.exact.map(|closing| (block(text, opening, closing), closing));
    let near = || {
        let closing = ends.near?;
        let block = block(text, opening, closing);
        // With anything else above it, it is a thematic break; dots are none.
        let is_meant = if block.is_mapping() {
            block.has_keys() || closing.span.of(text).trim_start().starts_with(['.', '…'])
        } else {
            begins_with_key(text, opening.next)
        };
        is_meant.then(|| closed(block, closing))
    };
    match (exact, ends.heading) {
        (Some((block, closing)), None) => {
            let other =
                if block.is_mapping() { None } else { near().filter(|(near, _)| near.mapping().is_some()) };
            other.unwrap_or_else(|| closed(block, closing))
        }
        (Some((block, closing)), Some(heading)) if block.is_mapping() => {
            if block.keys().any(|(_, at)| at > heading) || is_key_in_comment(text, heading, closing) {
                return closed(block, closing);
            }
            near().unwrap_or_else(|| {
                if has_title(text, closing.next) {
                    closed(block, closing)
                } else {
                    unclosed(text, opening, Some(heading), Some(closing))
                }
            })
        }
        (exact, heading) => {
            near().unwrap_or_else(|| unclosed(text, opening, heading, exact.map(|(_, closing)| closing)))
        }
    }
}

fn block(text: &str, opening: Fence, closing: Fence) -> FrontmatterBlock {
    FrontmatterBlock::read(text, Syntax::Yaml, (opening.span, opening.next), closing.span)
}

fn closed(block: FrontmatterBlock, closing: Fence) -> (Frontmatter, usize) {
    (Frontmatter::Closed(Box::new(block)), closing.next)
}

fn unclosed(text: &str, opening: Fence, heading: Option<usize>, late: Option<Fence>) -> (Frontmatter, usize) {
    let heading = title_below_key(text, opening.next, heading).or(heading);
    let (end, body) = if begins_with_key(text, opening.next) {
        end(text, opening, heading, is_in_block)
    } else {
        (opening.span.end(), first_words(text, opening.next))
    };
    let late = late.map(|fence| fence.span);
    (Frontmatter::Unclosed { syntax: Syntax::Yaml, fence: opening.span, end, late }, body)
}

/// Returns the start of the first heading from `start` on that directly follows a blank line.
pub(super) fn first_heading(text: &str, start: usize) -> Option<usize> {
    let mut is_after_blank = false;
    Lines::new(text, start).find_map(|line| {
        let is_found = is_after_blank && line.is_heading();
        is_after_blank = line.is_blank();
        is_found.then_some(line.start)
    })
}

/// Returns the start of the first heading of the first level that directly follows a key and is followed by
/// none, unless `heading` is of the first level or above it.
fn title_below_key(text: &str, start: usize, heading: Option<usize>) -> Option<usize> {
    let is_title = |line: Line<'_>| line.is_heading() && !line.words.starts_with("##");
    let is_known = |at: usize| Lines::new(text, at).next().is_some_and(is_title);
    if heading.is_some_and(is_known) {
        return None;
    }
    let mut lines = Lines::new(text, start).take_while(|line| !line.is_blank()).peekable();
    let mut is_below_key = false;
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| next.key().is_some() || next.words.starts_with('#'));
        if is_below_key && is_title(line) && !goes_on {
            return Some(line.start);
        }
        is_below_key = line.key().is_some() || is_below_key && is_in_block(line);
    }
    None
}

/// Returns the end of the lines that `opening` begins, and the start of the text: `heading` or, above it, what
/// is below a blank line and does not belong to the block.
pub(super) fn end(
    text: &str,
    opening: Fence,
    heading: Option<usize>,
    belongs: impl Fn(Line<'_>) -> bool,
) -> (usize, usize) {
    let first = Span::new(opening.span.start(), opening.next).trim(text).end();
    let (mut end, mut is_below_blank) = (first, false);
    for line in Lines::new(text, opening.next) {
        if heading == Some(line.start) || is_below_blank && !line.is_blank() && !belongs(line) {
            break;
        }
        if line.is_blank() {
            is_below_blank = end > first;
        } else {
            (end, is_below_blank) = (line.span().end(), false);
        }
    }
    (end, first_words(text, next_line(text, end)))
}

/// Returns the start of the first line from `start` on that is not blank.
fn first_words(text: &str, start: usize) -> usize {
    Lines::new(text, start).find(|line| !line.is_blank()).map_or(text.len(), |line| line.start)
}

fn begins_with_key(text: &str, start: usize) -> bool {
    let mut lines = Lines::new(text, start).skip_while(|line| line.is_blank() || line.words.starts_with('#'));
    lines.next().is_some_and(|line| line.key().is_some())
}

/// Whether the line at `heading`, like all lines from there to the fence, is a comment about a key: `# key: value`.
fn is_key_in_comment(text: &str, heading: usize, closing: Fence) -> bool {
    let mut lines = Lines::new(text, heading).take_while(|line| line.start < closing.span.start());
    lines.all(|line| {
        let words = line.words.strip_prefix('#').unwrap_or_default().trim_start();
        Line { words, ..line }.key().is_some()
    })
}

/// Whether the text from `start` on has a heading of the first level outside code.
fn has_title(text: &str, start: usize) -> bool {
    let mut code: Option<&str> = None;
    let mut is_after_words = false;
    for line in Lines::new(text, start) {
        let words = line.words.trim();
        let mark = words.get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
        match (code, mark) {
            (None, None) => {
                let is_underline =
                    is_after_words && !words.is_empty() && words.bytes().all(|byte| byte == b'=');
                if line.is_heading() && !words.starts_with("##") || is_underline {
                    return true;
                }
            }
            (None, opened) => code = opened,
            (Some(open), Some(mark)) if open == mark => code = None,
            (Some(_), _) => {}
        }
        is_after_words = !words.is_empty();
    }
    false
}
