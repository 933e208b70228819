//! The parts of a link's destination.

use std::fmt::Write as _;

use super::{LinkFact, file_name};

/// The parts of a link's destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The path before `#` and `?`, with percent-encoding resolved; empty for the note itself.
    pub path: String,
    /// The text after the first `#`, without a text directive (`:~:text=…`).
    pub fragment: Option<String>,
}

impl Destination {
    /// Splits the destination of `link` (RFC 3986, section 3; for a wiki link, the text before `|`).
    pub fn of(link: &LinkFact<'_>) -> Self {
        let target = if link.wiki { link.target.split('|').next().unwrap_or_default() } else { link.target };
        let (path, fragment) = match target.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (target, None),
        };
        if link.wiki {
            return Self {
                path: path.trim().to_owned(),
                fragment: fragment.map(|part| part.trim().to_owned()),
            };
        }
        let path = path.split('?').next().unwrap_or_default();
        let fragment = fragment.map(|part| part.split(":~:").next().unwrap_or_default());
        Self { path: percent_decoded(path), fragment: fragment.map(percent_decoded) }
    }
}

/// Returns `text` with percent-encoding resolved.
pub fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Returns `path` as the destination of a Markdown link that has no `<>`; `all` encodes what is not ASCII, too.
pub fn percent_encoded(path: &str, all: bool) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        let is_special = c.is_control()
            || c.is_whitespace()
            || matches!(c, '"' | '#' | '%' | '(' | ')' | '<' | '>' | '?' | '[' | '\\' | ']' | '`' | '|');
        if is_special || all && !c.is_ascii() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                write!(encoded, "%{byte:02X}").ok();
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// Returns the extension of a file's name, `png` in `a/b.png`: ASCII letters and digits, a letter first.
pub(super) fn extension(path: &str) -> Option<&str> {
    let (stem, extension) = file_name(path).rsplit_once('.')?;
    let is_one = !stem.is_empty()
        && extension.len() <= 8
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then_some(extension)
}

/// Whether a link to `path` leads to a note: it has the extension of one, or none.
pub(super) fn is_note_path(path: &str) -> bool {
    !path.ends_with('/') && extension(path).is_none_or(is_note_extension)
}

/// Whether files with `extension` are notes.
fn is_note_extension(extension: &str) -> bool {
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Returns the name of the note that a link to `path` leads to: the file name without the extension of notes.
pub(super) fn note_name(path: &str) -> &str {
    let name = file_name(path);
    match extension(name) {
        Some(extension) if is_note_extension(extension) => &name[..name.len() - extension.len() - 1],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_file_is_told_by_its_extension() {
        assert_eq!(extension("a.b/c.PNG"), Some("PNG"));
        assert_eq!(extension("a.b/c"), None);
        assert_eq!(extension("v1.2 notes"), None);
        assert_eq!(extension(".base"), None);
        assert!(is_note_path("a/T9-05.1") && is_note_path("b.MD") && !is_note_path("b.base"));
        assert_eq!(note_name("a/T1.b.md"), "T1.b");
        assert_eq!(note_name("a/T1.1"), "T1.1");
    }

    #[test]
    fn a_path_is_encoded_where_it_would_end_the_destination() {
        assert_eq!(percent_encoded("深い 海(1)#.md", false), "深い%20海%281%29%23.md");
        assert_eq!(percent_encoded("海.md", true), "%E6%B5%B7.md");
    }
}
