//! URIs of schemas, and JSON Pointers as their fragments.

use jsonschema::{Uri, uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Resolves `reference` against `base` (RFC 3986, 5.2).
pub(crate) fn join(base: &str, reference: &str) -> Option<String> {
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
