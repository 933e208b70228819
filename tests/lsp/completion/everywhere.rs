use serde_json::{Value, json};

use super::editor;

/// Texts in which people stop while they write.
const TEXTS: &[(&str, &str)] = &[
    (
        "notes/a.md",
        "---\n題: 🍵\n- a: [b, {c: \"d\n  e: |\n f\n\t- g\n---\r\n# 茶🍵\n\n## S\n- **甘\n|\n[[緑|x]] [a](<b.md#\n",
    ),
    ("notes/b.md", "---\n? a\n: b\n'c: d\n<!-- notelint-"),
    ("notes/c.md", "\u{feff}---\r\n# notelint-disable 🍵,\r\n"),
    ("notes/d.md", "+++\na = 1\n+++\n```\n[[\n"),
    ("other/e.md", "%% 🍵 %% %% n\n[x](#\n"),
    ("notelint.yaml", "types:\n- name: 緑茶\n  files: ['a\nrules: {text: {🍵\n"),
    ("recipe.yaml", "x-note:\n  type: 🍵\n$defs: {a/b~c: {\n- - -\n"),
    ("notes/empty.md", ""),
];

const TYPE: (&str, &str) = (
    "recipe.yaml",
    "type: object\nx-note: { type: recipe }\nproperties:\n  title: { type: string }\n  sections: { type: object, properties: { 味: { type: string } } }\n",
);

#[test]
fn every_position_is_answered_and_its_edits_are_at_the_cursor() {
    let mut editor = editor(&[TYPE]);
    for (path, text) in TEXTS {
        editor.open_with(path, text);
        let lines = text.split('\n').count() + 1;
        for line in 0..=lines {
            let length = text.split('\n').nth(line).unwrap_or_default().encode_utf16().count();
            for character in 0..=length + 1 {
                let position = json!({ "line": line, "character": character });
                let document = json!({ "uri": editor.uri(path) });
                let answer = editor.request(
                    "textDocument/completion",
                    json!({ "textDocument": document, "position": position }),
                );
                for item in answer["items"].as_array().into_iter().flatten() {
                    let range = &item["textEdit"]["range"];
                    let at = |end: &str| range[end]["character"].as_u64().unwrap();
                    let cursor = u64::try_from(character.min(length)).unwrap();
                    assert_eq!(range["start"]["line"], range["end"]["line"], "{path} {position}: {item}");
                    // Half a character counts as its start, and a line ends before its CR.
                    let is_around = at("start") <= cursor && cursor <= at("end") + 2;
                    assert!(is_around || line + 1 >= lines, "{path} {position}: {item}");
                }
            }
        }
        editor.close(path);
    }
}

#[test]
fn nothing_is_offered_in_what_is_not_open() {
    let mut editor = editor(&[TYPE]);
    let params = json!({ "textDocument": { "uri": editor.uri("notes/a.md") }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.request("textDocument/completion", params), Value::Null);
    let uri = "untitled:Untitled-1";
    let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": "<!-- \n" });
    editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 5 } });
    let answer = editor.request("textDocument/completion", params);
    assert_eq!(answer["items"][0]["label"], "notelint-disable");
}
