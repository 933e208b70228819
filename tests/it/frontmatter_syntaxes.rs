//! The fixes of frontmatter in YAML, TOML and JSON side by side, checked by other parsers.

use std::{path::Path, sync::Arc};

use notelint::{
    diagnostic::Safety,
    disk::Overlay,
    json,
    text::Span,
    toml,
    tree::{Data, Document, Limits, Node, SyntaxError},
    workspace::{Options, Workspace},
};
use proptest::prelude::*;
use serde_json::{Value, json};

const CONFIG: &str = "types:\n  - name: page\n    schema: page.yaml\nrules: { vault: off }\n";
const TYPE: &str = "
x-note: { type: page }
type: object
required: [frontmatter]
properties:
  frontmatter:
    type: object
    required: [title, kind]
    additionalProperties: false
    properties:
      title: { type: string }
      date: { type: string, format: date }
      draft: { type: boolean }
      pages: { type: integer }
      tags: { type: array, items: { type: string }, uniqueItems: true }
      kind: { const: page }
      source:
        type: object
        required: [access]
        additionalProperties: false
        properties: { name: { type: string }, access: { default: open } }
";

/// A note of each syntax, and the frontmatter that all fixes make of it.
struct Case {
    name: &'static str,
    yaml: &'static str,
    toml: &'static str,
    json: &'static str,
    fixed: Value,
}

fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "missing-key",
            yaml: "# The title.\ntitle: a # one\nsource: # two\n  name: b # three\n",
            toml: "# The title.\ntitle = 'a' # one\n[source] # two\nname = 'b' # three\n",
            json: "\"title\": \"a\",\n\"source\": {\n    \"name\": \"b\"\n  }",
            fixed: json!({ "title": "a", "kind": "page", "source": { "name": "b", "access": "open" } }),
        },
        Case {
            name: "invalid-value: a boolean, a number and a list in quotes, text without",
            yaml: "title: 12 # one\ndraft: \"yes\" # two\npages: '3'\ntags: a\nkind: page\n",
            toml: "title = 12 # one\ndraft = \"yes\" # two\npages = '3'\ntags = \"a\"\nkind = 'page'\n",
            json: "\"title\": 12, \"draft\": \"yes\", \"pages\": \"3\", \"tags\": \"a\", \"kind\": \"page\"",
            fixed: json!({ "title": "12", "draft": true, "pages": 3, "tags": ["a"], "kind": "page" }),
        },
        Case {
            name: "date-format",
            yaml: "title: a\ndate: \"2026/1/2\" # one\nkind: page\n",
            toml: "title = 'a'\ndate = \"2026/1/2\" # one\nkind = 'page'\n",
            json: "\"title\": \"a\",\n\"date\": \"2026/1/2\",\n\"kind\": \"page\"",
            fixed: json!({ "title": "a", "date": "2026-01-02", "kind": "page" }),
        },
        Case {
            name: "date-format: without quotes, which takes two rounds of one run",
            yaml: "title: a\ndate: 2026/1/2\nkind: page\n",
            toml: "title = 'a'\ndate = 2026/1/2\nkind = 'page'\n",
            json: "\"title\": \"a\",\n\"date\": 2026/1/2,\n\"kind\": \"page\"",
            fixed: json!({ "title": "a", "date": "2026-01-02", "kind": "page" }),
        },
        Case {
            name: "date-format: a number",
            yaml: "title: a\ndate: 20260102\nkind: page\n",
            toml: "title = 'a'\ndate = 20260102\nkind = 'page'\n",
            json: "\"title\": \"a\",\n\"date\": 20260102,\n\"kind\": \"page\"",
            fixed: json!({ "title": "a", "date": "2026-01-02", "kind": "page" }),
        },
        Case {
            name: "duplicate-tag",
            yaml: "title: a\ntags: [b, \"c\", b] # one\nkind: page\n",
            toml: "title = 'a'\ntags = ['b', \"c\", 'b'] # one\nkind = 'page'\n",
            json: "\"title\": \"a\", \"tags\": [\"b\", \"c\", \"b\"], \"kind\": \"page\"",
            fixed: json!({ "title": "a", "tags": ["b", "c"], "kind": "page" }),
        },
        Case {
            name: "key-order",
            yaml: "# one\nkind: page # two\ntags:\n  - x # three\n# four\ntitle: a\n",
            toml: "# one\nkind = 'page' # two\ntags = [\n  'x', # three\n]\n# four\ntitle = 'a'\n",
            json: "\"kind\": \"page\",\n\"tags\": [\n  \"x\"\n],\n\"title\": \"a\"",
            fixed: json!({ "title": "a", "tags": ["x"], "kind": "page" }),
        },
        Case {
            name: "unknown-key: a misspelt one",
            yaml: "title: a\ntaggs: [b] # one\nkind: page\n",
            toml: "title = 'a'\ntaggs = ['b'] # one\nkind = 'page'\n",
            json: "\"title\": \"a\", \"taggs\": [\"b\"], \"kind\": \"page\"",
            fixed: json!({ "title": "a", "tags": ["b"], "kind": "page" }),
        },
        Case {
            name: "missing-key: a misspelt one",
            yaml: "# one\ntitel: a # two\nkind: page\n",
            toml: "# one\ntitel = 'a' # two\nkind = 'page'\n",
            json: "\"titel\": \"a\", \"kind\": \"page\"",
            fixed: json!({ "title": "a", "kind": "page" }),
        },
        Case {
            name: "syntax: text without quotes",
            yaml: "title: a: b\n# one\nkind: page\n",
            toml: "title = a: b\n# one\nkind = 'page'\n",
            json: "\"title\": a: b,\n\"kind\": \"page\"",
            fixed: json!({ "title": "a: b", "kind": "page" }),
        },
        Case {
            name: "text with an invisible character, a blank at the end and letters that can be composed",
            yaml: "title: a\u{200b}b \nkind: page\ntags: [u\u{308}]\n",
            toml: "title = 'a\u{200b}b' \nkind = 'page'\ntags = ['u\u{308}']\n",
            json: "\"title\": \"a\u{200b}b\", \n\"kind\": \"page\",\n\"tags\": [\"u\u{308}\"]",
            fixed: json!({ "title": "ab", "kind": "page", "tags": ["ü"] }),
        },
    ]
}

