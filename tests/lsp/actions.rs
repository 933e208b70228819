//! What can be done about diagnostics.

use serde_json::{Value, json};

use super::client::{Editor, plain};

const CONFIG: &str = "types:\n  - name: tea\n    schema: tea.yaml\n    files: [\"*.md\"]\n";

const TYPE: &str = "x-note: { type: tea }\nproperties:\n  frontmatter:\n    type: object\n    required: [date]\n    additionalProperties: false\n    \
     properties:\n      date: { type: string, format: date }\n      origin: { type: string }\n  title: { type: string }\n  sections:\n    type: object\n    \
     required: [taste]\n    properties:\n      taste: { type: string, x-note: { heading: 味, content: text } }\n";

fn editor(text: &str) -> Editor {
    let mut editor = Editor::on(&[("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", text)]);
    editor.wait_until_known();
    editor.open("a.md");
    editor
}

/// The actions at a place behind the first `before`.
fn actions(editor: &mut Editor, text: &str, before: &str) -> Vec<Value> {
    let place = Editor::behind(text, before);
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [] },
    });
    editor.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    let found = actions.iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("no {title:?} in {titles:?}"))
}

#[test]
fn each_fix_is_offered_and_the_safe_one_is_preferred() {
    let text = "---\ndate: 2026/11/28\norigin: 宇治🍵\n---\n\n# T\n\n## 味\n\nGood.\n";
    let mut editor = editor(text);
    let offered = actions(&mut editor, text, "date: 20");
    let fix = &offered[0];
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)), "{fix}");
    assert_eq!(fix["diagnostics"][0]["code"], "frontmatter/date-format");
    assert_eq!(editor.edited("a.md", text, &fix["edit"]), text.replace("2026/11/28", "2026-11-28"));
}

#[test]
fn missing_sections_are_inserted_and_misspelt_keys_renamed() {
    let text = "---\ndate: 2026-11-28\norigni: 宇治\n---\n\n# T\n\nText.\n";
    let mut editor = editor(text);
    let inserted = actions(&mut editor, text, "# T");
    assert_eq!(inserted[0]["isPreferred"], Value::Null);
    let after = editor.edited("a.md", text, &inserted[0]["edit"]);
    assert!(after.contains("\n## 味\n"), "{after}");
    let renamed = actions(&mut editor, text, "orig");
    let after = editor.edited("a.md", text, &renamed[0]["edit"]);
    assert_eq!(after, text.replace("origni", "origin"));
}

#[test]
fn a_missing_title_is_inserted() {
    let text = "---\ndate: 2026-11-28\n---\n\n## 味\n\n🍵 Good.\n";
    let config = CONFIG.replace("tea.yaml", "titled.yaml");
    let schema = format!("{TYPE}required: [title]\n");
    let mut editor = Editor::on(&[("notelint.yaml", &config), ("titled.yaml", &schema), ("a.md", text)]);
    editor.wait_until_known();
    editor.open("a.md");
    let offered = actions(&mut editor, text, "---\n\n");
    let edit = &titled(&offered, "Insert `# …`")["edit"];
    assert_eq!(editor.edited("a.md", text, edit), text.replace("## 味", "# …\n\n## 味"));
}

#[test]
fn diagnostics_are_hidden_where_they_are_and_in_the_whole_note() {
    let text = "---\ndate: 2026/11/28\n---\n\n# T\n\n## 味\n\n🍵 [gone](gone.md)\nand more\n";
    let mut editor = editor(text);
    let is_missing = |found: &[Value]| found.iter().any(|found| found["code"] == "link/missing-target");
    editor.diagnostics("a.md", is_missing);
    let offered = actions(&mut editor, text, "🍵 [gone](g");
    for (title, expected) in [
        (
            "Ignore `link/missing-target` here",
            text.replace("🍵 [", "<!-- notelint-disable-next-line link/missing-target -->\n🍵 ["),
        ),
        (
            "Ignore `link/missing-target` in this note",
            text.replace("---\n\n#", "---\n\n<!-- notelint-disable-file link/missing-target -->\n\n#"),
        ),
    ] {
        let after = editor.edited("a.md", text, &titled(&offered, title)["edit"]);
        assert_eq!(after, expected, "{title}");
        editor.replace("a.md", &after);
        editor.diagnostics("a.md", |found| !is_missing(found));
        editor.replace("a.md", text);
        editor.diagnostics("a.md", is_missing);
    }
    let offered = actions(&mut editor, text, "date: ");
    let after =
        editor.edited("a.md", text, &titled(&offered, "Ignore `frontmatter/date-format` here")["edit"]);
    assert_eq!(after, text.replace("date:", "# notelint-disable-next-line frontmatter/date-format\ndate:"));
}

