use super::*;

fn block(text: &str, fences: Fences) -> (FrontmatterBlock, &str) {
    let (frontmatter, body) = split(text, fences);
    (frontmatter.block().unwrap_or_else(|| panic!("{text:?} has no block")).clone(), body.of(text))
}

/// Returns the body if the frontmatter is not closed.
fn unclosed(text: &str) -> Option<&str> {
    let (frontmatter, body) = split(text, Fences::Strict);
    matches!(frontmatter, Frontmatter::Unclosed { .. }).then_some(body.of(text))
}

/// Returns the frontmatter as JSON text; `None` if it cannot be read.
fn read(text: &str, fences: Fences) -> Option<String> {
    Some(split(text, fences).0.mapping()?.to_traced().to_value().to_string())
}

#[test]
fn fences_may_have_trailing_blanks_a_bom_and_any_line_ending() {
    for ending in ["\n", "\r\n", "\r"] {
        for (mark, blanks) in [("", ""), ("\u{feff}", " \t")] {
            let text = format!("{mark}---{blanks}\na: b\n---{blanks}\n# T\n").replace('\n', ending);
            let (block, body) = block(&text, Fences::Strict);
            assert_eq!(block.opening, Span::new(mark.len(), mark.len() + 3));
            assert_eq!(block.content.of(&text), format!("a: b{ending}"));
            assert_eq!(block.closing.of(&text), "---");
            assert_eq!(body, format!("# T{ending}"));
        }
    }
}

#[test]
fn an_empty_block_is_an_empty_mapping() {
    for (text, end) in [
        ("---\n---", 3),
        ("---\n---\n# T\n", 3),
        ("---\n \n\n---\n", 3),
        ("---\n# c\n---\n", 7),
        ("---\n...\n\n# T\n", 3),
        ("--- \r\n\r\n# c \r\n---\r\n\r\n# T\r\n", 11),
    ] {
        assert_eq!(read(text, Fences::Strict).as_deref(), Some("{}"), "{text:?}");
        let document = block(text, Fences::Strict).0.document.unwrap();
        assert_eq!(document.root.span, Span::empty(end), "{text:?}");
    }
    assert_eq!(block("---\n---", Fences::Strict).1, "");
    assert_eq!(read("---\n~\n---\n", Fences::Strict), None);
}

#[test]
fn other_lines_open_nothing_where_the_type_has_no_frontmatter() {
    for text in [
        "",
        "# T\n",
        "----\na: b\n----\n",
        " ---\na: b\n---\n",
        "\n---\na: b\n---\n",
        "--- a\n",
        "---yaml\na: b\n---\n",
        "a: b\nc: d\n\n# T\n",
        "```toml\na = 1\n```\n",
    ] {
        assert_eq!(split(text, Fences::Strict), (Frontmatter::Missing, Span::new(0, text.len())), "{text:?}");
    }
}

#[test]
fn what_a_person_takes_for_a_fence_closes() {
    for fence in [
        "...",
        "…",
        "----",
        "--",
        "–––",
        "—",
        "—-",
        "***",
        "  ---",
        "\t---",
        "--- # c",
        "ーーー",
        "－－－",
        "−−−",
        "\u{200b}---",
        "---\u{feff}",
        "---\u{2028}",
        "\u{3000}---",
    ] {
        for ending in ["\n", "\r\n"] {
            let text = format!("---\na: b\n{fence}\n\n# T\n\n---\n\nc\n").replace('\n', ending);
            let (block, body) = block(&text, Fences::Strict);
            assert_eq!(block.closing.of(&text), fence, "{text:?}");
            assert!(body.starts_with(&format!("{ending}# T")), "{text:?}");
        }
    }
}

#[test]
fn an_exact_fence_closes_if_the_block_can_be_read_with_it() {
    for (text, closing) in [
        ("---\na: |\n ---\n b\n---\nx", "---"),
        ("---\na: |\n ---\n---\nx", "---"),
        ("---\na: >-\n ...\n\n b\nc: d\n---\nx", "---"),
        ("---\na: b\n  ---\n  c\n---\nx", "---"),
        ("---\na:\n  - |\n    --\n  - b\n---\nx", "---"),
        ("---\na: |\n ---\n b\nc: d: e\n---\nx", "---"),
        ("---\na: |\n ---\n b\n...\nx", "..."),
        ("---\na: b\n----\nc\n---\nx", "----"),
        ("---\na: b\n----\nc: d\n---\nx", "---"),
    ] {
        assert_eq!(block(text, Fences::Strict).0.closing.of(text), closing, "{text:?}");
    }
}

