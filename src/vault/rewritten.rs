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
mod tests {
    use super::*;
    use crate::{text::apply, vault::LinkForm};

    fn written(
        text: &str,
        target: &str,
        wiki: bool,
        edit: fn(&LinkFact<'_>, &str) -> Option<Edit>,
    ) -> String {
        let span = Span::new(1, text.len() - 1);
        let link = LinkFact { target, span, wiki, form: LinkForm::Plain, meant: None };
        edit(&link, text).map_or_else(String::new, |edit| apply(text, &[edit]).unwrap())
    }

    #[test]
    fn the_rest_of_a_destination_stays() {
        let path = |link: &LinkFact<'_>, text: &str| link.with_path(text, "深い 海.md");
        let fragment = |link: &LinkFact<'_>, text: &str| link.with_fragment(text, "手順");
        for (text, wiki, to_path, to_fragment) in [
            ("(a.md#b)", false, "(深い%20海.md#b)", "(a.md#手順)"),
            (
                "(a.md?x#%E3%81%82)",
                false,
                "(%E6%B7%B1%E3%81%84%20%E6%B5%B7.md?x#%E3%81%82)",
                "(a.md?x#%E6%89%8B%E9%A0%86)",
            ),
            ("(a.md#b:~:text=x)", false, "(深い%20海.md#b:~:text=x)", "(a.md#手順:~:text=x)"),
            ("[a#b#c]", true, "[深い 海.md#b#c]", "[a#b#手順]"),
            ("(a.md)", false, "(深い%20海.md)", ""),
        ] {
            let target = &text[1..text.len() - 1];
            assert_eq!(written(text, target, wiki, path), to_path, "{text}");
            assert_eq!(written(text, target, wiki, fragment), to_fragment, "{text}");
        }
        assert_eq!(written("(a\\_b.md#c)", "a_b.md#c", false, path), "(深い%20海.md#c)");
        assert_eq!(written("('[[a]]')", "a", true, path), "");
    }
}
