/// Whether a zero width joiner between the two joins emoji: 👩‍💻 (UTS 51).
pub(super) fn joins_emoji(before: &str, behind: &str) -> bool {
    let is_modifier = |c: char| matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    let before = before.chars().next_back().is_some_and(|c| is_modifier(c) || is_emoji(c));
    before && behind.chars().next().is_some_and(is_emoji)
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1fbff}')
}

/// Whether a joiner or non-joiner between the two shapes letters that are written joined.
pub(super) fn shapes_letters(before: &str, behind: &str) -> bool {
    before.chars().next_back().is_some_and(is_of_joining_script)
        || behind.chars().next().is_some_and(is_of_joining_script)
}

/// Letters and marks of Arabic, Syriac, the scripts of India and of South-East Asia, Mongolian and
/// their relatives.
fn is_of_joining_script(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1700}'..='\u{18af}'
        | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{10a00}'..='\u{11fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joiner_is_at_work_between_emoji_and_in_joining_scripts() {
        assert!(joins_emoji("👩", "💻"));
        assert!(joins_emoji("👩🏽", "💻"));
        assert!(joins_emoji("❤\u{fe0f}", "🔥"));
        assert!(!joins_emoji("値", "💻"));
        assert!(!joins_emoji("", ""));
        assert!(shapes_letters("می", "خواهم"));
        assert!(shapes_letters("क्", "ष"));
        assert!(!shapes_letters("値", "a"));
    }
}
