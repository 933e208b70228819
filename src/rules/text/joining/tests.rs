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
