use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    harmless::{About, harmless, is_deleted},
    joining::{is_in_flag, joins_emoji, parts_words, runs_from_right_to_left, shapes_letters},
    names::{code_point, described},
    part::{Part, by_line, line_at, part_at},
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
pub(crate) struct InvisibleCharacter {}

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
        let lines: Vec<Vec<Suspect>> =
            by_line(note.text, stray, |suspect| suspect.at).map(|(_, stray)| stray).collect();
        let deletions: Vec<Vec<Edit>> = lines.iter().map(|stray| deletions(note, stray)).collect();
        let harmless = harmless(note, About::Invisible, &deletions);
        for ((stray, deletions), harmless) in lines.iter().zip(deletions).zip(harmless) {
            if let Some(finding) = finding(stray, deletions, harmless) {
                findings.push(finding);
            }
        }
    }
}

/// The finding for what is `stray` on one line, some of which may be deleted for sure where that is
/// `harmless`.
fn finding(stray: &[Suspect], deletions: Vec<Edit>, harmless: bool) -> Option<Finding> {
    let first = stray.first()?;
    let names = described(first.char);
    let (message, title) = match stray.len() {
        1 => (format!("invisible character: {names}"), format!("Delete {}", code_point(first.char))),
        count => (
            format!("{count} invisible characters, the first: {names}"),
            "Delete the invisible characters".to_owned(),
        ),
    };
    let finding = Finding::new(span(*first), message);
    if harmless && !deletions.is_empty() {
        return Some(finding.help("delete it").fix(Fix::safe(title, deletions)));
    }
    let deletable = stray.iter().filter(|suspect| is_deleted(suspect.char) || is_joiner(suspect.char));
    let edits: Vec<Edit> = deletable.map(|suspect| Edit::delete(span(*suspect))).collect();
    if edits.is_empty() {
        let code = u32::from(first.char);
        return Some(finding.help(format!("delete it, or write `&#x{code:X};` where it is meant")));
    }
    Some(finding.help("delete it").fix(Fix::unsafe_(title, edits)))
}

fn span(suspect: Suspect) -> Span {
    Span::new(suspect.at, suspect.at + suspect.char.len_utf8())
}

fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Whether the character does what it is for: joins emoji, specs letters, parts words that are
/// written without spaces, or orders a line that runs from right to left.
fn is_at_work(text: &str, suspect: Suspect) -> bool {
    let (before, behind) = (&text[..suspect.at], &text[span(suspect).end..]);
    match suspect.char {
        '\u{200d}' => joins_emoji(before, behind) || shapes_letters(before, behind),
        '\u{200c}' => shapes_letters(before, behind),
        '\u{200b}' => parts_words(before, behind),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => runs_from_right_to_left(line_at(text, suspect.at).of(text)),
        '\u{e0000}'..='\u{e007f}' => is_in_flag(before, suspect.char, behind),
        _ => false,
    }
}

/// What may be deleted of what is `stray` on one line if the note reads the same without it.
fn deletions(note: &Note<'_>, stray: &[Suspect]) -> Vec<Edit> {
    let wanted = |suspect: &&Suspect| {
        is_deleted(suspect.char) && matches!(part_at(note, suspect.at), Part::Prose | Part::Frontmatter)
    };
    stray.iter().filter(wanted).map(|suspect| Edit::delete(span(*suspect))).collect()
}
