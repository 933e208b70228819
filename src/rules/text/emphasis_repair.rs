//! How emphasis that does not work is written so that it does, with the least change.

use super::emphasis::Pair;
use crate::{
    diagnostic::Fix,
    rules::wording::quote,
    text::{Edit, Span},
};

/// What makes a pair work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repair {
    /// Move the marks inside the brackets around all of the text, which are of this many bytes.
    Inside(usize),
    /// Move the closing mark before the punctuation of this many bytes.
    Before(usize),
    /// Put a space next to the marks that do not work.
    Space,
}

/// The punctuation of a sentence, which need not be emphasised.
const SENTENCE: &[char] = &['。', '、', '，', '．', '！', '？', '：', '；', '…'];

/// Returns the fix of `pairs`, which are on one line. `None` for one that has a space at its end: what is to be
/// emphasised is not known.
pub(super) fn repair(text: &str, pairs: impl Iterator<Item = Pair>) -> Option<Fix> {
    let mut edits = Vec::new();
    let mut titles = Vec::new();
    for pair in pairs {
        let Some(repair) = Repair::of(text, pair) else { continue };
        repair.edit(text, pair, &mut edits);
        titles.push(repair.title(pair.open.style.mark()));
    }
    titles.dedup();
    let title = if titles.len() > 1 {
        "Move the marks, or put spaces next to them".to_owned()
    } else {
        titles.pop()?
    };
    Some(Fix::unsafe_(title, edits))
}

/// Returns what to do about `pair`, which has a space at its end.
pub(super) fn advice(text: &str, pair: Pair) -> String {
    let mark = pair.open.style.mark();
    format!("write {}", quote(&format!("{mark}{}{mark}", pair.inner().of(text).trim())))
}

impl Repair {
    fn of(text: &str, pair: Pair) -> Option<Self> {
        let inner = pair.inner().of(text);
        if inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace) {
            return None;
        }
        if let Some(bare) = unbracketed(inner) {
            return Some(Self::Inside((inner.len() - bare.len()) / 2));
        }
        let words = inner.trim_end_matches(SENTENCE);
        let is_before = pair.open.can_open()
            && words.len() < inner.len()
            && words.ends_with(|c: char| c.is_alphanumeric());
        Some(if is_before { Self::Before(inner.len() - words.len()) } else { Self::Space })
    }

    fn edit(self, text: &str, pair: Pair, edits: &mut Vec<Edit>) {
        let inner = pair.inner();
        let mark = pair.open.style.mark();
        match self {
            Self::Inside(length) => {
                let open = Span::new(inner.start(), inner.start() + length);
                let close = Span::new(inner.end() - length, inner.end());
                let opening = format!("{}{mark}", open.of(text));
                let closing = format!("{mark}{}", close.of(text));
                edits.push(Edit::replace(pair.open.span().cover(open), opening));
                edits.push(Edit::replace(pair.close.span().cover(close), closing));
            }
            Self::Before(length) => {
                let tail = Span::new(inner.end() - length, inner.end());
                edits.push(Edit::replace(tail.cover(pair.close.span()), format!("{mark}{}", tail.of(text))));
            }
            Self::Space => {
                if !pair.open.can_open() {
                    edits.push(Edit::insert(pair.open.at, " ".to_owned()));
                }
                if !pair.close.can_close() {
                    edits.push(Edit::insert(pair.close.span().end(), " ".to_owned()));
                }
            }
        }
    }

    fn title(self, mark: &str) -> String {
        match self {
            Self::Inside(_) => format!("Move the `{mark}` inside the brackets"),
            Self::Before(_) => format!("Move the `{mark}` before the punctuation"),
            Self::Space => format!("Put a space next to the `{mark}`"),
        }
    }
}

const BRACKETS: &[(char, char)] = &[
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('［', '］'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
];

/// Returns the text inside the brackets that enclose all of `inner`.
fn unbracketed(inner: &str) -> Option<&str> {
    let first = inner.chars().next()?;
    let (open, close) = *BRACKETS.iter().find(|(open, _)| *open == first)?;
    let bare = inner.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 0_i32;
    for c in bare.chars() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth < 0 {
            return None;
        }
    }
    let is_edge = |c: char| c.is_whitespace() || c == '*';
    let fits = !bare.is_empty() && !bare.starts_with(is_edge) && !bare.ends_with(is_edge);
    (depth == 0 && fits && open.len_utf8() == close.len_utf8()).then_some(bare)
}
