use std::cell::LazyCell;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    harmless::{About, harmless, is_deleted},
    joining::{is_in_flag, is_right_to_left, joins_emoji, separates_words, shapes_letters},
    names::{code_point, described},
    part::{Part, by_line, part_at},
    suspects::{Suspect, SuspectKind},
    wide_blanks::{BlankLine, blank_lines},
};
use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    note::Note,
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Edit, Span, line_at},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct InvisibleCharacter {}

impl NoteRule for InvisibleCharacter {
    const META: Meta = Meta {
        id: RuleId::new("text/invisible-character"),
        summary: "the text contains an unexpected invisible character",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("invisible_character.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let suspects = context.suspects().of(SuspectKind::Invisible);
        let lines = by_line(note.text, suspects, |suspect| suspect.at);
        let lines = lines.map(|(line, suspects)| stray(note.text, line, suspects));
        let lines: Vec<Vec<Suspect>> = lines.filter(|stray| !stray.is_empty()).collect();
        let deletions: Vec<Vec<Edit>> = lines.iter().map(|stray| deletions(note, stray)).collect();
        let harmless = harmless(note, About::Invisible, &deletions);
        for ((stray, deletions), harmless) in lines.iter().zip(deletions).zip(harmless) {
            if let Some(finding) = finding(stray, deletions, harmless) {
                findings.push(finding);
            }
        }
        let lines = blank_lines(context);
        let mut elsewhere = error_elsewhere(context, &lines);
        for finding in lines.into_iter().filter_map(of_blanks) {
            findings.push(match elsewhere.take() {
                Some(error) => finding.related(error, "YAML cannot be read here"),
                None => finding,
            });
        }
    }
}

/// Returns where the parser gives up because of the blanks of `lines`, if that is on another line.
fn error_elsewhere(context: &Context<'_>, lines: &[BlankLine]) -> Option<Span> {
    let error = context.note.frontmatter.block()?.document.as_ref().err()?;
    let is_here = |at: usize| line_at(context.note.text, at).contains(error.span.start());
    let is_cause = lines.iter().any(|line| line.is_safe);
    let is_on_one = lines.iter().filter_map(|line| line.blanks.first()).any(|(at, _)| is_here(*at));
    (is_cause && !is_on_one).then_some(error.span)
}

/// Reports the blanks of one line of the frontmatter that YAML does not take for spaces.
fn of_blanks(line: BlankLine) -> Option<Finding> {
    let BlankLine { blanks, edits, is_safe } = line;
    let (at, first) = *blanks.first()?;
    let span = |at: usize, char: char| Span::new(at, at + char.len_utf8());
    let (message, help) = match blanks.len() {
        1 => (format!("{}, which is not a space to YAML", described(first)), "replace it with a space"),
        count => (
            format!("{count} blanks that are not spaces to YAML, the first is {}", described(first)),
            "replace them with spaces",
        ),
    };
    let members = blanks.iter().map(|(at, char)| Member::found(code_point(*char), span(*at, *char)));
    let finding = Finding::new(span(at, first), message).members(members);
    if edits.is_empty() {
        return Some(finding.help(format!("{help}, and quote the value")));
    }
    let is_deleted = edits.iter().all(|edit| edit.text.is_empty());
    let (help, title) = match (is_deleted, blanks.len()) {
        (true, 1) => ("delete it", format!("Delete {}", code_point(first))),
        (true, _) => ("delete them", "Delete the blanks".to_owned()),
        (false, 1) => (help, format!("Replace {} with a space", code_point(first))),
        (false, _) => (help, "Replace the blanks with spaces".to_owned()),
    };
    let fix = if is_safe { Fix::safe(title, edits) } else { Fix::unsafe_(title, edits) };
    Some(finding.help(help).fix(fix))
}

/// Reports the `stray` characters of one line. Applying `deletions` is safe if they are `harmless`.
fn finding(stray: &[Suspect], deletions: Vec<Edit>, harmless: bool) -> Option<Finding> {
    let first = stray.first()?;
    let names = described(first.char);
    let (message, title) = match stray.len() {
        1 => (format!("invisible character: {names}"), format!("Delete {}", code_point(first.char))),
        count => (
            format!("{count} invisible characters, the first is {names}"),
            "Delete the invisible characters".to_owned(),
        ),
    };
    let members = stray.iter().map(|suspect| Member::found(code_point(suspect.char), suspect.span()));
    let finding = Finding::new(first.span(), message).members(members);
    let delete = if stray.len() == 1 { "delete it" } else { "delete them" };
    if harmless && !deletions.is_empty() {
        return Some(finding.help(delete).fix(Fix::safe(title, deletions)));
    }
    let deletable = stray.iter().filter(|suspect| is_deleted(suspect.char) || is_joiner(suspect.char));
    let edits: Vec<Edit> = deletable.map(|suspect| Edit::delete(suspect.span())).collect();
    if edits.is_empty() {
        let code = u32::from(first.char);
        return Some(finding.help(format!("delete it, or write `&#x{code:X};` if it is intended")));
    }
    Some(finding.help(delete).fix(Fix::unsafe_(title, edits)))
}

fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Returns those of `suspects`, which are on `line`, that serve no purpose.
fn stray(text: &str, line: Span, suspects: Vec<Suspect>) -> Vec<Suspect> {
    // The line is read once, however many marks are on it.
    let is_rtl = LazyCell::new(|| is_right_to_left(line.of(text)));
    suspects.into_iter().filter(|suspect| !is_functional(text, *suspect, || *is_rtl)).collect()
}

/// Whether the character serves its purpose: it joins emoji, shapes letters, separates words of a script
/// without spaces, or controls the direction of a right-to-left line, which `is_rtl` tells.
fn is_functional(text: &str, suspect: Suspect, is_rtl: impl Fn() -> bool) -> bool {
    let (before, after) = (&text[..suspect.at], &text[suspect.span().end()..]);
    match suspect.char {
        '\u{200d}' => joins_emoji(before, after) || shapes_letters(before, after),
        '\u{200c}' => shapes_letters(before, after),
        '\u{200b}' => separates_words(before, after),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => is_rtl(),
        '\u{e0000}'..='\u{e007f}' => is_in_flag(before, suspect.char, after),
        _ => false,
    }
}

/// Returns the deletions of `stray` characters that are safe if the note means the same without them.
fn deletions(note: &Note<'_>, stray: &[Suspect]) -> Vec<Edit> {
    let wanted = |suspect: &&Suspect| {
        is_deleted(suspect.char) && matches!(part_at(note, suspect.at), Part::Prose | Part::Frontmatter)
    };
    stray.iter().filter(wanted).map(|suspect| Edit::delete(suspect.span())).collect()
}
