//! A message as miette draws it: its text with what keeps the lines of quotes from being broken, and its source
//! code, which [`super::snippet`] masks.

use std::{borrow::Cow, fmt};

use miette::{LabeledSpan, SourceCode};

use super::{
    excerpt::{BLANK, clean, columns},
    snippet::Snippets,
};
use crate::diagnostic::Severity;

/// A message with its source code.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) text: String,
    pub(super) help: Option<&'a str>,
    pub(super) severity: Severity,
    pub(super) snippets: Snippets,
}

/// A message as it is laid out.
#[derive(Debug)]
pub(super) struct Laid<'m> {
    message: &'m Message<'m>,
    text: Cow<'m, str>,
    help: Option<Cow<'m, str>>,
    /// Whether some of its lines may be too long. To find out where to break one takes longer than all else.
    pub(super) is_wrapped: bool,
    /// Whether its lines can be broken at spaces alone.
    pub(super) breaks_at_spaces: bool,
}

impl<'m> Laid<'m> {
    /// Lays out `message` below `head` in `width` columns.
    pub(super) fn out(message: &'m Message<'m>, head: &str, width: usize) -> Self {
        let (text, help) = (clean(&message.text), message.help.map(clean));
        let fits = |head: usize, text: &str| {
            head + columns(text) + RIGHT_COLUMNS <= width && text.trim() == text && !text.is_empty()
        };
        let is_short = fits(columns(head) + "   ".len(), &text)
            && help.as_ref().is_none_or(|help| fits("  help: ".len(), help));
        if is_short {
            return Self { message, text, help, is_wrapped: false, breaks_at_spaces: true };
        }
        let breaks_at_spaces = breaks_at_spaces(&text) && help.as_deref().is_none_or(breaks_at_spaces);
        let glued = |text: Cow<'_, str>| Cow::Owned(glue(&text));
        Self { message, text: glued(text), help: help.map(glued), is_wrapped: true, breaks_at_spaces }
    }

    /// Returns `drawn`, the message, with the text in place of the masks.
    pub(super) fn unmask(&self, drawn: &str) -> String {
        let mut out = self.message.snippets.unmask(drawn);
        if self.is_wrapped {
            let kept = out.chars().filter(|c| *c != JOINER);
            out = kept.map(|c| if c == BLANK { ' ' } else { c }).collect();
        }
        out
    }
}

/// The columns that miette keeps free on the right.
const RIGHT_COLUMNS: usize = 2;

impl fmt::Display for Laid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Laid<'_> {}