#[test]
fn a_block_opens_in_other_ways_if_it_is_plainly_keys() {
    for above in ["", "\u{feff}"] {
        for opening in [
            "----",
            " ---",
            "---yaml",
            "--- yml",
            "--- # c",
            "–––",
            "\u{200b}---",
            "\u{feff}---",
            "\u{a0}---",
            "<!-- c -->\n---",
            "%% c %%\n---",
            "<!--\nc\n-->\n\n---",
            "\n \n---",
            "\u{200b}\n---",
        ] {
            let text = format!("{above}{opening}\na: b\n---\n\n# T\n");
            assert_eq!(read(&text, Fences::Lenient).as_deref(), Some("{\"a\":\"b\"}"), "{text:?}");
            assert_eq!(block(&text, Fences::Lenient).1, "\n# T\n", "{text:?}");
        }
    }
    for text in [
        "----\na b: c\n----\n",
        "----\ntext\n----\n",
        "----\n----\n",
        "----\na: b\n\n# T\n\n----\n",
        "<!-- c --> d\n---\na: b\n---\n",
        "<!-- c\n---\na: b\n---\n",
        "--\na: b\n--\n",
        "***\na: b\n***\n",
        "--- a\nb: c\n---\n",
    ] {
        assert_eq!(split(text, Fences::Lenient).0, Frontmatter::Missing, "{text:?}");
    }
}

#[test]
fn keys_may_have_no_fences() {
    for (text, body) in [
        ("a: b\nc: d\n\n# T\n", "\n# T\n"),
        ("a: b\nc:\n  - d\n \ntext", " \ntext"),
        ("題: 値\r\n日: 付\r\n\r\n# T\r\n", "\r\n# T\r\n"),
        ("\u{feff}a: b\nc: d\n---\n# T\n", "# T\n"),
        ("\na: b\nc: d\n...\n", ""),
    ] {
        assert!(read(text, Fences::Lenient).is_some(), "{text:?}");
        let (block, rest) = block(text, Fences::Lenient);
        assert_eq!((rest, block.opening.is_empty()), (body, true), "{text:?}");
    }
    for text in [
        "a: b\n\n# T\n",
        "a: b\nc: d\n",
        "a: b\ntext\n\n",
        "a: b\n# T\n\nc: d\n",
        "a b: c\nd: e\n\n",
        "a: b\nc d: e\n\n",
        "- a: b\n- c: d\n\n",
        "https://a.jp\nhttps://b.jp\n\n",
        "> a: b\n> c: d\n\n",
        "a: b\n---\n\ntext",
    ] {
        assert_eq!(split(text, Fences::Lenient).0, Frontmatter::Missing, "{text:?}");
    }
}

#[test]
fn the_text_below_an_unclosed_block_begins_at_a_heading_or_above_it() {
    for (text, body) in [
        ("---\na: b\n# no heading\n\n# T\n\ntext\n", "# T\n\ntext\n"),
        ("---\r\na: b\r\n \r\n## T\r\nt\r\n---\r\nc\r\n", "## T\r\nt\r\n---\r\nc\r\n"),
        ("---", ""),
        ("---\n\n", ""),
        ("---\ntext\n", "text\n"),
        ("---\na: b\nc: d\n\ntext\n", "text\n"),
        ("---\na: b\n", ""),
        ("---\na: b\n# T\n\ntext\n\n## S\n", "# T\n\ntext\n\n## S\n"),
        ("---\na: b\n# c\nd: e\n\n## S\n", "## S\n"),
        ("---\n\ntext\n\n***\n\n# T\n", "text\n\n***\n\n# T\n"),
        ("---\n- text\n\n# T\n", "- text\n\n# T\n"),
        ("---\na: b\n\ntext\n\n# T\n", "text\n\n# T\n"),
        ("---\n\na: |\n b\n\n c\n\nd: e\n\n> text\n\n## S\n\n---\n", "> text\n\n## S\n\n---\n"),
        ("+++\na = 1\n\n[b]\nc = 1\n\n[text](d)\n\n# T\n", "[text](d)\n\n# T\n"),
        ("{ \"a\":\n\n  \"b\",\n\ntext\n\n# T\n", "text\n\n# T\n"),
    ] {
        assert_eq!(unclosed(text), Some(body), "{text:?}");
    }
}

