//! The sources of ids and of other values that must agree, in words.

use crate::{notetype::SourcePlace, text::pointer};

/// Where an id is: `the title`.
pub(super) fn place(place: &SourcePlace) -> String {
    match place {
        SourcePlace::Value(pointer) => format!("`{}`", name(pointer)),
        SourcePlace::Folder => "the folder name".to_owned(),
        _ => format!("the {}", noun(place)),
    }
}

/// What a value is: `file name`.
pub(super) fn noun(place: &SourcePlace) -> String {
    match place {
        SourcePlace::Title => "title".to_owned(),
        SourcePlace::Path => "path".to_owned(),
        SourcePlace::File => "file name".to_owned(),
        SourcePlace::Folder => "folder".to_owned(),
        SourcePlace::Value(pointer) => name(pointer),
    }
}

/// Returns the name of the value at `pointer`, to a reader: `meta.id` of `/frontmatter/meta/id`.
pub(super) fn name(pointer: &str) -> String {
    let tokens: Vec<_> = pointer::tokens(pointer).collect();
    match tokens.as_slice() {
        [part] => part.to_string(),
        tokens => tokens[1..].join("."),
    }
}
