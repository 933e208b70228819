use crate::{
    text::Span,
    tree::{Limits, SyntaxError},
    yaml::parse,
};

fn fails(text: &str) -> SyntaxError {
    parse(text, Span::new(0, text.len()), Limits::default()).unwrap_err()
}

/// Text; the characters at fault; the message; the help; where given, what lacks quotes.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn hold(rows: &[Row]) {
    for (text, at, message, help) in rows {
        let error = fails(text);
        let found = (error.span.of(text), error.message.as_str(), error.help.as_deref().unwrap_or_default());
        assert_eq!(found, (*at, *message, *help), "{text:?}");
    }
}

#[test]
fn values_that_need_quotes() {
    const COLON: &str = "the unquoted value of `title` holds `: `, which YAML reads as another key";
    hold(&[
        ("title: 基盤（CDP: 値）\ndate: x\n", ": ", COLON, "quote it: `\"基盤（CDP: 値）\"`"),
        ("title: A: B: C # d\n", ": ", COLON, "quote it: `\"A: B: C\"`"),
        ("title: A: \"B\"\n", ": ", COLON, "quote it: `'A: \"B\"'`"),
        (
            "title: @a\n",
            "@",
            "the value of `title` cannot begin with `@` without quotes",
            "quote it: `\"@a\"`",
        ),
        (
            "title: `a`\n",
            "`",
            "the value of `title` cannot begin with a backtick without quotes",
            "quote it: `` \"`a`\" ``",
        ),
        (
            "title: %a\n",
            "%",
            "the value of `title` cannot begin with `%` without quotes",
            "quote it: `\"%a\"`",
        ),
        (
            "title: **a** b\n",
            "*",
            "the value of `title` cannot begin with `*` without quotes",
            "quote it: `\"**a** b\"`",
        ),
        (
            "title: > a\n",
            ">",
            "the value of `title` cannot begin with `>` without quotes",
            "quote it: `\"> a\"`",
        ),
        (
            "title: - a\n",
            "-",
            "the value of `title` cannot begin with `- ` without quotes",
            "quote it: `\"- a\"`",
        ),
        (
            "title: & a\n",
            "&",
            "the value of `title` cannot begin with `&` without quotes",
            "quote it: `\"& a\"`",
        ),
        (
            "title: [a] b\n",
            "b",
            "the value of `title` goes on behind the closing `]`",
            "quote it: `\"[a] b\"`",
        ),
        (
            "title: [a]: b\n",
            ": b",
            "the value of `title` goes on behind the closing `]`",
            "quote it: `\"[a]: b\"`",
        ),
        ("a:\n  - @b\n", "@", "an item of `a` cannot begin with `@` without quotes", "quote it: `\"@b\"`"),
        ("a: [@b, c]\n", "@", "an item of `a` cannot begin with `@` without quotes", "quote it: `\"@b\"`"),
        (
            "a: [#b, c]\n",
            "#",
            "an item of `a` begins with `#`, which YAML reads as a comment",
            "quote it: `\"#b\"`",
        ),
        ("a: [b: c: d]\n", ":", "a `:` in an unquoted value between brackets", "quote it: `\"b: c: d\"`"),
    ]);
    let text = "title: 基盤: 値 # c\n";
    assert_eq!(fails(text).unquoted.unwrap().of(text), "基盤: 値");
}

#[test]
fn quotes_and_brackets_that_do_not_close() {
    const QUOTE: &str = "the quote `'` of the value of `a` is never closed";
    const BRACKET: &str = "the bracket `[` of the value of `a` is never closed";
    hold(&[
        ("a: 'b\nc: d\n", "'", QUOTE, "write `a: 'b'`"),
        (
            "a: ['b, c]\nd: e\n",
            "'",
            "the quote `'` of an item of `a` is never closed",
            "close it with `'` at the end of the value",
        ),
        ("a: 'b", "'", QUOTE, "write `a: 'b'`"),
        (
            "a: 'it's'\n",
            "s'",
            "the value of `a` goes on behind the closing `'`",
            "put the whole value in quotes: `\"it's\"`",
        ),
        (
            "a: \"b\" c\n",
            "c",
            "the value of `a` goes on behind the closing `\"`",
            "put the whole value in quotes: `'\"b\" c'`",
        ),
        ("a: [b, c\nd: e\n", "[", BRACKET, "write `a: [b, c]`, or put the whole value in quotes"),
        ("a: [b,\nd: e\n", "[", BRACKET, "close it with `]`, or put the whole value in quotes"),
        ("a: [C#, #b]\n", "[", BRACKET, "quote what begins with `#`: behind a blank it is a comment"),
        (
            "a: [\n  b\n]\n",
            "]",
            "the closing `]` is not indented deeper than its key",
            "put a blank in front of the `]`",
        ),
        (
            "a: \"C:\\dir\"\n",
            "\\d",
            "`\\d` is no escape in double quotes",
            "write `\\\\d`, or put the value in single quotes",
        ),
    ]);
}

#[test]
fn lines_that_are_no_pair_of_key_and_value() {
    const PAIR: &str = "a line that is no `key: value`";
    const INDENT: &str = "write it as `key: value`, or indent it if it continues the value above";
    hold(&[
        (
            "title：値\ndate: b\n",
            "：",
            "a full-width colon behind `title`, expected `: `",
            "write `title: 値`",
        ),
        (
            "date: b\ntitle：値\n",
            "：",
            "a full-width colon behind `title`, expected `: `",
            "write `title: 値`",
        ),
        ("title:a\ndate: b\n", ":", "no blank behind the colon of `title`", "write `title: a`"),
        ("date: b\ntext\nc: d\n", "text", PAIR, INDENT),
        ("a: |\nx\n", "x", PAIR, "indent the lines that are the text of `a`"),
        (
            "# c\n@a: b\n",
            "@a: b",
            "a line that begins with `@`, expected `key: value`",
            "quote the key, or delete the line",
        ),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n",
            "<<<<<<< HEAD",
            "a conflict marker of git",
            "resolve the conflict and delete it",
        ),
    ]);
}

#[test]
fn white_space_that_is_wrong() {
    const DEEPER: &str = "`c` is indented deeper than `a` above it, which has a value";
    hold(&[
        ("a: b\n c: d\n", "c", DEEPER, "indent `c` like `a`"),
        ("a: 'b'\n c: d\n", "c", DEEPER, "indent `c` like `a`"),
        (
            "a:\n  b: c\n d: e\n",
            "d",
            "the indentation of `d` fits no line above",
            "indent `d` like the keys that it belongs with",
        ),
        (
            "  a: b\nc: d\n",
            "  ",
            "the first line is indented deeper than those below it",
            "indent all keys alike",
        ),
        (
            "a:\n\t- b\n",
            "\t",
            "a tab indents an item of `a`, where YAML takes only spaces",
            "write `  - b`, with spaces",
        ),
        (
            "a:\n  - b\n - c\n",
            "- c",
            "a list item that belongs to no list",
            "indent the items of one list alike",
        ),
        (
            "a: b\u{7}\n",
            "\u{7}",
            "the value of `a` holds a control character, U+0007",
            "delete it, or write what was meant",
        ),
    ]);
}

#[test]
fn long_values_are_not_repeated() {
    let error = fails(&format!("a: {}: b\n", "値".repeat(100)));
    assert_eq!(error.help.as_deref(), Some("put the whole value in quotes"));
    let error = fails(&format!("a: b\n{}:c\n", "k".repeat(100_000)));
    assert!(error.message.len() < 200 && error.help.unwrap().len() < 200);
}
