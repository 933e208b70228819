//! Paths as URIs (RFC 3986).

use std::fmt::Write;

/// The URI of `path`: relative where the path is, else with `file:`.
pub(super) fn of(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if has_drive(path) {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                write!(uri, "%{byte:02X}").ok();
            }
        }
    }
    uri
}

/// Whether `path` is `C:/…`.
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
