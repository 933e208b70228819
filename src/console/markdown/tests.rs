use unicode_width::UnicodeWidthStr;

use super::*;
use crate::rules::TABLE;

fn plain(markdown: &str, width: usize) -> String {
    render(markdown, RenderStyle { color: false, unicode: true, width })
}

fn colored(markdown: &str, width: usize) -> String {
    render(markdown, RenderStyle { color: true, unicode: true, width })
}

fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| part.split_once('m')).map(|(_, text)| text).collect::<String>()
}

#[test]
fn paragraphs_are_wrapped_and_kept_apart() {
    let page = "# A title\n\nOne two three\nfour *five*.\n\nSix\\\nseven.\n";
    assert_eq!(plain(page, 14), "# A title\n\nOne two three\nfour five.\n\nSix\nseven.\n");
}

#[test]
fn japanese_lines_are_joined_and_broken_without_blanks() {
    assert_eq!(plain("これは\n要点です。次の文\n", 16), "これは要点です。\n次の文\n");
}

#[test]
fn lists_keep_their_markers_and_their_indent() {
    let tight = "Before\n\n- one two\n- three\n  1. inner\n  2. last\n\nAfter\n";
    assert_eq!(plain(tight, 8), "Before\n\n• one\n  two\n• three\n  1. inner\n  2. last\n\nAfter\n");
    assert_eq!(plain("- one\n\n- two\n\n  more\n", 40), "• one\n\n• two\n\n  more\n");
    assert_eq!(plain("9. nine\n10. ten\n", 40), "9. nine\n10. ten\n");
    let ascii = RenderStyle { color: false, unicode: false, width: 10 };
    let ascii = render("- one\n\n> two\n\n---\n\n    code\n", ascii);
    assert_eq!(ascii, "- one\n\n| two\n\n----------\n\n  | code\n");
}

#[test]
fn quotations_have_a_bar_on_each_line() {
    assert_eq!(plain("> one two\n>\n> three\n", 8), "│ one\n│ two\n│\n│ three\n");
}

#[test]
fn code_is_not_wrapped_and_names_its_file() {
    let page = "```markdown name=a.md\na long line of code\n\n  b\n```\n";
    assert_eq!(plain(page, 10), "a.md:\n  │ a long line of code\n  │\n  │   b\n");
    assert_eq!(plain("see `a long piece`\n", 10), "see\n`a long piece`\n");
}

#[test]
fn tables_are_drawn_in_columns_or_as_records() {
    let page = "| key | meaning |\n| --- | --- |\n| `a` | the first of all the keys |\n| b | |\n";
    let table = "key  meaning\n───  ─────────────────────────\n`a`  the first of all the keys\nb\n";
    assert_eq!(plain(page, 40), table);
    let records = "key: `a`\nmeaning: the first\n  of all the keys\n\nkey: b\n";
    assert_eq!(plain(page, 20), records);
}

#[test]
fn colours_take_the_place_of_marks() {
    let code = CODE;
    let page = "## Use `a`\n\nText with **bold `b`**.\n";
    let bold_code = CODE.bold();
    let heading_code = CODE.bold();
    assert_eq!(
        colored(page, 40),
        format!(
            "{HEADING}Use {HEADING:#}{heading_code}a{heading_code:#}\n\n\
             Text with {BOLD}bold {BOLD:#}{bold_code}b{bold_code:#}.\n"
        )
    );
    assert_eq!(colored("`a`\n", 40), format!("{code}a{code:#}\n"));
}

#[test]
fn links_show_where_they_lead() {
    assert_eq!(plain("[spec](https://a.example)\n", 60), "spec (https://a.example)\n");
    assert_eq!(plain("<https://a.example>\n", 60), "https://a.example\n");
}

#[test]
fn pages_are_no_wider_than_the_terminal_but_for_code_and_urls() {
    for page in TABLE.iter().map(|rule| rule.meta.page) {
        for width in [40, 80, 120] {
            for line in plain(page, width).lines().filter(|line| !line.starts_with("  │")) {
                let is_one_word = !line.trim().contains(' ') || line.contains("://");
                assert!(line.width() <= width || is_one_word, "{width}: {line}");
            }
        }
    }
}

#[test]
fn no_width_and_no_colour_changes_the_text_of_a_page() {
    let text = |rendered: &str| rendered.replace([' ', '\n', '`', '#'], "");
    for page in TABLE.iter().map(|rule| rule.meta.page).filter(|page| !page.contains("| --- |")) {
        let expected = text(&plain(page, usize::from(u16::MAX)));
        assert!(expected.contains("Wrong") && expected.contains("Right"));
        for width in [1, 40, 80] {
            assert_eq!(text(&plain(page, width)), expected);
            assert_eq!(text(&without_escapes(&colored(page, width))), expected);
        }
    }
}
