use serde_json::{Value, json};

use super::{super::super::Section, json, read};

/// The entries of a section with `content`.
fn entries(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## 導入事例\n\n{content}\n"), "/sections/cases")
}

#[test]
fn sub_headings_are_entries() {
    let content =
        "前置き\n\n### 1. **乙社**（東京）\n\n- **p**: q\n- **リンク**: https://b.example/\n\n### 丙社\n";
    let expected = json!([
        {
            "name": "乙社（東京）",
            "points": [{ "lead": "p", "text": "q" }],
            "fields": { "リンク": "https://b.example/" }
        },
        { "name": "丙社", "points": [], "fields": {} }
    ]);
    assert_eq!(entries(content), expected);
}

#[test]
fn bold_paragraphs_are_entries_where_no_sub_heading_is() {
    let content =
        "**乙社 - 試行**\n- **p**: q\n- URL: <https://b.example/>\n\n**丙社**\n\n一文。**強調** です。\n";
    let expected = json!([
        {
            "name": "乙社 - 試行",
            "points": [{ "lead": "p", "text": "q" }],
            "fields": { "リンク": "<https://b.example/>" }
        },
        { "name": "丙社", "points": [], "fields": {} }
    ]);
    assert_eq!(entries(content), expected);
}

#[test]
fn a_link_may_stand_behind_a_bold_name() {
    let found = entries("**乙社** | [x](https://b.example/)\n- **p**: q\n\n**リンク**: y\n");
    assert_eq!(found[0]["name"], json!("乙社"));
    assert_eq!(found[0]["fields"], json!({ "リンク": "y" }));
    assert_eq!(found[1], Value::Null);
}

#[test]
fn items_are_entries_where_nothing_else_is() {
    let content = "1. **乙社 - 試行**\n   - p: q\n   - リンク: [x](https://b.example/)\n\n2. **丙社**: 量産\n   続く\n\n   - **p**: q\n3. 丁社\n";
    let expected = json!([
        {
            "name": "乙社 - 試行",
            "points": [{ "text": "p: q" }],
            "fields": { "リンク": "[x](https://b.example/)" }
        },
        { "name": "丙社", "points": [{ "text": "量産\n続く" }, { "lead": "p", "text": "q" }], "fields": {} }
    ]);
    assert_eq!(entries(content), expected);
}

#[test]
fn a_field_is_told_by_its_name_in_any_dress() {
    for content in [
        "- **リンク**: [x](https://b.example/)",
        "- リンク: [x](https://b.example/)",
        "- ＵＲＬ：[x](https://b.example/)",
        "- 🔗 **リンク（公式）：** [x](https://b.example/)",
        "**リンク**: [x](https://b.example/)",
        "リンク: [x](https://b.example/)",
    ] {
        let found = entries(&format!("### 乙社\n\n{content}\n"));
        assert_eq!(found[0]["fields"], json!({ "リンク": "[x](https://b.example/)" }), "{content}");
        assert_eq!(found[0]["points"], json!([]), "{content}");
    }
}

#[test]
fn a_field_without_a_value_is_there_and_the_first_of_two_counts() {
    let found = entries("### 乙社\n\n- **担当**:\n- **リンク**: 一\n- **リンク**: 二\n");
    assert_eq!(found[0]["fields"], json!({ "リンク": "一", "担当": "" }));
}

#[test]
fn readings_hold_the_places() {
    let text = "# M-1 甲\n\n## 導入事例\n\n### **乙社**\n\n- **リンク**: 一 \n";
    let projection = read(text);
    let Section::Entries { parsed: reading, .. } = &projection.sections[0].content else { panic!() };
    let entry = &reading.entries[0];
    assert_eq!(entry.name.of(text), "乙社");
    assert_eq!(entry.fields[0].name.of(text), "リンク");
    assert_eq!(entry.fields[0].value.of(text), "一");
    assert_eq!(entry.points.lists[0].items.len(), 1);
    let origin = projection.json.origin_at("/sections/cases/0/fields/リンク").unwrap();
    assert_eq!(origin.key.map(|key| key.of(text)), Some("リンク"));
    assert_eq!(origin.value.of(text), "一");
}
