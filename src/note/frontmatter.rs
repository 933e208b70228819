//! Splits a note into its frontmatter and its body.

mod block;
mod closing;
mod fence;
mod head;
mod lenient;
mod lines;
mod other;
mod syntax;
mod write;

pub use block::{Fences, Frontmatter, FrontmatterBlock};
pub use head::Head;

use self::{
    fence::{Fence, Likeness},
    lines::Lines,
};
use crate::{text::Span, tree::Syntax};

impl Frontmatter {
    /// Reads that of the note `text`, which may stand between `fences`.
    pub fn of(text: &str, fences: Fences) -> Self {
        split(text, fences).0
    }
}

/// Splits `text` into its frontmatter and its body.
///
/// A fence is `---` and optional spaces or tabs; the block opens at the start of the text (after a byte
/// order mark) and closes at the next such line, or above it at a line that a person would take for one. If
/// that would swallow the body, because the closing fence is missing, the body starts at the first heading
/// that follows a blank line.
pub(super) fn split(text: &str, fences: Fences) -> (Frontmatter, Span) {
    let start = first_line(text);
    let (frontmatter, body) = find(text, start, fences).unwrap_or((Frontmatter::Missing, start));
    (frontmatter, Span::new(body, text.len()))
}

/// Whether `text` begins with something that may have been meant as frontmatter.
pub(super) fn seems_there(text: &str) -> bool {
    lenient::seems_there(text, first_line(text))
}

/// Returns the start of the first line, after a byte order mark.
fn first_line(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn find(text: &str, start: usize, fences: Fences) -> Option<(Frontmatter, usize)> {
    let first = Lines::new(text, start).next()?;
    if fence::opening(first) == Some((Likeness::Exact, Syntax::Yaml)) {
        return Some(closing::close(text, Fence::at(first)));
    }
    if let Some(found) = other::find(text, first, fences) {
        return Some(found);
    }
    if fences == Fences::Strict { None } else { lenient::find(text, start) }
}

#[cfg(test)]
mod tests;