/// The note after all fixes, unsafe ones too, have been applied.
fn fixed(note: &str) -> String {
    let folder = Path::new("/notes");
    let files = Overlay::in_memory(folder);
    for (name, text) in [("notelint.yaml", CONFIG), ("page.yaml", TYPE), ("a.md", note)] {
        files.insert(folder.join(name), text.as_bytes());
    }
    let mut workspace = Workspace::open(Options::default(), Arc::new(files)).unwrap();
    workspace.fix(&folder.join("a.md"), Safety::Unsafe).unwrap().expect("something to fix").after
}

/// What is between the first line and the one that is `closing`.
fn inside<'a>(note: &'a str, opening: &str, closing: &str) -> &'a str {
    let rest = note.strip_prefix(opening).unwrap_or_else(|| panic!("{note}"));
    rest.split_once(&format!("\n{closing}\n")).unwrap_or_else(|| panic!("{note}")).0
}

/// The comments of `text`, whose lines may have been reordered.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once("# ")?.1)).collect();
    found.sort_unstable();
    found
}

#[test]
fn all_fixes_are_the_same_in_each_syntax() {
    for Case { name, yaml, toml, json, fixed: expected } in cases() {
        let note = fixed(&format!("---\n{yaml}---\n\n# T\n"));
        let after = inside(&note, "---\n", "---");
        assert_eq!(serde_yaml::from_str::<Value>(after).unwrap(), expected, "{name}: {after}");
        assert_eq!(comments(after), comments(yaml), "{name}: {after}");

        let note = fixed(&format!("+++\n{toml}+++\n\n# T\n"));
        let after = inside(&note, "+++\n", "+++");
        let mut read = serde_json::to_value(::toml::from_str::<::toml::Table>(after).unwrap()).unwrap();
        plain_dates(&mut read);
        assert_eq!(read, expected, "{name}: {after}");
        assert_eq!(comments(after), comments(toml), "{name}: {after}");

        let note = fixed(&format!("{{\n{json}\n}}\n\n# T\n"));
        let after = format!("{{{}}}", inside(&note, "{", "}"));
        assert_eq!(serde_json::from_str::<Value>(&after).unwrap(), expected, "{name}: {after}");
    }
}

