//! The rows of tables as they are written (GFM 4.10).

use crate::text::Span;

/// Returns the cells of the row at `line` of `text`, each without the whitespace around it: what is between the `|`
/// that are not escaped. Code does not hide a `|`.
pub(super) fn cells(line: Span, text: &str) -> Vec<Span> {
    let line = line.trim(text);
    let mut cells = Vec::new();
    let mut start = line.start();
    let mut is_escaped = false;
    for (at, byte) in line.of(text).bytes().enumerate() {
        let at = line.start() + at;
        if byte == b'|' && !is_escaped {
            // Nothing is to the left of a leading `|`.
            if at > line.start() {
                cells.push(Span::new(start, at).trim(text));
            }
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    if start < line.end() {
        cells.push(Span::new(start, line.end()).trim(text));
    }
    cells
}

/// Whether `cell` is one of a delimiter row: `---`, `:-:`.
pub(super) fn is_delimiter(cell: &str) -> bool {
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<&str> {
        cells(Span::new(0, line.len()), line).into_iter().map(|cell| cell.of(line)).collect()
    }

    #[test]
    fn cells_are_what_is_between_the_pipes_that_are_not_escaped() {
        assert_eq!(split("| 海 | b |"), ["海", "b"]);
        assert_eq!(split("a | b"), ["a", "b"]);
        assert_eq!(split("| a \\| b | `c|d` |"), ["a \\| b", "`c", "d`"]);
        assert_eq!(split("| a || b |"), ["a", "", "b"]);
        assert_eq!(split("| a \\\\| b |"), ["a \\\\", "b"]);
        assert_eq!(split("|"), [""; 0]);
        assert_eq!(split(" \t"), [""; 0]);
    }

    #[test]
    fn a_delimiter_is_dashes_with_colons_at_the_ends() {
        assert!(["-", "---", ":-", "-:", ":--:"].iter().all(|cell| is_delimiter(cell)));
        assert!(!["", ":", "::", "- -", "–", "--x", ":-::"].iter().any(|cell| is_delimiter(cell)));
    }
}
