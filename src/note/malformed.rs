//! Text that is meant as a link, but is not one in `CommonMark`.

mod headings;

use memchr::memchr;

use super::{Blocks, Inline, InlineKind, Link, LinkKind, Outline};
use crate::text::Span;

/// Text that is meant as a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedLink {
    /// What keeps it from being one.
    pub kind: MalformedKind,
    /// All of it.
    pub span: Span,
    /// What readers are to see: between its brackets.
    pub text: Span,
    /// The destination, without a title; or the label.
    pub target: Span,
    /// The title with its quotes, empty if there is none.
    pub title: Span,
}

/// What keeps text from being a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MalformedKind {
    /// `(text)[https://…]`
    Reversed,
    /// `[text] (https://…)`
    Parted,
    /// `[text]（https://…）`
    FullWidth,
    /// `[text](a b.md)`
    Spaced,
    /// `[text][label]`, or `[label]` at the start of a heading, whose label is not defined.
    Undefined,
}

impl MalformedLink {
    /// Returns the destination as a link has it; `None` if it is not known where it ends.
    pub fn destination(&self, text: &str) -> Option<String> {
        let target = self.target.of(text);
        let scheme = if target.starts_with("www.") { "https://" } else { "" };
        match self.kind {
            MalformedKind::Undefined => None,
            MalformedKind::Spaced if is_web(target) => {
                is_file(target).then(|| format!("{scheme}{}", target.replace(' ', "%20")))
            }
            MalformedKind::Spaced if target.starts_with('#') => Some(target.replace(' ', "-").to_lowercase()),
            MalformedKind::Spaced => Some(format!("<{scheme}{target}>")),
            MalformedKind::Reversed if target.contains(['(', ')']) => Some(format!("<{target}>")),
            _ => Some(format!("{scheme}{target}")),
        }
    }
}

/// Maximum length of a destination in bytes.
const MAX_TARGET_BYTES: usize = 1000;

/// Extensions of files that occur in prose without a folder; others are names as well: `Node.js`.
const EXTENSIONS: &[&str] = &[
    "md", "markdown", "mdx", "txt", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "html", "htm", "csv",
    "json", "yaml", "yml", "toml", "xml", "docx", "xlsx", "pptx", "zip", "mp3", "mp4", "ipynb", "canvas",
];

/// A pair of brackets.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    open: usize,
    /// The offset after the closing one.
    end: usize,
    is_round: bool,
}

impl Pair {
    fn inner(self, text: &str) -> Span {
        let width = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
        let close = text[..self.end].chars().next_back().map_or(1, char::len_utf8);
        Span::new(self.open + width(self.open), self.end - close)
    }
}

/// Finds the malformed links in `text`, in its order.
pub(super) fn find(
    text: &str,
    (blocks, inlines): (&Blocks, &[Inline]),
    (outline, links): (&Outline<'_>, &[Link]),
) -> Vec<MalformedLink> {
    let mut found = in_text(text, blocks, inlines, links);
    let labels = headings::find(text, outline, links);
    if !labels.is_empty() {
        found.extend(labels.into_iter().map(|label| MalformedLink {
            kind: MalformedKind::Undefined,
            span: Span::new(label.start() - 1, label.end() + 1),
            text: label,
            target: label,
            title: Span::empty(label.end()),
        }));
        found.sort_by_key(|link| link.span);
    }
    found
}

fn in_text(text: &str, blocks: &Blocks, inlines: &[Inline], links: &[Link]) -> Vec<MalformedLink> {
    let mut search = Search { text, links, leaf: Span::default(), found: Vec::new() };
    let mut open: Vec<Pair> = Vec::new();
    let mut last: Option<Pair> = None;
    // The next square bracket: all malformed links have one, which nearly all text has not.
    let next_bracket =
        |from: usize| memchr(b'[', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at);
    let mut bracket = next_bracket(0);
    let (mut blocks, mut leaf) = (blocks.iter().map(|(_, block)| block).peekable(), None::<Span>);
    for inline in inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Text { decoded: None })) {
        let span = inline.span;
        if span.start() >= search.leaf.end() {
            while let Some(block) = blocks.next_if(|block| block.span.start() <= span.start()) {
                leaf = Some(block.span);
            }
            search.leaf = leaf.map_or(span, |leaf| leaf.cover(span));
            open.clear();
            last = None;
            if bracket < search.leaf.start() {
                bracket = next_bracket(search.leaf.start());
            }
        }
        if bracket >= search.leaf.end() {
            continue;
        }
        for (at, bracket) in brackets(text, span) {
            if at == span.start() && text[..at].ends_with('\\') {
                continue;
            }
            let is_round = !matches!(bracket, '[' | ']');
            if matches!(bracket, '[' | '(' | '（') {
                open.push(Pair { open: at, end: at, is_round });
            } else if let Some(pair) = open.pop_if(|pair| pair.is_round == is_round) {
                let pair = Pair { end: at + bracket.len_utf8(), ..pair };
                search.close(pair, last);
                last = Some(pair);
            }
        }
    }
    search.found
}

