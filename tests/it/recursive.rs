//! Note types whose schemas lead back to themselves: each value is reported where it is wrong, however deep,
//! and whichever way the schema refers to itself.

use std::fs;

use crate::support::{collection_of, json, run};
use serde_json::{Value, json};

/// What is reported of a note whose frontmatter has `value` at `x`, under the type whose frontmatter has `x`
/// in a file `tree.json`, as lines: `pointer keyword: message (file:line of the schema)`.
fn reported(tree: &str, value: &Value) -> Vec<String> {
    let note = format!("---\n{}\n---\n\n# A\n", json!({ "x": value }));
    let schema =
        "x-note: { type: t }\nproperties: { frontmatter: { properties: { x: { $ref: tree.json } } } }\n";
    let folder = collection_of("t", schema, &[("note.md", &note)]);
    fs::write(folder.path().join("tree.json"), tree).unwrap();
    let report = json(&run(folder.path(), ["check", "--format", "json"]));
    assert_eq!(report["faults"], json!([]), "{tree}");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |found: &Value| {
        let schema = &found["schema"];
        format!(
            "{} {}: {} ({}:{})",
            text(&found["pointer"]),
            text(&found["keyword"]),
            text(&found["message"]),
            text(&schema["path"]),
            schema["line"],
        )
    };
    report["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

/// `leaf` in `depth` lists of children.
fn tree(depth: usize, leaf: Value) -> Value {
    (0..depth).fold(leaf, |child, _| json!({ "name": "a", "children": [child] }))
}

/// A tree, written so that it leads to itself by `reference`, beside `keywords` of its root.
fn schema(keywords: &str, reference: &str) -> String {
    format!(
        r#"{{
  {keywords}
  "type": "object",
  "required": ["name"],
  "properties": {{
    "name": {{ "type": "string" }},
    "children": {{
      "items": {{
        "anyOf": [
          {{ {reference} }},
          {{ "type": "string" }}
        ]
      }}
    }}
  }}
}}
"#
    )
}

#[test]
fn every_way_to_refer_to_itself_is_explained_alike() {
    for (keywords, reference) in [
        ("", r##""$ref": "#""##),
        ("", r#""$ref": "tree.json""#),
        (r#""$anchor": "node","#, r##""$ref": "#node""##),
        (r#""$dynamicAnchor": "node","#, r##""$dynamicRef": "#node""##),
        (r#""$id": "trees/node","#, r#""$ref": "node""#),
        (r##""$defs": { "a/b~c%": { "$ref": "#" } },"##, r##""$ref": "#/$defs/a~1b~0c%25""##),
    ] {
        let found = reported(&schema(keywords, reference), &tree(25, json!({ "name": 1 })));
        let pointer = format!("/frontmatter/x{}/name", "/children/0".repeat(25));
        let message = "expected text, found the number `1`";
        let [line] = found.as_slice() else { panic!("{reference}: {found:#?}") };
        assert!(line.starts_with(&format!("{pointer} type: ")), "{reference}: {line}");
        assert!(line.contains(message) && line.ends_with("(tree.json:6)"), "{reference}: {line}");
    }
}

#[test]
fn branches_that_tie_are_one_failure_at_any_depth() {
    let branch = r##"{ "properties": { "children": { "items": { "$ref": "#" } } }, "required": ["name"] }"##;
    let tree_of_two = format!(r#"{{ "oneOf": [{branch}, {branch}] }}"#);
    let found = reported(&tree_of_two, &tree(25, json!({})));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("/frontmatter/x oneOf: "), "{found:#?}");
}

#[test]
fn a_chain_of_definitions_that_doubles_is_refused_when_it_is_long() {
    let chain = |length: usize| {
        let definitions = (0..length).map(|index| {
            let next = json!({ "properties": { "v": { "$ref": format!("#/$defs/d{}", index + 1) } } });
            (format!("d{index}"), json!({ "allOf": [next, next] }))
        });
        let mut definitions: serde_json::Map<String, Value> = definitions.collect();
        definitions.insert(format!("d{length}"), json!({ "type": "string" }));
        json!({ "x-note": { "type": "t" }, "$defs": definitions,
            "properties": { "frontmatter": { "properties": { "x": { "$ref": "#/$defs/d0" } } } } })
    };
    let value = (0..15).fold(json!(1), |value, _| json!({ "v": value }));
    let note = format!("---\n{}\n---\n\n# A\n", json!({ "x": value }));
    let check = |length: usize| {
        let folder = collection_of("t", &chain(length).to_string(), &[("note.md", &note)]);
        json(&run(folder.path(), ["check", "--format", "json"]))
    };
    let report = check(15);
    assert_eq!(report["faults"], json!([]));
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1);
    let report = check(40);
    let fault = &report["faults"][0];
    let message = "the type is too large: with its references written out, it has more than 1000000 schemas";
    assert_eq!((&fault["message"], report["faults"].as_array().unwrap().len()), (&json!(message), 1));
    assert_eq!(fault["range"]["start"]["line"], 1);
    assert!(fault["help"].as_str().unwrap().contains("definitions"), "{fault}");
}
