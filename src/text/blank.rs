//! Trimming of white space (the Unicode property `White_Space`) by its bytes, which is faster for words
//! without any.

/// Returns `text` without the white space at its start, as [`str::trim_start`].
pub fn trim_start(text: &str) -> &str {
    if begins_blank(text.as_bytes()) { text.trim_start() } else { text }
}

/// Returns `text` without the white space at its end, as [`str::trim_end`].
pub fn trim_end(text: &str) -> &str {
    if ends_blank(text.as_bytes()) { text.trim_end() } else { text }
}

/// Whether UTF-8 that begins with `bytes` begins with white space.
fn begins_blank(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'\t'..=b'\r' | b' ', ..]
            | [0xc2, 0x85 | 0xa0, ..]
            | [0xe1, 0x9a, 0x80, ..]
            | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
            | [0xe2, 0x81, 0x9f, ..]
            | [0xe3, 0x80, 0x80, ..]
    )
}

/// Whether UTF-8 that ends with `bytes` ends with white space.
fn ends_blank(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [.., b'\t'..=b'\r' | b' ']
            | [.., 0xc2, 0x85 | 0xa0]
            | [.., 0xe1, 0x9a, 0x80]
            | [.., 0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf]
            | [.., 0xe2, 0x81, 0x9f]
            | [.., 0xe3, 0x80, 0x80]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_every_kind_is_trimmed() {
        for c in '\0'..=char::MAX {
            for text in [format!("{c}値。{c}"), format!("{c}"), format!("a{c}"), format!("{c}a")] {
                assert_eq!(trim_start(&text), text.trim_start(), "{c:?}");
                assert_eq!(trim_end(&text), text.trim_end(), "{c:?}");
            }
        }
    }
}
