use super::{load::load_known, note_type::NoteType, schema::TypeSource};
use crate::diagnostic::Fault;

/// The built-in type of notes about technology.
pub const TECH_NOTE: &str = "tech-note";

/// The names of the note types that need no file.
pub const BUILT_IN: &[&str] = &[TECH_NOTE, "adr", "skill", "changelog", "okf", "meeting"];

/// The JSON Schema of note types, as it is published.
pub const SCHEMA_TEXT: &str = include_str!("../../schema/note-type.schema.json");

/// The version of JSON Schema that note types are in if they do not tell, which [`SCHEMA_TEXT`] bundles.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The built-in note type `name`, loaded.
///
/// # Errors
/// Never, as tests hold.
pub fn load_built_in(name: &str) -> Option<Result<NoteType, Vec<Fault>>> {
    built_in(name).map(|source| load_known(&source))
}

/// The schema of the built-in note type `name`.
pub fn built_in(name: &str) -> Option<TypeSource<'static>> {
    macro_rules! schema {
        ($file:literal) => {
            TypeSource { path: $file, text: include_str!(concat!("../../schema/", $file)) }
        };
    }
    Some(match name {
        TECH_NOTE => schema!("tech-note.schema.json"),
        "adr" => schema!("adr.schema.json"),
        "skill" => schema!("skill.schema.json"),
        "changelog" => schema!("changelog.schema.json"),
        "okf" => schema!("okf.schema.json"),
        "meeting" => schema!("meeting.schema.json"),
        _ => return None,
    })
}

/// The type of notes that have none, loaded: it requires nothing. `names_frontmatter` tells whether frontmatter is
/// looked for between other lines than `---` too.
///
/// # Errors
/// Never, as tests hold.
pub fn untyped(names_frontmatter: bool) -> Result<NoteType, Vec<Fault>> {
    let text = if names_frontmatter {
        r#"{ "x-note": { "type": "untyped" }, "properties": { "frontmatter": { "type": "object" } } }"#
    } else {
        r#"{ "x-note": { "type": "untyped" } }"#
    };
    let loaded = load_known(&TypeSource { path: "", text })?;
    Ok(NoteType { name: String::new(), ..loaded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notetype::{Content, Fetch, FetchError, load};

    struct NoFiles;

    impl Fetch for NoFiles {
        fn fetch(&self, path: &str) -> Result<String, FetchError> {
            Err(FetchError(path.to_owned()))
        }
    }

    #[test]
    fn every_built_in_type_loads_under_its_name() {
        for name in BUILT_IN {
            let loaded = load(&built_in(name).unwrap(), &NoFiles).unwrap();
            let known = load_built_in(name).unwrap().unwrap();
            assert_eq!(loaded.name, *name);
            assert!(loaded.spec.file.is_some(), "{name}");
            assert_eq!(format!("{:?}", known.spec), format!("{:?}", loaded.spec));
        }
    }

    #[test]
    fn the_type_of_notes_without_one_has_no_name_and_is_sound() {
        for names_frontmatter in [true, false] {
            let untyped = untyped(names_frontmatter).unwrap();
            assert!(untyped.is_untyped());
            assert_eq!(untyped.spec.frontmatter.is_named, names_frontmatter);
        }
    }

    #[test]
    fn the_tech_note_declares_its_sections_in_order() {
        let spec = load_built_in(TECH_NOTE).unwrap().unwrap().spec;
        let keys: Vec<_> = spec.sections.all.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(keys, ["summary", "japan", "global", "notes", "rating", "features", "swot"]);
        let contents: Vec<_> = spec.sections.all.iter().map(|section| &section.content).collect();
        let Content::Points(summary) = contents[0] else { panic!("{spec:?}") };
        assert_eq!((summary.min, summary.max), (Some(5), Some(5)));
        let Content::Rating(rating) = contents[4] else { panic!("{spec:?}") };
        assert_eq!((rating.scale, rating.axes.len()), (5, 5), "the score for the whole is not an axis");
    }
}