/// Returns the brackets in `text` at `span`, with their offsets.
fn brackets(text: &str, span: Span) -> impl Iterator<Item = (usize, char)> {
    let bytes = span.of(text).as_bytes();
    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        let bracket = match byte {
            b'[' | b']' | b'(' | b')' => char::from(*byte),
            // The first byte of the brackets of full width.
            0xef if bytes[at..].starts_with("（".as_bytes()) => '（',
            0xef if bytes[at..].starts_with("）".as_bytes()) => '）',
            _ => return None,
        };
        Some((span.start() + at, bracket))
    })
}

struct Search<'s> {
    text: &'s str,
    links: &'s [Link],
    leaf: Span,
    found: Vec<MalformedLink>,
}

impl Search<'_> {
    /// Records what ends with, or begins with, the brackets `pair`; `last` is the pair that closed before.
    fn close(&mut self, pair: Pair, last: Option<Pair>) {
        if pair.is_round || self.found.last().is_some_and(|found| found.span.end() > pair.open) {
            return;
        }
        let before = last.filter(|last| last.end == pair.open);
        let found = match before {
            Some(before) if before.is_round => self.reversed(before, pair),
            Some(before) => self.undefined(before, pair),
            None => None,
        };
        let found = found.or_else(|| self.followed(pair));
        self.found.extend(found.filter(|found| self.is_plain(found.text)));
    }

    /// Whether no link is in the text.
    fn is_plain(&self, text: Span) -> bool {
        let first = self.links.partition_point(|link| link.span.start() < text.start());
        let mut inside = self.links[first..].iter().take_while(|link| link.span.start() < text.end());
        inside.all(|link| link.embedded || link.kind == LinkKind::Bare)
    }

    /// `(text)[https://…]`
    fn reversed(&self, round: Pair, square: Pair) -> Option<MalformedLink> {
        let (text, target) = (round.inner(self.text), square.inner(self.text));
        let written = target.of(self.text);
        let is_tag = written.starts_with('/') && !written[1..].contains(['/', '.']);
        let is_meant = is_words(text.of(self.text))
            && !written.contains(char::is_whitespace)
            && !is_tag
            && self.is_target(written, round.open, text);
        let span = Span::new(round.open, square.end);
        let title = Span::empty(target.end());
        is_meant.then_some(MalformedLink { kind: MalformedKind::Reversed, span, text, target, title })
    }

    /// `[text][label]`
    fn undefined(&self, first: Pair, second: Pair) -> Option<MalformedLink> {
        let (text, target) = (first.inner(self.text), second.inner(self.text));
        let (words, label) = (text.of(self.text), target.of(self.text));
        let before = self.before(first.open);
        let after = Span::new(second.end, self.leaf.end()).of(self.text).chars().next();
        let touches =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '[' | ']' | '(' | ')' | '（' | '）' | ':');
        // Classes of a regular expression, and tags: `[a-z][a-z0-9]*`, `[WIP][API]`.
        let both = Span::new(first.open, second.end).of(self.text);
        let is_class = ["a-z", "A-Z", "0-9"].iter().any(|range| both.contains(range))
            || after.is_some_and(|c| matches!(c, '*' | '+' | '{' | '?'));
        let is_tag = both.is_ascii() && !both.contains(|c: char| c.is_ascii_lowercase());
        let is_meant = is_words(words)
            && !is_class
            && !is_tag
            && words.contains(char::is_alphabetic)
            && label.starts_with(char::is_alphabetic)
            && !label.contains(['\n', '\r'])
            && !before.is_some_and(touches)
            && !after.is_some_and(touches);
        let span = Span::new(first.open, second.end);
        let title = Span::empty(target.end());
        is_meant.then_some(MalformedLink { kind: MalformedKind::Undefined, span, text, target, title })
    }

    /// `[text]` that a destination follows.
    fn followed(&self, pair: Pair) -> Option<MalformedLink> {
        let text = pair.inner(self.text);
        let behind = Span::new(pair.end, self.leaf.end()).of(self.text);
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\u{3000}']).len();
        let (at, bracket) = (pair.end + blanks, behind[blanks..].chars().next()?);
        if !matches!(bracket, '(' | '（') || !is_words(text.of(self.text)) {
            return None;
        }
        let start = at + bracket.len_utf8();
        let (end, closing) = self.closing(start)?;
        let inside = Span::new(start, end).trim(self.text);
        let (target, title) = split_title(self.text, inside);
        let written = target.of(self.text);
        let is_spaced = written.contains(char::is_whitespace);
        let kind = if bracket == '（' || closing == '）' {
            MalformedKind::FullWidth
        } else if blanks > 0 {
            MalformedKind::Parted
        } else {
            MalformedKind::Spaced
        };
        let is_meant = is_spaced == (kind == MalformedKind::Spaced)
            && !written.contains(['<', '>', '`'])
            && self.is_target(written, pair.open, text);
        let span = Span::new(pair.open, end + closing.len_utf8());
        is_meant.then_some(MalformedLink { kind, span, text, target, title })
    }

    /// Returns the bracket that closes the one before `start`, on the same line.
    fn closing(&self, start: usize) -> Option<(usize, char)> {
        let mut depth = 0_usize;
        let rest = Span::new(start, self.leaf.end()).of(self.text);
        for (at, c) in rest.char_indices().take_while(|(at, _)| *at < MAX_TARGET_BYTES) {
            match c {
                '\n' | '\r' => return None,
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' | '）' => return Some((start + at, c)),
                _ => {}
            }
        }
        None
    }

    /// Whether the link whose first bracket is at `open` may lead to `written`: a web address, or a path if
    /// neither an index nor a call is meant.
    fn is_target(&self, written: &str, open: usize, text: Span) -> bool {
        let is_index = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ']' | ')');
        let is_prose =
            !self.before(open).is_some_and(is_index) && text.of(self.text).contains(char::is_alphabetic);
        is_web(written) || is_prose && is_path(written)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.leaf.start()..at].chars().next_back()
    }
}

