//! What is reported while notes are written.

use std::fs;

use serde_json::{Value, json};

use super::client::{Editor, plain};

const CONFIG: &str = "types:\n  - name: tea\n    schema: tea.yaml\n    files: [\"*.md\"]\n";

const TYPE: &str = "x-note: { type: tea, id: 'T-\\d+' }\nrequired: [title, frontmatter]\nproperties:\n  frontmatter:\n    type: object\n    \
     required: [date]\n    properties:\n      date: { type: string, format: date }\n  title: { type: string }\n";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap_or("-")).collect()
}

fn has(code: &str) -> impl Fn(&[Value]) -> bool {
    move |diagnostics| codes(diagnostics).contains(&code)
}

#[test]
fn unsaved_text_is_reported_at_its_characters() {
    let files =
        [("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", "---\ndate: 2026-11-28\n---\n\n# T-1\n")];
    let mut editor = Editor::on(&files);
    editor.open("a.md");
    assert!(editor.diagnostics("a.md", |_| true).is_empty());
    editor.replace("a.md", "---\ndate: 2026-11-28\n---\n\n# T-1\n\n緑茶🍵 [gone](gone.md)\n");
    let found = editor.diagnostics("a.md", has("link/missing-target"));
    let range = json!({ "start": { "line": 6, "character": 12 }, "end": { "line": 6, "character": 19 } });
    assert_eq!((&found[0]["range"], &found[0]["severity"]), (&range, &json!(1)));
    assert_eq!(found[0]["source"], "notelint");
    assert!(found[0]["codeDescription"]["href"].as_str().unwrap().ends_with("/link/missing_target.md"));
    assert!(found[0]["message"].as_str().unwrap().starts_with("file `gone.md` does not exist"));

    let place = json!({ "line": 6, "character": 12 });
    let change =
        json!({ "range": { "start": place, "end": { "line": 6, "character": 19 } }, "text": "a.md" });
    editor.change("a.md", &[change]);
    assert!(editor.diagnostics("a.md", <[Value]>::is_empty).is_empty());
    assert!(editor.shut_down().success());
}

#[test]
fn notes_that_a_change_affects_are_reported_too() {
    let note = |id: &str, rest: &str| format!("---\ndate: 2026-11-28\n---\n\n# {id} Tea\n\n{rest}\n");
    let (a, b) = (note("T-1", "[steep](b.md#steeping)"), note("T-2", "## Steeping\n\nLong."));
    let mut editor = Editor::on(&[("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", &a), ("b.md", &b)]);
    editor.wait_until_known();
    editor.open("a.md");
    editor.open("b.md");
    assert!(editor.diagnostics("a.md", |_| true).is_empty());
    editor.replace("b.md", &b.replace("Steeping", "Brewing"));
    editor.diagnostics("a.md", has("link/missing-target"));
    editor.replace("b.md", &b.replace("T-2", "T-1"));
    let found = editor.diagnostics("b.md", has("vault/duplicate-id"));
    let related = &found[0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("a.md"));
    assert_eq!(related["location"]["range"]["start"], json!({ "line": 4, "character": 2 }));
}

#[test]
fn files_that_change_on_disk_are_read_again() {
    let files = [
        ("notelint.yaml", CONFIG),
        ("tea.yaml", TYPE),
        ("a.md", "---\ndate: 2026-11-28\n---\n\n# T-1\n\n[b](b.md)\n"),
    ];
    let mut editor = Editor::on(&files);
    editor.wait_until_known();
    editor.open("a.md");
    editor.diagnostics("a.md", has("link/missing-target"));
    fs::write(editor.path("b.md"), "---\ndate: 2026-11-28\n---\n\n# T-2\n").unwrap();
    let uri = editor.uri("b.md");
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    editor.diagnostics("a.md", <[Value]>::is_empty);
    fs::remove_file(editor.path("b.md")).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 3 }] }));
    editor.diagnostics("a.md", has("link/missing-target"));
}

#[test]
fn configurations_and_types_are_reported_and_taken_when_they_change() {
    let files = [("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", "---\nday: 1\n---\n\n# T-1\n")];
    let mut editor = Editor::on(&files);
    editor.wait_until_known();
    editor.open("a.md");
    editor.diagnostics("a.md", has("frontmatter/missing-key"));
    editor.open("notelint.yaml");
    editor.replace("notelint.yaml", &CONFIG.replace("files", "flies"));
    let found = editor.diagnostics("notelint.yaml", |found| !found.is_empty());
    assert_eq!(found[0]["range"]["start"], json!({ "line": 3, "character": 4 }));
    editor.diagnostics("a.md", <[Value]>::is_empty);
    editor.replace("notelint.yaml", CONFIG);
    editor.diagnostics("notelint.yaml", <[Value]>::is_empty);
    editor.diagnostics("a.md", has("frontmatter/missing-key"));
    editor.open("tea.yaml");
    editor.replace("tea.yaml", &TYPE.replace("required: [date]", "required: [day]"));
    editor.diagnostics("a.md", |found| !has("frontmatter/missing-key")(found));
}

