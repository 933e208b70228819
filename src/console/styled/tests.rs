use super::*;

fn lines(text: &StyledText, width: usize) -> Vec<String> {
    text.wrap(width).into_iter().map(|line| line.text).collect()
}

fn plain(text: &str) -> StyledText {
    StyledText::new(text, Style::new())
}

#[test]
fn words_are_kept_and_the_blanks_at_a_break_are_dropped() {
    assert_eq!(lines(&plain("the quick brown fox"), 10), ["the quick", "brown fox"]);
    assert_eq!(lines(&plain("immeasurable"), 4), ["immeasurable"]);
    assert_eq!(lines(&plain("one\ntwo"), 40), ["one", "two"]);
    assert_eq!(lines(&plain(""), 40), [""]);
}

#[test]
fn japanese_is_broken_between_characters_but_not_before_its_punctuation() {
    assert_eq!(lines(&plain("これは要点です。次の文"), 16), ["これは要点です。", "次の文"]);
    assert_eq!(lines(&plain("これは要点です。次の文"), 15), ["これは要点で", "す。次の文"]);
    assert_eq!(lines(&plain("概要（五つの要点）"), 6), ["概要", "（五つ", "の要", "点）"]);
}

#[test]
fn code_stays_on_one_line_with_what_touches_it() {
    let mut text = plain("see (");
    text.push_unbreakable("a b c", Style::new());
    text.push("), then", Style::new());
    assert_eq!(lines(&text, 8), ["see", "(a b c),", "then"]);
    assert_eq!(text.widest_word(), 8);
}

#[test]
fn each_line_has_its_styles_again() {
    let bold = Style::new().bold();
    let mut text = plain("a ");
    text.push("bold word", bold);
    let mut out = String::new();
    text.wrap(7).iter().for_each(|line| {
        line.write(true, &mut out);
        out.push('|');
    });
    assert_eq!(out, format!("a {bold}bold{bold:#}|{bold}word{bold:#}|"));
}
