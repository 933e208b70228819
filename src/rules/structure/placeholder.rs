use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
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
        let spec = &context.note_type.spec;
        let sections = || spec.sections.all.iter().chain(spec.nested.iter().flat_map(|nested| &nested.all));
        let intros = sections().filter_map(|section| section.intro.as_deref()).chain(&spec.intro);
        let of_type = sections().chain(intros).filter_map(|spec| spec.content.placeholder());
        let mut templates: Vec<&str> = self.texts.iter().map(String::as_str).chain(of_type).collect();
        templates.sort_unstable();
        templates.dedup();
        let written = templates.iter().flat_map(|template| occurrences(text, context.note.body, template));
        for span in written {
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
    let exact: Vec<_> =
        found.map(|(at, found)| Span::new(at, at + found.len()).shift(body.start())).collect();
    if !exact.is_empty() {
        return exact;
    }
    let mut start = body.start();
    let lines = body.of(text).split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end();
        span.trim(text)
    });
    lines.filter(|line| line.of(text).nfkc().eq(template.nfkc())).collect()
}
