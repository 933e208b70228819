use serde_json::{Value, json};

use crate::text::Id;

use super::{
    super::super::{ParsedSwot, PointForm, Section},
    json, read,
};

fn text(content: &str) -> String {
    format!("# M-1 甲\n\n## 立ち位置\n\n{content}\n")
}

fn swot(content: &str) -> Value {
    json(&text(content), "/sections/swot")
}

fn reading(content: &str) -> ParsedSwot {
    let projection = read(&text(content));
    let Section::Swot { parsed, .. } = &projection.sections[0].content else { panic!() };
    parsed.clone()
}

#[test]
fn quadrants_are_sub_headings() {
    let content = "### 弱み\n\n1. **c**: d\n\n### 🟢 **強み**（2つ）\n\n- **a**: b\n\n### 機会: まとめ\n\n### Threats\n\n1. e\n";
    let expected = json!({
        "strengths": [{ "lead": "a", "text": "b" }],
        "weaknesses": [{ "lead": "c", "text": "d" }],
        "opportunities": [],
        "threats": [{ "text": "e" }]
    });
    assert_eq!(swot(content), expected);
    let quadrants: Vec<_> = reading(content).quadrants.iter().map(|quadrant| quadrant.id.index()).collect();
    assert_eq!(quadrants, [1, 0, 2, 3]);
}

#[test]
fn a_quadrant_that_stands_twice_repeats_the_first() {
    let content = "### 強み\n\n- **a**: b\n\n### 強み\n\n- **c**: d\n";
    assert_eq!(swot(content), json!({ "strengths": [{ "lead": "a", "text": "b" }] }));
    let repeats: Vec<_> = reading(content).quadrants.iter().map(|quadrant| quadrant.repeats).collect();
    assert_eq!(repeats, [None, Some(0)]);
}

#[test]
fn numbered_sub_headings_are_points_of_the_quadrant_they_name() {
    let content = "### 1. 🟢 強み: 電池\n\n一。\n\n### 2️⃣ **市場の偏り（弱み）**\n\n二。\n\n### 3. **🟢 技術の強み：現場**\n\n三。\n\n### 4. 課題の話\n\n四。\n";
    let expected = json!({
        "strengths": [{ "lead": "電池", "text": "一。" }, { "lead": "現場", "text": "三。" }],
        "weaknesses": [{ "lead": "市場の偏り", "text": "二。" }]
    });
    assert_eq!(swot(content), expected);
    let reading = reading(content);
    assert_eq!(reading.quadrants.len(), 2);
    assert!(reading.quadrants.iter().all(|quadrant| quadrant.repeats.is_none()));
    assert_eq!(reading.quadrants[0].points.form, PointForm::Headings);
    assert_eq!(reading.unknown.len(), 1);
}

#[test]
fn a_number_alone_does_not_make_a_quadrant_a_point() {
    let content = "### 1. 強み\n\n- **a**: b\n\n### 2. 弱み（2つ）\n\n- **c**: d\n";
    let expected =
        json!({ "strengths": [{ "lead": "a", "text": "b" }], "weaknesses": [{ "lead": "c", "text": "d" }] });
    assert_eq!(swot(content), expected);
}

#[test]
fn unknown_sub_headings_are_left_out() {
    let content = "### 現状\n\n- x\n\n### 強み\n\n- **a**: b\n\n#### 補足\n\n- **c**: d\n\n### 強みを活かす戦略\n\n- y\n";
    assert_eq!(
        swot(content),
        json!({ "strengths": [{ "lead": "a", "text": "b" }, { "lead": "c", "text": "d" }] })
    );
    assert_eq!(reading(content).unknown.len(), 2);
}
