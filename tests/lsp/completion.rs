//! What can be written at a position, and what the text is then.

mod everywhere;
mod frontmatter;
mod links;
mod sections;
mod settings;

use serde_json::{Value, json};

use crate::client::{Editor, plain};

const CONFIG: (&str, &str) = (
    "notelint.yaml",
    "types:\n  - { name: recipe, schema: recipe.yaml, files: [\"notes/**\"] }\nrules: { vault: warning }\n",
);

/// What is offered for a note with this text, in which `|` is the cursor: each label with the text that it makes.
struct Offer {
    items: Vec<Value>,
    is_incomplete: bool,
    text: String,
}

impl Offer {
    /// Asks `editor` about a file with this text; the file is opened.
    fn of(editor: &mut Editor, path: &str, marked: &str) -> Self {
        let (before, after) = marked.split_once('|').unwrap();
        let text = format!("{before}{after}");
        editor.open_with(path, &text);
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let place = json!({
            "textDocument": { "uri": editor.uri(path) },
            "position": { "line": line, "character": column },
        });
        let answer = editor.request("textDocument/completion", place);
        editor.close(path);
        let mut items = answer["items"].as_array().cloned().unwrap_or_default();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        Self { items, is_incomplete: answer["isIncomplete"] == true, text }
    }

    fn labels(&self) -> Vec<&str> {
        self.items.iter().map(|item| item["label"].as_str().unwrap()).collect()
    }

    fn item(&self, label: &str) -> &Value {
        let is_it = |item: &&Value| item["label"] == *label;
        self.items.iter().find(is_it).unwrap_or_else(|| panic!("no {label:?} in {:#?}", self.labels()))
    }

    /// What is inserted for the item with this label.
    fn inserted(&self, label: &str) -> &str {
        self.item(label)["textEdit"]["newText"].as_str().unwrap()
    }

    /// The text after the item with this label is taken.
    fn taken(&self, label: &str) -> String {
        let edit = &self.item(label)["textEdit"];
        let offset = |position: &Value| {
            let line = position["line"].as_u64().unwrap();
            let start: usize =
                self.text.split_inclusive('\n').take(usize::try_from(line).unwrap()).map(str::len).sum();
            let mut units = position["character"].as_u64().unwrap();
            let rest = self.text[start..].char_indices().find(|(_, c)| {
                let is_there = units == 0;
                units = units.saturating_sub(c.len_utf16() as u64);
                is_there
            });
            rest.map_or(self.text.len(), |(at, _)| start + at)
        };
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        format!("{}{}{}", &self.text[..start], edit["newText"].as_str().unwrap(), &self.text[end..])
    }
}

/// An editor whose notes are known.
fn editor(files: &[(&str, &str)]) -> Editor {
    let mut editor = Editor::on(&[&[CONFIG], files].concat());
    editor.wait_until_known();
    editor
}

/// The same without snippets.
fn plain_editor(files: &[(&str, &str)]) -> Editor {
    let mut capabilities = plain();
    capabilities["textDocument"]["completion"]["completionItem"]["snippetSupport"] = false.into();
    let mut editor = Editor::with(&[&[CONFIG], files].concat(), capabilities, Value::Null);
    editor.wait_until_known();
    editor
}
