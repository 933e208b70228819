//! The destination of a link with another path or fragment.

use super::{LinkFact, meant::encoded_like};
use crate::text::{Edit, Span};

impl LinkFact<'_> {
    /// Returns the edit of the note `text` that makes the link lead to `path`, which is not encoded; `None` if it cannot be
    /// written there.
    pub fn with_path(&self, text: &str, path: &str) -> Option<Edit> {
        if self.wiki && path.contains(['#', '|', '^', '[', ']', '\\']) {
            return None;
        }
        let path = if self.wiki { path.to_owned() } else { encoded_like(self, path) };
        let ends: &[char] = if self.wiki { &['#'] } else { &['?', '#'] };
        let end = |written: &str| written.find(ends).unwrap_or(written.len());
        let written = self.span.of(text);
        if written == self.target {
            return Some(Edit::replace(Span::new(self.span.start(), self.span.start() + end(written)), path));
        }
        let rest = &self.target[end(self.target)..];
        is_escaped(written).then(|| Edit::replace(self.span, format!("{path}{rest}")))
    }

    /// Returns the edit of the note `text` that makes the link lead to `fragment`, which is not encoded, in place of the
    /// fragment that it has; `None` if it has none, or it cannot be written there.
    pub fn with_fragment(&self, text: &str, fragment: &str) -> Option<Edit> {
        let written = self.span.of(text);
        let is_same = written == self.target;
        let mark = self.target.find('#')?;
        let old = &self.target[mark + 1..];
        // Of a wiki link to a subheading, the headings above it stay; of another one, the text in the note.
        let (before, after) = if self.wiki {
            (&old[..old.rfind('#').map_or(0, |at| at + 1)], "")
        } else {
            ("", old.find(":~:").map_or("", |at| &old[at..]))
        };
        let fragment = if self.wiki { fragment.to_owned() } else { encoded_like(self, fragment) };
        let fragment = format!("{before}{fragment}{after}");
        if is_same {
            return Some(Edit::replace(Span::new(self.span.start() + mark + 1, self.span.end()), fragment));
        }
        let path = &self.target[..=mark];
        is_escaped(written).then(|| Edit::replace(self.span, format!("{path}{fragment}")))
    }
}

/// Whether `written` is a destination with escapes, and not a value of the frontmatter that contains one.
fn is_escaped(written: &str) -> bool {
    written.contains(['\\', '&']) && !written.starts_with(['"', '\'', '[', '|', '>'])
}

#[cfg(test)]
mod tests;
