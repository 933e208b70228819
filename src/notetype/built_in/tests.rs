use super::*;
use crate::{
    note::Note,
    notetype::{Content, Fetch, FetchError, load, project},
};

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
        let known = known(&built_in(name).unwrap());
        assert_eq!(loaded.name, *name);
        assert!(loaded.spec.file.is_some(), "{name}");
        // A configuration that has the type does not look for these.
        assert!(loaded.notices.is_empty() && loaded.unknown_references(&[name]).is_empty(), "{name}");
        assert_eq!(format!("{:?}", known.spec), format!("{:?}", loaded.spec));
        let note = Note::parse("---\ntags: 1\n---\n");
        let breaches = |of: &NoteType| format!("{:?}", of.validator.validate(&project(&note, &of.spec)));
        assert_eq!(breaches(&known), breaches(&loaded), "{name}");
    }
}

#[test]
fn the_type_of_notes_without_one_has_no_name_and_is_sound() {
    for names_frontmatter in [true, false] {
        let untyped = untyped(names_frontmatter);
        assert!(untyped.is_untyped());
        assert_eq!(untyped.spec.frontmatter.is_named, names_frontmatter);
    }
}

#[test]
fn the_tech_note_declares_its_sections_in_order() {
    let tech_note = load_built_in(TECH_NOTE).unwrap();
    let spec = &tech_note.spec;
    let keys: Vec<_> = spec.sections.all.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(keys, ["summary", "japan", "global", "notes", "rating", "features", "swot"]);
    let contents: Vec<_> = spec.sections.all.iter().map(|section| &section.content).collect();
    let Content::Points(summary) = contents[0] else { panic!("{spec:?}") };
    assert_eq!((summary.min, summary.max), (Some(5), Some(5)));
    let Content::Rating(rating) = contents[4] else { panic!("{spec:?}") };
    assert_eq!((rating.scale, rating.axes.len()), (5, 5), "the score for the whole is not an axis");
}
