use super::TypeSource;

/// The names of the note types that need no file.
pub const BUILT_IN: &[&str] = &["tech-note"];

/// The schema of the built-in note type `name`.
pub fn built_in(name: &str) -> Option<TypeSource<'static>> {
    let tech_note = include_str!("../../schema/tech-note.schema.json");
    (name == "tech-note").then_some(TypeSource { path: "tech-note.schema.json", text: tech_note })
}
