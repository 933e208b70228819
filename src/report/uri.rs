//! Paths as URIs (RFC 3986).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters to encode: all but unreserved ones (2.3) and `/`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Returns the URI of `path`: relative if the path is, else with `file:`.
pub(super) fn of(path: &str) -> String {
    let encoded = utf8_percent_encode(path, ENCODED);
    if path.starts_with('/') {
        format!("file://{encoded}")
    } else if has_drive(path) {
        format!("file:///{encoded}")
    } else {
        encoded.to_string()
    }
}

/// Whether `path`, written with `/`, is absolute.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || has_drive(path)
}

/// Whether `path` starts with a drive, as in `C:/…`.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(of("notes/日 #1.md"), "notes/%E6%97%A5%20%231.md");
        assert_eq!(of("/tmp/a:b.md"), "file:///tmp/a%3Ab.md");
        assert_eq!(of("a:b.md"), "a%3Ab.md");
    }
}
