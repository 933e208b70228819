//! Puts the parser's errors into words.

use granit_parser::ScanError;

use super::YamlError;
use crate::text::Span;

/// What `error` says of `source`, in offsets of `source`.
pub(super) fn explain(source: &str, error: &ScanError) -> YamlError {
    let at = error.marker().byte_offset().unwrap_or(0).min(source.len());
    YamlError::new(Span::empty(at), error.kind().to_string())
}
