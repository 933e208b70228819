use serde_json::{Value, json};

use super::*;
use crate::{
    text::Span,
    tree::{Data, Document, Limits, Node, SyntaxError},
};

fn read(text: &str) -> Document {
    parse(text, Span::new(0, text.len()), Limits::default()).unwrap()
}

fn fails(text: &str) -> SyntaxError {
    parse(text, Span::new(0, text.len()), Limits::default()).unwrap_err()
}

fn value(text: &str) -> Value {
    read(text).to_traced().to_value()
}

/// Each scalar, key and collection with the text at its span: `key⟨…⟩`.
fn spans(text: &str) -> Vec<String> {
    fn walk(node: &Node, text: &str, out: &mut Vec<String>) {
        let mut line = String::new();
        for (mark, span) in [("&", node.anchor), ("!", node.tag)] {
            if let Some(span) = span {
                line = format!("{line}{mark}⟨{}⟩ ", span.of(text));
            }
        }
        let kind = match &node.data {
            Data::Scalar { style, .. } => format!("{style:?}"),
            Data::Sequence(_) => "Sequence".to_owned(),
            Data::Mapping(_) => "Mapping".to_owned(),
        };
        out.push(format!("{line}{kind} {}⟨{}⟩", node.span.start(), node.span.of(text).escape_debug()));
        match &node.data {
            Data::Scalar { .. } => {}
            Data::Sequence(items) => items.iter().for_each(|item| walk(item, text, out)),
            Data::Mapping(entries) => {
                for entry in entries {
                    out.push(format!("{} = ⟨{}⟩", entry.name, entry.key.of(text).escape_debug()));
                    walk(&entry.value, text, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    walk(&read(text).root, text, &mut out);
    out
}

#[test]
fn frontmatter_has_values_by_the_core_schema() {
    let text = "title: 固体電解質\nurl:\ndate: 2025-11-02\ntags:\n  - a\n  - 'b'\nseq:\n- 1\n- 2.5\n- yes\n";
    let expected = json!({
        "title": "固体電解質", "url": null, "date": "2025-11-02", "tags": ["a", "b"], "seq": [1, 2.5, "yes"]
    });
    assert_eq!(value(text), expected);
}

#[test]
fn spans_are_what_is_written() {
    let text = "題: 固体\nurl:\ntags:\n  - a\n  - 'b' # c\nseq:\n- x\n";
    let expected = [
        "Mapping 0⟨題: 固体\\nurl:\\ntags:\\n  - a\\n  - \\'b\\' # c\\nseq:\\n- x⟩",
        "題 = ⟨題⟩",
        "Plain 5⟨固体⟩",
        "url = ⟨url⟩",
        "Absent 16⟨⟩",
        "tags = ⟨tags⟩",
        "Sequence 25⟨- a\\n  - \\'b\\'⟩",
        "Plain 27⟨a⟩",
        "SingleQuoted 33⟨\\'b\\'⟩",
        "seq = ⟨seq⟩",
        "Sequence 46⟨- x⟩",
        "Plain 48⟨x⟩",
    ];
    assert_eq!(spans(text), expected);
}

#[test]
fn a_block_scalar_spans_its_header_and_no_trailing_lines() {
    let text = "a: |\n  x\n  y\n\nb: >-  # note\n\n  z\nc: &a|b !t |2+\n   q\n\nd: |\ne: 1\n";
    let spans = spans(text);
    assert!(spans.contains(&"LiteralBlock 3⟨|\\n  x\\n  y⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"FoldedBlock 17⟨>-  # note\\n\\n  z⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"&⟨&a|b⟩ !⟨!t⟩ LiteralBlock 44⟨|2+\\n   q⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"LiteralBlock 57⟨|⟩".to_owned()), "{spans:#?}");
}

#[test]
fn flow_collections_span_their_brackets() {
    let text = "a: [x, {k: v}, p: q]\nb: {c: , d, \"e\":1}\n";
    let expected = [
        "Mapping 0⟨a: [x, {k: v}, p: q]\\nb: {c: , d, \\\"e\\\":1}⟩",
        "a = ⟨a⟩",
        "Sequence 3⟨[x, {k: v}, p: q]⟩",
        "Plain 4⟨x⟩",
        "Mapping 7⟨{k: v}⟩",
        "k = ⟨k⟩",
        "Plain 11⟨v⟩",
        "Mapping 15⟨p: q⟩",
        "p = ⟨p⟩",
        "Plain 18⟨q⟩",
        "b = ⟨b⟩",
        "Mapping 24⟨{c: , d, \\\"e\\\":1}⟩",
        "c = ⟨c⟩",
        "Absent 27⟨⟩",
        "d = ⟨d⟩",
        "Absent 31⟨⟩",
        "e = ⟨\\\"e\\\"⟩",
        "Plain 37⟨1⟩",
    ];
    assert_eq!(spans(text), expected);
}

#[test]
fn an_absent_value_is_directly_after_its_indicator() {
    for (text, at) in [
        ("a:\nb: 1", 2),
        ("a : # c\r\nb: 1", 3),
        ("a: &x\nb: 1", 5),
        ("a: !t\nb: 1", 5),
        ("- # c\n- 1", 1),
        ("- 1\n-", 5),
        ("- -\n", 3),
        ("? a\n", 3),
        ("a:", 2),
    ] {
        let spans = spans(text);
        assert!(spans.iter().any(|line| line.ends_with(&format!("Absent {at}⟨⟩"))), "{text:?} {spans:#?}");
    }
}

#[test]
fn spans_count_from_the_start_of_the_whole_text() {
    let text = "\u{feff}---\r\n題: \r\n  - 値\r\n---\r\n";
    let start = text.find('題').unwrap();
    let document = parse(text, Span::new(start, text.rfind("---").unwrap()), Limits::default()).unwrap();
    let entry = &document.root.as_mapping().unwrap()[0];
    assert_eq!((entry.key.of(text), entry.value.span.of(text)), ("題", "- 値"));
    let whole = parse("\u{feff}a: b", Span::new(0, 7), Limits::default()).unwrap();
    assert_eq!(whole.root.as_mapping().unwrap()[0].key, Span::new(3, 4));
}

#[test]
fn an_alias_is_a_copy_at_its_own_span() {
    let text = "a: &x !!str 1\nb: *x\nc: &m {k: [v]}\nd: *m\n*x : e\n";
    assert_eq!(value(text), json!({ "a": "1", "b": "1", "c": {"k": ["v"]}, "d": {"k": ["v"]}, "1": "e" }));
    let spans = spans(text);
    assert!(spans.contains(&"&⟨&x⟩ !⟨!!str⟩ Plain 12⟨1⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"Alias 17⟨*x⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"Mapping 38⟨*m⟩".to_owned()), "{spans:#?}");
    assert!(spans.contains(&"1 = ⟨*x⟩".to_owned()), "{spans:#?}");
}

#[test]
fn tags_of_the_core_schema_decide_how_a_scalar_is_read() {
    let text = "a: !!int \"3\"\nb: !t 3\nc: ! 3\nd: !!str\ne: !!null\nf: !t\ng: '3'\n";
    let expected = json!({ "a": 3, "b": "3", "c": "3", "d": "", "e": null, "f": "", "g": "3" });
    assert_eq!(value(text), expected);
}

#[test]
fn keys_that_are_not_strings_appear_as_written() {
    let text = "1: a\nnull: b\n~: c\n? [x, y]\n: d\n? |\n  z\n: e\n";
    assert_eq!(value(text), json!({ "1": "a", "null": "b", "~": "c", "[x, y]": "d", "z\n": "e" }));
    assert_eq!(value(": a"), json!({ "": "a" }));
}

#[test]
fn duplicate_keys_are_found_at_any_depth_and_in_any_number() {
    let document = read("a: 1\nb:\n  - {c: 1, 'c': 2}\na: 3\n");
    let found: Vec<_> =
        document.duplicates.iter().map(|found| (found.key.as_str(), found.again.start())).collect();
    assert_eq!(found, [("c", 19), ("a", 27)]);
    assert_eq!(document.to_traced().to_value()["a"], 1);
    let many = (0..100).map(|key| format!("k{}: v", key % 97)).collect::<Vec<_>>().join("\n");
    let keys: Vec<_> = read(&many).duplicates.into_iter().map(|found| found.key).collect();
    assert_eq!(keys, ["k0", "k1", "k2"]);
}

#[test]
fn comments_are_kept_in_order() {
    let text = "# 一\na: b # 二\r\n\r\n#三\r\nc: '#'\n";
    let comments: Vec<_> = read(text).comments.iter().map(|span| span.of(text)).collect();
    assert_eq!(comments, ["# 一", "# 二", "#三"]);
    let many = "# c\n".repeat(5_000) + "a: b\n";
    assert_eq!(read(&many).comments.len(), 5_000);
}

#[test]
fn an_empty_document_is_null_and_a_second_one_an_error() {
    for text in ["", "\n\n", "# c\n", "---\n", "---\n...\n"] {
        assert_eq!(value(text), Value::Null, "{text:?}");
    }
    assert_eq!(fails("a: b\n...\nc: d\n").span.of("a: b\n...\nc: d\n"), "...");
    assert_eq!(fails("a: b\n---\nc: d\n").span.of("a: b\n---\nc: d\n"), "---");
}

#[test]
fn hostile_texts_end_soon_and_in_an_error() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb = format!("{bomb}a{level}: &a{level} [{items}]\n");
    }
    let long = "x".repeat(100_000);
    for text in [
        bomb,
        format!("a: &a '{long}'\nb: [{}]\n", "*a, ".repeat(1_000)),
        "a: &a [*a]\n".to_owned(),
        "[".repeat(10_000),
        "- ".repeat(10_000),
        "{a: ".repeat(100_000),
        "&a [".repeat(50),
        "x: ".repeat(100_000),
        "x".repeat((1 << 20) + 1),
        format!("[{}]", "x,".repeat(20_000)),
        "'".to_owned() + &"x\n ".repeat(100_000),
        "? ".repeat(100_000),
        "!a ".repeat(100_000),
        "#\n".repeat(500_000) + "%",
        "a:\n".repeat(100_000),
    ] {
        let error = fails(&text);
        assert!(text.get(error.span.start()..error.span.end()).is_some());
    }
}

#[test]
fn what_json_alone_allows_is_read_inside_quotes() {
    for (text, expected) in [
        ("a: \"x\u{7f}y\"", json!({ "a": "x\u{7f}y" })),
        ("a: '\u{7f}\u{ffff}'\nb: q", json!({ "a": "\u{7f}\u{ffff}", "b": "q" })),
        ("\"k\u{fffe}\": [\"潮\u{ffff}汐\", z]", json!({ "k\u{fffe}": ["潮\u{ffff}汐", "z"] })),
        ("a: \"x\u{7f}\n  y\"", json!({ "a": "x\u{7f} y" })),
        ("a: &a !!str \"\u{7f}\"", json!({ "a": "\u{7f}" })),
    ] {
        assert_eq!(value(text), expected, "{text:?}");
        let spans = spans(text);
        assert!(spans.iter().any(|span| span.contains("\\u{7f}") || span.contains("\\u{ff")), "{spans:?}");
    }
    for text in [
        "a: x\u{7f}y",
        "a: \"x\" # \u{7f}",
        "a: |\n  \"\u{ffff}\"",
        "k\u{fffe}: \"\u{fffe}\"",
        "a: \"\\\u{7f}\"",
        "a: \"\\x4\u{7f}\"",
        "a: \"\\x71\u{7f}\"",
        "a: \"\u{7}\u{7f}\"",
    ] {
        fails(text);
    }
}
