use super::*;

#[test]
fn the_outline_is_that_of_the_whole_note() {
    for text in [
        "---\ntitle: 茶\n---\n# 茶\n\n## 概要 (5)\n- a\n### b:\n\n---\n\n## c\n",
        "# a\r\n\r\n```\r\n## b\r\n```\r\n#  c  \r\n",
        "# \n##\n",
    ] {
        let seen = |note: &Note<'_>| -> Vec<_> {
            let seen = |heading: &Heading<'_>| {
                (heading.level, heading.content.of(text).to_owned(), heading.plain.to_string())
            };
            note.outline.iter().map(|(_, heading)| seen(heading)).collect()
        };
        let outlined = Note::outlined(text).unwrap();
        assert_eq!(seen(&outlined), seen(&Note::parse(text)), "{text:?}");
    }
    for text in ["# a\n\nb\n---\n", "# a\n\n## *b*\n", "# a\n## **b**\n", "a\n# b\n", "# a\n   # b\n"] {
        assert!(Note::outlined(text).is_none(), "{text:?}");
    }
}
