use serde_json::json;

use super::*;
use crate::{
    text::Span,
    tree::{Data, Document, Limits, Node, SyntaxError},
};

fn read(text: &str) -> Result<Document, SyntaxError> {
    // Spans are those of the whole text.
    let whole = format!("値\n{text}");
    parse(&whole, Span::new("値\n".len(), whole.len()), Limits::default())
}

/// The error for `text`: what it points at, and its message.
fn error(text: &str) -> (String, String) {
    let error = read(text).unwrap_err();
    let at = error.span.shift(0);
    let whole = format!("値\n{text}");
    (at.of(&whole).to_owned(), error.message.trim_start_matches("this is not TOML: ").to_owned())
}

#[test]
fn values_are_those_of_json() {
    let document = read(
        "a = 'x'\nb = 0x1F\nc = 1_000.5\nd = [1, [true]]\ne.f = \"\"\"\ny\"\"\"\n\
         g = 2026-01-02 03:04:05z\nh = 03:04\ni = { j = 1, k.l = 2 }\n[m]\nn = 1\n[[o.p]]\nq = 1\n[[o.p]]\n",
    );
    let wanted = json!({
        "a": "x", "b": 31, "c": 1000.5, "d": [1, [true]], "e": { "f": "y" },
        "g": "2026-01-02T03:04:05Z", "h": "03:04:00", "i": { "j": 1, "k": { "l": 2 } },
        "m": { "n": 1 }, "o": { "p": [{ "q": 1 }, {}] }
    });
    assert_eq!(document.unwrap().to_traced().to_value(), wanted);
}

