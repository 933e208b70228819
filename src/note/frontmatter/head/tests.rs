use serde_json::{Value, json};

use super::*;

fn head(text: &str) -> (Value, bool) {
    let head = Head::of(text);
    (head.values.map_or(Value::Null, |values| values.to_value()), head.is_sound)
}

#[test]
fn frontmatter_that_can_be_read_is_read_whole() {
    assert_eq!(head("---\na: 1\nb: { c: x }\n---\n# T\n"), (json!({ "a": 1, "b": { "c": "x" } }), true));
    assert_eq!(head("---\n---\n"), (json!({}), true));
    assert_eq!(head("# T\n"), (Value::Null, true));
    assert_eq!(head("----\nkind: adr\n----\n\n# T\n"), (json!({ "kind": "adr" }), false));
}

#[test]
fn one_faulty_key_does_not_hide_the_others() {
    let broken = "---\nkind: adr\ntitle: A: b\ntags: [a, b\nlist:\n  - x\n  - y\n\"n\": 3\n---\n# T\n";
    let values = json!({ "kind": "adr", "title": "A: b", "tags": "[a, b", "list": ["x", "y"], "n": 3 });
    assert_eq!(head(broken), (values, false));
    assert_eq!(head("---\nkind: adr\nstatus: 2\n\n# T\n"), (json!({ "kind": "adr", "status": 2 }), false));
    assert_eq!(head("---\n- a\n---\n"), (json!({}), false));
}

#[test]
fn what_is_below_a_header_or_in_a_text_is_no_key_of_the_note() {
    let toml = "+++\nkind = \"adr\"\ntitle = A b\n[extra]\nstatus = 2\n+++\n# T\n";
    assert_eq!(head(toml), (json!({ "kind": "adr", "title": "A b" }), false));
    let yaml = "---\nkind: adr\ntext: |\n  a = b\ntags: [a, b\n---\n# T\n";
    assert_eq!(head(yaml), (json!({ "kind": "adr", "text": "a = b\n", "tags": "[a, b" }), false));
}

#[test]
fn no_more_keys_are_read_than_a_document_may_have() {
    let keys = (0..20_000).map(|at| format!("k{at}: 1\n")).collect::<Vec<_>>().concat();
    let values = Head::of(&format!("---\na: b: c\n{keys}---\n# T\n")).values.unwrap();
    assert!(values.get("k9998").is_some() && values.get("k10000").is_none());
}
