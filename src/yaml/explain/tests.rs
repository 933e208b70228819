use crate::{
    text::Span,
    tree::{Limits, SyntaxError},
    yaml::parse,
};

fn fails(text: &str) -> SyntaxError {
    parse(text, Span::new(0, text.len()), Limits::default()).unwrap_err()
}

/// Text; the characters at fault; the message; the help.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn check(rows: &[Row]) {
    for (text, at, message, help) in rows {
        let error = fails(text);
        let found = (error.span.of(text), error.message.as_str(), error.help.as_deref().unwrap_or_default());
        assert_eq!(found, (*at, *message, *help), "{text:?}");
    }
}

#[test]
fn values_that_need_quotes() {
    const COLON: &str = "the unquoted value of `title` contains `: `, which YAML reads as another key";
    check(&[
        ("title: 基盤（CDP: 値）\ndate: x\n", ": ", COLON, "quote it: `\"基盤（CDP: 値）\"`"),
        ("title: A: B: C # d\n", ": ", COLON, "quote it: `\"A: B: C\"`"),
        ("title: A: \"B\"\n", ": ", COLON, "quote it: `'A: \"B\"'`"),
        (
            "title: @a\n",
            "@",
            "the value of `title` cannot start with `@` without quotes",
            "quote it: `\"@a\"`",
        ),
        (
            "title: `a`\n",
            "`",
            "the value of `title` cannot start with a backtick without quotes",
            "quote it: `` \"`a`\" ``",
        ),
        (
            "title: %a\n",
            "%",
            "the value of `title` cannot start with `%` without quotes",
            "quote it: `\"%a\"`",
        ),
        (
            "title: **a** b\n",
            "*",
            "the value of `title` cannot start with `*` without quotes",
            "quote it: `\"**a** b\"`",
        ),
        (
            "title: > a\n",
            ">",
            "the value of `title` cannot start with `>` without quotes",
            "quote it: `\"> a\"`",
        ),
        (
            "title: - a\n",
            "-",
            "the value of `title` cannot start with `- ` without quotes",
            "quote it: `\"- a\"`",
        ),
        (
            "title: & a\n",
            "&",
            "the value of `title` cannot start with `&` without quotes",
            "quote it: `\"& a\"`",
        ),
        (
            "title: [a] b\n",
            "b",
            "the value of `title` continues after the closing `]`",
            "quote it: `\"[a] b\"`",
        ),
        (
            "title: [a]: b\n",
            ": b",
            "the value of `title` continues after the closing `]`",
            "quote it: `\"[a]: b\"`",
        ),
        ("a:\n  - @b\n", "@", "an item of `a` cannot start with `@` without quotes", "quote it: `\"@b\"`"),
        ("a: [@b, c]\n", "@", "an item of `a` cannot start with `@` without quotes", "quote it: `\"@b\"`"),
        (
            "a: [#b, c]\n",
            "#",
            "an item of `a` starts with `#`, which YAML reads as a comment",
            "quote it: `\"#b\"`",
        ),
        ("a: [b: c: d]\n", ":", "a `:` in an unquoted value between brackets", "quote it: `\"b: c: d\"`"),
    ]);
    let text = "title: 基盤: 値 # c\n";
    assert_eq!(fails(text).unquoted[0].of(text), "基盤: 値");
}

#[test]
fn quotes_and_brackets_that_do_not_close() {
    const QUOTE: &str = "the quote `'` of the value of `a` is not closed";
    const BRACKET: &str = "the bracket `[` of the value of `a` is not closed";
    check(&[
        ("a: 'b\nc: d\n", "'", QUOTE, "write `a: 'b'`"),
        (
            "a: ['b, c]\nd: e\n",
            "'",
            "the quote `'` of an item of `a` is not closed",
            "close it with `'` at the end of the value",
        ),
        ("a: 'b", "'", QUOTE, "write `a: 'b'`"),
        (
            "a: 'it's'\n",
            "s'",
            "the value of `a` continues after the closing `'`",
            "quote the whole value: `\"it's\"`",
        ),
        (
            "a: \"b\" c\n",
            "c",
            "the value of `a` continues after the closing `\"`",
            "quote the whole value: `'\"b\" c'`",
        ),
        ("a: [b, c\nd: e\n", "[", BRACKET, "write `a: [b, c]`, or quote the whole value"),
        ("a: [b,\nd: e\n", "[", BRACKET, "close it with `]`, or quote the whole value"),
        ("a: [C#, #b]\n", "[", BRACKET, "quote the text that starts with `#`: after a space it is a comment"),
        ("a: [b}\n", "}", "`}` closes a `[`", "write `]`, or quote the value"),
        (
            "a: [\n  b\n]\n",
            "]",
            "the closing `]` is not indented deeper than its key",
            "put a space before the `]`",
        ),
        (
            "a: \"C:\\dir\"\n",
            "\\d",
            "`\\d` is not an escape sequence in double quotes",
            "write `\\\\d`, or use single quotes",
        ),
    ]);
}

#[test]
fn lines_that_are_not_a_key_with_a_value() {
    const PAIR: &str = "the line is not a `key: value` pair";
    const INDENT: &str = "write it as `key: value`, or indent it if it continues the value above";
    check(&[
        ("title：値\ndate: b\n", "：", "full-width colon after `title`, expected `: `", "write `title: 値`"),
        ("date: b\ntitle：値\n", "：", "full-width colon after `title`, expected `: `", "write `title: 値`"),
        ("title:a\ndate: b\n", ":", "missing space after the colon of `title`", "write `title: a`"),
        ("date: b\ntext\nc: d\n", "text", PAIR, INDENT),
        ("a: |\nx\n", "x", PAIR, "indent the lines of the text of `a`"),
        (
            "# c\n@a: b\n",
            "@a: b",
            "the line starts with `@`, expected `key: value`",
            "quote the key, or delete the line",
        ),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n",
            "<<<<<<< HEAD",
            "a Git conflict marker",
            "resolve the conflict and delete the marker",
        ),
    ]);
}

#[test]
fn white_space_that_is_wrong() {
    const DEEPER: &str = "`c` is indented deeper than `a` above it, which has a value";
    check(&[
        ("a: b\n c: d\n", "c", DEEPER, "indent `c` like `a`"),
        ("a: 'b'\n c: d\n", "c", DEEPER, "indent `c` like `a`"),
        (
            "a:\n  b: c\n d: e\n",
            "d",
            "the indentation of `d` does not match any line above",
            "indent `d` like the keys it belongs to",
        ),
        (
            "  a: b\nc: d\n",
            "  ",
            "the first line is indented deeper than those below it",
            "indent all keys equally",
        ),
        (
            "a:\n\t- b\n",
            "\t",
            "an item of `a` is indented with a tab, but YAML allows only spaces",
            "write `  - b`, with spaces",
        ),
        (
            "a:\n  - b\n - c\n",
            "- c",
            "the list item does not belong to a list",
            "indent all items of the list equally",
        ),
        (
            "a: b\u{7}\n",
            "\u{7}",
            "the value of `a` contains a control character, U+0007",
            "delete it, or replace it with the intended text",
        ),
    ]);
}

#[test]
fn long_values_are_not_repeated() {
    let error = fails(&format!("a: {}: b\n", "値".repeat(100)));
    assert_eq!(error.help.as_deref(), Some("quote the whole value"));
    let error = fails(&format!("a: b\n{}:c\n", "k".repeat(100_000)));
    assert!(error.message.len() < 200 && error.help.unwrap().len() < 200);
}
