//! From names to what they mean, and back.

use serde_json::{Value, json};

use super::{
    client::Editor,
    tea::{self, BLACK, GREEN},
};

/// What is at a location: its file, and the line.
fn shown(editor: &Editor, location: &Value) -> String {
    let uri = location["uri"].as_str().unwrap();
    let root = editor.uri("");
    let path = uri.strip_prefix(root.trim_end_matches('/')).unwrap_or(uri).trim_start_matches('/');
    let start = &location["range"]["start"];
    format!("{path}:{}:{}", start["line"], start["character"])
}

fn all_shown(editor: &Editor, locations: &Value) -> Vec<String> {
    locations.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(|it| shown(editor, it)).collect()
}

fn definition(editor: &mut Editor, path: &str, text: &str, before: &str) -> Vec<String> {
    let place = editor.place(path, text, before);
    let found = editor.request("textDocument/definition", place);
    all_shown(editor, &found)
}

#[test]
fn names_lead_to_what_they_mean() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    editor.open("notes/black.md");
    for (before, wanted) in [
        ("🫖🫖 See [gr", "notes/green.md:7:0"),
        ("green.md#", "notes/green.md:11:0"),
        ("[[green#手", "notes/green.md:11:0"),
        ("🫖 [ho", "notes/green.md:11:0"),
        ("and T-", "notes/green.md:7:0"),
        ("[here](#", "notes/black.md:12:0"),
        ("## 手", "tea.yaml:20:0"),
        ("---\nda", "tea.yaml:8:0"),
    ] {
        assert_eq!(definition(&mut editor, "notes/black.md", BLACK, before), [wanted], "{before}");
    }
    for (before, wanted) in [
        ("shop: S", "shops/s1.md:0:0"),
        ("![](../cu", "cup.png:0:0"),
        ("see T-", "notes/black.md:4:0"),
        ("so", "tea.yaml:9:0"),
        ("heat", "tea.yaml:15:0"),
        ("**Sm", "tea.yaml:31:0"),
    ] {
        assert_eq!(definition(&mut editor, "notes/green.md", GREEN, before), [wanted], "{before}");
    }
    assert!(definition(&mut editor, "notes/green.md", GREEN, "is not").is_empty());
    editor.open("notelint.yaml");
    let place = editor.place("notelint.yaml", tea::CONFIG, "schema: te");
    let found = editor.request("textDocument/definition", place);
    assert_eq!(shown(&editor, &found), "tea.yaml:0:0");
    let text = "# 型🍵\nx-note: { type: cup }\nproperties:\n  title: { $ref: '#/$defs/名' }\n$defs:\n  名: { type: string }\n";
    editor.open_with("cup.yaml", text);
    let place = editor.place("cup.yaml", text, "{ $ref: '#/$de");
    let found = editor.request("textDocument/definition", place);
    assert_eq!(shown(&editor, &found), "cup.yaml:5:2");
}

#[test]
fn what_names_a_note_or_a_heading_is_found() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    editor.open("notes/black.md");
    let mut references = |path: &str, text: &str, before: &str, declaration: bool| {
        let mut place = editor.place(path, text, before);
        place["context"] = json!({ "includeDeclaration": declaration });
        let found = editor.request("textDocument/references", place);
        all_shown(&editor, &found)
    };
    let of_steps =
        ["notes/black.md:6:48", "notes/black.md:6:64", "notes/black.md:8:7", "notes/green.md:14:18"];
    let found = references("notes/green.md", GREEN, "## 手", false);
    assert_eq!(found, of_steps);
    assert_eq!(references("notes/black.md", BLACK, "[[green#手", false), found);
    let with_it = references("notes/black.md", BLACK, "[[green#手", true);
    assert!(with_it.len() == 5 && with_it.iter().any(|it| it == "notes/green.md:11:0"), "{with_it:?}");
    let of_note = references("notes/black.md", BLACK, "(./gre", false);
    assert_eq!(of_note.len(), 6, "{of_note:?}");
    assert_eq!(references("notes/black.md", BLACK, "and T-", false), of_note);
    let of_title = references("notes/black.md", BLACK, "# T-2 紅", false);
    assert_eq!(of_title, ["notes/green.md:9:40", "notes/green.md:9:53"]);
    assert_eq!(references("notes/green.md", GREEN, "shop: S", false), ["notes/green.md:3:6"]);
}

