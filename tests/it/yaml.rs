//! Holds the reading of YAML to an independent implementation and to its own promises, on
//! generated texts.

use notelint::{
    note::{Frontmatter, Note},
    text::Span,
    tree::{Data, Document, Limits, Node, ScalarStyle, Syntax, SyntaxError},
    yaml::{differently_read, parse, quote, quote_if_needed, write},
};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) }
}

fn read(text: &str) -> Result<Document, SyntaxError> {
    parse(text, Span::new(0, text.len()), Limits::default())
}

/// A string of characters that mean something in YAML, of other ASCII and of the rest of Unicode.
fn string() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            ": ",
            ":",
            " #",
            "#",
            "- ",
            "-",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&a",
            "*a",
            "!t",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "`",
            "\\",
            "\n",
            " ",
            "\t",
            "~",
            "null",
            "true",
            "yes",
            "1",
            "1.5",
            "0o7",
            "0x1F",
            ".inf",
            "1e3",
            "---",
            "...",
            "<<",
            "=",
            "no",
            "On",
            "12:30",
            "0777",
            "1_000",
            "2026-01-31",
            "\n\n",
            "  ",
            "\u{85}",
            "\u{2028}",
            "\u{7f}",
            "\u{ffff}",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
        "[a-zあ-ん漢字：　]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        string().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((string(), inner), 0..5)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Text that is often YAML: lines of indentation, indicators and words.
fn yamlish() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "a", "b", "c d", "値", ": ", ":", "- ", "-", "? ", " ", "  ", "\n", "\n", "\n  ", "\n    ", "\r\n",
        "[", "]", "{", "}", ", ", "'", "\"", "''", "\\n", "# c", " # c", "|", ">", "|-", ">+", "|2", "&x ",
        "*x", "!t ", "!!str ", "~", "null", "true", "1", "-2", "1.5", "...", "---", "%", "@", "\t",
        "\u{feff}", "\u{85}", "\u{2028}",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// `value` of the other implementation as JSON; none where it holds what JSON cannot, or what the
/// core schema reads in another way.
fn json(value: &serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(bool) => Value::from(*bool),
        serde_yaml::Value::Number(number) => {
            serde_json::to_value(number).ok().filter(|number| !number.is_null())?
        }
        serde_yaml::Value::String(string) => Value::from(string.as_str()),
        serde_yaml::Value::Sequence(items) => Value::Array(items.iter().map(json).collect::<Option<_>>()?),
        serde_yaml::Value::Mapping(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key.as_str()?.to_owned(), json(value)?)));
            Value::Object(entries.collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(_) => return None,
    })
}

/// Holds every span of the document to its promises.
fn check_spans(document: &Document, text: &str) {
    fn check(node: &Node, text: &str, outer: Span) {
        let inside = |span: Span| {
            assert!(text.get(span.start()..span.end()).is_some(), "{span:?} cuts a character of {text:?}");
            assert!(outer.encloses(span), "{span:?} is outside of {outer:?} in {text:?}");
        };
        inside(node.span);
        match &node.data {
            Data::Scalar { .. } => {}
            Data::Sequence(items) => items.iter().for_each(|item| check(item, text, node.span)),
            Data::Mapping(entries) => {
                for entry in entries {
                    assert!(node.span.encloses(entry.key), "{:?} in {text:?}", entry.key);
                    assert!(text.get(entry.key.start()..entry.key.end()).is_some());
                    check(&entry.value, text, node.span);
                }
            }
        }
    }
    check(&document.root, text, Span::new(0, text.len()));
    for comment in &document.comments {
        assert!(comment.of(text).starts_with('#'), "{comment:?} in {text:?}");
    }
}

