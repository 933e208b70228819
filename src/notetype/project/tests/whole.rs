use serde_json::json;

use super::{super::super::TitleSource, json, read};

const NOTE: &str = "\
---
date: 2025-11-02
title: M-7 甲
extra: 1
---

# M-7 甲

## 一覧

| Value | 備考 | 項目 |
|---|---|---|
| 1 | `a\\|b` | 甲 |
| | | **乙** |

## 要点(3つ)

1. **a**: b
";

#[test]
fn keys_come_in_the_order_of_the_schema() {
    let expected = json!({
        "id": "M-7",
        "frontmatter": { "title": "M-7 甲", "date": "2025-11-02", "extra": 1 },
        "title": "M-7 甲",
        "sections": {
            "points": [{ "lead": "a", "text": "b" }],
            "table": [{ "項目": "甲", "値": "1", "備考": "`a|b`" }, { "項目": "**乙**" }]
        }
    });
    let found = read(NOTE).json.to_value();
    assert_eq!(found.to_string(), expected.to_string());
}

#[test]
fn every_value_knows_its_place() {
    let json = read(NOTE).json;
    let of = |pointer: &str| {
        let origin = json.origin_at(pointer).unwrap();
        (origin.key.map(|key| key.of(NOTE)), origin.value.of(NOTE))
    };
    assert_eq!(of("/frontmatter/date"), (Some("date"), "2025-11-02"));
    assert_eq!(of("/title"), (None, "M-7 甲"));
    assert_eq!(of("/sections/points"), (Some("## 要点(3つ)"), "**a**: b"));
    assert_eq!(of("/sections/points/0/lead"), (None, "a"));
    assert_eq!(of("/sections/points/0/text"), (None, "b"));
    assert_eq!(of("/sections/table/0/値"), (Some("Value"), "1"));
}

#[test]
fn the_title_is_the_heading_else_the_frontmatters() {
    let text = "---\ntitle: M-8 乙\n---\n\n## 要点\n";
    let title = read(text).title.unwrap();
    assert_eq!((title.text, title.source), ("M-8 乙", TitleSource::Frontmatter));
    assert_eq!(title.span.of(text), "M-8 乙");
    assert_eq!(json(text, "/id"), json!("M-8"));
    assert_eq!(json("---\ntitle: M-8 乙\n---\n\n# 丙 **丁**\n", "/title"), json!("丙 丁"));
    assert_eq!(json("---\ntitle: M-8 乙\n---\n\n# 丙\n", "/id"), json!("M-8"));
}

#[test]
fn what_a_note_lacks_is_absent() {
    assert_eq!(read("").json.to_value(), json!({ "sections": {} }));
    assert_eq!(read("---\n: [\n---\n").json.to_value(), json!({ "sections": {} }));
    assert_eq!(json("## 一覧\n\n言葉。\n", "/sections"), json!({ "table": [] }));
}
