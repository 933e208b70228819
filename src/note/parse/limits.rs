use memchr::memchr2;

/// Maximum nesting depth of containers in [`crate::note::Blocks`].
pub(super) const MAX_DEPTH: usize = 100;

/// Maximum number of steps of the parser, which take about a second; a text that needs more is not parsed
/// to its end. For each line that continues a paragraph, the parser visits all open blocks: a line that
/// opens ten thousand block quotes makes each line after it cost as many steps.
const MAX_STEPS: usize = 200_000_000;

/// Returns how much of `source`, in bytes, can be parsed in reasonable time: all of it, or up to the first
/// line that opens or continues too many blocks for the number of lines.
pub(super) fn readable(source: &str) -> usize {
    // Cannot reach the limit, however it is divided into lines and markers.
    if source.len() < 16 * 1024 {
        return source.len();
    }
    let count = lines(source).count();
    let allowed = MAX_STEPS / count.max(1);
    // More open blocks than that take a line of more bytes than that.
    if allowed >= source.len() {
        return source.len();
    }
    lines(source).find(|(_, line)| prefix(line) > allowed).map_or(source.len(), |(start, _)| start)
}

/// Returns the lines with their offsets.
fn lines(source: &str) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = source.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr2(b'\n', b'\r', rest).map_or(rest.len(), |end| end + 1);
        start += end;
        Some((start - end, &rest[..end]))
    })
}

/// Returns an upper bound on the blocks that the start of `line` opens or continues: a tab is indentation
/// for two, any other byte at most for one.
fn prefix(line: &[u8]) -> usize {
    let mut at = 0;
    let mut tabs = 0;
    while let Some(length) = marker(&line[at..]) {
        tabs += usize::from(line[at] == b'\t');
        at += length;
    }
    at + tabs
}

/// Returns the length of the whitespace, or of the marker of a block quote, list item or footnote, at the
/// start of `rest`.
fn marker(rest: &[u8]) -> Option<usize> {
    let ends = |at: usize| matches!(rest.get(at), None | Some(b' ' | b'\t' | b'\n' | b'\r'));
    match rest.first()? {
        b' ' | b'\t' | b'>' => Some(1),
        b'-' | b'+' | b'*' => ends(1).then_some(1),
        b'0'..=b'9' => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (matches!(rest.get(digits), Some(b'.' | b')')) && ends(digits + 1)).then_some(digits + 1)
        }
        b'[' if rest.get(1) == Some(&b'^') => {
            let label = rest.iter().position(|&byte| byte == b']')?;
            (rest.get(label + 1) == Some(&b':')).then_some(label + 2)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nesting_marker_counts() {
        assert_eq!(prefix(b"> - 12) [^a]: *\t+ b - c"), "> - 12) [^a]: *\t+ ".len() + 1);
        assert_eq!(prefix(b"-- a"), 0);
        assert_eq!(prefix(b"1.5"), 0);
    }

    #[test]
    fn text_with_thousands_of_open_blocks_per_line_is_cut() {
        let deep = "- [^1]: ".repeat(10_000);
        let text = format!("値\n{deep}\n{}", "a\n".repeat(200_000));
        assert_eq!(readable(&text), "値\n".len());
        let text = format!("{deep}\n{}", "a\n".repeat(1_000));
        assert_eq!(readable(&text), text.len());
    }
}