#[test]
fn configurations_and_types_are_reported_before_there_are_notes() {
    let mut editor = Editor::on(&[("notelint.yaml", CONFIG), ("tea.yaml", "x-note: {\n")]);
    editor.open("tea.yaml");
    editor.diagnostics("tea.yaml", |found| !found.is_empty());
    editor.replace("tea.yaml", TYPE);
    editor.diagnostics("tea.yaml", <[Value]>::is_empty);
    editor.open("notelint.yaml");
    editor.replace("notelint.yaml", &CONFIG.replace("files", "flies"));
    editor.diagnostics("notelint.yaml", |found| !found.is_empty());
}

#[test]
fn diagnostics_are_answered_to_clients_that_ask() {
    let mut capabilities = plain();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities["general"] = json!({ "positionEncodings": ["utf-8", "utf-16"] });
    let files = [
        ("notelint.yaml", CONFIG),
        ("tea.yaml", TYPE),
        ("a.md", "---\ndate: 2026-11-28\n---\n\n# T-1\n\n緑 [b](b.md)\n"),
    ];
    let mut editor = Editor::with(&files, capabilities, Value::Null);
    assert_eq!(editor.capabilities["positionEncoding"], "utf-8");
    editor.wait_until_known();
    editor.open("a.md");
    let document = json!({ "uri": editor.uri("a.md") });
    let answer = editor.request("textDocument/diagnostic", json!({ "textDocument": document }));
    assert_eq!(answer["kind"], "full");
    assert_eq!(answer["items"][0]["range"]["start"], json!({ "line": 6, "character": 8 }));
    let again = json!({ "textDocument": document, "previousResultId": answer["resultId"] });
    assert_eq!(editor.request("textDocument/diagnostic", again)["kind"], "unchanged");
    // A client that asks knows which text it has changed.
    let refresh = "workspace/diagnostic/refresh";
    let before = editor.count(refresh);
    for end in ["x", "y"] {
        editor.change(
            "a.md",
            &[json!({ "text": format!("---\ndate: 2026-11-28\n---\n\n# T-1\n\n緑 [b](b.md)\n{end}\n") })],
        );
    }
    assert_eq!(editor.count(refresh), before);
    editor.open_with("b.md", "---\ndate: 2026-11-28\n---\n\n# T-2\n");
    editor.wait(|message| message["method"] == refresh);
    editor.close("b.md");
    let answer = editor.request("textDocument/diagnostic", json!({ "textDocument": document }));
    let all = editor.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
    assert_eq!(all["items"][0]["items"], answer["items"]);
}

#[test]
fn a_buffer_without_a_file_is_checked_by_itself() {
    let mut editor = Editor::on(&[("notelint.yaml", CONFIG), ("tea.yaml", TYPE)]);
    let item =
        json!({ "uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": "# T-1\n" });
    editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
    let message = editor.wait(|message| message["params"]["uri"] == "untitled:Untitled-1");
    assert_eq!(codes(message["params"]["diagnostics"].as_array().unwrap()), ["frontmatter/missing"]);
}

#[test]
fn all_notes_are_reported_if_that_is_set() {
    let files = [("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", "---\nday: 1\n---\n\n# T-1\n")];
    let options = json!({ "diagnostics": { "scope": "workspace" } });
    let mut editor = Editor::with(&files, plain(), options);
    editor.diagnostics("a.md", has("frontmatter/missing-key"));
}

#[test]
fn a_note_that_is_excluded_is_reported_when_it_is_not_any_more() {
    let excluding = format!("{CONFIG}exclude: [c.md]\n");
    let mut editor = Editor::on(&[("notelint.yaml", &excluding), ("tea.yaml", TYPE), ("a.md", "# T-1\n")]);
    editor.wait_until_known();
    editor.open_with("c.md", "# T-2\n");
    assert!(editor.diagnostics("c.md", |_| true).is_empty());
    fs::write(editor.path("notelint.yaml"), CONFIG).unwrap();
    let uri = editor.uri("notelint.yaml");
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    editor.diagnostics("c.md", has("frontmatter/missing"));
}

