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
    for marked in [
        "# `a`",
        "# *a*",
        "# a_b",
        "# a &amp; b",
        "# a #",
        "# [a]",
        "# <b>",
        "# \\#",
        "# {#a}",
        "# $a$",
        "# 5%%",
    ] {
        assert_eq!(lines(marked), [(1, None)], "{marked}");
    }
    assert_eq!(lines("# a & b: 5% %\n"), [(1, Some("a & b: 5% %"))]);
    assert_eq!(lines("\u{b}#\u{c}a\n# \u{3000}a\n"), [(1, None), (1, None)]);
    assert_eq!(lines("\n\u{feff}\r\n-  \n"), [(2, Some("\u{feff}"))]);
    assert_eq!(lines("a\r\n===\r\n\r\nb c\r---\r\n\n---\n- -\n"), [(1, Some("a")), (2, Some("b c"))]);
    assert_eq!(lines("a\nb\n===\n\n*c*\n---\n"), [(1, None), (2, None)]);
}

#[test]
fn words_are_known_but_for_two_marks_of_bold_text() {
    let is_bold = |words: &str| heading_lines(&format!("## {words}\n")).any(|line| line.bold == Some(words));
    for words in ["**a**", "1. **a (b)**", "a ** b**", "a**（b）**c"] {
        assert!(is_bold(words), "{words}");
    }
    for words in ["a", "**a", "**a** **b**", "***a**", "**`a`**", "**a** #", "**a*"] {
        assert!(!is_bold(words), "{words}");
    }
}

#[test]
fn headings_are_certain_up_to_what_only_a_parser_can_tell() {
    let certain = |text: &str| -> Vec<_> {
        certain_heading_lines(text).filter_map(|line| line.words.map(str::to_owned)).collect()
    };
    for text in [
        "# a\n\n## b\n",
        "---\nx: y\nz:\n  - q\n---\n# a\r\n- c\n## b\n",
        "# a\n```\n## c\n~~~\n```\n## b\n",
        "# a\n~~~~ x\n## c\n~~~\n   ~~~~ \n## b\n",
        "# a\n- ## c\n  ## c\n",
        "# a\n<!-- c -->\n## b\n",
    ] {
        let expected: &[&str] = if text.contains("  ##") { &["a"] } else { &["a", "b"] };
        assert_eq!(certain(text), expected, "{text:?}");
    }
    for hidden in [
        "# a\n<!--\n## b\n",
        "# a\n<!-->\n## b\n",
        "# a\n - <!-- c -->\n - <!-- ``` -->\n## b\n",
        "# a\n c <b>\n  <!--\n## b\n",
        "# a\n- ```\n## b\n",
        "# a\n ```\n## b\n",
        "# a\n```\n## b\n",
        "# a\n``` `\n## b\n",
        "# a\nc %%\n## b\n",
        "# a\n$$\n## b\n",
        "# a\nc\n===\n## b\n",
    ] {
        assert_eq!(certain(hidden), ["a"], "{hidden:?}");
    }
    for unclear in
        ["---\nx: y\n\n# a\n", "---\n# a\n---\n# b\n", "---\nx: y\n", "\u{feff}# a\n", "x: y\n# a\n", ""]
    {
        assert!(certain(unclear).is_empty(), "{unclear:?}");
    }
}

#[test]
fn what_is_certain_is_parsed_as_a_heading() {
    let parts = [
        "# a", "## b", " # c", "- d", "  - ## e", "```", "  ```", "- ```", "~~~", "~~~~", "<b>", "<!--",
        "-->", "%%", "$$", "> f", "", "===", "---", "g", "<!--h-->", "i <!--", "-", "  --", "- -", "| --- |",
        "\u{a0}", "\u{b}", "1. j", "    # k", "[l]: m",
    ];
    let mut complete = 0;
    for one in parts {
        for two in parts {
            for three in parts {
                let text = format!("---\nx: y\n---\n# t\n{one}\n{two}\n{three}\n## u\n");
                let note = crate::note::Note::parse_with(&text, crate::note::Fences::Lenient);
                let all: Vec<(u8, &str)> =
                    note.outline.iter().map(|(_, heading)| (heading.level, &*heading.plain)).collect();
                if let Some(told) = all_heading_lines(&text) {
                    let told: Vec<_> = told.iter().map(|line| (line.level, line.words.unwrap())).collect();
                    assert_eq!(told, all, "{text:?}");
                    complete += 1;
                }
                let mut rest = all.iter();
                for line in certain_heading_lines(&text) {
                    let wanted = (line.level, line.words.unwrap());
                    assert!(rest.any(|heading| *heading == wanted), "{text:?} {wanted:?} {all:?}");
                }
            }
        }
    }
    assert!(complete > 1_000, "{complete}");
}

#[test]
fn what_cannot_be_a_heading_is_left_out() {
    assert_eq!(lines("#tea\n####### a\n\n---\n\n> # a\n- # a\n"), []);
}