/// Whether `text` can be what readers see of a link: not a footnote and not the box of a task.
fn is_words(text: &str) -> bool {
    let words = text.trim();
    !words.starts_with('^') && words.contains(char::is_alphanumeric) && !words.eq_ignore_ascii_case("x")
}

/// Divides the destination from the title at the end of `inside`: `a.md "title"`.
fn split_title(text: &str, inside: Span) -> (Span, Span) {
    let written = inside.of(text);
    let title = ['"', '\''].into_iter().find_map(|quote| {
        let start = written.strip_suffix(quote)?.find(quote)?;
        written[..start].ends_with([' ', '\t']).then_some(start)
    });
    let start = inside.start() + title.unwrap_or(written.len());
    (Span::new(inside.start(), start).trim(text), Span::new(start, inside.end()))
}

fn is_web(target: &str) -> bool {
    let scheme = target.split_once("://").map(|(scheme, rest)| (scheme, !rest.is_empty()));
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    let www = target.strip_prefix("www.").is_some_and(|host| host.trim_end_matches('.').contains('.'));
    scheme.is_some_and(|(scheme, has_rest)| has_rest && is_scheme(scheme))
        || target.strip_prefix("mailto:").is_some_and(|address| address.contains('@'))
        || www
}

fn is_path(target: &str) -> bool {
    let starts = |prefix: &str, next: fn(char) -> bool| {
        target.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(next))
    };
    starts("/", |c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        || starts("./", |c| !c.is_whitespace())
        || starts("../", |c| !c.is_whitespace())
        || starts(".", |c| c.is_ascii_alphabetic())
        || starts("#", char::is_alphabetic)
        || is_file(target)
}

/// Whether `target`, up to a `#`, ends in the extension of a file.
fn is_file(target: &str) -> bool {
    let path = target.split('#').next().unwrap_or_default();
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    let is_known = EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known));
    let is_usual = (1..=5).contains(&extension.len())
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    let is_stem = stem.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ')'));
    is_stem && (is_known || is_usual && stem.contains('/') && !stem.contains(char::is_whitespace))
}
