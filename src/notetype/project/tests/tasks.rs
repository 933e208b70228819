use serde_json::{Value, json};

use super::json;

/// The tasks of a section that contains `content`.
fn tasks(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## 課題\n\n{content}\n"), "/sections/tasks")
}

#[test]
fn items_with_a_checkbox_are_tasks_whatever_their_list() {
    let expected = json!([{ "done": false, "text": "注文 **急ぐ**" }, { "done": true, "text": "予約" }]);
    for content in [
        "- [ ] 注文 **急ぐ**\n- [x] 予約",
        "1. [ ] 注文 **急ぐ**\n2. [X] 予約",
        "* [ ]  注文 **急ぐ**\n\n済み:\n\n+ [x] 予約",
        "### 今週\n\n- [ ] 注文 **急ぐ**\n\n### 済み\n\n- [x]\t予約",
    ] {
        assert_eq!(tasks(content), expected, "{content}");
    }
}

#[test]
fn what_has_no_checkbox_is_no_task() {
    assert_eq!(
        tasks("- 注文\n- [ ]注文\n- [-] 注文\n- [x](a.md)\n- `[ ]` 注文\n-      [ ] 注文\n\n[ ] 注文"),
        json!([])
    );
    assert_eq!(tasks("- 注文\n- [ ] 予約"), json!([{ "done": false, "text": "予約" }]));
    assert_eq!(tasks("- [ ]\n- [x]"), json!([{ "done": false }, { "done": true }]));
}

#[test]
fn what_is_inside_a_task_is_its_text() {
    let text = "注文\n- [x] 見積もり\n\n二行目";
    assert_eq!(tasks("- [ ] 注文\n  - [x] 見積もり\n\n  二行目"), json!([{ "done": false, "text": text }]));
}
