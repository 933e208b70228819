//! What is shown of what the pointer is on.

use serde_json::{Value, json};

use super::{
    client::Editor,
    tea::{self, BLACK, GREEN},
};

fn hover(editor: &mut Editor, path: &str, text: &str, before: &str) -> Option<(String, Value)> {
    let place = editor.place(path, text, before);
    let answer = editor.request("textDocument/hover", place);
    let contents = answer.get("contents")?;
    assert_eq!(contents["kind"], "markdown");
    Some((contents["value"].as_str().unwrap().to_owned(), answer["range"].clone()))
}

fn said(editor: &mut Editor, path: &str, text: &str, before: &str) -> String {
    hover(editor, path, text, before).unwrap_or_else(|| panic!("nothing at {before:?}")).0
}

#[test]
fn parts_of_a_note_are_explained_by_the_words_of_their_type() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    for (before, wanted) in [
        ("---\nda", "`date` (required): a date (`YYYY-MM-DD`). When it was tasted\n"),
        ("sor", "`kind` (optional): `green` or `black`; by default `\"green\"`\n"),
        ("water: { he", "`heat` (required): a whole number of at most 100\n"),
        ("# T-1 緑", "`# …` (required): text. Its id and name\n"),
        ("## 手", "`## 手順` (optional): at least 2 points;"),
        ("## Ta", "`## Taste` (optional): scores of 5, each written as `- **…**: ⭐⭐⭐⭐☆ (…)`"),
        (
            "- **Sm",
            "`Smell` (required): a score of 5, written as `- **Smell**: ⭐⭐⭐⭐☆ (…)` with the reason. With the nose\n",
        ),
    ] {
        let said = said(&mut editor, "notes/green.md", GREEN, before) + "\n";
        assert!(said.starts_with(wanted), "{before}: {said}");
    }
    let (_, range) = hover(&mut editor, "notes/green.md", GREEN, "- **Sm").unwrap();
    let line = GREEN[..GREEN.find("- **Sm").unwrap()].matches('\n').count();
    let at = |character: usize| json!({ "line": line, "character": character });
    assert_eq!(range, json!({ "start": at(4), "end": at(9) }));
    assert!(hover(&mut editor, "notes/green.md", GREEN, "is not").is_none());
}

#[test]
fn a_link_shows_what_it_leads_to() {
    let mut editor = tea::editor();
    editor.open("notes/black.md");
    let note = said(&mut editor, "notes/black.md", BLACK, "🫖🫖 See [gre");
    assert!(note.starts_with("# T-1 緑茶🍵\n\n緑茶🍵 is not"), "{note}");
    assert!(note.ends_with("\n\n`notes/green.md`"), "{note}");
    let section = said(&mut editor, "notes/black.md", BLACK, "[its 🍵 st");
    assert!(section.starts_with("**T-1 緑茶🍵**\n\n## 手順\n\n1. **🍵"), "{section}");
    assert_eq!(said(&mut editor, "notes/black.md", BLACK, "[[gre"), section);
    assert_eq!(said(&mut editor, "notes/black.md", BLACK, "🫖 [ho"), section);
    let text = "# T-3 🍵\n\n🍵 [a](gone.md) [b](green.md#gone) ![](../cup.png)\n";
    editor.open_with("notes/new.md", text);
    let gone = said(&mut editor, "notes/new.md", text, "[a](go");
    assert!(
        gone.starts_with("file `gone.md` does not exist\n\n---\n\n[`link/missing-target`](https://"),
        "{gone}"
    );
    let gone = said(&mut editor, "notes/new.md", text, "[b](gr");
    assert!(gone.starts_with("`notes/green.md` has no heading `#gone`\n"), "{gone}");
    assert!(said(&mut editor, "notes/new.md", text, "![](..").contains("cup.png`"));
}

#[test]
fn rules_are_explained_where_they_report_and_where_they_are_named() {
    let text = "---\ndate: 🍵\n---\n\n# T-3\n\n🍵 <!-- notelint-disable text/bom link -->\n";
    let mut editor = tea::editor();
    editor.open_with("notes/new.md", text);
    let said_of = |editor: &mut Editor, before: &str| said(editor, "notes/new.md", text, before);
    assert!(said_of(&mut editor, "disable tex").starts_with("[`text/bom`](https://"));
    assert!(said_of(&mut editor, "text/bom li").starts_with("# link\n"));
    let reported = said_of(&mut editor, "date: ");
    assert!(reported.starts_with("`date` (required)"), "{reported}");
    assert!(reported.contains("\n\n---\n\n[`frontmatter/") && !reported.contains("```"), "{reported}");
}

#[test]
fn keys_of_configurations_and_types_are_explained() {
    let config = format!("# 設定🍵\n{}rules:\n  text/bom: {{ severity: off }}\n", tea::CONFIG);
    let mut editor = tea::editor();
    editor.open_with("notelint.yaml", &config);
    editor.open("tea.yaml");
    let schema = said(&mut editor, "notelint.yaml", &config, "    sche");
    assert!(
        schema.starts_with("`schema`: The file with the schema of the type, relative to this file."),
        "{schema}"
    );
    assert!(said(&mut editor, "notelint.yaml", &config, "text/b").starts_with("[`text/bom`](https://"));
    let severity = said(&mut editor, "notelint.yaml", &config, "sever");
    assert!(severity.contains("One of `\"off\"`, `\"info\"`"), "{severity}");
    let heading = said(&mut editor, "tea.yaml", tea::TYPE, "x-note: { head");
    assert!(heading.starts_with("`heading`: The canonical heading;"), "{heading}");
    assert!(hover(&mut editor, "notelint.yaml", &config, "# 設").is_none());
    editor.replace("notelint.yaml", "types: [");
    assert!(hover(&mut editor, "notelint.yaml", "types: [", "ty").is_none());
}

#[test]
fn any_text_and_position_is_survived() {
    let mut editor = tea::editor();
    for (at, text) in
        ["---\nda", "---\ndate: [🍵\n---\n# A", "", "---\n", "[🍵](", "[[", "# \n## 手順"].iter().enumerate()
    {
        let path = format!("notes/{at}.md");
        editor.open_with(&path, text);
        for (line, character) in [(0, 0), (0, 2), (1, 3), (2, 99), (99, 0)] {
            let document = json!({ "uri": editor.uri(&path) });
            let place =
                json!({ "textDocument": document, "position": { "line": line, "character": character } });
            for method in ["hover", "definition", "references"] {
                let mut place = place.clone();
                place["context"] = json!({ "includeDeclaration": true });
                editor.request(&format!("textDocument/{method}"), place);
            }
        }
        for method in ["documentSymbol", "documentLink"] {
            editor.request(
                &format!("textDocument/{method}"),
                json!({ "textDocument": { "uri": editor.uri(&path) } }),
            );
        }
    }
    let unknown =
        json!({ "textDocument": { "uri": "untitled:x" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.request("textDocument/hover", unknown.clone()), Value::Null);
    assert_eq!(editor.request("textDocument/definition", unknown), Value::Null);
}
