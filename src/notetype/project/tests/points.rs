use serde_json::{Value, json};

use super::{super::super::Section, json, read};

/// The points of a section with `content`.
fn points(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## 要点(3つ)\n\n{content}\n"), "/sections/points")
}

#[test]
fn items_of_all_lists_are_points() {
    let expected = json!([{ "lead": "a", "text": "b" }, { "lead": "c", "text": "d" }]);
    for content in [
        "1. **a**: b\n2. **c**: d",
        "- **a：** b\n- **c** d",
        "* **a**：b\n\n\n* **c**: d",
        "1. **a**: b\n\nwords\n\n- **c**: d",
        "### 小見出し\n\n1. **a**: b\n\n### 別\n\n1. **c**: d",
    ] {
        assert_eq!(points(content), expected, "{content}");
    }
}

#[test]
fn a_comment_between_items_does_not_split_their_list() {
    let text = "# M-1 甲\n\n## 要点\n\n1. **a**: b\n<!-- 第二 -->\n2. **c**: d\n";
    let projection = read(text);
    let Section::Points { parsed: points, .. } = &projection.sections[0].content else { panic!() };
    assert_eq!(points.points.len(), 2);
    assert_eq!(points.lists.len(), 1);
    assert_eq!(points.lists[0].items.iter().map(|item| item.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
    assert_eq!(points.lists[0].items[1].marker.of(text), "2.");
}

#[test]
fn nested_lists_are_text_dedented() {
    let content = "1. **甲**\n   - 乙\n     - 丙\n\n   段落\n10. **丁**: 一\n    二\n";
    let expected =
        json!([{ "lead": "甲", "text": "- 乙\n  - 丙\n\n段落" }, { "lead": "丁", "text": "一\n二" }]);
    assert_eq!(points(content), expected);
    let over = "- **甲**\n    - 乙\n\n          code\n- **丙**\n\n      code\n- **丁**: 一\n二\n    三";
    let expected = json!([
        { "lead": "甲", "text": "- 乙\n\n      code" },
        { "lead": "丙", "text": "code" },
        { "lead": "丁", "text": "一\n二\n  三" }
    ]);
    assert_eq!(points(over), expected);
    assert_eq!(points("-\t**甲**: 一\n\t二"), json!([{ "lead": "甲", "text": "一\n二" }]));
}

#[test]
fn a_lead_is_plain_and_a_text_is_markdown() {
    let content = "- **`a_b` と [c](https://x.example) &amp; *d***: **e** [f](g)";
    let expected = json!([{ "lead": "a_b と c & d", "text": "**e** [f](g)" }]);
    assert_eq!(points(content), expected);
}

#[test]
fn leads_that_commonmark_leaves_unbold_are_leads() {
    let expected = json!([{ "lead": "界面（固体）", "text": "が要点である" }]);
    assert_eq!(points("- **界面（固体）**が要点である"), expected);
    assert_eq!(points("- **「甲」**：乙"), json!([{ "lead": "「甲」", "text": "乙" }]));
}

#[test]
fn what_is_lacking_is_absent() {
    let expected = json!([{ "text": "甲: 乙" }, { "lead": "丙" }, {}, { "text": "*丁*: 戊" }]);
    assert_eq!(points("- 甲: 乙\n- **丙**:\n-\n- *丁*: 戊"), expected);
    assert_eq!(points("言葉だけ。"), json!([]));
}

#[test]
fn sub_headings_are_points_where_no_list_stands_above() {
    let content =
        "### 1. **甲**\n\n一。\n\n- 二\n\n### 2. 乙:\n\n### まとめ\n\n三。\n\n### 3️⃣ **丙 (丁)**\n\n四。";
    let expected = json!([
        { "lead": "甲", "text": "一。\n\n- 二" },
        { "lead": "乙" },
        { "lead": "丙 (丁)", "text": "四。" }
    ]);
    assert_eq!(points(content), expected);
    assert_eq!(points("- **a**: b\n\n### 1. 甲\n\n### 2. 乙"), json!([{ "lead": "a", "text": "b" }]));
    assert_eq!(points("### 1. 甲\n\n- **a**: b"), json!([{ "lead": "a", "text": "b" }]));
    assert_eq!(points("### 1. 甲\n\n一。"), json!([{ "lead": "甲", "text": "一。" }]));
    let plain = json!([{ "lead": "甲", "text": "一。" }, { "lead": "乙", "text": "二。" }]);
    assert_eq!(points("### 甲\n\n一。\n\n### 乙\n\n二。"), plain);
    assert_eq!(points("### 甲\n\n一。"), json!([]));
}
