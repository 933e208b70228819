//! What the targets share: the built-in type with every rule on, and what must hold of spans.

use notelint::{
    lint::NoteSettings,
    notetype::{BUILT_IN, Fetch, FetchError, NoteType, built_in, load},
    rules::{RuleSet, Selection, TABLE},
    text::Span,
};

/// Has no file.
pub struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(format!("no {path}")))
    }
}

/// Runs `with` under the built-in type and every rule.
pub fn with_settings<T>(with: impl FnOnce(&NoteSettings<'_>) -> T) -> T {
    thread_local! {
        static SETTINGS: (NoteType, RuleSet) = {
            let note_type = load(&built_in(BUILT_IN[0]).unwrap(), &NoFiles).unwrap();
            let select = TABLE.iter().map(|rule| rule.meta.id.as_str().parse().unwrap()).collect();
            let selection = Selection { select: Some(select), ignore: Vec::new() };
            (note_type, RuleSet::new(&[], &selection).unwrap())
        };
    }
    SETTINGS.with(|(note_type, rules)| with(&NoteSettings { note_type, rules }))
}

/// Panics where `span` does not lie on characters of `text`.
pub fn hold(span: Span, text: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} is no span of a text of {} bytes", text.len());
}
