//! Lines, which end in LF, CRLF or a lone CR (CommonMark 2.1).

use memchr::{memchr, memchr2, memchr2_iter, memrchr2};

use super::Span;

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    Lf,
    /// `\r\n`
    Crlf,
    /// `\r`
    Cr,
}

impl LineEnding {
    /// Returns the line ending of `text`, which text that is inserted into it gets as well: LF or
    /// CRLF, whichever ends more lines; LF if they are equal.
    pub fn of(text: &str) -> Self {
        if memchr(b'\r', text.as_bytes()).is_none() {
            return Self::Lf;
        }
        let (mut lf, mut crlf) = (0_usize, 0_usize);
        for (_, ending) in line_endings(text) {
            lf += usize::from(ending == Self::Lf);
            crlf += usize::from(ending == Self::Crlf);
        }
        if crlf > lf { Self::Crlf } else { Self::Lf }
    }

    /// Its characters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::Crlf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// Returns the line endings of `text` and where they are.
pub fn line_endings(text: &str) -> impl Iterator<Item = (Span, LineEnding)> {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes).filter_map(move |at| match bytes[at] {
        b'\n' if at > 0 && bytes[at - 1] == b'\r' => None,
        b'\n' => Some((Span::new(at, at + 1), LineEnding::Lf)),
        _ if bytes.get(at + 1) == Some(&b'\n') => Some((Span::new(at, at + 2), LineEnding::Crlf)),
        _ => Some((Span::new(at, at + 1), LineEnding::Cr)),
    })
}

/// Returns the start of the line of `text` that contains `offset`.
pub fn line_start(text: &str, offset: usize) -> usize {
    memrchr2(b'\n', b'\r', &text.as_bytes()[..offset]).map_or(0, |at| at + 1)
}

/// Returns the end of the line of `text` that contains `offset`, before its line ending.
pub fn line_end(text: &str, offset: usize) -> usize {
    memchr2(b'\n', b'\r', &text.as_bytes()[offset..]).map_or(text.len(), |at| offset + at)
}

/// Returns the line of `text` that contains `offset`, without its line ending.
pub fn line_at(text: &str, offset: usize) -> Span {
    Span::new(line_start(text, offset), line_end(text, offset))
}

/// Returns the start of the line of `text` after the one that contains `offset`; the end of `text`
/// if that is the last one.
pub fn next_line(text: &str, offset: usize) -> usize {
    let end = line_end(text, offset);
    end + line_ending_len(&text[end..])
}

/// Returns the length in bytes of the line ending that `text` begins with, 0 if it begins with
/// another character.
pub fn line_ending_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
