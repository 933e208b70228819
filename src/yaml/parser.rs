//! The parser of events, with the options by which all YAML is read.

use granit_parser::{Parser, ScanError, StrInput};

use crate::tree::Limits;

/// The parser of `source`, whose collections may be `depth` levels deep.
pub(super) fn parser(source: &str, depth: usize) -> Parser<'_, StrInput<'_>> {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_anchor_events: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    Parser::new_from_str_with_options(source, options)
}

/// The offset in `source` at which `error` was found.
pub(super) fn offset(source: &str, error: &ScanError) -> usize {
    let mut at = error.marker().byte_offset().unwrap_or(0).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether all of `source` up to `end` is YAML, whatever is wrong after it.
pub(super) fn reads_up_to(source: &str, end: usize) -> bool {
    let mut parser = parser(source, Limits::default().depth);
    loop {
        match parser.next_event() {
            Some(Ok(_)) => {}
            Some(Err(error)) => return offset(source, &error) > end,
            None => return true,
        }
    }
}
