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
mod tests {
    use super::*;

    #[test]
    fn what_is_obeyed_or_not_seen_is_spelled_out() {
        assert_eq!(
            visible("a\n\t\r\u{1b}[2J\u{7f}\u{9b}.md"),
            "a<U+000A><U+0009><U+000D><U+001B>[2J<U+007F><U+009B>.md"
        );
        assert_eq!(visible("\u{202e}gpj\u{2066}\u{200f}\u{61c}"), "<U+202E>gpj<U+2066><U+200F><U+061C>");
        assert_eq!(visible("a\u{200b}\u{feff}\u{ad}\u{e0041}"), "a<U+200B><U+FEFF><U+00AD><U+E0041>");
        for plain in ["日本 語.md", "می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧⚠\u{fe0f}", "`|<img>\\"]
        {
            assert_eq!(visible(plain), plain);
        }
    }

    #[test]
    fn what_is_plain_has_nothing_hidden() {
        for c in '\0'..=char::MAX {
            assert!(!is_plainly_visible(c.encode_utf8(&mut [0; 4])) || !is_hidden(c), "{c:?}");
        }
        assert!(
            is_plainly_visible("Tea 緑茶、") && !is_plainly_visible("a\u{7f}") && !is_plainly_visible("a\n")
        );
    }

    #[test]
    fn a_line_does_not_begin_as_a_command() {
        assert_eq!(visible_at_start("::error::a.md"), "<U+003A>:error::a.md");
        assert_eq!(visible_at_start("  ::error::a.md"), "  <U+003A>:error::a.md");
        assert_eq!(visible_at_start("a::b.md"), "a::b.md");
    }

    #[test]
    fn escaped_json_is_the_same_json() {
        let text = "a\u{7f}\u{9b}\u{202e}\u{2028}\u{61c}日本👨\u{200d}👩\n\u{1b}";
        let mut json = Vec::new();
        serde_json::to_writer_pretty(JsonStream(&mut json), &[text]).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, "[\n  \"a\\u007f\\u009b\\u202e\\u2028\\u061c日本👨\u{200d}👩\\n\\u001b\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }
}
