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
mod tests {
    use super::*;

    #[test]
    fn a_joiner_is_functional_between_emoji_and_in_joined_scripts() {
        assert!(joins_emoji("👩", "💻"));
        assert!(joins_emoji("👩🏽", "💻"));
        assert!(joins_emoji("❤\u{fe0f}", "🔥"));
        assert!(!joins_emoji("値", "💻"));
        assert!(!joins_emoji("", ""));
        assert!(shapes_letters("می", "خواهم"));
        assert!(shapes_letters("क्", "ष"));
        assert!(!shapes_letters("値", "a"));
    }

    #[test]
    fn tags_are_functional_in_a_flag_that_ends() {
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        let in_flag = |flag: &str| {
            let tags = flag.char_indices().filter(|(_, c)| ('\u{e0000}'..='\u{e007f}').contains(c));
            tags.map(|(at, tag)| is_in_flag(&flag[..at], tag, &flag[at + 4..])).collect::<Vec<_>>()
        };
        assert_eq!(in_flag(flag), [true; 6]);
        assert_eq!(in_flag(&flag[4..]), [false; 6]);
        assert_eq!(in_flag(&flag[..flag.len() - 4]), [false; 5]);
        assert_eq!(in_flag("🏴\u{e0020}\u{e007f}"), [false; 2]);
    }

    #[test]
    fn a_zero_width_space_is_functional_in_scripts_without_spaces() {
        assert!(separates_words("ភាសា", "ខ្មែរ"));
        assert!(separates_words("ไทย", "ไทย"));
        assert!(!separates_words("日本", "語"));
    }

    #[test]
    fn direction_marks_are_functional_next_to_right_to_left_letters() {
        assert!(is_right_to_left("C++ ו-Java"));
        assert!(is_right_to_left("a ل b"));
        assert!(!is_right_to_left("exe txt 値"));
    }
}
