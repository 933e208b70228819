//! Text as TOML writes it.

use crate::text::double_quoted;

/// `text` as a string on one line: in double quotes, or in single ones if that saves escapes.
pub fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') && !text.contains(is_escaped) {
        return format!("'{text}'");
    }
    double_quoted(text, is_escaped)
}

/// `name` as a key, with quotes if it needs them.
pub fn key(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(is_bare) { name.to_owned() } else { quote(name) }
}

/// Whether a key may have `byte` without quotes.
pub(super) fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn is_escaped(char: char) -> bool {
    char.is_ascii_control()
}