/// Makes strings of dates, which the other parser wraps in an object.
fn plain_dates(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(plain_dates),
        Value::Object(members) => match members.get("$__toml_private_datetime").cloned() {
            Some(date) => *value = date,
            None => members.values_mut().for_each(plain_dates),
        },
        _ => {}
    }
}

/// A text of pieces with a meaning in TOML or JSON, and of characters of several bytes.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec!["a", "b", "\"c\"", "'d'", "é", "a.b", "\"\""]),
        8 => prop::sample::select(vec![" = ", "=", ": ", ":", ", ", ",", ".", "\n", "\n", "\n", " ", "\r\n"]),
        6 => prop::sample::select(vec!["1", "-2.5", "0x1F", "1e3", "true", "false", "null", "2026-01-02", "03:04:05"]),
        6 => prop::sample::select(vec!["[", "]", "{", "}", "[[", "]]", "[a]\n", "[[a]]\n", "[a.b]\n", "{\"a\": "]),
        3 => prop::sample::select(vec!["\"", "'", "\"\"\"", "\'\'\'", "\\", "\\n", "\\u00e9", "#", " # c\n", "//"]),
        2 => prop::sample::select(vec!["\u{3000}", "\u{a0}", "\u{feff}", "\u{0}", "\u{b}", "\r", "日本", "“", "_", "+", "0", "inf"]),
        4 => prop::sample::select(vec!["a = 1\n", "b = 'é'\n", "a.c = [1, 2]\n", "d = { a = 1 }\n"]),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Holds what was read of `text` from `start` on to the promises of its spans.
fn check_spans(read: &Result<Document, SyntaxError>, text: &str, start: usize) {
    let check = |span: Span| {
        assert!(
            span.start() >= start && text.get(span.start()..span.end()).is_some(),
            "{span:?} in {text:?}"
        );
    };
    match read {
        Ok(document) => {
            check_nodes(&document.root, &check);
            document.comments.iter().for_each(|comment| check(*comment));
            document.duplicates.iter().for_each(|duplicate| check(duplicate.first.cover(duplicate.again)));
        }
        Err(error) => {
            check(error.span);
            error.unquoted.iter().for_each(|span| check(*span));
            assert!(!error.message.is_empty() && !error.message.contains('\n'), "{error:?}");
        }
    }
}

fn check_nodes(node: &Node, check: &impl Fn(Span)) {
    check(node.span);
    match &node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| check_nodes(item, check)),
        Data::Mapping(entries) => {
            for entry in entries {
                check(entry.key);
                check_nodes(&entry.value, check);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn toml_is_what_another_parser_takes_for_it(text in pieces()) {
        let whole = format!("値{text}");
        let start = "値".len();
        let read = toml::parse(&whole, Span::new(start, whole.len()), Limits::default());
        check_spans(&read, &whole, start);
        let other = ::toml::from_str::<::toml::Table>(&text);
        match (read, other) {
            (Ok(document), Ok(other)) => {
                prop_assert!(document.duplicates.is_empty(), "{:?}", text);
                let mut other = serde_json::to_value(other).unwrap();
                plain_dates(&mut other);
                prop_assert_eq!(document.to_traced().to_value(), other, "{:?}", text);
            }
            (Ok(document), Err(error)) => prop_assert!(!document.duplicates.is_empty(), "{:?}: {}", text, error),
            (Err(error), Ok(_)) => prop_assert!(error.message.contains("JSON does not have"), "{:?}: {}", text, error),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn json_is_what_another_parser_takes_for_it(text in pieces()) {
        for text in [text.clone(), format!("{{{text}}}"), format!("[{text}]")] {
            let whole = format!("値{text}");
            let start = "値".len();
            let read = json::parse(&whole, Span::new(start, whole.len()), Limits::default());
            check_spans(&read, &whole, start);
            let other = serde_json::from_str::<Value>(&text);
            prop_assert_eq!(read.is_ok(), other.is_ok(), "{:?}: {:?}", text, read);
            if let (Ok(document), Ok(other)) = (read, other) && document.duplicates.is_empty() {
                prop_assert_eq!(document.to_traced().to_value(), other, "{:?}", text);
            }
        }
    }
}