/// Checks that no plain string in `node`, and no plain key, is another value to readers of YAML 1.1.
fn check_plain(node: &Node, text: &str) {
    let check = |scalar: Span| {
        let scalar = scalar.of(text);
        assert_eq!(differently_read(scalar), None, "{scalar:?} in {text:?}");
        let is_date =
            scalar.get(4..5) == Some("-") && scalar.bytes().all(|byte| b"-0123456789".contains(&byte));
        assert!(!is_date, "{scalar:?} in {text:?}");
    };
    match &node.data {
        Data::Scalar { style: ScalarStyle::Plain, .. } => check(node.span),
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| check_plain(item, text)),
        Data::Mapping(entries) => {
            for entry in entries {
                check(entry.key);
                check_plain(&entry.value, text);
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_another_implementation_writes_is_read(value in value()) {
        // The other one breaks lines at U+0085 and U+2028, as YAML 1.1 does.
        prop_assume!(!value.to_string().contains(['\u{85}', '\u{2028}']));
        let text = serde_yaml::to_string(&value).unwrap();
        let document = read(&text).unwrap_or_else(|error| panic!("{error:?} in {text:?}"));
        check_spans(&document, &text);
        let read = document.to_traced().to_value();
        prop_assert_eq!(read, value, "{}", text);
    }

    #[test]
    fn what_is_written_is_read_alike_by_every_reader(value in value()) {
        let text = write(&value);
        let document = read(&text).unwrap_or_else(|error| panic!("{error:?} in {text:?}"));
        prop_assert_eq!(document.to_traced().to_value(), value.clone(), "{}", text);
        check_plain(&document.root, &text);
        let other: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error:?} in {text:?}"));
        prop_assert_eq!(other, value, "{}", text);
    }

    #[test]
    fn what_both_read_is_the_same(text in yamlish()) {
        let text = text + "\n";
        let Ok(document) = read(&text) else { return Ok(()) };
        check_spans(&document, &text);
        // YAML 1.1 breaks lines at U+0085 and U+2028 (1.2.2, 5.4), takes byte order marks for
        // content and knows no block scalar without indentation (8.1.1.1).
        let differs = text.contains(['\u{85}', '\u{2028}', '\u{feff}']);
        if differs || matches!(document.root.data, Data::Scalar { .. }) {
            return Ok(());
        }
        let Ok(other) = serde_yaml::from_str::<serde_yaml::Value>(&text) else { return Ok(()) };
        if let Some(other) = json(&other).filter(|_| document.duplicates.is_empty()) {
            prop_assert_eq!(document.to_traced().to_value(), other, "{:?}", text);
        }
    }

    #[test]
    fn errors_point_into_the_text(text in yamlish()) {
        let text = format!("値{text}");
        if let Err(error) = parse(&text, Span::new("値".len(), text.len()), Limits::default()) {
            prop_assert!(text.get(error.span.start()..error.span.end()).is_some(), "{:?} in {:?}", error, text);
            prop_assert!(error.span.start() >= "値".len(), "{:?} in {:?}", error, text);
            prop_assert!(!error.message.is_empty() && !error.message.contains('\n'), "{:?} in {:?}", error, text);
            for unquoted in &error.unquoted {
                prop_assert!(text.get(unquoted.start()..unquoted.end()).is_some(), "{:?} in {:?}", error, text);
            }
        }
    }

    #[test]
    fn quoted_text_reads_back(text in string()) {
        for written in [quote(&text), quote_if_needed(&text)] {
            let text_of = |node: &Node| matches!(&node.data, Data::Scalar { value, .. } if value.as_str() == Some(&text));
            let alone = read(&written).unwrap_or_else(|error| panic!("{error:?} in {written:?}"));
            prop_assert!(text_of(&alone.root), "{:?}", written);
            let line = format!("a: {written}\nb: [{written}, {written}]\n");
            let document = read(&line).unwrap_or_else(|error| panic!("{error:?} in {line:?}"));
            prop_assert!(document.root.as_mapping().is_some_and(|entries| text_of(&entries[0].value)), "{:?}", line);
        }
    }
}

const NOTES: [&str; 3] = [
    "---\ntitle: 基盤（CDP: Platform）\nurl: https://例え.jp/ # 注\ndate: 2026-01-31\ntags:\n  - 値\n  - 'b c'\n---\n\n# 題\n",
    "\u{feff}---\r\na: |\r\n  一\r\n  二\r\nb: &x [1, \"2\", {c: ~}]\r\nd: *x\r\n? e\r\n: !t f\r\n---\r\n# T\r\n",
    "---\ntitle: x\n\n## H\n\ntext\n\n---\n\n'",
];

/// Holds a note's frontmatter to the promises of its spans.
fn check_note(text: &str) {
    let note = Note::parse(text);
    assert!(text.get(note.body.start()..note.body.end()).is_some());
    match &note.frontmatter {
        Frontmatter::Missing => {}
        Frontmatter::Unclosed { fence, end, .. } => {
            assert!(matches!(fence.of(text), "---" | "+++" | "{"));
            assert!(fence.end() <= *end && text.get(*end..).is_some());
        }
        Frontmatter::Closed(block) => {
            let opening = match block.syntax {
                Syntax::Yaml => "---",
                Syntax::Toml => "+++",
                Syntax::Json => "{",
            };
            assert!(block.opening.of(text) == opening && !block.closing.is_empty());
            assert!(block.syntax == Syntax::Json || block.opening.end() < block.content.start());
            assert!(block.content.end() <= block.closing.start());
            assert!(text.get(block.content.start()..block.content.end()).is_some());
            match &block.document {
                Ok(document) => check_spans(document, text),
                Err(error) => assert!(text.get(error.span.start()..error.span.end()).is_some(), "{error:?}"),
            }
        }
    }
}

#[test]
fn every_cut_of_a_note_is_read() {
    for note in NOTES {
        for (at, _) in note.char_indices() {
            check_note(&note[..at]);
            check_note(&note[at..]);
            check_note(&format!("---\n{}", &note[at..]));
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_change_of_a_note_is_read(
        note in prop::sample::select(NOTES.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, yamlish()), 1..4),
    ) {
        let mut chars: Vec<char> = note.chars().collect();
        for (at, taken, put) in changes {
            let at = at.index(chars.len());
            let end = (at + taken).min(chars.len());
            chars.splice(at..end, put.chars().take(3));
            if chars.is_empty() {
                return Ok(());
            }
        }
        check_note(&chars.into_iter().collect::<String>());
    }
}