#[test]
fn a_span_is_what_is_written_in_one_place() {
    let text = "# c\na.b = 1 # d\n'e' = 2\n[f] # g\nh = [\n  3\n]\n[f.i.j]\n[f.k]\nl = 4\n";
    let document = read(text).unwrap();
    let whole = format!("値\n{text}");
    let comments: Vec<&str> = document.comments.iter().map(|comment| comment.of(&whole)).collect();
    assert_eq!(comments, ["# c", "# d", "# g"]);
    let spans = |node: &Node| {
        let entries = node.as_mapping().unwrap().iter();
        entries
            .map(|entry| (entry.key.of(&whole).to_owned(), entry.value.span.of(&whole).to_owned()))
            .collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(document.root.span.of(&whole), "a.b = 1 # d\n'e' = 2");
    assert_eq!(
        spans(&document.root),
        pairs(&[("a", "b = 1"), ("'e'", "2"), ("f", "[f] # g\nh = [\n  3\n]")])
    );
    let Data::Mapping(entries) = &document.root.data else { panic!("no table") };
    assert_eq!(spans(&entries[2].value), pairs(&[("h", "[\n  3\n]"), ("i", "i"), ("k", "[f.k]\nl = 4")]));
}

#[test]
fn a_key_that_is_there_already_is_a_duplicate() {
    for text in [
        "a = 1\na = 2",
        "a = 1\n'a' = 2",
        "a.b = 1\na.b = 2",
        "a = 1\na.b = 2",
        "a = { b = 1 }\na.c = 2",
        "a = { b = 1, b = 2 }",
        "[a]\n[a]",
        "[a]\nb = 1\n[a.b]",
        "a = [1]\n[[a]]",
        "[a.b]\n[[a]]",
        "[[a]]\n[a]",
        "a.b = 1\n[a]",
        "[a.b.c]\n[a]\nb.c.d = 1",
    ] {
        let document = read(text).unwrap();
        assert_eq!(document.duplicates.len(), 1, "{text}");
        assert!(document.duplicates[0].first < document.duplicates[0].again, "{text}");
    }
    for text in ["[a.b]\n[a]", "[a]\nb.c = 1\n[a.b.d]", "a.b = 1\na.c = 2", "[[a]]\nb = 1\n[[a]]\nb = 1"] {
        assert_eq!(read(text).unwrap().duplicates, [], "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_in_words_and_pointed_at() {
    for (text, at, message) in [
        ("a: b", ":", "`:` after a key, expected `=`"),
        ("a : b", ":", "`:` after a key, expected `=`"),
        ("a =", "", "a value is missing after `=`"),
        ("a", "", "a key without a value, expected `=` after it"),
        ("= 1", "", "a key is missing"),
        ("a b = 1", "b", "`b` after a key, expected `=`"),
        ("日 = 1", "日", "key `日` contains `日`, so it must be quoted"),
        ("a\u{3000}= 1", "\u{3000}", "U+3000, which is not a space to TOML"),
        ("a = b: c, d # e", "b: c, d", "the text `b: c, d` has no quotes"),
        ("a = [b, 1]", "b", "the text `b` has no quotes"),
        ("a =\u{a0}'b'", "\u{a0}", "U+00A0, which is not a space to TOML"),
        ("a = 'b'\u{3000}", "\u{3000}", "U+3000, which is not a space to TOML"),
        ("a = “b”", "“", "`“` does not quote text, expected `\"`"),
        ("a = True", "True", "`True` is not a boolean"),
        ("a = -inf", "-inf", "`-inf` is a number that JSON does not have"),
        (
            "a = 9223372036854775808",
            "9223372036854775808",
            "`9223372036854775808` is not in the range of integers",
        ),
        (
            "a = 0x8000000000000000",
            "0x8000000000000000",
            "`0x8000000000000000` is not in the range of integers",
        ),
        ("a = 1e400", "1e400", "`1e400` is not in the range of floats"),
        ("a = .5", ".5", "`.5` is neither a number nor a date"),
        ("a = 1._5", "1._5", "`1._5` is neither a number nor a date"),
        ("a = 012", "012", "`012` is neither a number nor a date"),
        ("a = 2026-02-30", "2026-02-30", "`2026-02-30` is not a valid date"),
        ("a = 2026/1/2", "2026/1/2", "`2026/1/2` is neither a number nor a date"),
        ("a = \"b", "\"", "the text is not closed, expected `\"`"),
        ("a = '''b", "'''", "the text is not closed, expected `'''`"),
        ("a = \"\\q\"", "\\q", "`\\q` is not an escape"),
        ("a = \"\\u12\"", "\\u12", "`\\u12` is not an escape"),
        ("a = \"b\\ud800c\"", "\\ud800", "`\\ud800` is not an escape"),
        ("a = \"\\x4日\"", "\\x4", "`\\x4` is not an escape"),
        ("a = \"\\n\u{7}\"", "\u{7}", "U+0007 in quoted text"),
        ("a = \"\\u0041\u{7}\"", "\u{7}", "U+0007 in quoted text"),
        ("// a", "//", "`//` does not start a comment, expected `#`"),
        ("a = 1 // b", "1 // b", "`1 // b` is neither a number nor a date"),
        ("a = 'b' // c", "//", "`//` does not start a comment, expected `#`"),
        ("[a] b = 1", "b", "`b` after the name of the table"),
        ("a = \"b\" c", "c", "`c` after the end of the value"),
        ("a = ['1' '2']", "", "expected `,` before the next value"),
        ("a = [1,,2]", ",", "a comma without a value before it"),
        ("a = [1", "[", "the bracket is not closed, expected `]`"),
        ("a = { b = 1", "{", "the bracket is not closed, expected `}`"),
        ("[]", "", "a key is missing"),
        ("[a", "[a", "the table's name is not closed, expected `]` after it"),
        ("[[a]", "[[a]", "the table's name is not closed, expected `]]` after it"),
    ] {
        assert_eq!(error(text), (at.to_owned(), message.to_owned()), "{text}");
    }
}

#[test]
fn what_is_quoted_reads_back() {
    for text in
        ["", "a b", "it's", "\"a\\b\"", "it's \"a\"\\", "\t\n\r\u{7}\u{7f}\u{85}", "日本語：「値」", "'''"]
    {
        let pair = format!("{} = {}", key(text), quote(text));
        assert_eq!(read(&pair).unwrap().to_traced().to_value(), json!({ text: text }), "{pair}");
    }
    assert_eq!(quote("a\\b"), "'a\\b'");
    assert_eq!((key("a-b_1"), key("a.b")), ("a-b_1".to_owned(), "\"a.b\"".to_owned()));
}

#[test]
fn limits_hold() {
    let deep = |text: String| read(&text).unwrap_err().message;
    assert!(deep(format!("a = {}{}", "[".repeat(70), "]".repeat(70))).contains("deeper than 64 levels"));
    assert!(
        deep(format!("a = {}1{}", "{ a = ".repeat(70), "}".repeat(70))).contains("deeper than 64 levels")
    );
    assert!(deep(format!("a{} = 1", ".a".repeat(70))).contains("deeper than 64 levels"));
    assert!(deep(format!("[a{}]", ".a".repeat(70))).contains("deeper than 64 levels"));
    assert!(deep(format!("[[a]]\n[[a{}]]", ".a".repeat(70))).contains("deeper than 64 levels"));
    assert!(deep(format!("a = [{}]", "1,".repeat(10_001))).contains("more than 10000 values"));
    assert!(deep("a = 1 # ".to_owned() + &"x".repeat(1 << 20)).contains("longer than"));
}
