//! Tabs where YAML allows only spaces.

use granit_parser::ErrorKind;

use super::{Fault, MAX_QUOTE_CHARS, in_backticks};
use crate::{
    text::{Span, line_end, line_start, next_line},
    tree::SyntaxError,
    yaml::{line::Line, parser::reads_up_to, tabs::text_start},
};

impl Fault<'_> {
    /// The tab at which the parser stopped, or that is the reason for what it reports.
    pub(super) fn tab(&self, kind: &ErrorKind) -> Option<SyntaxError> {
        use ErrorKind as Kind;
        let is_certain = matches!(
            kind,
            Kind::TabNotAllowed
                | Kind::TabInBlockIndentation
                | Kind::TabInIndentation
                | Kind::TabInPlainScalar
                | Kind::TabAtBlockScalarStart
                | Kind::InvalidBlockEntryWhitespace
        );
        let here = self.tab_in(self.at);
        let tab = match here {
            // The parser stops at the start of a text that goes on behind a tab.
            None if is_certain || matches!(kind, Kind::CommentInterceptedScalar) => self.tab_below(),
            here => here,
        }?;
        let reads = |width: &usize| self.reads_with(tab, *width);
        (is_certain || WIDTHS.iter().any(reads)).then(|| self.tab_at(tab))
    }

    /// The first tab in the indentation of the line of `at`, unless the line is blank or a comment.
    fn tab_in(&self, at: usize) -> Option<usize> {
        let (start, text) = (line_start(self.source, at), text_start(self.source, at));
        let rest = Span::new(text, line_end(self.source, at)).of(self.source);
        let tab = memchr::memchr(b'\t', Span::new(start, text).of(self.source).as_bytes())?;
        (!rest.is_empty() && !rest.starts_with('#')).then_some(start + tab)
    }

    /// The first such tab below.
    fn tab_below(&self) -> Option<usize> {
        let mut at = next_line(self.source, self.at);
        while at < self.source.len() {
            if let Some(tab) = self.tab_in(at) {
                return Some(tab);
            }
            at = next_line(self.source, at);
        }
        None
    }

    /// The tab at `tab`, which is in the indentation of its line.
    pub(super) fn tab_at(&self, tab: usize) -> SyntaxError {
        let line = Line::at(self.source, tab);
        let before = Span::new(line.span.start(), tab).of(self.source).trim_end_matches([' ', '\t']);
        let message = match before.chars().next_back() {
            Some(indicator) => {
                format!(
                    "a tab after `{indicator}`, but YAML allows only spaces before a key or an item there"
                )
            }
            None => format!("{} is indented with a tab, but YAML allows only spaces", self.indented(line)),
        };
        let error = SyntaxError::new(Span::new(tab, tab + 1), message);
        error
            .help(self.untabbing(tab, line).unwrap_or_else(|| "indent with spaces, not with tabs".to_owned()))
    }

    /// What the tab in the indentation of `line` indents.
    fn indented(&self, line: Line) -> String {
        match line.key {
            Some((key, _)) => in_backticks(key.of(self.source)),
            None => self.subject(line, line.span.start()).unwrap_or_else(|| "the line".to_owned()),
        }
    }

    /// The help to write spaces, as many as make the line YAML.
    fn untabbing(&self, tab: usize, line: Line) -> Option<String> {
        let is_first = line.above(self.source).is_none();
        let mut widths = WIDTHS;
        if is_first {
            widths.reverse();
        }
        let whole = widths.iter().find(|width| reads_up_to(&self.untabbed(tab, **width).0, usize::MAX));
        let width = *whole.or_else(|| widths.iter().find(|width| self.reads_with(tab, **width)))?;
        let (text, lines) = self.untabbed(tab, width);
        let start = line.span.start();
        let line = text[start..].lines().next().unwrap_or_default();
        if line.chars().count() > MAX_QUOTE_CHARS {
            return None;
        }
        let line = in_backticks(line);
        Some(if lines > 1 {
            format!("indent {lines} lines with spaces in place of tabs, this one as {line}")
        } else if width == 0 && self.source[tab + 1..].starts_with(|char: char| !char.is_whitespace()) {
            format!("delete the tab: {line}")
        } else {
            format!("write {line}, with spaces")
        })
    }

    fn reads_with(&self, tab: usize, width: usize) -> bool {
        let (text, _) = self.untabbed(tab, width);
        let end = line_end(&text, line_start(self.source, tab));
        reads_up_to(&text, end)
    }

    /// The text with the tabs in the indentation of lines, from that of `tab` on, as `width` spaces each,
    /// and the number of these lines.
    fn untabbed(&self, tab: usize, width: usize) -> (String, usize) {
        let mut at = line_start(self.source, tab);
        let mut text = self.source[..at].to_owned();
        let mut lines = 0;
        while at < self.source.len() {
            let (start, next) = (text_start(self.source, at), next_line(self.source, at));
            lines += usize::from(self.tab_in(at).is_some());
            let mut before = None;
            for char in Span::new(at, start).of(self.source).chars() {
                match (char, before) {
                    // After an indicator one blank is enough.
                    ('\t', Some('-' | '?' | ':')) => text.push(' '),
                    ('\t', Some(_)) => {}
                    ('\t', None) => text.extend(std::iter::repeat_n(' ', width)),
                    (other, _) => text.push(other),
                }
                if before.is_some() || matches!(char, '-' | '?' | ':') {
                    before = Some(char);
                }
            }
            text.push_str(&self.source[start..next]);
            at = next;
        }
        (text, lines)
    }
}

/// How many spaces people mean by a tab.
const WIDTHS: [usize; 3] = [2, 4, 0];