impl miette::Diagnostic for Laid<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.message.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.message.snippets)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippets = &self.message.snippets;
        (!snippets.is_empty()).then(|| Box::new(snippets.labels()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// Prevents a line break (UAX #14: WJ). [`clean`] spells out those of a note.
const JOINER: char = '\u{2060}';

/// Longer quotes may be broken: a line would else be left empty.
const MAX_GLUED: usize = 60;

/// Returns `text` with its quotes kept on the line of their backticks, and short ones whole: between Japanese
/// characters, a line may be broken anywhere, and in a path or a regular expression in many places.
fn glue(text: &str) -> String {
    let mut glued = String::with_capacity(2 * text.len());
    let mut before = ' ';
    let mut rest = text;
    while !rest.is_empty() {
        let (part, is_quote) = next_part(rest);
        rest = &rest[part.len()..];
        let is_whole = is_quote && columns(part) <= MAX_GLUED;
        for c in part.chars() {
            let is_bound = is_whole || before == '`' || c == '`';
            if is_bound && !before.is_whitespace() && !c.is_whitespace() {
                glued.push(JOINER);
            }
            glued.push(if is_whole && c == ' ' { BLANK } else { c });
            before = c;
        }
    }
    glued
}

/// Whether a line is not even broken beside a space of `quote`.
fn is_unbroken(quote: &str) -> bool {
    let is_bound =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '`' | '#' | '*' | '-' | '.' | ',' | ':' | ')');
    let mut before = '`';
    quote.chars().all(|c| {
        let pair = (std::mem::replace(&mut before, c), c);
        match pair {
            (before, ' ') => is_bound(before),
            (' ', c) => is_bound(c),
            (_, c) => !c.is_whitespace(),
        }
    })
}

/// Whether a line of `text` can be broken at each space outside of quotes, which are all kept whole, and nowhere else
/// (UAX #14): it has no other characters than those of plain sentences. In most messages this need not be looked up
/// for each character.
fn breaks_at_spaces(text: &str) -> bool {
    if text.trim() != text {
        return false;
    }
    let mut before = ' ';
    let mut rest = text;
    while !rest.is_empty() {
        let (part, is_quote) = next_part(rest);
        rest = &rest[part.len()..];
        if is_quote {
            if columns(part) > MAX_GLUED || !matches!(before, ' ' | '(') || !is_unbroken(part) {
                return false;
            }
            before = '`';
            continue;
        }
        for c in part.chars() {
            let is_plain = match c {
                ' ' => before != '(',
                '(' => true,
                ',' | '.' | ';' | ':' | ')' => before != ' ',
                c => c.is_ascii_alphanumeric(),
            };
            if !is_plain {
                return false;
            }
            before = c;
        }
    }
    true
}

/// Returns the quote that `text` begins with, in the backticks of a code span (CommonMark 6.1), or the text up to
/// the next one; and whether it is a quote.
fn next_part(text: &str) -> (&str, bool) {
    let marks = text.len() - text.trim_start_matches('`').len();
    if marks == 0 {
        return (&text[..text.find('`').unwrap_or(text.len())], false);
    }
    let mut end = marks;
    while let Some(at) = text[end..].find('`') {
        let start = end + at;
        end = text.len() - text[start..].trim_start_matches('`').len();
        if end - start == marks {
            return (&text[..end], true);
        }
    }
    (&text[..marks], false)
}

#[cfg(test)]
mod tests {
    use textwrap::{
        Options,
        WordSeparator::{AsciiSpace, UnicodeBreakProperties},
    };

    use super::*;

    #[test]
    fn what_breaks_at_spaces_is_broken_there_alone() {
        let words = [
            "expected",
            "`a b`",
            "`## Summary（5つの要点）`",
            "(or",
            "`x/y-z`)",
            "e.g.",
            "it",
            "1.5:",
            "a;",
            "``c ` d``,",
            "heading,",
            "`a - b、固体。`.",
        ];
        let mut count = 0;
        for step in 1..words.len() {
            for start in 0..words.len() {
                let text: Vec<&str> = (0..9).map(|at| words[(start + at * step) % words.len()]).collect();
                let text = text.join(" ");
                assert!(breaks_at_spaces(&text), "{text}");
                let glued = glue(&text);
                for width in (10..100).step_by(3) {
                    let wrapped =
                        |separator| textwrap::wrap(&glued, Options::new(width).word_separator(separator));
                    assert_eq!(wrapped(AsciiSpace), wrapped(UnicodeBreakProperties), "{text} {width}");
                    count += 1;
                }
            }
        }
        assert!(count > 1_000);
    }

    #[test]
    fn what_may_break_elsewhere_is_told() {
        for text in
            ["a/b", "a-b", "a — b", "a ! b", "界 面", "a|b", "a ) b", "( a", "a`b`", "a 50% b", "it's (a)"]
        {
            assert!(!breaks_at_spaces(text), "{text}");
        }
        for quote in ["`## 概要`", "`a | b`", "`a　b`", "`a! b`", "`a\tb`", "`a  b`"] {
            assert!(!breaks_at_spaces(quote), "{quote}");
        }
        assert!(!breaks_at_spaces(&format!("`{}`", "界面 ".repeat(30))));
    }
}
