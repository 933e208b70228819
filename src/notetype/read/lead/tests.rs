use super::*;

fn lead(text: &str) -> Option<(&str, &str)> {
    let lead = read(text, Span::new(0, text.len()))?;
    Some((lead.words.of(text), &text[lead.rest..]))
}

#[test]
fn the_colon_stands_inside_behind_or_not_at_all() {
    for text in [
        "**甲**: 乙",
        "**甲：** 乙",
        "**甲** ：乙",
        "**甲**﹕乙",
        "__甲__ 乙",
        "***甲***: 乙",
        "🎯 **甲** - 乙",
    ] {
        assert_eq!(lead(text), Some(("甲", "乙")), "{text}");
    }
}

#[test]
fn a_run_that_commonmark_leaves_unbold_is_a_lead() {
    assert_eq!(lead("**界面（固体）**が要点"), Some(("界面（固体）", "が要点")));
    assert_eq!(lead("** 甲**: 乙"), Some(("甲", "乙")));
    assert_eq!(lead("**甲 **: 乙"), Some(("甲", "乙")));
}

#[test]
fn marks_in_code_do_not_close_a_lead() {
    assert_eq!(lead("**a `**` b**: c"), Some(("a `**` b", "c")));
    assert_eq!(lead("**a *b***: c"), Some(("a *b*", "c")));
    assert_eq!(lead(r"**a \** b**: c"), Some((r"a \** b", "c")));
}

#[test]
fn what_is_not_bold_is_no_lead() {
    for text in ["", "甲: 乙", "*甲*: 乙", "** **", "****", "**甲", "****甲****", "甲 **乙**"] {
        assert_eq!(lead(text), None, "{text}");
    }
}

#[test]
fn nested_items_stay_whole() {
    assert_eq!(lead("**a**\n   - b"), Some(("a", "- b")));
}