#[test]
fn a_mapping_may_contain_a_comment_that_looks_like_a_heading() {
    for text in [
        "---\na: b\n\n# comment\nc: d\n---\nbody",
        "---\na: b\n\n# c: d\n---\nbody",
        "---\na: b\n\n# comment\n\n---\nbody\n\n# T\n",
        "---\na: b\n\n# comment\n\n---\nbody\n===\n",
    ] {
        assert_eq!(unclosed(text), None, "{text:?}");
        assert!(block(text, Fences::Strict).1.starts_with("body"), "{text:?}");
    }
    for text in [
        "---\na: b\n\n# T\ntext\n---\nbody",
        "---\na: b\n\n# T\n\n---\nbody",
        "---\na: b\n\n# T\n---\nbody",
        "---\na: b\n\n# T: c\n\n---\n## body",
        "---\na: b\n\n# T\n\n---\n```\n# code\n```\n",
    ] {
        assert!(unclosed(text).is_some_and(|body| body.starts_with("# T")), "{text:?}");
    }
    assert_eq!(unclosed("---\na: b\n\n#tag\ntext\n---\nbody"), None);
}

#[test]
fn where_a_closing_fence_is_missing_is_known() {
    for (text, above) in [
        ("---\na: b\nc: d\n\n# T\n", "---\na: b\nc: d"),
        ("---\r\na: b\r\n\r\ntext\r\n", "---\r\na: b"),
        ("---\n\na: b\n  \n\n# T\n\n---\n", "---\n\na: b"),
        ("---\na: b", "---\na: b"),
        ("--- \n\n# T\n", "---"),
        ("---\ntext\n", "---"),
        ("+++\na = 1\n\n# T\n", "+++\na = 1"),
        ("{\n \"a\": 1\n\n# T\n", "{\n \"a\": 1"),
    ] {
        let Frontmatter::Unclosed { end, .. } = split(text, Fences::Lenient).0 else { panic!("{text:?}") };
        assert_eq!(&text[..end], above);
    }
}

#[test]
fn toml_and_json_are_read() {
    for (text, content, body) in [
        ("+++\na = 1\n\n# c\n+++\n# T\n", "a = 1\n\n# c\n", "# T\n"),
        ("+++ \r\n+++\r\n\r\nx", "", "\r\nx"),
        ("```toml\na = 1\n```\n# T\n", "a = 1\n", "# T\n"),
        ("~~~~ TOML\na = '~~~'\n~~~~~\n# T\n", "a = '~~~'\n", "# T\n"),
        ("---toml\na = 1\n---\n# T\n", "a = 1\n", "# T\n"),
        ("\n+++\na = 1\n+++\n# T\n", "a = 1\n", "# T\n"),
        ("{ \"a\": \"\\\"}\", \"b\": {} }\n# T\n", " \"a\": \"\\\"}\", \"b\": {} ", "# T\n"),
        ("\u{feff}{\n}", "\n", ""),
    ] {
        let (block, rest) = block(text, Fences::Lenient);
        assert!(block.is_mapping() && block.syntax != Syntax::Yaml, "{text:?}");
        assert_eq!((block.content.of(text), rest), (content, body), "{text:?}");
    }
    for text in [
        "{% a %}\n",
        "{{ a }}\n",
        "{a}\n",
        "{\"a\": 1} text\n",
        " {\"a\": 1}\n",
        "```toml\na = 1\n",
        "```yaml\na: 1\n```\n",
        "a = 1\n",
    ] {
        assert_eq!(split(text, Fences::Lenient).0, Frontmatter::Missing, "{text:?}");
    }
}

#[test]
fn what_may_have_been_meant_as_frontmatter_is_told_from_text() {
    for text in [
        "---a: b\n---\n",
        "a: b\n",
        " +++\na = 1\n",
        "a = 1\n",
        "題：値\n",
        "{\"a\": 1} text\n",
        "```yaml\na: b\n```\n",
        "# T\n\n---\na: b\n---\n",
        "<!-- c -->\n\n----\na b: c\n----\n",
    ] {
        assert!(seems_there(text), "{text:?}");
    }
    for text in
        ["", "# T\n\ntext\n", "In short: a\n", "{% a %}\n", "{{ a }}\n", "https://a.jp\n", "# T\n\na: b\n"]
    {
        assert!(!seems_there(text), "{text:?}");
    }
}
