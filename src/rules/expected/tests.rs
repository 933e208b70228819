use serde_json::json;

use super::*;
use crate::{notetype::Asked, text::Span};

fn described(keyword: Keyword, value: Value, asked: Asked) -> String {
    let breach = Breach {
        pointer: String::new(),
        place: Place::Other,
        keyword,
        value: value.into(),
        span: Span::default(),
        key: None,
        schema: String::new(),
        asked: asked.into(),
        words: std::sync::Arc::default(),
    };
    describe_violation(&breach, "")
}

#[test]
fn descriptions_name_what_was_found_and_what_was_expected() {
    let types = |names: &[&str]| Keyword::Type { expected: names.iter().map(ToString::to_string).collect() };
    let limit = |bound| Keyword::Limit { bound, limit: json!(1) };
    let size = |limit, found| Size { limit, found };
    let values = |options: Value| Keyword::Enum { options: options.into() };
    let only = |expected: Value| Keyword::Const { expected: expected.into() };
    let cases = [
        (types(&["string", "null"]), json!(5), "expected text or no value, found the number `5`"),
        (types(&["array"]), json!("a"), "expected a list, found the text `a`"),
        (types(&["integer"]), json!(true), "expected a whole number, found `true`"),
        (types(&["object"]), json!(null), "expected a mapping, found no value"),
        (Keyword::Format { format: "date".into() }, json!("soon"), "`soon` is not a date (`YYYY-MM-DD`)"),
        (
            Keyword::Format { format: "uri-template".into() },
            json!("{"),
            "`{` is not in the format `uri-template`",
        ),
        (Keyword::Pattern { pattern: "^T ".into() }, json!(""), "empty text does not match `^T `"),
        (values(json!(["a", 1])), json!("b"), "expected one of `a`, `1`, found `b`"),
        (
            values(Value::from(vec![1; 52])),
            json!(2),
            &format!("expected one of {}`1` or 2 others, found `2`", "`1`, ".repeat(49)),
        ),
        (
            values(json!(["1.0", "2.0"])),
            json!(1.0),
            "expected one of the texts `1.0`, `2.0`, found the number `1.0`",
        ),
        (
            values(json!([1, "a"])),
            json!("1"),
            "expected one of the number `1`, the text `a`, found the text `1`",
        ),
        (values(json!(["a", "b"])), json!(5), "expected one of `a`, `b`, found the number `5`"),
        (values(json!([["a"], ["b"]])), json!(["c"]), "expected one of `[a]`, `[b]`, found `[c]`"),
        (only(json!("true")), json!(true), "expected the text `true`, found the boolean `true`"),
        (only(json!(true)), json!("true"), "expected the boolean `true`, found the text `true`"),
        (only(json!("live")), json!("live "), "expected `live`, found `\"live \"` (ends with a space)"),
        (only(json!("a")), json!(["a"]), "expected `a`, found a list"),
        (only(json!(5)), json!(4), "expected `5`, found `4`"),
        (
            Keyword::Pattern { pattern: "x".repeat(501) },
            json!("a"),
            &format!("`a` does not match `{}…`", "x".repeat(500)),
        ),
        (limit(Bound::AtLeast), json!(0), "expected at least 1, found 0"),
        (limit(Bound::LessThan), json!(1), "expected less than 1, found 1"),
        (Keyword::MinLength(size(1, 0)), json!(""), "expected at least 1 character, found none"),
        (Keyword::MaxItems(size(2, 3)), json!([]), "expected at most 2 items, found 3"),
        (Keyword::UniqueItems { pair: (0, 1) }, json!(["x", "x"]), "duplicate item `x`"),
        (Keyword::Not, json!([]), "the list is not allowed"),
        (Keyword::Other { keyword: "items".into() }, json!(3), "`3` is not allowed here"),
    ];
    for (keyword, value, expected) in cases {
        assert_eq!(described(keyword, value, Asked::default()), expected);
    }
}

#[test]
fn alternatives_are_all_named_values_first() {
    let of_types =
        |types: &[&str]| Shape { types: types.iter().map(ToString::to_string).collect(), ..Shape::default() };
    let of_values = |values: &[&str]| Shape {
        values: values.iter().map(|value| json!(value)).collect(),
        ..Shape::default()
    };
    let requires = |keys: &[&str]| Shape {
        required: keys.iter().map(ToString::to_string).collect(),
        ..Shape::default()
    };
    let pattern = Shape { pattern: Some("^x".into()), ..Shape::default() };
    let member = Shape { members: vec![("kind".into(), of_values(&["book"]))], ..Shape::default() };
    for (alternatives, value, expected) in [
        (
            vec![requires(&["b", "c"]), pattern, of_values(&["a"])],
            json!(1),
            "expected `a`, text that matches `^x` or a mapping with the keys `b` and `c`, found the number `1`",
        ),
        (
            vec![of_types(&["null"]), of_types(&["string"])],
            json!(2),
            "expected no value or text, found the number `2`",
        ),
        (vec![requires(&["url"]), requires(&["file"])], json!({}), "expected one of the keys `url`, `file`"),
        (
            vec![requires(&["url"]), requires(&["file", "line"])],
            json!({}),
            "expected the key `url` or the keys `file` and `line`",
        ),
        (
            vec![requires(&["url"]), member],
            json!({}),
            "expected a mapping with the key `url` or where `kind` is `book`",
        ),
        (vec![of_values(&["a"]), of_values(&["b", "a"])], json!("c"), "expected one of `a`, `b`, found `c`"),
    ] {
        let asked = Asked { alternatives, ..Asked::default() };
        assert_eq!(described(Keyword::AnyOf, value, asked), expected);
    }
}
