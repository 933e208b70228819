//! Reported paths: with `/`, compared in NFC. Not file system paths.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Returns `text` in NFC, in which paths, ids and titles are compared.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if is_plainly_nfc(text) || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether `text` is in NFC, judging by each of its characters on its own.
pub(super) fn is_plainly_nfc(text: &str) -> bool {
    text.chars().all(is_always_nfc)
}

/// Whether NFC never changes the character, whatever its neighbours are. Only the characters that make up
/// nearly all text are known: looking up tables would cost more than the rest of a note's facts.
fn is_always_nfc(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '一'..='\u{9fff}' | '\u{3000}'..='〩' | '！'..='～')
}

/// Returns the folder of `path`, without a `/` at its end; empty for a bare file name.
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Returns the text after the last `/`.
pub fn file_name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// Returns the file name without its last extension.
pub fn file_stem(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').filter(|&at| at > 0).map_or(name, |at| &name[..at])
}

/// Returns `relative` appended to `folder`, with `.` and `..` resolved. A `..` that leaves a relative folder
/// remains at the start.
pub fn join(folder: &str, relative: &str) -> String {
    let absolute = relative.starts_with('/') || (folder.starts_with('/') && !relative.starts_with('/'));
    let base = if relative.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_joined_without_dots() {
        assert_eq!(join("a/b", "../c.md"), "a/c.md");
        assert_eq!(join("", "../../c.md"), "../../c.md");
        assert_eq!(join("../x", "../../c.md"), "../../c.md");
        assert_eq!(join("/a", "../../c.md"), "/c.md");
        assert_eq!(join("a", "/c.md"), "/c.md");
        assert_eq!(join("a", "./b//c.md"), "a/b/c.md");
    }

    #[test]
    fn the_fast_path_to_nfc_agrees_with_the_slow_one() {
        for c in (0..=0x2_ffff).filter_map(char::from_u32).filter(|&c| is_always_nfc(c)) {
            for text in [c.to_string(), format!("か{c}"), format!("{c}は")] {
                assert!(is_nfc(&text), "{text:?}");
            }
        }
        assert_eq!(normalize("か\u{3099}"), "が");
    }

    #[test]
    fn the_stem_of_a_hidden_file_is_its_name() {
        assert_eq!(file_stem("a/.hidden"), ".hidden");
        assert_eq!(file_stem("a/T1-01.b.md"), "T1-01.b");
    }
}
