use memchr::memchr3;

use crate::{
    notetype::fold::is_colon,
    text::{Span, symbols::is_symbol, trim_end, trim_start},
};

/// A lead is searched for in at most this many bytes: what is longer is prose, and the search stays linear.
const MAX_LEAD_BYTES: usize = 1000;

/// A bold run at the start of a text. It is found in the source, as CommonMark leaves
/// `**界面（固体）**が` unbold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    /// The words inside the `**`, without a colon at their end.
    pub(crate) words: Span,
    /// Where the text after the lead and its colon begins.
    pub(crate) rest: usize,
}

/// The lead that the text at `span` begins with; emoji may precede it.
pub(crate) fn read(text: &str, span: Span) -> Option<Lead> {
    let written = span.of(text);
    let decorated = if written.starts_with('*') {
        written
    } else {
        written.trim_start_matches(|c: char| c == ' ' || is_symbol(c))
    };
    let mark = decorated.bytes().next().filter(|mark| matches!(mark, b'*' | b'_'))?;
    let run = count(decorated.as_bytes(), mark);
    if run != 2 && run != 3 {
        return None;
    }
    let start = span.start() + (written.len() - decorated.len()) + run;
    let inside = Span::new(start, span.end());
    let (end, behind) = closing(inside.of(text), mark, run)?;
    let words = Span::new(start, start + end).trim(text);
    let words = without_colon(text, words);
    let rest = Span::new(start + behind, span.end());
    (!words.is_empty()).then(|| Lead { words, rest: behind_colon(text, rest) })
}

/// `words` without the colons at their end.
fn without_colon(text: &str, words: Span) -> Span {
    let written = words.of(text);
    if !written.ends_with(is_colon) {
        return words;
    }
    let closed = trim_end(written.trim_end_matches(is_colon));
    Span::new(words.start(), words.start() + closed.len())
}

/// Where the run of `mark`s that closes a bold run begins, and where what follows it does.
fn closing(text: &str, mark: u8, run: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let bytes = &bytes[..bytes.len().min(MAX_LEAD_BYTES)];
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr3(mark, b'`', b'\\', rest)) {
        at += next;
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let ticks = count(&bytes[at..], b'`');
                at += ticks + code(&bytes[at + ticks..], ticks).unwrap_or_default();
            }
            _ => {
                let marks = count(&bytes[at..], mark);
                if marks >= run {
                    return Some((at + marks - run, at + marks)).filter(|_| at > 0);
                }
                at += marks;
            }
        }
    }
    None
}

fn count(bytes: &[u8], byte: u8) -> usize {
    bytes.iter().take_while(|&&other| other == byte).count()
}

/// The length of the code span that `ticks` backticks have opened, its closing ones included.
fn code(bytes: &[u8], ticks: usize) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len().min(MAX_LEAD_BYTES) {
        let run = count(&bytes[at..], b'`');
        if run == ticks {
            return Some(at + run);
        }
        at += run.max(1);
    }
    None
}

/// Where the words after a lead begin: after a colon or a dash, if there is one.
fn behind_colon(text: &str, rest: Span) -> usize {
    let written = rest.of(text);
    let words = trim_start(written);
    let behind = match words.chars().next() {
        Some(c) if is_colon(c) => &words[c.len_utf8()..],
        Some(c @ ('-' | '–' | '—' | '―')) if words.len() < written.len() => {
            let behind = &words[c.len_utf8()..];
            if behind.starts_with(' ') && !written.starts_with(['\n', '\r']) { behind } else { words }
        }
        _ => words,
    };
    rest.end() - trim_start(behind).len()
}

#[cfg(test)]
mod tests;
