use super::*;
use crate::note::{Block, BlockId, Blocks, Link, LinkKind};

/// Returns each block as its kind and source, indented by its depth.
fn blocks(text: &str) -> Vec<String> {
    fn visit(
        text: &str,
        blocks: &Blocks,
        (id, block): (BlockId, &Block),
        depth: usize,
        out: &mut Vec<String>,
    ) {
        let kind = match block.kind {
            BlockKind::Item { marker, number } => match number {
                Some(number) => format!("Item {} {number}", marker.of(text)),
                None => format!("Item {}", marker.of(text)),
            },
            kind => format!("{kind:?}"),
        };
        out.push(format!("{}{kind} {:?}", " ".repeat(depth), block.span.of(text)));
        for child in blocks.children(id) {
            visit(text, blocks, child, depth + 1, out);
        }
    }
    let note = Note::parse(text);
    let mut out = Vec::new();
    for block in note.blocks.top_level() {
        visit(text, &note.blocks, block, 0, &mut out);
    }
    out
}

fn inlines(text: &str) -> Vec<(InlineKind, &str)> {
    let note = Note::parse(text);
    note.inlines.into_iter().map(|inline| (inline.kind, inline.span.of(text))).collect()
}

fn links(text: &str) -> Vec<(LinkKind, &str, &str, String)> {
    let note = Note::parse(text);
    let read = |link: Link| (link.kind, link.span.of(text), link.destination.of(text), link.target);
    note.links.into_iter().map(read).collect()
}

fn literal() -> InlineKind {
    InlineKind::Text { decoded: None }
}

#[test]
fn the_text_of_a_tight_item_is_a_paragraph() {
    assert_eq!(
        blocks("  1. **値**: x\r\n     - [ ] 子 \r\n\r\n\r\n"),
        [
            "List { ordered: true } \"1. **値**: x\\r\\n     - [ ] 子\"",
            " Item 1. 1 \"1. **値**: x\\r\\n     - [ ] 子\"",
            "  Paragraph \"**値**: x\"",
            "  List { ordered: false } \"- [ ] 子\"",
            "   Item - \"- [ ] 子\"",
            "    Paragraph \"子\"",
        ]
    );
}

#[test]
fn the_paragraphs_of_a_loose_list_are_its_own() {
    assert_eq!(
        blocks("2) a\n\n   b\n\n> - c\n>\n"),
        [
            "List { ordered: true } \"2) a\\n\\n   b\"",
            " Item 2) 2 \"2) a\\n\\n   b\"",
            "  Paragraph \"a\"",
            "  Paragraph \"b\"",
            "Quote \"> - c\\n>\"",
            " List { ordered: false } \"- c\\n>\"",
            "  Item - \"- c\\n>\"",
            "   Paragraph \"c\"",
        ]
    );
}

#[test]
fn a_table_has_the_cells_that_are_written() {
    assert_eq!(
        blocks("| 軸 | 点 |\n|---|---|\n| a |\n| b |  | x\n"),
        [
            "Table \"| 軸 | 点 |\\n|---|---|\\n| a |\\n| b |  | x\"",
            " Row { header: true } \"| 軸 | 点 |\"",
            "  Cell \"軸\"",
            "  Cell \"点\"",
            " Row { header: false } \"| a |\"",
            "  Cell \"a\"",
            " Row { header: false } \"| b |  | x\"",
            "  Cell \"b\"",
            "  Cell \"\"",
        ]
    );
}

#[test]
fn blocks_of_other_kinds() {
    assert_eq!(
        blocks("\u{feff}# 題 #\n***\n```\nc\n```\n\n    x\n\n<!-- c -->\n\n[^1]: f\n\n[^1]\n"),
        [
            "Heading { level: 1 } \"# 題 #\"",
            "Break \"***\"",
            "Code \"```\\nc\\n```\"",
            "Code \"x\"",
            "Html \"<!-- c -->\"",
            "Footnote \"[^1]: f\"",
            " Paragraph \"f\"",
            "Paragraph \"[^1]\"",
        ]
    );
}

#[test]
fn what_is_read_of_a_heading_has_no_markup() {
    let text = "## **強み** &amp; `x` [弱み](u)\\! <br>\n\n二\n行\n---\n\n- # 中\n";
    let note = Note::parse(text);
    let read: Vec<_> =
        note.outline.iter().map(|(_, heading)| (&*heading.plain, heading.content.of(text))).collect();
    assert_eq!(read, [("強み & x 弱み!", "**強み** &amp; `x` [弱み](u)\\! <br>"), ("二 行", "二\n行")]);
}

