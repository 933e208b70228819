//! Shared by the targets: the built-in type with every rule on, and assertions about spans.

use notelint::{
    diagnostic::{Diagnostic, Fault, Place},
    lint::{Checked, NoteDiagnostics, NoteFindings, NoteSettings},
    notetype::{BUILT_IN, Fetch, FetchError, NoteType, built_in, load},
    rules::{RuleSet, Selection, Selector, TABLE},
    text::{LineIndex, Position, Span, Traced, apply},
};

/// Finds no file.
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
            let select = TABLE.iter().map(|rule| Selector::Rule(rule.meta.id)).collect();
            let selection = Selection { select: Some(select), ignore: Vec::new() };
            (note_type, RuleSet::new(&[], &selection))
        };
    }
    SETTINGS.with(|(note_type, rules)| {
        with(&NoteSettings { note_type, note_types: &[], rules, linked: &[], path: None, facts_of: None })
    })
}

/// Panics if `span` is not on character boundaries of `text`.
pub fn hold(span: Span, text: &str) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} is not a span of a text of {} bytes",
        text.len()
    );
}

/// Panics if the origin of a part of `traced` is not in `text`.
pub fn hold_traced(traced: &Traced<'_>, text: &str) {
    hold(traced.origin().value, text);
    traced.origin().key.into_iter().for_each(|key| hold(key, text));
    traced.elements().iter().for_each(|element| hold_traced(element, text));
    traced.members().iter().for_each(|member| hold_traced(&member.value, text));
}

/// The diagnostics of the note `text`, on its own, by its `findings`.
pub fn conclude(findings: &NoteFindings, text: &str) -> NoteDiagnostics {
    with_settings(|settings| findings.conclude_alone(settings, text))
}

/// Returns the result of checking the note `text`, with its facts.
pub fn check_with_facts(text: &str, settings: &NoteSettings<'_>) -> Checked {
    NoteSettings { facts_of: Some(&"note.md".into()), ..*settings }.check(text)
}

/// The diagnostics of the note `text`, on its own.
pub fn check(text: &str, settings: &NoteSettings<'_>) -> NoteDiagnostics {
    settings.check(text).findings.conclude_alone(settings, text)
}

/// Panics if `diagnostic` is not valid for the note `text`.
pub fn hold_diagnostic(diagnostic: &Diagnostic, text: &str) {
    hold(diagnostic.span, text);
    let line = |words: &str| !words.is_empty() && !words.contains(['\n', '\r']);
    assert!(line(&diagnostic.message), "{diagnostic:?}");
    assert!(diagnostic.help.as_deref().is_none_or(line), "{diagnostic:?}");
    for label in &diagnostic.related {
        if let Place::Here(span) = label.place {
            hold(span, text);
        }
    }
    if let Some(fix) = &diagnostic.fix {
        fix.edits.iter().for_each(|edit| hold(edit.span, text));
        let fixed = apply(text, &fix.edits).unwrap_or_else(|error| panic!("{error}: {diagnostic:?}"));
        assert_ne!(fixed, text, "a fix that changes nothing: {diagnostic:?}");
    }
}

/// Panics if `fault` is not valid for the file `text`.
pub fn hold_fault(fault: &Fault, text: &str) {
    assert!(!fault.message.is_empty() && !fault.message.contains(['\n', '\r']), "{fault:?}");
    if let Some(range) = fault.range {
        assert!(range.start <= range.end, "{fault:?}");
        hold(Span::new(range.start.offset, range.end.offset), text);
    }
}

/// Panics if the line index finds another position for `offset` than counting does.
pub fn hold_position(index: &LineIndex, offset: usize, text: &str) {
    let before = &text[..offset];
    let mut line = 1;
    let mut column = 1;
    let mut chars = before.strip_prefix('\u{feff}').unwrap_or(before).chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = match c {
            '\n' => true,
            '\r' => chars.peek().map_or(!text[offset..].starts_with('\n'), |next| *next != '\n'),
            _ => false,
        };
        (line, column) = if ends_line { (line + 1, 1) } else { (line, column + 1) };
    }
    assert_eq!(index.position(offset, text), Position { line, column, offset });
}