#[test]
fn links_can_be_clicked_on() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    let document = json!({ "textDocument": { "uri": editor.uri("notes/green.md") } });
    let links = editor.request("textDocument/documentLink", document);
    let links: Vec<(String, String)> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|link| {
            let place = json!({ "uri": link["target"], "range": link["range"] });
            (shown(&editor, &place), link["tooltip"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let link = |place: &str, tooltip: &str| (place.to_owned(), tooltip.to_owned());
    let wanted = [
        link("notes/black.md#L13:9:20", "T-2 紅茶🫖"),
        link("notes/black.md:9:40", "T-2 紅茶🫖"),
        link("cup.png:9:65", ""),
        link("notes/green.md#L12:14:18", "T-1 緑茶🍵"),
    ];
    assert_eq!(links, wanted);
}

#[test]
fn the_outline_names_what_the_type_calls_its_parts() {
    let mut editor = tea::editor();
    editor.open("notes/green.md");
    let document = json!({ "textDocument": { "uri": editor.uri("notes/green.md") } });
    let symbols = editor.request("textDocument/documentSymbol", document);
    assert_eq!(symbols[0]["name"], "frontmatter");
    assert_eq!(symbols[0]["children"][3]["children"][0]["name"], "heat");
    assert_eq!(symbols[0]["children"][1]["detail"], "green");
    let title = &symbols[1];
    assert_eq!((&title["name"], &title["detail"]), (&json!("T-1 緑茶🍵"), &json!("title")));
    let steps = &title["children"][0];
    assert_eq!((&steps["name"], &steps["detail"]), (&json!("手順"), &json!("steps")));
    assert_eq!(steps["range"]["end"], json!({ "line": 14, "character": 26 }));
    assert_eq!(title["children"][1]["detail"], "taste");
}

#[test]
fn notes_are_found_by_their_names() {
    let mut editor = tea::editor();
    let mut found = |query: &str| {
        let found = editor.request("workspace/symbol", json!({ "query": query }));
        let names = found.as_array().into_iter().flatten().map(|it| it["name"].as_str().unwrap().to_owned());
        (names.collect::<Vec<_>>(), found)
    };
    let (names, symbols) = found("茶🍵");
    assert_eq!(names, ["T-1 緑茶🍵"]);
    assert_eq!(symbols[0]["location"]["range"]["start"], json!({ "line": 7, "character": 0 }));
    assert_eq!(found("t-").0, ["T-2 紅茶🫖", "T-1 緑茶🍵"]);
    assert_eq!(found("black").0, ["T-2 紅茶🫖"]);
    assert_eq!(found("").0.len(), 3);
    assert!(found("zzz").0.is_empty());
}

#[test]
fn a_note_is_named_by_its_id_in_any_form_its_path_and_its_folder() {
    let config = "types:\n  - name: tea\n    schema: tea.yaml\n";
    let note_type = "x-note: { type: tea, id: 'T-\\d+' }\nproperties:\n  frontmatter:\n    properties:\n      \
                     next: { x-note: { ref: tea } }\n  title: { type: string }\n";
    let naming = |number: usize, value: &str| {
        (format!("n{number}.md"), format!("---\nnext: {value}\n---\n# T-{number}\n"))
    };
    let named = ["T-7", "t-7", "Ｔ－７", "before T-7, T-1", "cups/README.md", "./cups", "T-77", "cup", "T-1"];
    let mut files: Vec<(String, String)> =
        (10..).zip(named).map(|(number, value)| naming(number, &format!("\"{value}\""))).collect();
    files.push(("cups/README.md".to_owned(), "# T-7 🍵\n".to_owned()));
    files.push(("n1.md".to_owned(), "# T-1 茶\n\n🍵 T-7\n".to_owned()));
    let files = files.iter().map(|(path, text)| (&**path, &**text));
    let given = [("notelint.yaml", config), ("tea.yaml", note_type)];
    let mut editor = Editor::on(&given.into_iter().chain(files).collect::<Vec<_>>());
    editor.wait_until_known();
    let text = editor.open("cups/README.md");
    let mut place = editor.place("cups/README.md", &text, "# T-7 🍵");
    place["context"] = json!({ "includeDeclaration": false });
    let found = editor.request("textDocument/references", place);
    let found = all_shown(&editor, &found);
    let in_values = (10..=15).map(|number| format!("n{number}.md:1:7"));
    assert_eq!(found, std::iter::once("n1.md:2:3".to_owned()).chain(in_values).collect::<Vec<_>>());
}
