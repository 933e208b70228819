use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    joining::{joins_emoji, shapes_letters},
    names::{code_point, described},
    part::{Part, by_line, part_at},
    suspects::{Suspect, SuspectKind},
};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::Note,
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Edit, Span},
};

/// The rule `text/invisible-character`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct InvisibleCharacter {}

impl NoteRule for InvisibleCharacter {
    const META: Meta = Meta {
        id: RuleId::new("text/invisible-character"),
        summary: "an invisible character stands where nobody expects one",
        severity: Severity::Error,
        on: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("invisible_character.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let stray = context.suspects().of(SuspectKind::Invisible);
        let stray = stray.filter(|suspect| !is_at_work(note.text, *suspect));
        for (line, stray) in by_line(note.text, stray, |suspect| suspect.at) {
            let first = span(stray[0]);
            let names = described(stray[0].char);
            let message = match stray.len() {
                1 => format!("invisible character: {names}"),
                count => format!("{count} invisible characters, the first: {names}"),
            };
            let finding = Finding::new(first, message);
            findings.push(match repair(note, line, &stray) {
                Some(fix) => finding.help("delete it").fix(fix),
                None => finding.help(format!(
                    "delete it, or write `&#x{:X};` where it is meant",
                    u32::from(stray[0].char)
                )),
            });
        }
    }
}

fn span(suspect: Suspect) -> Span {
    Span::new(suspect.at, suspect.at + suspect.char.len_utf8())
}

/// Whether the character does what it is for: joins emoji, shapes letters, or orders a text that
/// runs from right to left.
fn is_at_work(text: &str, suspect: Suspect) -> bool {
    let (before, behind) = (&text[..suspect.at], &text[span(suspect).end..]);
    match suspect.char {
        '\u{200d}' => joins_emoji(before, behind) || shapes_letters(before, behind),
        '\u{200c}' => shapes_letters(before, behind),
        _ => false,
    }
}

/// How many invisible characters in a row are looked through.
const REACH: usize = 16;

/// A line, and where its words begin.
struct Line {
    span: Span,
    first_letter: Option<usize>,
}

/// What deleting a character may change besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deletion {
    /// Nothing.
    Safe,
    /// What Markdown makes of its neighbours, a URL, or code.
    Unsafe,
    /// The order of the text.
    None,
}

/// Deletes what may be deleted without a look; else what may be deleted at all.
fn repair(note: &Note<'_>, line: Span, stray: &[Suspect]) -> Option<Fix> {
    let first_letter = line.of(note.text).find(char::is_alphabetic).map(|at| line.start + at);
    let line = Line { span: line, first_letter };
    let deletable = |wanted: Deletion| -> Vec<Edit> {
        let stray = stray.iter().filter(|suspect| deletion(note, &line, **suspect) == wanted);
        stray.map(|suspect| Edit::delete(span(*suspect))).collect()
    };
    let title = match stray {
        [one] => format!("Delete {}", code_point(one.char)),
        _ => "Delete the invisible characters".to_owned(),
    };
    let safe = deletable(Deletion::Safe);
    if !safe.is_empty() {
        return Some(Fix::safe(title, safe));
    }
    let edits = deletable(Deletion::Unsafe);
    (!edits.is_empty()).then(|| Fix::unsafe_(title, edits))
}

fn deletion(note: &Note<'_>, line: &Line, suspect: Suspect) -> Deletion {
    let is_sure = match suspect.char {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        '\u{200c}' | '\u{200d}' => false,
        _ => return Deletion::None,
    };
    let is_text = match part_at(note, suspect.at) {
        Part::Prose => is_between_words(note.text, line, suspect, true),
        Part::Frontmatter => is_between_words(note.text, line, suspect, false),
        Part::Address | Part::Code | Part::Html | Part::Markup => false,
    };
    if is_sure && is_text { Deletion::Safe } else { Deletion::Unsafe }
}

/// Whether neither Markdown nor YAML can take the neighbours for marks once the character is gone.
fn is_between_words(text: &str, line: &Line, suspect: Suspect, in_prose: bool) -> bool {
    // Digits at the start of a line may be a number of a list.
    let in_words = line.first_letter.is_some_and(|letter| letter < suspect.at);
    let is_word =
        |c: char| !c.is_ascii_punctuation() && !c.is_whitespace() && (in_words || !c.is_ascii_digit());
    let before = Span::new(line.span.start, suspect.at).of(text).chars().rev().take(REACH);
    let behind = Span::new(span(suspect).end, line.span.end).of(text).chars().take(REACH);
    match (visible(before), visible(behind)) {
        (Some(before), Some(behind)) => match (is_word(before), is_word(behind)) {
            (true, true) => true,
            (true, false) => in_prose && behind.is_whitespace(),
            (false, true) => in_prose && before.is_whitespace(),
            (false, false) => false,
        },
        (Some(alone), None) | (None, Some(alone)) => in_prose && is_word(alone),
        (None, None) => false,
    }
}

/// The first character that is not as invisible as those that are deleted.
fn visible(mut characters: impl Iterator<Item = char>) -> Option<char> {
    characters.find(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
}
