//! What a note of a type must have, in Markdown, for people and language models.

mod part;
mod parts;
mod words;

pub use self::part::{DescribedPart, describe_part};

use serde_json::Value;

use self::{
    parts::{Parts, Text},
    words::{names, notes, value},
};
use crate::{
    notetype::{NoteType, SourcePlace},
    rules::verbatim,
    text::{and_list, pointer::escape, quote},
};

const FRONTMATTER: &str = "/frontmatter";

/// A part of a schema that takes longer to read is left to `notelint schema`.
const MAX_CONDITION_BYTES: usize = 4000;

/// A type to describe.
#[derive(Clone, Copy, Debug)]
pub struct Described<'d> {
    /// The type.
    pub note_type: &'d NoteType,
    /// The file of its schema; `None` of a built-in type.
    pub file: Option<&'d str>,
    /// Which notes are of the type: globs.
    pub files: &'d [String],
    /// What the frontmatter of its notes must be for that.
    pub when: Option<&'d str>,
    /// A note to be filled in.
    pub skeleton: &'d str,
}

/// Returns what a note of the type must have, in Markdown.
pub fn describe(described: &Described<'_>) -> String {
    let mut text = Text::default();
    let Described { note_type, skeleton, .. } = described;
    text.paragraph(&format!("# Notes of the type {}", quote(&note_type.name)));
    if let Some(description) = note_type.description("") {
        text.paragraph(description);
    }
    about(described, &mut text);
    frontmatter(note_type, &mut text);
    Parts { note_type }.write(&mut text);
    conditions(note_type, &mut text);
    text.paragraph("## Skeleton");
    text.paragraph(&fenced("markdown", skeleton));
    text.paragraph("## When it is written");
    text.item("Replace each `…`. What is optional can be added.");
    text.item("Headings have exactly the words and the levels above. Of several, one is enough.");
    text.item("`notelint check --format concise FILE` reports what is wrong, one line each; `notelint explain RULE` explains a rule.");
    text.finish()
}

/// Where notes are, what their ids are, and what the type builds on.
fn about(described: &Described<'_>, text: &mut Text) {
    let Described { note_type, file, files, when, .. } = described;
    let spec = &note_type.spec;
    match file {
        Some(file) => text.item(&format!("Schema: {}", quote(file))),
        None => text.item("Schema: built in"),
    }
    let bases = note_type.inherited_from("");
    if !bases.is_empty() {
        text.item(&format!("Builds on: {}", names(&bases)));
    }
    if !files.is_empty() {
        text.item(&format!("Files: {}", names(files)));
    }
    if let Some(when) = when {
        text.item(&format!("Only notes with the frontmatter {}", quote(when)));
    }
    if let Some(template) = &spec.file {
        text.item(&format!("Path of a new note: {}", quote(&template.text)));
    }
    for source in &spec.identity.sources {
        let place = match &source.place {
            SourcePlace::Title => "the title".to_owned(),
            SourcePlace::Path => "the path".to_owned(),
            SourcePlace::File => "the file name".to_owned(),
            SourcePlace::Folder => "the name of the folder".to_owned(),
            SourcePlace::Value(pointer) => format!("the value at `{pointer}`"),
        };
        text.item(&format!("Id: what {} matches in {place}", verbatim(source.regex.as_str())));
    }
    for sources in &spec.identity.agree {
        let places = sources.iter().map(|source| match &source.place {
            SourcePlace::Value(pointer) => format!("`{pointer}`"),
            SourcePlace::Folder => "the name of the folder".to_owned(),
            SourcePlace::File => "the file name".to_owned(),
            SourcePlace::Path => "the path".to_owned(),
            SourcePlace::Title => "the title".to_owned(),
        });
        text.item(&format!("Must agree: {}", and_list(places)));
    }
}

fn frontmatter(note_type: &NoteType, text: &mut Text) {
    let spec = &note_type.spec.frontmatter;
    if !spec.is_named {
        return;
    }
    text.paragraph("## Frontmatter");
    if note_type.shape_at(FRONTMATTER).is_some_and(|shape| shape.is_never) {
        text.paragraph("There is none.");
        return;
    }
    let order: Vec<&str> = spec.keys.iter().map(|key| key.name.as_str()).collect();
    let order = format!("The order of the keys is {}.", names(&order));
    let lines = [
        (!spec.required, "The frontmatter is optional."),
        (!spec.is_unordered && spec.keys.len() > 1, &order),
        (note_type.is_closed(FRONTMATTER), "There are no other keys."),
    ];
    let lines: Vec<&str> = lines.into_iter().filter(|(is_true, _)| *is_true).map(|(_, line)| line).collect();
    if !lines.is_empty() {
        text.paragraph(&lines.join(" "));
    }
    keys(note_type, FRONTMATTER, text, 0);
}

/// Lists the keys of the mapping at `pointer`, those that are required first.
fn keys(note_type: &NoteType, pointer: &str, text: &mut Text, depth: usize) {
    /// Mappings in mappings are described in the words of their own keys up to here.
    const MAX_DEPTH: usize = 3;
    let mut members = note_type.members(pointer);
    members.retain(|(key, _)| !note_type.is_deprecated(&format!("{pointer}/{}", escape(key))));
    members.sort_by_key(|(_, is_required)| !is_required);
    for (key, is_required) in members {
        if text.is_full() {
            return;
        }
        let at = format!("{pointer}/{}", escape(key));
        let how = if is_required { "required" } else { "optional" };
        let value = value(note_type, &at);
        text.item_at(depth, &format!("{} ({how}): {value}{}", quote(key), notes(note_type, &at)));
        let is_object = note_type.types(&at) == ["object"];
        let inside = if is_object { at.clone() } else { format!("{at}/0") };
        if depth < MAX_DEPTH {
            keys(note_type, &inside, text, depth + 1);
        }
    }
}

/// What depends on something else, as the schema has it.
fn conditions(note_type: &NoteType, text: &mut Text) {
    let conditions = note_type.conditions(&["", FRONTMATTER, "/sections"]);
    if conditions.is_empty() {
        return;
    }
    text.paragraph("## Conditions");
    text.paragraph(
        "What is required also depends on the rest of the note, a mapping with the keys `frontmatter`, `title` and \
         `sections`. The JSON Schema has:",
    );
    let json: Vec<String> = conditions.iter().map(Value::to_string).collect();
    let json = json.join("\n");
    if json.len() > MAX_CONDITION_BYTES {
        text.paragraph(&format!("See `notelint schema {}`.", note_type.name));
    } else {
        text.paragraph(&fenced("json", &json));
    }
}

/// Returns `text` as a code block.
fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}
