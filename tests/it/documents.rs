//! The documents that tests read: what is written into a block comes back as it was.

use proptest::prelude::*;

use crate::support::document::{Block, fenced, sections};

/// The blocks of a document with one section.
fn blocks(body: &str) -> Result<Vec<Block>, String> {
    sections(&format!("# A\n\n{body}")).map(|mut sections| sections.remove(0).blocks)
}

#[test]
fn what_cannot_be_seen_is_written_as_an_escape() {
    for (text, written) in [
        ("a\n", "```text\na\n```\n"),
        ("", "```text\n```\n"),
        ("a\\b\n", "```text\na\\b\n```\n"),
        ("a", "```text escaped\na\\\n```\n"),
        ("a\r\n\tb \n", "```text escaped\na\\r\n\\tb\\u{20}\n```\n"),
        ("\u{feff}a\\b\u{200b}\n", "```text escaped\n\\u{FEFF}a\\\\b\\u{200B}\n```\n"),
        ("か\u{3099}⭐\u{fe0f}\n", "```text escaped\nか\\u{3099}⭐\\u{FE0F}\n```\n"),
        ("```\na\n```\n", "````text\n```\na\n```\n````\n"),
        (" ````\n", "`````text\n ````\n`````\n"),
    ] {
        assert_eq!(fenced("text", text), written);
        assert_eq!(blocks(written).unwrap()[0].text, text);
    }
}

#[test]
fn an_info_string_says_what_a_block_is() {
    let document = "```markdown escaped name=\"a b.md\"\n\\t\n```\n\n```diff fixed-unsafe\n```\n\n```yaml name=t.yaml\n```\n";
    let blocks = blocks(document).unwrap();
    let infos: Vec<_> = blocks
        .iter()
        .map(|block| {
            (block.language.as_str(), block.kind.as_str(), block.name.as_deref(), block.text.as_str())
        })
        .collect();
    let expected = [
        ("markdown", "", Some("a b.md"), "\t\n"),
        ("diff", "fixed-unsafe", None, ""),
        ("yaml", "", Some("t.yaml"), ""),
    ];
    assert_eq!(infos, expected);
    assert_eq!(blocks[1].lines, 6..8);
}

#[test]
fn headings_inside_a_block_are_its_text() {
    let sections = sections("# A\n\n## B\n```markdown\n# C\n```\n\n### D\n").unwrap();
    let titles: Vec<_> = sections.iter().map(|section| (section.level, section.title.as_str())).collect();
    assert_eq!(titles, [(1, "A"), (2, "B"), (3, "D")]);
    assert_eq!(sections[1].blocks[0].text, "# C\n");
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    for (body, error) in [
        ("```text\na\n", "line 3: the fence is never closed"),
        ("```text escaped\n\\x\n```\n", "line 3: `\\x` is not an escape"),
        ("```text escaped\n\\u{D800}\n```\n", "line 3: `D800` is not a code point"),
        ("```text name=\"a\n```\n", "line 3: the name has no closing quote"),
    ] {
        assert_eq!(blocks(body).unwrap_err(), error);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in "([ \\\\`#a\t\r\n\u{feff}\u{200b}あ]|\\PC){0,40}") {
        prop_assert_eq!(&blocks(&fenced("text", &text)).unwrap()[0].text, &text);
    }
}
