use super::*;

/// What is found at a cursor: pointer, `k` and `v` for what it takes, the word, and the siblings.
type Found = (String, &'static str, String, String);

/// What is found at `|` in `text`.
fn at(text: &str) -> Option<Found> {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let cursor = Cursor::at(&text, offset)?;
    let takes = match cursor.takes {
        Takes::Key => "k",
        Takes::Value => "v",
        Takes::Item => "kv",
    };
    let word = text[cursor.word.clone()].to_owned();
    Some((cursor.pointer, takes, word, cursor.siblings.join(" ")))
}

fn found(pointer: &str, takes: &'static str, word: &str, siblings: &str) -> Found {
    (pointer.to_owned(), takes, word.to_owned(), siblings.to_owned())
}

#[test]
fn keys_are_in_the_mapping_of_their_column() {
    assert_eq!(at("|").unwrap(), found("", "k", "", ""));
    assert_eq!(at("題: 茶🍵\nst|\ntags: []\n").unwrap(), found("", "k", "st", "題 tags"));
    assert_eq!(at("a:\n  b: 1\n  |\n  c: 2\nd: 3\n").unwrap(), found("/a", "k", "", "b c"));
    assert_eq!(at("a:\n  b: 1\n|\nd: 3\n").unwrap(), found("", "k", "", "a d"));
    assert_eq!(at("a:\n- b: 1\n  |\n- c: 2\n").unwrap(), found("/a/0", "k", "", "b"));
    assert_eq!(at("a:\n  - b: 1\n    x:\n      |\n").unwrap(), found("/a/0/x", "k", "", ""));
    assert_eq!(at("a:\n  - b: 1\n  - |\n").unwrap(), found("/a/0", "kv", "", ""));
    assert_eq!(at("a:\n  - |\n    c: 2\n  - d: 1\n").unwrap(), found("/a/0", "kv", "", "c"));
    assert_eq!(at("st|atus: 1\n").unwrap(), found("", "k", "status", ""));
    assert_eq!(at("st|# 茶 🍵\n").unwrap(), found("", "k", "st", ""));
    assert_eq!(at("st|at 茶\n").unwrap(), found("", "k", "stat", ""));
    assert_eq!(at("tags:\n  - 緑|の 茶 # 🍵\n").unwrap(), found("/tags/0", "kv", "緑の 茶", ""));
    assert_eq!(at("\"st|\n").unwrap(), found("", "k", "\"st", ""));
    assert_eq!(at("a/b:\n  |").unwrap(), found("/a~1b", "k", "", ""));
}

#[test]
fn values_are_after_their_key() {
    assert_eq!(at("status: |\n").unwrap(), found("/status", "v", "", ""));
    assert_eq!(at("status:|\n").unwrap(), found("/status", "v", "", ""));
    assert_eq!(at("status: dr|aft # 🍵\n").unwrap(), found("/status", "v", "draft", ""));
    assert_eq!(at("status: \"dr|\"\r\n").unwrap(), found("/status", "v", "\"dr\"", ""));
    assert_eq!(at("a:\n  - b: |\n").unwrap(), found("/a/0/b", "v", "", ""));
    assert_eq!(at("tags:\n  - 緑|\n").unwrap(), found("/tags/0", "kv", "緑", ""));
    assert_eq!(at("tags: [緑, te|]\n").unwrap(), found("/tags/0", "v", "te", ""));
    assert_eq!(at("tags: [|").unwrap(), found("/tags/0", "v", "", ""));
    assert_eq!(at("rules: { text: off, |}").unwrap(), found("/rules", "k", "", "text"));
    assert_eq!(at("rules: { text: |}").unwrap(), found("/rules/text", "v", "", "text"));
    assert_eq!(at("- { a: [x], b|: 1 }").unwrap(), found("/0", "k", "b", "a"));
}

#[test]
fn nothing_is_written_in_comments_and_text() {
    for text in [
        "# st|",
        "a: b # c|",
        "a: it's # c|",
        "a: >\n  b: |\n",
        "a: >|\n",
        "a: b\n  c|",
        "|  a: b",
        "tags: [a] |",
        "a: &|",
    ] {
        assert_eq!(at(text), None, "{text}");
    }
}

#[test]
fn a_long_line_takes_no_long_time() {
    const MANY: usize = 200_000;
    assert!(at(&format!("a: \"{}|", " #茶".repeat(MANY))).is_some());
    assert!(at(&format!("a: [{}{}|", " ".repeat(MANY), "\"\"".repeat(MANY))).is_some());
}

#[test]
fn any_text_has_a_cursor_or_none() {
    for text in [
        "- - - :",
        "\t- a",
        "'",
        "\"a\": b",
        ": : :",
        "[[{",
        "}]",
        "é: 茶\r\n- 🍵: '",
        "? a\n: b",
        "-\n-",
        "- |\n x",
    ] {
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            if let Some(cursor) = Cursor::at(text, offset) {
                assert!(text.get(cursor.word).is_some(), "{text:?} at {offset}");
            }
        }
    }
}
