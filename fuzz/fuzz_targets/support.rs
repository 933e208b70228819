//! Shared by the targets: a built-in type and one with identity, both with every rule on, and assertions about spans.

use notelint::{
    diagnostic::{Diagnostic, Fault, Place, Safety},
    lint::{Checked, NoteDiagnostics, NoteFindings, NoteSettings, Repaired, fix},
    notetype::{BUILT_IN, Fetch, FetchError, NoteType, TypeSource, built_in, load},
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

/// A type of notes that are about each other.
const LINKED: &str = r##"
x-note:
  type: linked
  id: { /frontmatter/id: '^L-(\d+)$', /intro/Id: '.+', title: '^L-(\d+)', file: '^(\d+)', folder: '.+', mention: 'L-(\d+)' }
  agree: [{ title: '.+', /frontmatter/title: '.+' }]
properties:
  frontmatter:
    x-note: { order: free }
    properties:
      title: { type: string }
      see: { x-note: { ref: true, severity: info } }
      parts: { type: array, items: { x-note: { ref: linked } } }
      status: { anyOf: [{ enum: [open, closed] }, { type: string, pattern: '^replaced by', x-note: { ref: linked } }] }
      slug: { x-note: { unique: true, severity: warning } }
      url: { deprecated: true, description: write the source }
  intro: { x-note: { content: fields }, properties: { Id: { type: string }, See: { x-note: { ref: linked } } } }
  sections:
    x-note: { order: [summary, '^Step (\d+)', '*'] }
    properties:
      summary: { type: array, x-note: { heading: Summary, content: points, severity: info } }
      sources: { type: array, x-note: { content: table }, items: { properties: { note: { x-note: { ref: true } } } } }
    patternProperties:
      '^Step (\d+)': { type: string, x-note: { order: ascending } }
"##;

/// Runs `with` under a built-in type and every rule.
pub fn with_settings<T>(with: impl FnOnce(&NoteSettings<'_>) -> T) -> T {
    thread_local!(static SETTINGS: (NoteType, RuleSet) = all_rules(&built_in(BUILT_IN[0]).unwrap()));
    SETTINGS.with(|(note_type, rules)| with(&settings(note_type, rules)))
}

/// Runs `with` under each type and every rule.
pub fn with_each_type(with: impl Fn(&NoteSettings<'_>)) {
    thread_local!(static SETTINGS: (NoteType, RuleSet) = all_rules(&TypeSource { path: "linked.yaml", text: LINKED }));
    with_settings(&with);
    SETTINGS.with(|(note_type, rules)| with(&settings(note_type, rules)));
}

fn all_rules(source: &TypeSource<'_>) -> (NoteType, RuleSet) {
    let select = TABLE.iter().map(|rule| Selector::Rule(rule.meta.id)).collect();
    let selection = Selection { select: Some(select), ignore: Vec::new() };
    (load(source, &NoFiles).unwrap(), RuleSet::new(&[], &selection))
}

/// Returns the settings of a note of the type `note_type`.
pub fn settings<'a>(note_type: &'a NoteType, rules: &'a RuleSet) -> NoteSettings<'a> {
    NoteSettings { note_type, note_types: &[], rules, linked: &[], path: None, facts_of: None }
}

/// Panics if `span` is not on character boundaries of `text`.
pub fn hold(span: Span, text: &str) {
    assert!(
        text.get(span.start()..span.end()).is_some(),
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

/// Applies the fixes of the note `text`, on its own, that are at least as safe as `safety`.
pub fn fixed(text: &str, safety: Safety, settings: &NoteSettings<'_>) -> Repaired {
    let findings = settings.check(text).findings;
    let diagnostics = findings.conclude_alone(settings, text).diagnostics.get();
    fix(text, &findings, &diagnostics, safety, settings)
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
