use serde_json::{Value, json};

use super::json;

/// The code blocks of a section that contains `content`.
fn code(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## コード\n\n{content}\n"), "/sections/code")
}

#[test]
fn code_is_what_is_between_the_fences() {
    for (content, expected) in [
        ("```rust\nfn a() {\n    b\n}\n```", json!([{ "lang": "rust", "text": "fn a() {\n    b\n}" }])),
        ("~~~~ sh title=x\n~~~\n\n~~~~", json!([{ "lang": "sh", "text": "~~~\n" }])),
        ("```\n```", json!([{ "text": "" }])),
        ("```js\nx", json!([{ "lang": "js", "text": "x" }])),
        ("    a\n      b\n\n    c", json!([{ "text": "a\n  b\n\nc" }])),
        ("- 甲\n\n  ```py\n  a\n    b\n  ```", json!([{ "lang": "py", "text": "a\n  b" }])),
        ("> ```py\n> a\n>  b\n> ```", json!([{ "lang": "py", "text": "a\n b" }])),
        ("`a` 文", json!([])),
        ("### 甲\n\n```\na\n```\n\n文\n\n```\nb\n```", json!([{ "text": "a" }, { "text": "b" }])),
    ] {
        assert_eq!(code(content), expected, "{content}");
    }
}
