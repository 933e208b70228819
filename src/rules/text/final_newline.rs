use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{BlockKind, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::count},
    text::{Edit, LineEnding, Span, line_end, line_ending_len},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FinalNewline {}

impl NoteRule for FinalNewline {
    const META: Meta = Meta {
        id: RuleId::new("text/final-newline"),
        summary: "the note does not end with exactly one newline",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("final_newline.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let words = text.trim_end_matches([' ', '\t', '\n', '\r']);
        let tail = Span::new(words.len(), text.len());
        if words.trim_start_matches('\u{feff}').is_empty() {
            return;
        }
        let Some(first) = ending(text, tail) else {
            let end = Span::empty(text.len());
            findings.push(
                Finding::new(end, "the note does not end with a newline")
                    .help("add a newline after the last line")
                    .fix(Fix::safe(
                        "Add a newline",
                        vec![Edit::insert(text.len(), LineEnding::of(text).as_str())],
                    )),
            );
            return;
        };
        let blank = Span::new(first.end(), text.len());
        if blank.is_empty() || ends_in_code(context.note) {
            return;
        }
        let lines = blank.of(text).split_inclusive('\n').count();
        let lines = count(lines as u64, "blank line", "blank lines");
        findings.push(
            Finding::new(blank, format!("{lines} at the end of the note, expected none"))
                .help("delete the blank lines")
                .fix(Fix::safe("Delete the blank lines", vec![Edit::delete(blank)])),
        );
    }
}

/// Returns the first line ending in `span`.
fn ending(text: &str, span: Span) -> Option<Span> {
    let start = line_end(text, span.start());
    Some(Span::new(start, start + line_ending_len(&text[start..]))).filter(|ending| !ending.is_empty())
}

/// Whether the note ends in a code block that is not closed, where blank lines are code.
fn ends_in_code(note: &Note<'_>) -> bool {
    let Some(block) = note.blocks.last_from(note.text.len()) else { return false };
    let code = block.span.of(note.text);
    let fence: &[char] = if code.starts_with('~') { &['~'] } else { &['`'] };
    let is_fenced = code.starts_with("```") || code.starts_with("~~~");
    let last = code.rsplit(['\n', '\r']).next().unwrap_or(code);
    let closes = last.len() < code.len() && last.trim_start().trim_matches(fence).is_empty();
    block.kind == BlockKind::Code && is_fenced && !closes
}
