//! Headings as far as they can be told without parsing the note.

/// A line that may be a heading: in code or a comment, for example, it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingLine<'a> {
    /// The level that the heading has then.
    pub level: u8,
    /// Its text; `None` if only a parser can tell what readers see of it.
    pub words: Option<&'a str>,
}

/// Returns all lines of `text` that may be headings, and others: no heading is missing.
pub fn heading_lines(text: &str) -> impl Iterator<Item = HeadingLine<'_>> {
    let mut is_below_text = false;
    let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    lines.filter_map(move |whole| {
        let line = whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let is_underline = |mark: char| is_below_text && line.trim_end().chars().all(|char| char == mark);
        let heading = match line.as_bytes().first() {
            Some(b'#') => atx(line),
            Some(b'=') if is_underline('=') => Some(HeadingLine { level: 1, words: None }),
            Some(b'-') if is_underline('-') => Some(HeadingLine { level: 2, words: None }),
            _ => None,
        };
        // Other white space is text (CommonMark 2.1).
        is_below_text = !whole.trim_matches([' ', '\t']).is_empty();
        heading
    })
}

/// Reads a `line` that begins with `#` (CommonMark 4.2).
fn atx(line: &str) -> Option<HeadingLine<'_>> {
    let words = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - words.len()).ok().filter(|level| *level <= 6)?;
    let is_heading = words.is_empty() || words.starts_with(char::is_whitespace);
    let words = words.trim_matches([' ', '\t']);
    let is_plain = words.trim() == words && words.bytes().all(is_read_as_written);
    is_heading.then(|| HeadingLine { level, words: is_plain.then_some(words) })
}

/// Whether a character is what readers see, whatever is around it.
fn is_read_as_written(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphanumeric() || b" \t.,:;?()/-+'\"".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u8, Option<&str>)> {
        heading_lines(text).map(|line| (line.level, line.words)).collect()
    }

    #[test]
    fn words_without_markup_are_known() {
        assert_eq!(
            lines("# Tea\n\n##\t概要（5つ）  \r\n#\n"),
            [(1, Some("Tea")), (2, Some("概要（5つ）")), (1, Some(""))]
        );
        for marked in
            ["# `a`", "# *a*", "# a_b", "# a &amp; b", "# a #", "# [a]", "# <b>", "# \\#", "# {#a}", "# $a$"]
        {
            assert_eq!(lines(marked), [(1, None)], "{marked}");
        }
        assert_eq!(lines("\u{b}#\u{c}a\n# \u{3000}a\n"), [(1, None), (1, None)]);
        assert_eq!(lines("\n\u{feff}\r\n-  \n"), [(2, None)]);
        assert_eq!(lines("a\r\n===\r\n\r\nb\r---\r\n\n---\n- -\n"), [(1, None), (2, None)]);
    }

    #[test]
    fn what_cannot_be_a_heading_is_left_out() {
        assert_eq!(lines("#tea\n####### a\n\n---\n\n> # a\n- # a\n"), []);
    }
}
