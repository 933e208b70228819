use memchr::{memchr_iter, memmem};

use crate::text::Span;

/// The offsets at which a bare URL may start, in the order of the text.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    source: &'a str,
    start: usize,
    places: memmem::FindIter<'a, 'static>,
    next: Option<usize>,
}

impl<'a> Candidates<'a> {
    /// Finds those in `source` from byte `start` on.
    pub(super) fn new(source: &'a str, start: usize) -> Self {
        let mut places = memmem::find_iter(&source.as_bytes()[start..], b"http");
        let next = places.next().map(|at| at + start);
        Self { source, start, places, next }
    }

    /// Whether none is before `end`.
    pub(super) fn are_beyond(&self, end: usize) -> bool {
        self.next.is_none_or(|next| next >= end)
    }

    /// Returns the next URL in `text`, which is after the text of the last call, or the rest of it.
    pub(super) fn next_in(&mut self, text: Span) -> Option<Span> {
        while let Some(at) = self.next.filter(|&at| at < text.end()) {
            self.next = self.places.next().map(|at| at + self.start);
            if at >= text.start()
                && let Some(url) = url(self.source, Span::new(at, text.end()))
            {
                return Some(url);
            }
        }
        None
    }
}

/// Returns the URL at the start of `text`, in the middle of `source`: an extended autolink (GFM 6.9), or
/// one that merely lacks its `//`. CJK punctuation ends it as well.
fn url(source: &str, text: Span) -> Option<Span> {
    let before = source[..text.start()].chars().next_back();
    if before.is_some_and(|before| before.is_ascii_alphanumeric() || before == '+') {
        return None;
    }
    let rest = text.of(source);
    let scheme = rest.strip_prefix("http")?;
    scheme.strip_prefix('s').unwrap_or(scheme).strip_prefix(':')?;
    Some(Span::new(text.start(), text.start() + without_trail(&rest[..length(rest)]).len()))
}

/// Returns the length of `rest` up to a character that ends a URL.
fn length(rest: &str) -> usize {
    let mut at = 0;
    loop {
        let ascii = rest.as_bytes()[at..].iter().take_while(|&&byte| IN_URL[usize::from(byte)]).count();
        at += ascii;
        match rest[at..].chars().next() {
            Some(next) if !next.is_ascii() && !ends_url(next) => at += next.len_utf8(),
            _ => return at,
        }
    }
}

/// The ASCII bytes that do not end a URL.
const IN_URL: [bool; 256] = {
    let mut in_url = [false; 256];
    let mut byte = b'!';
    while byte < 0x7f {
        in_url[byte as usize] = !matches!(byte, b'<' | b'>' | b'"' | b'`');
        byte += 1;
    }
    in_url
};

fn ends_url(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '｜' | '…' | '→')
        || matches!(c, '（' | '）' | '［' | '］' | '｛' | '｝' | '｟' | '｠' | '〈'..='】' | '〔'..='〛')
        || matches!(c, '“' | '”' | '‘' | '’')
}

/// Returns `url` without what belongs to the sentence: trailing punctuation, brackets that it does not
/// open, or a character reference.
fn without_trail(mut url: &str) -> &str {
    let mut round = None;
    let mut square = None;
    while let Some(last) = url.bytes().next_back() {
        let end = match last {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' => Some(url.len() - 1),
            b')' => surplus(&mut round, url, b'(', b')').then_some(url.len() - 1),
            b']' => surplus(&mut square, url, b'[', b']').then_some(url.len() - 1),
            b';' => reference(url),
            _ => None,
        };
        // The colon of the scheme belongs to the URL.
        match end.filter(|&end| end >= "http:".len() && url != "https:") {
            Some(end) => url = &url[..end],
            None => break,
        }
    }
    url
}

/// Whether `url` closes more brackets than it opens. They are counted once, then decremented.
fn surplus(count: &mut Option<usize>, url: &str, open: u8, close: u8) -> bool {
    let of = |wanted| memchr_iter(wanted, url.as_bytes()).count();
    let left = count.get_or_insert_with(|| of(close).saturating_sub(of(open)));
    let has = *left > 0;
    *left = left.saturating_sub(1);
    has
}

/// Returns the start of a character reference at the end of `url`.
fn reference(url: &str) -> Option<usize> {
    let name = url.strip_suffix(';')?;
    let start = name.rfind(|c: char| !c.is_ascii_alphanumeric())?;
    (name.as_bytes()[start] == b'&' && start + 1 < name.len()).then_some(start)
}

#[cfg(test)]
mod tests;
