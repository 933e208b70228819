use serde_json::json;

use super::*;

/// The failures of `value` as lines: `/pointer keyword facts`.
fn found(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    let failures = failures(value, "", validator.iter_errors(value));
    failures.iter().map(|failure| format!("{} {:?}", failure.pointer, failure.keyword)).collect()
}

#[test]
fn each_missing_and_each_unexpected_property_is_a_failure() {
    let schema = json!({ "required": ["a", "b"], "properties": { "a": {}, "c": false },
        "additionalProperties": false });
    assert_eq!(
        found(&schema, &json!({ "x/y": 1, "z": 2, "c": 3 })),
        [
            r#" Required { property: "a" }"#,
            r#" Required { property: "b" }"#,
            r#" AdditionalProperties { property: "c" }"#,
            r#" AdditionalProperties { property: "x/y" }"#,
            r#" AdditionalProperties { property: "z" }"#,
        ]
    );
}

#[test]
fn the_same_breach_of_two_schemas_is_one_failure() {
    let schema = json!({ "required": ["a"], "allOf": [{ "required": ["a"] }, { "required": ["a"] }] });
    assert_eq!(found(&schema, &json!({})), [r#" Required { property: "a" }"#]);
}

#[test]
fn sizes_are_counted_in_characters_elements_and_members() {
    let schema = json!({ "minLength": 3, "maxItems": 1, "minProperties": 2 });
    assert_eq!(found(&schema, &json!("界面")), [" MinLength(Size { limit: 3, found: 2 })"]);
    assert_eq!(found(&schema, &json!([1, 2])), [" MaxItems(Size { limit: 1, found: 2 })"]);
    assert_eq!(found(&schema, &json!({ "a": 1 })), [" MinProperties(Size { limit: 2, found: 1 })"]);
}

#[test]
fn the_repeated_element_is_named_whatever_the_form_of_its_numbers() {
    let schema = json!({ "uniqueItems": true });
    let value = json!(["x", { "a": 1, "b": [1.0] }, { "b": [1], "a": 1.0 }]);
    assert_eq!(found(&schema, &value), [" UniqueItems { pair: (1, 2) }"]);
}

#[test]
fn of_alternatives_the_one_that_was_meant_is_explained() {
    let date_or_null = json!({ "anyOf": [{ "type": "string", "format": "date" }, { "type": "null" }] });
    assert_eq!(found(&date_or_null, &json!("soon")), [r#" Format { format: "date" }"#]);
    assert_eq!(found(&date_or_null, &json!(1)), [r#" Type { expected: ["string", "null"] }"#]);
    let deepest = json!({ "oneOf": [
        { "properties": { "a": { "properties": { "b": { "type": "number" } } } } },
        { "required": ["c"] },
    ] });
    assert_eq!(found(&deepest, &json!({ "a": { "b": "x" } })), [r#"/a/b Type { expected: ["number"] }"#]);
}

#[test]
fn of_tagged_alternatives_the_one_with_the_tag_is_explained() {
    let schema = json!({ "oneOf": [
        { "properties": { "kind": { "const": "paper" }, "year": { "type": "integer" } } },
        { "properties": { "kind": { "const": "site" }, "url": { "type": "string" } } },
    ] });
    assert_eq!(
        found(&schema, &json!({ "kind": "site", "url": 1 })),
        [r#"/url Type { expected: ["string"] }"#]
    );
}

#[test]
fn alternatives_that_are_equally_far_are_one_failure() {
    let schema = json!({ "anyOf": [{ "minLength": 5 }, { "pattern": "^x" }] });
    assert_eq!(found(&schema, &json!("abc")), [" AnyOf"]);
    let values = json!({ "oneOf": [{ "const": "a" }, { "enum": ["b", "c"] }] });
    assert_eq!(
        found(&values, &json!("d")),
        [r#" Enum { options: Array [String("a"), String("b"), String("c")] }"#]
    );
    let both = json!({ "oneOf": [{ "type": "string" }, { "minLength": 1 }] });
    assert_eq!(found(&both, &json!("a")), [" OneOfSeveral { matched: [0, 1] }"]);
}

#[test]
fn a_branch_that_a_condition_excludes_is_not_the_one_that_was_meant() {
    let branch = |prefix: &str, kinds: Value| {
        json!({
            "if": { "properties": { "slug": { "pattern": prefix } } },
            "then": { "properties": { "kind": { "enum": kinds } } },
            "else": false,
        })
    };
    let schema = json!({ "$id": "note-type:///t", "anyOf": [branch("^a/", json!(["x"])), branch("^b/", json!(["y"]))] });
    assert_eq!(
        found(&schema, &json!({ "slug": "a/1", "kind": "z" })),
        [r#"/kind Enum { options: Array [String("x")] }"#]
    );
    assert_eq!(found(&schema, &json!({ "slug": "c/1", "kind": "z" })), [" AnyOf"]);
    let then = json!({ "$id": "note-type:///t", "if": { "required": ["a"] }, "then": false });
    assert_eq!(found(&then, &json!({ "a": 1 })), [r#" Never { keyword: "then" }"#]);
}

#[test]
fn of_tagged_alternatives_none_of_which_is_meant_the_tag_is_explained() {
    let branch = |kind: &str| json!({ "required": [kind], "properties": { "kind": { "const": kind } } });
    let schema = json!({ "oneOf": [branch("paper"), branch("site")] });
    assert_eq!(
        found(&schema, &json!({ "kind": "papr" })),
        [r#"/kind Enum { options: Array [String("paper"), String("site")] }"#]
    );
}

#[test]
fn a_branch_whose_key_is_there_with_a_wrong_value_is_the_one_that_was_meant() {
    let branch = |key: &str| json!({ "required": [key], "properties": { key: { "type": "string" } } });
    let schema = json!({ "anyOf": [branch("url"), branch("mail")] });
    assert_eq!(found(&schema, &json!({ "mail": 1 })), [r#"/mail Type { expected: ["string"] }"#]);
    assert_eq!(found(&schema, &json!({ "mail": 1, "url": 2 })), [" AnyOf"]);
    let closed =
        |key: &str| json!({ "properties": { key: { "type": "string" } }, "additionalProperties": false });
    let schema = json!({ "oneOf": [closed("url"), closed("mail")] });
    assert_eq!(found(&schema, &json!({ "mail": 1 })), [r#"/mail Type { expected: ["string"] }"#]);
}

#[test]
fn alternatives_of_keys_are_one_failure_however_many_are_missing() {
    let schema = json!({ "anyOf": [{ "required": ["a", "b"] }, { "required": ["c"] }] });
    assert_eq!(found(&schema, &json!({})), [" AnyOf"]);
}

#[test]
fn a_name_that_is_refused_is_found_at_its_member() {
    let schema = json!({ "propertyNames": { "pattern": "^[a-z]+$" } });
    assert_eq!(found(&schema, &json!({ "a": 1, "A/": 2 })), ["/A~1 PropertyNames"]);
}

#[test]
fn of_failures_without_number_some_are_kept() {
    let keys: Vec<String> = (0..1_000).map(|number| format!("k{number}")).collect();
    let schema = json!({ "items": { "required": keys } });
    let items = |count: usize| json!(vec![json!({}); count]);
    assert_eq!(found(&schema, &items(90)).len(), 90_000);
    assert_eq!(found(&schema, &items(110)).len(), 100_000);
}
