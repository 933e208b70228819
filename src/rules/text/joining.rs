use crate::text::symbols::{EMOJI_STYLE, is_emoji};

/// Whether a zero width joiner between the two texts joins emoji: 👩‍💻 (UTS #51).
pub(super) fn joins_emoji(before: &str, after: &str) -> bool {
    let before = before.chars().next_back().is_some_and(|c| c == EMOJI_STYLE || is_emoji(c));
    before && after.chars().next().is_some_and(is_emoji)
}

/// Whether a joiner or non-joiner between the two texts shapes the letters of a joined script.
pub(super) fn shapes_letters(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_of_joining_script)
        || after.chars().next().is_some_and(is_of_joining_script)
}

/// Letters and marks of Arabic, Syriac, Indic and South-East Asian scripts, Mongolian and related scripts.
fn is_of_joining_script(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1700}'..='\u{18af}'
        | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{10a00}'..='\u{11fff}')
}

/// Whether the tag `char` belongs to a flag: 🏴, tags of letters and digits, and the end tag (UTS #51,
/// ED-14a).
pub(super) fn is_in_flag(before: &str, char: char, after: &str) -> bool {
    const MAX_FLAG_CHARS: usize = 8;
    let is_spec = |c: &char| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let is_end = |c: char| c == '\u{e007f}';
    let base = before.chars().rev().take(MAX_FLAG_CHARS).find(|c| !is_spec(c));
    let ends = is_end(char) || {
        let end = after.chars().take(MAX_FLAG_CHARS).find(|c| !is_spec(c));
        is_spec(&char) && end.is_some_and(is_end)
    };
    base == Some('\u{1f3f4}') && ends
}

/// Whether a zero width space between the two texts separates words of a script without spaces, such as
/// Thai, Lao, Burmese or Khmer.
pub(super) fn separates_words(before: &str, after: &str) -> bool {
    let is_letter = |c: char| {
        matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{19ff}' | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aadf}')
    };
    before.chars().next_back().is_some_and(is_letter) || after.chars().next().is_some_and(is_letter)
}

/// Whether `line` contains letters of a right-to-left script, whose order direction marks keep next to
/// other scripts.
pub(super) fn is_right_to_left(line: &str) -> bool {
    line.chars().any(|c| {
        matches!(c,
            '\u{591}'..='\u{60f}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

#[cfg(test)]
mod tests;