#[test]
fn adjacent_text_is_one_inline() {
    assert_eq!(
        inlines("a_b [c] *d* &lt;  \ne"),
        [
            (literal(), "a_b [c] "),
            (InlineKind::Emphasis, "*d*"),
            (literal(), "d"),
            (literal(), " "),
            (InlineKind::Text { decoded: Some("<".into()) }, "&lt;"),
            (InlineKind::HardBreak, "  \n"),
            (literal(), "e"),
        ]
    );
}

#[test]
fn prices_are_no_formula() {
    assert_eq!(inlines("米国（$50B）と中国（$30B）"), [(literal(), "米国（$50B）と中国（$30B）")]);
}

#[test]
fn math_and_comments_are_leaves() {
    assert_eq!(
        inlines("a *$x*\ny$*%%[b]%% `$` $z"),
        [
            (literal(), "a "),
            (InlineKind::Emphasis, "*$x*\ny$*"),
            (InlineKind::Math, "$x*\ny$"),
            (InlineKind::Html, "%%[b]%%"),
            (literal(), " "),
            (InlineKind::Code, "`$`"),
            (literal(), " $z"),
        ]
    );
    assert_eq!(
        blocks("> $$\n> # a\n>\n> $$\n\n%%\n- b\n%%\n- c %% d\n"),
        [
            "Quote \"> $$\\n> # a\\n>\\n> $$\"",
            " Paragraph \"$$\\n> # a\\n>\\n> $$\"",
            "Html \"%%\\n- b\\n%%\"",
            "List { ordered: false } \"- c %% d\"",
            " Item - \"- c %% d\"",
            "  Paragraph \"c %% d\"",
        ]
    );
}

#[test]
fn destinations_are_found_in_the_source() {
    let text = "[a [b] `]`](x\\_y \"t\") ![](<p q>) [r][R] <https://a.jp> <a@b.jp> [[ノ#h|別]] ![[f.png]]\n\n[R]: \n /z&amp;\n";
    assert_eq!(
        links(text),
        [
            (LinkKind::Inline, "[a [b] `]`](x\\_y \"t\")", "x\\_y", "x_y".to_owned()),
            (LinkKind::Inline, "![](<p q>)", "p q", "p q".to_owned()),
            (LinkKind::Reference, "[r][R]", "/z&amp;", "/z&".to_owned()),
            (LinkKind::Autolink, "<https://a.jp>", "https://a.jp", "https://a.jp".to_owned()),
            (LinkKind::Autolink, "<a@b.jp>", "a@b.jp", "mailto:a@b.jp".to_owned()),
            (LinkKind::Wiki, "[[ノ#h|別]]", "ノ#h", "ノ#h".to_owned()),
            (LinkKind::Wiki, "![[f.png]]", "f.png", "f.png".to_owned()),
        ]
    );
}

#[test]
fn bare_urls_are_found_in_text_only() {
    let text =
        "- **リンク**: https://a.jp/?x=1&amp;y=a\\_b。`https://b.jp` [https://c.jp](d) **https://e.jp**です";
    assert_eq!(
        links(text),
        [
            (
                LinkKind::Bare,
                "https://a.jp/?x=1&amp;y=a\\_b",
                "https://a.jp/?x=1&amp;y=a\\_b",
                "https://a.jp/?x=1&y=a_b".to_owned()
            ),
            (LinkKind::Inline, "[https://c.jp](d)", "d", "d".to_owned()),
            (LinkKind::Bare, "https://e.jp", "https://e.jp", "https://e.jp".to_owned()),
        ]
    );
}

#[test]
fn nesting_has_an_end() {
    let text = format!("{}a\n{}b", "> - ".repeat(1000), "> ".repeat(999));
    let depth = blocks(&text).iter().map(|block| block.len() - block.trim_start().len()).max();
    assert!(depth.is_some_and(|depth| (100..105).contains(&depth)), "{depth:?}");
    assert_eq!(inlines(&text), [(literal(), "a"), (literal(), "b")]);
}

#[test]
fn what_follows_hostile_nesting_is_not_read() {
    let text = format!("# 題\n\n{}\n{}", "- [^1]: ".repeat(10_000), "a\n".repeat(200_000));
    let note = Note::parse(&text);
    assert_eq!(note.unread, Some(Span::new("# 題\n\n".len(), text.len())));
    assert_eq!(note.outline.iter().count(), 1);
}