#[test]
fn many_files_that_change_together_are_read_once() {
    let mut editor = Editor::on(&[("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", "# T-1\n")]);
    editor.wait_until_known();
    let new = |number: usize| format!("n{number}.md");
    for number in 0..50 {
        fs::write(editor.path(&new(number)), "# T-2\n").unwrap();
    }
    let changes: Vec<Value> =
        (0..50).map(|number| json!({ "uri": editor.uri(&new(number)), "type": 1 })).collect();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    editor.wait_until_known();
    assert_eq!(editor.count("window/logMessage"), 0);
}

#[test]
fn places_in_other_notes_move_with_the_text_above_them() {
    let note = |id: u8, tag: &str| format!("---\ndate: 2026-11-28\ntags: [{tag}]\n---\n\n# T-{id} 🍵\n");
    let (a, b, c) = (note(1, "Data-Center"), note(2, "Data-Center"), note(3, "DataCenter"));
    let named = TYPE.replace("date: {", "tags: {}\n      date: {");
    let files =
        [("notelint.yaml", CONFIG), ("tea.yaml", &*named), ("a.md", &*a), ("b.md", &*b), ("c.md", &*c)];
    let mut editor = Editor::on(&files);
    editor.wait_until_known();
    editor.open("a.md");
    editor.open("c.md");
    let place = |found: &[Value]| {
        let variant = found.iter().find(|found| found["code"] == "vault/tag-variant")?;
        Some(variant["relatedInformation"][0]["location"]["range"]["start"].clone())
    };
    let found = editor.diagnostics("c.md", has("vault/tag-variant"));
    assert_eq!(place(&found), Some(json!({ "line": 2, "character": 7 })));
    editor.replace("a.md", &a.replace("date:", "# 緑茶\ndate:"));
    let moved = Some(json!({ "line": 3, "character": 7 }));
    editor.diagnostics("c.md", |found| place(found) == moved);
}

#[test]
fn files_of_all_kinds_are_watched_as_links_lead_to_them() {
    let text = "---\ndate: 2026-11-28\n---\n\n# T-1\n\n🍵 ![](cup.png) ![[cup.png]]\n";
    let mut capabilities = plain();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    let files = [("notelint.yaml", CONFIG), ("tea.yaml", TYPE), ("a.md", text)];
    let mut editor = Editor::with(&files, capabilities, Value::Null);
    let asked = editor.wait(|message| message["method"] == "client/registerCapability");
    let watchers = asked["params"]["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap();
    // What is created, and what is deleted.
    assert!(watchers.contains(&json!({ "globPattern": "**/*", "kind": 5 })), "{watchers:#?}");
    editor.wait_until_known();
    editor.open("a.md");
    editor.diagnostics("a.md", |found| found.len() == 2);
    let uri = editor.uri("cup.png");
    for (kind, count) in [(1, 0), (3, 2)] {
        if kind == 1 {
            fs::write(editor.path("cup.png"), "").unwrap();
        } else {
            fs::remove_file(editor.path("cup.png")).unwrap();
        }
        editor
            .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
        editor.diagnostics("a.md", |found| found.len() == count);
    }
}

#[test]
fn a_folder_that_moves_is_all_that_is_told_of_its_notes() {
    let text = "---\ndate: 2026-11-28\n---\n\n# T-1\n\n🍵 [b](sub/b.md) [c](new/b.md)\n";
    let config = CONFIG.replace("*.md", "**");
    let other = "# T-2 🍵\n\n[x](x.md)\n";
    let files = [("notelint.yaml", &*config), ("tea.yaml", TYPE), ("a.md", text), ("sub/b.md", other)];
    let options = json!({ "diagnostics": { "scope": "workspace" } });
    let mut editor = Editor::with(&files, plain(), options);
    editor.wait_until_known();
    editor.open("a.md");
    editor.diagnostics("sub/b.md", has("link/missing-target"));
    fs::rename(editor.path("sub"), editor.path("new")).unwrap();
    let changes = json!([{ "uri": editor.uri("sub"), "type": 3 }, { "uri": editor.uri("new"), "type": 1 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    editor.diagnostics("sub/b.md", <[Value]>::is_empty);
    editor.diagnostics("new/b.md", has("link/missing-target"));
    let found = editor.diagnostics("a.md", |found| {
        found.first().is_some_and(|found| found["range"]["start"]["character"] == 7)
    });
    assert!(found[0]["message"].as_str().unwrap().contains("sub/b.md"));
}
