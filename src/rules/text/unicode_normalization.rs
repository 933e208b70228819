use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

use super::{
    harmless::{About, harmless},
    names::code_point,
    part::{Part, by_line, part_at},
    suspects::{Suspect, SuspectKind, is_normal},
};
use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    note::Note,
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{Edit, Span},
};

/// Maximum number of code points that a message lists; no letter of any script has as many.
const MAX_CODE_POINTS: usize = 12;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Normalization {}

impl NoteRule for Normalization {
    const META: Meta = Meta {
        id: RuleId::new("text/unicode-normalization"),
        summary: "the text is not in Unicode Normalization Form C (NFC)",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("unicode_normalization.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let suspects = context.suspects().of(SuspectKind::Unnormalised);
        let lines = by_line(note.text, suspects, |suspect| suspect.at);
        let lines = lines.map(|(line, suspects)| edits(note, line, &suspects));
        let lines: Vec<Vec<Edit>> = lines.filter(|edits| !edits.is_empty()).collect();
        let same: Vec<Vec<Edit>> = lines.iter().map(|edits| same(note.text, edits)).collect();
        let harmless = harmless(note, About::Form, &same);
        for ((edits, same), harmless) in lines.into_iter().zip(same).zip(harmless) {
            let Some(finding) = finding(note.text, &edits) else { continue };
            let title = "Convert to NFC";
            let fix = if harmless && !same.is_empty() {
                Fix::safe(title, same)
            } else {
                Fix::unsafe_(title, edits)
            };
            findings.push(finding.fix(fix.keeping_help(true)));
        }
    }
}

/// Reports a line that `edits` normalise.
fn finding(text: &str, edits: &[Edit]) -> Option<Finding> {
    let first = edits.first()?;
    let message = format!(
        "{} is written as {}, expected {}{}",
        quote(&first.text),
        code_points(first.span.of(text)),
        code_points(&first.text),
        match edits.len() {
            1 => String::new(),
            count => format!(" (and {} more on this line)", count - 1),
        }
    );
    let help = "write it in Unicode Normalization Form C (NFC), in which programs search and compare text";
    let members = edits.iter().map(|edit| Member::found(edit.text.as_str(), edit.span));
    Some(Finding::new(first.span, message).help(help).members(members))
}

/// Returns the code points of `text`: `U+304B U+3099`. Only the first ones, if they are many.
fn code_points(text: &str) -> String {
    let mut points: Vec<String> = text.chars().take(MAX_CODE_POINTS).map(code_point).collect();
    if text.chars().nth(MAX_CODE_POINTS).is_some() {
        points.push("…".to_owned());
    }
    points.join(" ")
}

/// Returns the edits that normalise the text of `line`, without code and URLs.
fn edits(note: &Note<'_>, line: Span, suspects: &[Suspect]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // A cluster may have any number of suspects, and is read for the first one.
    let mut read = line.start();
    for suspect in suspects {
        if suspect.at < read || !matches!(part_at(note, suspect.at), Part::Prose | Part::Frontmatter) {
            continue;
        }
        let span = cluster(note.text, line, *suspect);
        read = span.end();
        let normal: String = span.of(note.text).nfc().collect();
        if normal != span.of(note.text) {
            edits.push(Edit::replace(span, normal));
        }
    }
    edits
}

/// Returns the span of the suspect and the characters that are normalised together with it.
fn cluster(text: &str, line: Span, suspect: Suspect) -> Span {
    let end = suspect.span().end();
    let joins = canonical_combining_class(suspect.char) != 0
        || is_nfc_quick(std::iter::once(suspect.char)) == IsNormalized::Maybe;
    let before = Span::new(line.start(), suspect.at).of(text);
    let base = before.rfind(is_normal).filter(|_| joins);
    let rest = Span::new(end, line.end()).of(text);
    let start = base.map_or(suspect.at, |base| line.start() + base);
    Span::new(start, end + rest.find(is_normal).unwrap_or(rest.len()))
}

/// Returns those of `edits` after which the text looks the same. Compatibility ideographs look different
/// from their normalised form, and names are written with them on purpose.
fn same(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let is_variant = |c: char| matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    edits.iter().filter(|edit| !edit.span.of(text).contains(is_variant)).cloned().collect()
}
