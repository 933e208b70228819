//! URIs of schemas, and JSON Pointers as their fragments.

use jsonschema::{Uri, uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Resolves `reference` against `base`, which is absolute (RFC 3986, 5.2).
pub(crate) fn join(base: &str, reference: &str) -> Option<String> {
    // Most references lead to another part of their file, whose URI is normal but for segments with dots.
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'$' | b'-' | b'_' | b'.');
    let fragment = reference.strip_prefix('#');
    if let Some(fragment) = fragment.filter(|fragment| fragment.bytes().all(is_plain) && !base.contains("/."))
    {
        let (base, _) = base.split_once('#').unwrap_or((base, ""));
        return Some(format!("{base}#{fragment}"));
    }
    let base = Uri::parse(base).ok()?;
    Some(uri::resolve_against(&base, reference).ok()?.as_str().to_owned())
}

/// Returns `pointer` as the fragment of a URI (RFC 6901, 6).
pub(crate) fn percent_encode(pointer: &str) -> String {
    /// What a fragment may contain besides letters and digits (RFC 3986, 3.5).
    const ALLOWED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'!')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@')
        .remove(b'/');
    utf8_percent_encode(pointer, ALLOWED).to_string()
}

/// Returns `text` with its percent-encoded octets decoded; `None` if the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_inside_of_a_file_are_resolved_as_all_are() {
        for base in ["file:///a/b.json", "https://a.example/b?c#d", "urn:a:b", "json-schema:///a/../b"] {
            for reference in ["#", "#/a/b", "#/$defs/a-b_c.d", "#a", "#/a~1b", "#a%20b"] {
                let resolved = uri::resolve_against(&Uri::parse(base).unwrap(), reference).unwrap();
                assert_eq!(join(base, reference).as_deref(), Some(resolved.as_str()), "{base} {reference}");
            }
        }
        assert_eq!(join("file:///a", "# b"), None);
    }
}
