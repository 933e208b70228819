use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{
    diagnostic::{RuleId, Severity},
    note::BlockKind,
    rules::{Context, Finding, Findings, Meta, NoteRule, template::PLACEHOLDER, wording::quote},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Placeholder {
    /// Further texts to report, such as `TBD`.
    texts: Vec<String>,
}

impl NoteRule for Placeholder {
    const META: Meta = Meta {
        id: RuleId::new("structure/placeholder"),
        summary: "placeholder text has not been filled in",
        severity: Severity::Info,
        enabled_by_default: false,
        fix: None,
        since: "0.1.0",
        page: include_str!("placeholder.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let specs = &context.note_type.spec.sections;
        let of_type = specs.iter().filter_map(|spec| spec.content.placeholder());
        let mut templates: Vec<&str> = self.texts.iter().map(String::as_str).chain(of_type).collect();
        templates.sort_unstable();
        templates.dedup();
        let written = templates.iter().flat_map(|template| occurrences(text, context.note.body, template));
        let unwritten = context.note.blocks.iter().filter_map(|(_, block)| match block.kind {
            BlockKind::Paragraph | BlockKind::Cell | BlockKind::Heading { .. } => dots(text, block.span),
            _ => None,
        });
        for span in written.chain(unwritten) {
            findings.push(
                Finding::new(span, format!("placeholder {} has not been filled in", quote(span.of(text))))
                    .help("replace it with your own text, or delete it"),
            );
        }
    }
}

/// Returns where `template` occurs in `body`; if nowhere, the lines that differ from it only in width.
fn occurrences(text: &str, body: Span, template: &str) -> Vec<Span> {
    let template = template.trim();
    if template.is_empty() {
        return Vec::new();
    }
    let found = body.of(text).match_indices(template);
    let exact: Vec<_> = found.map(|(at, found)| Span::new(at, at + found.len()).shift(body.start)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let mut start = body.start;
    let lines = body.of(text).split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span.trim(text)
    });
    lines.filter(|line| line.of(text).nfkc().eq(template.nfkc())).collect()
}

/// Returns the span of a [`PLACEHOLDER`] that is the whole block, its lead, or the text after its lead.
fn dots(text: &str, block: Span) -> Option<Span> {
    let written = block.of(text);
    let marks = written.len() - written.trim_start_matches(['#', ' ']).len();
    let words = Span::new(block.start + marks, block.end).trim(text);
    let first = |length| Span::new(words.start, words.start + length);
    let written = words.of(text);
    if written == PLACEHOLDER {
        return Some(words);
    }
    let lead = written.strip_prefix("**").and_then(|rest| rest.strip_prefix(PLACEHOLDER));
    if lead.is_some_and(|rest| rest.starts_with("**")) {
        return Some(first(PLACEHOLDER.len() + 4));
    }
    let before = written.strip_suffix(PLACEHOLDER)?.trim_end();
    before.ends_with([':', '：']).then(|| Span::new(words.end - PLACEHOLDER.len(), words.end))
}
