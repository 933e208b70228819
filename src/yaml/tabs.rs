//! Tabs where YAML allows only spaces: in the indentation of the entries of block collections (YAML 1.2.2,
//! 6.1 and 8.2).

use crate::text::line_start;

/// The offset of the first tab in the indentation of the entry at `at`: before it on its line, or between
/// the `-` of an item and the collection that is the item.
pub(super) fn before_entry(source: &str, at: usize) -> Option<usize> {
    let mut before = without_blanks(source.get(..at).unwrap_or_default());
    // An entry with properties begins at these; they are at most an anchor and a tag.
    for _ in 0..2 {
        let word = before.rfind([' ', '\t', '\n', '\r']).map_or(0, |blank| blank + 1);
        if !before[word..].starts_with(['&', '!']) {
            break;
        }
        before = without_blanks(&before[..word]);
    }
    // So does one with a `?` at that.
    if is_after(before, '?') {
        before = without_blanks(&before[..before.len() - 1]);
    }
    let is_indentation = before.is_empty() || before.ends_with(['\n', '\r']) || is_after(before, '-');
    let blanks = source[before.len()..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks
        .filter(|_| is_indentation)
        .enumerate()
        .find(|(_, byte)| *byte == b'\t')
        .map(|(tab, _)| before.len() + tab)
}

fn without_blanks(text: &str) -> &str {
    text.trim_end_matches([' ', '\t'])
}

/// Whether `before` ends with `indicator`, on its own.
fn is_after(before: &str, indicator: char) -> bool {
    before
        .strip_suffix(indicator)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\t', '\n', '\r']))
}

/// The offset at which the text of the line of `at` begins: after its indentation, and after the indicators
/// of collections that begin on it.
pub(super) fn text_start(source: &str, at: usize) -> usize {
    let bytes = source.as_bytes();
    let mut start = line_start(source, at);
    loop {
        start += bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match bytes.get(start..start + 2) {
            Some([b'-' | b'?' | b':', b' ' | b'\t']) => start += 1,
            _ => return start,
        }
    }
}
