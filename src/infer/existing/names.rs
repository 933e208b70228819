//! Names of types and of sections.

/// Returns `text` in lower-case ASCII with hyphens; empty if it has no ASCII letters or digits.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars() {
        if char.is_ascii_alphanumeric() {
            slug.push(char.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Returns the name of a type made of `text` that is none of `known`.
pub(super) fn distinct(text: &str, known: &[&str]) -> String {
    let slug = slug(text);
    let name = match slug.as_str() {
        // A file of the configuration, and the metaschema, have these names.
        "" | "config" | "note-type" => "note",
        slug => slug,
    };
    let is_free = |name: &String| !known.contains(&name.as_str());
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
