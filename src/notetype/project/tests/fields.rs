use serde_json::{Value, json};

use super::json;

/// The fields of a section that contains `content`.
fn fields(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## 属性\n\n{content}\n"), "/sections/fields")
}

#[test]
fn fields_are_read_from_every_form() {
    let expected = json!({ "担当": "佐藤", "期限": "未定" });
    for content in [
        "- 担当: 佐藤\n- 期限: 未定",
        "* **担当**: 佐藤\n* **期限:** 未定",
        "- **担当**：佐藤\n\n文。\n\n- 期限： 未定",
        "**担当:** 佐藤\n**期限**: 未定",
        "担当: 佐藤\n\n- 期限: 未定",
        "Owner:: 佐藤\n\n- 期限:: 未定",
        "| 担当 | 佐藤 |\n| --- | --- |\n| **期限**: | 未定 |",
        "| 属性 | 値 |\n| --- | --- |\n| 担当 | 佐藤 |\n| 期限 | 未定 |",
        "- 期限: 未定\n- Owner: 佐藤\n- 担当: 田中",
        "> [!info]\n> - 担当: 佐藤\n> - 期限: 未定",
        "担当: 佐藤<br>\n**期限**: 未定",
    ] {
        assert_eq!(fields(content), expected, "{content}");
    }
}

#[test]
fn what_is_no_field_is_left_out() {
    for content in [
        "期限: 未定",
        "文の中の担当: 佐藤",
        "- 見よ https://x.example/a:b",
        "- `担当: x`",
        "- [担当: x](u)",
        "- [ ] 担当: 佐藤",
        "- 12:30に開始",
        "- **重要** 担当",
        "1. 期限: 未定",
        "| 期限 | 未定 |\n| --- | --- |",
        "| 担当 | 佐藤 | 甲 |\n| --- | --- | --- |",
        "> 担当: 佐藤",
        "```\n担当: 佐藤\n```",
    ] {
        assert_eq!(fields(content), json!({}), "{content}");
    }
}

#[test]
fn a_value_goes_on_as_far_as_its_paragraph() {
    assert_eq!(
        fields("- 担当: 佐藤、\n  田中\n- 期限: 未\n定"),
        json!({ "担当": "佐藤、\n田中", "期限": "未\n定" })
    );
    assert_eq!(fields("担当: 佐藤、\n田中"), json!({ "担当": "佐藤、\n田中" }));
    assert_eq!(fields("担当: 佐藤  \n文が続く。"), json!({ "担当": "佐藤" }));
    assert_eq!(fields("担当: 佐藤\\\n文が続く。"), json!({ "担当": "佐藤" }));
    assert_eq!(fields("担当: 佐藤\n期限: 未定"), json!({ "担当": "佐藤" }));
    assert_eq!(fields("担当: 佐藤\n\n田中"), json!({ "担当": "佐藤" }));
    assert_eq!(fields("- 担当: 佐藤\n\n  二段落目"), json!({ "担当": "佐藤\n\n二段落目" }));
    assert_eq!(fields("- 担当:\n  佐藤"), json!({ "担当": "佐藤" }));
}

#[test]
fn a_list_below_a_name_is_an_array() {
    let expected = json!({ "担当": ["佐藤", "田中、鈴木"] });
    for content in [
        "- 担当:\n  - 佐藤\n  - 田中、鈴木",
        "**担当**:\n- 佐藤\n- 田中、鈴木",
        "担当:\n\n1. 佐藤\n2. 田中、鈴木",
    ] {
        assert_eq!(fields(content), expected, "{content}");
    }
    assert_eq!(fields("**属性**:\n- 担当: 佐藤\n- 期限: 未定"), json!({ "担当": "佐藤", "期限": "未定" }));
    assert_eq!(fields("- 担当: 佐藤\n  - 田中"), json!({ "担当": "佐藤\n- 田中" }));
}

#[test]
fn a_number_is_read_where_no_text_is_allowed() {
    for (written, read) in [
        ("42", json!(42)),
        ("４２", json!(42)),
        ("-1.5e3", json!(-1500.0)),
        ("2.0", json!(2.0)),
        ("007", json!("007")),
        ("+1", json!("+1")),
        ("1,000", json!("1,000")),
        ("約3", json!("約3")),
        ("true", json!("true")),
        ("1e999", json!("1e999")),
        ("**4**", json!("**4**")),
    ] {
        assert_eq!(fields(&format!("- 数: {written}")), json!({ "数": read }), "{written}");
        assert_eq!(fields(&format!("| 数 | {written} |\n|-|-|")), json!({ "数": read }), "{written}");
    }
    assert_eq!(fields("- 数:\n- 担当:"), json!({ "担当": "" }));
}

#[test]
fn a_list_is_split_outside_links_code_and_brackets() {
    for (written, read) in [
        ("1, 2、３", json!([1, 2, 3])),
        ("甲", json!(["甲"])),
        ("1,, 2,", json!([1, 2])),
        ("[1, 2](u,v), `3, 4`", json!(["[1, 2](u,v)", "`3, 4`"])),
        (
            "<https://x.example/a,b>, https://x.example/c,d",
            json!(["<https://x.example/a,b>", "https://x.example/c,d"]),
        ),
        ("(1, 2) 甲、【3、4】", json!(["(1, 2) 甲", "【3、4】"])),
        ("(1, 2, [3, 4)", json!(["(1, 2, [3, 4)"])),
        ("(1, 2", json!(["(1", 2])),
        ("「甲、乙」、『1, 2』, {3, 4}", json!(["「甲、乙」", "『1, 2』", "{3, 4}"])),
        ("「甲、乙", json!(["「甲", "乙"])),
        ("[[甲, 乙]], 3", json!(["[[甲, 乙]]", 3])),
        ("\n  - 1\n  - 乙", json!([1, "乙"])),
        ("5, 6\n  - 1", json!([5, 6, 1])),
    ] {
        assert_eq!(fields(&format!("- 一覧: {written}")), json!({ "一覧": read }), "{written}");
    }
}
