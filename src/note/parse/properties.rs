//! Properties of every parsed text, however broken.

use proptest::prelude::*;

use crate::{
    note::{BlockId, BlockKind, HeadingLine, InlineKind, Note, heading_lines},
    text::{Id, Span},
};

fn assert_sound(text: &str) {
    let note = Note::parse(text);
    let whole = Span::new(0, text.len());
    let is_sound = |span: Span| {
        span.start() <= span.end() && text.is_char_boundary(span.start()) && text.is_char_boundary(span.end())
    };

    let mut open: Vec<(BlockId, Span)> = vec![(BlockId::new(note.blocks.iter().count()), whole)];
    let mut last = 0;
    for (id, block) in note.blocks.iter() {
        while open.len() > 1 && open.last().is_some_and(|(end, _)| *end <= id) {
            open.pop();
        }
        let (end, parent) = open[open.len() - 1];
        assert!(is_sound(block.span), "{block:?}");
        assert!(parent.encloses(block.span), "{block:?} reaches out of {parent:?}");
        assert!(id < block.end && block.end <= end, "{block:?}");
        assert!(last <= block.span.start(), "{block:?} starts before the previous one");
        assert!(!block.span.of(text).ends_with([' ', '\t', '\n', '\r']), "{block:?}");
        if let BlockKind::Item { marker, .. } = block.kind {
            assert!(is_sound(marker) && block.span.encloses(marker) && !marker.is_empty(), "{block:?}");
        }
        last = block.span.start();
        open.push((block.end, block.span));
    }

    let leaves: Vec<Span> = note
        .blocks
        .iter()
        .filter(|(_, block)| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell)
        })
        .map(|(_, block)| block.span)
        .collect();
    let mut last = 0;
    for inline in &note.inlines {
        assert!(is_sound(inline.span) && last <= inline.span.start(), "{inline:?}");
        assert!(leaves.iter().any(|leaf| leaf.encloses(inline.span)), "{inline:?} is in no paragraph");
        last = inline.span.start();
        let is_text = matches!(inline.kind, InlineKind::Text { .. });
        assert!(
            note.has_literal_marks || !is_text || !inline.span.of(text).contains(['*', '_', '~']),
            "{inline:?}"
        );
    }
    for (_, heading) in note.outline.iter() {
        assert!(is_sound(heading.content) && heading.span.encloses(heading.content), "{heading:?}");
        assert_eq!(note.blocks[heading.block].span, heading.span);
    }
    for comment in &note.comments {
        assert!(is_sound(*comment) && comment.len() >= 4, "{comment:?}");
        assert!(comment.of(text).starts_with("%%") && comment.of(text).ends_with("%%"), "{comment:?}");
    }
    let mut last = 0;
    for link in &note.links {
        assert!(is_sound(link.span) && is_sound(link.destination) && last <= link.span.start(), "{link:?}");
        last = link.span.start();
    }
    for suppression in note.suppressions.iter() {
        assert!(is_sound(suppression.scope) && is_sound(suppression.comment), "{suppression:?}");
        assert!(suppression.rules.iter().all(|rule| is_sound(*rule)), "{suppression:?}");
    }

    let lines: Vec<_> = heading_lines(text).collect();
    assert!(lines.len() >= note.outline.iter().len(), "{lines:?}");
    for (_, heading) in note.outline.iter() {
        let is_known = |words: &str| words == heading.plain && words == heading.content.of(text);
        let mut lines = lines.iter().filter(|line| line.level == heading.level);
        let is_bold = |words: &str| is_known(words) || words.replace("**", "") == heading.plain;
        let is_line = |line: &HeadingLine<'_>| match (line.words, line.bold) {
            (Some(words), _) => is_known(words),
            (None, bold) => bold.is_none_or(is_bold),
        };
        assert!(lines.any(is_line), "{heading:?} is missing");
    }
}

/// Pieces with a meaning in Markdown or frontmatter, or of several bytes.
#[rustfmt::skip]
const PIECES: &[&str] = &[
        "# ",
        "## ",
        "#",
        "- ",
        "* ",
        "1. ",
        "12) ",
        "> ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[[",
        "]]",
        "|",
        "| - |",
        "|-|-|\n",
        "---",
        "===",
        "\\",
        "&amp;",
        "&#x3042;",
        "<!--",
        "-->",
        "<div>",
        "<https://a.jp>",
        "https://",
        "http:",
        "a@b.jp",
        "[a]: ",
        "[^1]",
        "[^1]: ",
        "[ ] ",
        "notelint-disable ",
        "notelint-disable-next-line ",
        "title: ",
        "\u{feff}",
        "\0",
        "値",
        "（",
        "）",
        "」**",
        "⭐️",
        "か\u{3099}",
        "\u{3000}",
        "a",
        "$",
        "$$",
        "%%",
        "\n%%\n",
        "\n$$\n",
        "[[1]](",
        "[[ -n ]]",
        "!",
        ":",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

const NOTE: &str = "---\ntitle: 値\ntags: [a]\n---\n\n# 題 **名**\n\n## 要約(5つの要点)\n\n1. **鍵「一」**: [本文](https://a.jp/\"t\")。\n2. 次\n   - 子 `x` ![図](f.png)\n\n| 軸 | 点 |\n|---|---|\n| a | ⭐⭐☆ |\n\n> 引用 <!-- notelint-disable text -->\n> [[別]] https://b.jp/?x=1&amp;y\n\n```\n\u{3000}c\n```\n[r]: <u v>\n";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn any_markup(pieces in prop::collection::vec(piece(), 0..60)) {
        assert_sound(&pieces.concat());
    }

    #[test]
    fn any_mutation_of_a_note(
        mutations in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, piece()), 1..6),
    ) {
        let mut characters: Vec<String> = NOTE.chars().map(String::from).collect();
        for (place, removed, inserted) in mutations {
            let start = place.index(characters.len());
            let end = (start + removed).min(characters.len());
            characters.splice(start..end, [inserted]);
        }
        assert_sound(&characters.concat());
    }
}
