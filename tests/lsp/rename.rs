//! Other names for headings and notes.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use super::{
    client::{Editor, plain},
    tea::{self, BLACK, GREEN},
};

/// Returns the texts of the files that `edit` changes, after it, by their paths, and the renames in it.
fn after(editor: &Editor, edit: &Value) -> (BTreeMap<String, String>, Vec<(String, String)>) {
    let root = editor.uri("");
    let path = |uri: &Value| {
        let uri = uri.as_str().unwrap();
        uri.strip_prefix(root.trim_end_matches('/')).unwrap_or(uri).trim_start_matches('/').to_owned()
    };
    let (mut texts, mut renames) = (BTreeMap::new(), Vec::new());
    for change in edit["documentChanges"].as_array().into_iter().flatten() {
        if change["kind"] == "rename" {
            renames.push((path(&change["oldUri"]), path(&change["newUri"])));
            continue;
        }
        let file = path(&change["textDocument"]["uri"]);
        let mut text = fs::read_to_string(editor.path(&file)).unwrap();
        let mut edits: Vec<&Value> = change["edits"].as_array().unwrap().iter().collect();
        edits.sort_by_key(|edit| {
            let start = &edit["range"]["start"];
            (start["line"].as_u64(), start["character"].as_u64())
        });
        for edit in edits.into_iter().rev() {
            let [start, end] = ["start", "end"].map(|end| offset(&text, &edit["range"][end]));
            text.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        texts.insert(file, text);
    }
    (texts, renames)
}

fn offset(text: &str, position: &Value) -> usize {
    let [line, character] = ["line", "character"].map(|key| position[key].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(usize::try_from(line).unwrap()).map(str::len).sum();
    let mut units = 0;
    let before = text[start..].chars().take_while(|c| {
        units += c.len_utf16() as u64;
        units <= character
    });
    start + before.map(char::len_utf8).sum::<usize>()
}

fn rename(editor: &mut Editor, path: &str, text: &str, (before, name): (&str, &str)) -> Value {
    let mut place = editor.place(path, text, before);
    place["newName"] = json!(name);
    editor.request("textDocument/rename", place)
}

#[test]
fn a_heading_is_renamed_with_all_links_to_it() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    let place = editor.place("notes/green.md", GREEN, "## 手");
    let prepared = editor.request("textDocument/prepareRename", place);
    assert_eq!(prepared["placeholder"], "手順");
    assert_eq!(prepared["range"]["start"], json!({ "line": 11, "character": 3 }));
    let edit = rename(&mut editor, "notes/green.md", GREEN, ("## 手", "淹れ方 🍵 (hot)"));
    let (texts, _) = after(&editor, &edit);
    let green = GREEN.replace("## 手順", "## 淹れ方 🍵 (hot)").replace("(#手順)", "(#淹れ方--hot)");
    let black = BLACK
        .replace("(green.md#手順)", "(green.md#淹れ方--hot)")
        .replace("[[green#手順|", "[[green#淹れ方 🍵 (hot)|")
        .replace("green.md#%E6%89%8B%E9%A0%86", "green.md#%E6%B7%B9%E3%82%8C%E6%96%B9--hot");
    assert_eq!(texts["notes/green.md"], green);
    assert_eq!(texts["notes/black.md"], black);
    assert_eq!(texts.len(), 2);
    let versions: Vec<&Value> =
        edit["documentChanges"].as_array().unwrap().iter().map(|it| &it["textDocument"]["version"]).collect();
    assert!(versions.contains(&&json!(1)) && versions.contains(&&Value::Null), "{versions:?}");
    // The same from a link to it.
    editor.open("notes/black.md");
    let from_link = rename(&mut editor, "notes/black.md", BLACK, ("[[green#手", "淹れ方 🍵 (hot)"));
    assert_eq!(after(&editor, &from_link).0, texts);
}

#[test]
fn links_to_other_headings_of_one_name_lead_to_the_same_ones() {
    let text = "# 🍵\n\n[first](#tea) [second](#tea-1)\n\n## Tea\n\n## Tea\n";
    let mut editor = Editor::on(&[
        ("notelint.yaml", tea::CONFIG),
        ("tea.yaml", tea::TYPE),
        ("shop.yaml", tea::SHOP),
        ("notes/a.md", text),
    ]);
    editor.wait_until_known();
    editor.open("notes/a.md");
    let edit = rename(&mut editor, "notes/a.md", text, ("## T", "Green"));
    let wanted = "# 🍵\n\n[first](#green) [second](#tea)\n\n## Green\n\n## Tea\n";
    assert_eq!(after(&editor, &edit).0["notes/a.md"], wanted);
    for refused in ["", "two\nlines"] {
        assert_eq!(rename(&mut editor, "notes/a.md", text, ("## T", refused)), Value::Null, "{refused:?}");
        let message = editor.wait(|message| message["method"] == "window/showMessage");
        let wanted = format!("`Tea` cannot be renamed to `{refused}`: a heading is one line of text");
        assert_eq!(message["params"]["message"], wanted);
    }
}

#[test]
fn a_note_is_renamed_with_all_links_to_it() {
    let mut editor = tea::editor();
    editor.open("notes/black.md");
    let place = editor.place("notes/black.md", BLACK, "(./gre");
    assert_eq!(editor.request("textDocument/prepareRename", place)["placeholder"], "green.md");
    let edit = rename(&mut editor, "notes/black.md", BLACK, ("(./gre", "deep/緑茶 1"));
    let (texts, renames) = after(&editor, &edit);
    assert_eq!(renames, [("notes/green.md".to_owned(), "notes/deep/%E7%B7%91%E8%8C%B6%201.md".to_owned())]);
    let black = BLACK
        .replace("(./green.md)", "(./deep/緑茶%201.md)")
        .replace("(green.md#手順)", "(deep/緑茶%201.md#手順)")
        .replace("[[green#", "[[緑茶 1#")
        .replace("../notes/green.md#", "deep/%E7%B7%91%E8%8C%B6%201.md#");
    assert_eq!(texts["notes/black.md"], black);
    let green = GREEN.replace("(black.md#", "(../black.md#").replace("(../cup.png)", "(../../cup.png)");
    assert_eq!(texts["notes/green.md"], green);
    let last = edit["documentChanges"].as_array().unwrap().last().unwrap();
    assert_eq!(last["kind"], "rename");
    let same = rename(&mut editor, "notes/black.md", BLACK, ("(./gre", "green"));
    assert_eq!(same["documentChanges"].as_array().map_or(0, Vec::len), 0, "{same}");
    for refused in ["", "black.md", "../../out.md", "a/", "C# 茶"] {
        assert_eq!(
            rename(&mut editor, "notes/black.md", BLACK, ("(./gre", refused)),
            Value::Null,
            "{refused:?}"
        );
    }
}

#[test]
fn files_that_move_in_the_explorer_keep_their_links() {
    let mut editor = tea::editor();
    let file = |editor: &Editor, old: &str, new: &str| json!({ "oldUri": editor.uri(old), "newUri": editor.uri(new) });
    let files = json!({ "files": [file(&editor, "cup.png", "図/cup.png"), file(&editor, "notes/black.md", "notes/red.md")] });
    let edit = editor.request("workspace/willRenameFiles", files);
    let (texts, renames) = after(&editor, &edit);
    let green = GREEN
        .replace("(../cup.png)", "(../図/cup.png)")
        .replace("(black.md#", "(red.md#")
        .replace("[[black]]", "[[red]]");
    assert_eq!(texts, BTreeMap::from([("notes/green.md".to_owned(), green)]));
    assert!(renames.is_empty());
    let folder = json!({ "files": [file(&editor, "notes", "all/notes")] });
    let edit = editor.request("workspace/willRenameFiles", folder);
    let green = GREEN.replace("(../cup.png)", "(../../cup.png)");
    let texts = after(&editor, &edit).0;
    assert_eq!(texts["notes/green.md"], green);
    let nothing = json!({ "files": [file(&editor, "other.txt", "another.txt")] });
    assert_eq!(editor.request("workspace/willRenameFiles", nothing), Value::Null);
}

#[test]
fn a_client_that_cannot_rename_files_renames_headings() {
    let mut capabilities = plain();
    capabilities["workspace"]["workspaceEdit"] = json!({});
    let mut editor = Editor::with(&tea::files(), capabilities, Value::Null);
    editor.wait_until_known();
    editor.open("notes/black.md");
    let place = editor.place("notes/black.md", BLACK, "(./gre");
    assert_eq!(editor.request("textDocument/prepareRename", place), Value::Null);
    assert_eq!(rename(&mut editor, "notes/black.md", BLACK, ("(./gre", "new.md")), Value::Null);
    let place = editor.place("notes/black.md", BLACK, "and T-");
    assert_eq!(editor.request("textDocument/prepareRename", place), Value::Null);
    let edit = rename(&mut editor, "notes/black.md", BLACK, ("[here](#", "Steps"));
    assert_eq!(edit["changes"].as_object().unwrap().len(), 2, "{edit}");
}
