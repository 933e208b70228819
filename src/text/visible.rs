//! Text that others wrote, as it can be shown: characters that a terminal or a viewer would obey, or show
//! nothing for, are spelled out.

use std::{
    borrow::Cow,
    fmt,
    io::{self, Write},
};

/// Whether a terminal, a viewer or a log obeys `c` in place of showing it: control characters, line
/// separators and marks of direction.
pub(crate) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` is obeyed or not seen. Joiners and variation selectors, which are part of words and emoji,
/// are not among these.
pub(crate) fn is_hidden(c: char) -> bool {
    // Nearly all characters are of these.
    if matches!(c, ' '..='~' | '\u{3000}'..='\u{fdff}') {
        return false;
    }
    is_obeyed(c)
        || matches!(c,
            '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns `c` spelled out: `<U+001B>`.
pub(crate) fn spelled(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Returns `text` with what is hidden in it spelled out, on one line.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if is_plainly_visible(text) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(2 * text.len());
    for c in text.chars() {
        if is_hidden(c) { shown += &spelled(c) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Whether all bytes of `text` are printable ASCII, or of characters from U+3000 to U+EFFF, of which none is hidden.
/// Without a branch for each byte, this takes a fraction of the time of a look at each character.
pub(crate) fn is_plainly_visible(text: &str) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | 0x80..=0xbf | 0xe3..=0xee);
    text.as_bytes().iter().fold(true, |all, byte| all & is_plain(byte))
}

/// Returns `text` as [`visible`] does, to begin a line with: GitHub takes one that begins with `::` as a
/// command.
pub(crate) fn visible_at_start(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if shown.trim_start().starts_with("::") { shown.replacen(':', &spelled(':'), 1).into() } else { shown }
}

/// Returns `json` with what is obeyed in its strings escaped: the same JSON, safe to print.
pub(crate) fn escape_json(json: &str) -> Cow<'_, str> {
    // Line feeds are between values.
    let is_escaped = |c: char| is_obeyed(c) && c != '\n';
    if is_plainly_visible(json) || !json.contains(is_escaped) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(2 * json.len());
    for c in json.chars() {
        if is_escaped(c) {
            // Writing to a string cannot fail.
            fmt::Write::write_fmt(&mut escaped, format_args!("\\u{:04x}", u32::from(c))).ok();
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Escapes the JSON that is written to a stream.
pub(crate) struct JsonStream<'a>(pub(crate) &'a mut dyn Write);

impl Write for JsonStream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    /// `bytes` are whole characters, as `serde_json` writes them.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Self(out) = self;
        if bytes.iter().all(|byte| *byte < b'\x7f') {
            return out.write_all(bytes);
        }
        match std::str::from_utf8(bytes) {
            Ok(json) => out.write_all(escape_json(json).as_bytes()),
            Err(_) => out.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests;