#[test]
fn no_comment_is_offered_that_would_change_something_else() {
    let text = "---\ndate: 2026-11-28\n---\n\n# T\n\n## 味\n\n| 茶 | b |\n| --- | --- |\n| x | y |\n| z | [gone](gone.md) |\n";
    let mut editor = editor(text);
    let offered = actions(&mut editor, text, "[gone](g");
    let edit = &titled(&offered, "Ignore `link/missing-target` here")["edit"];
    let after = editor.edited("a.md", text, edit);
    assert!(after.contains("<!-- notelint-disable link/missing-target -->\n\n| 茶 |"), "{after}");
    assert!(after.ends_with("gone.md) |\n\n<!-- notelint-enable link/missing-target -->\n"), "{after}");
}

#[test]
fn a_note_that_a_link_wants_is_created() {
    let text = "---\ndate: 2026-11-28\n---\n\n# T\n\n## 味\n\n🍵 [[煎茶]] and [out](../out.md)\n";
    let mut editor = editor(text);
    let offered = actions(&mut editor, text, "[[煎");
    let changes = &titled(&offered, "Create `煎茶.md`")["edit"]["documentChanges"];
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(editor.uri("煎茶.md"))));
    assert_eq!(changes[1]["edits"][0]["newText"], "# 煎茶\n\n## 味\n\n…\n");
    let offered = actions(&mut editor, text, "(../o");
    assert!(offered.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Create")));
}

#[test]
fn a_created_note_has_the_path_that_its_link_leads_to() {
    let text =
        "---\ndate: 2026-11-28\n---\n\n# T\n\n## 味\n\n[[why?]] [[50%20]] [x](a%20b.md?c#d) [y](e%0Af.md)\n";
    let mut editor = editor(text);
    for (before, name) in [("[[why", "why?.md"), ("[[50", "50%20.md"), ("(a%20", "a b.md")] {
        let offered = actions(&mut editor, text, before);
        let changes = &titled(&offered, &format!("Create `{name}`"))["edit"]["documentChanges"];
        assert_eq!(changes[0]["uri"], editor.uri(name));
    }
    let offered = actions(&mut editor, text, "(e%0A");
    assert!(offered.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Create")));
}

#[test]
fn a_created_note_without_a_type_has_a_title() {
    let config = CONFIG.replace("*.md", "a.md");
    let text = "---\ndate: 2026-11-28\n---\n\n# T\n\n## 味\n\n[[煎茶]]\n";
    let mut editor = Editor::on(&[("notelint.yaml", &config), ("tea.yaml", TYPE), ("a.md", text)]);
    editor.wait_until_known();
    editor.open("a.md");
    let offered = actions(&mut editor, text, "[[煎");
    let changes = &titled(&offered, "Create `煎茶.md`")["edit"]["documentChanges"];
    assert_eq!(changes[1]["edits"][0]["newText"], "# 煎茶\n");
}

#[test]
fn all_safe_fixes_are_one_action_for_editors_that_fix_on_save() {
    let text = "---\ndate: 2026/11/28\n---\n\n# T\n\n## 味\n\n茶🍵 \nGood.";
    let mut editor = editor(text);
    let params = |editor: &Editor| {
        json!({
            "textDocument": { "uri": editor.uri("a.md") },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
            "context": { "diagnostics": [], "only": ["source.fixAll"] },
        })
    };
    let all = params(&editor);
    let offered = editor.request("textDocument/codeAction", all);
    assert_eq!(offered.as_array().unwrap().len(), 1);
    assert_eq!(offered[0]["kind"], "source.fixAll.notelint");
    let after = editor.edited("a.md", text, &offered[0]["edit"]);
    assert_eq!(after, "---\ndate: 2026-11-28\n---\n\n# T\n\n## 味\n\n茶🍵\nGood.\n");
    editor.replace("a.md", &after);
    let all = params(&editor);
    assert!(editor.request("textDocument/codeAction", all).as_array().unwrap().is_empty());
}

#[test]
fn clients_without_versioned_edits_get_plain_ones() {
    let text = "---\ndate: 2026/11/28\n---\n\n# T\n\n## 味\n\nGood.\n";
    let mut capabilities = plain();
    capabilities["workspace"] = json!({});
    let files = [("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", text)];
    let mut editor = Editor::with(&files, capabilities, Value::Null);
    editor.open("a.md");
    let offered = actions(&mut editor, text, "date: ");
    assert!(offered[0]["edit"].get("documentChanges").is_none());
    assert_eq!(editor.edited("a.md", text, &offered[0]["edit"]), text.replace("2026/11/28", "2026-11-28"));
}
