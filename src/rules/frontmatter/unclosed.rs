use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::Frontmatter,
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Unclosed {}

impl NoteRule for Unclosed {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/unclosed"),
        summary: "the frontmatter is not closed",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("unclosed.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let Frontmatter::Unclosed { fence } = context.note.frontmatter else { return };
        let text = context.note.text;
        let body = context.note.body;
        let above = Span::new(fence.end, body.start).of(text);
        let finding = Finding::new(fence, "the frontmatter is not closed, expected a second `---` line");
        if above.trim().is_empty() {
            findings.push(
                finding.help("close it with a `---` line, or write `***` if you meant a horizontal rule"),
            );
            return;
        }
        let heading = body.of(text).lines().next().unwrap_or_default().trim_end();
        let heading = Span::new(body.start, body.start + heading.len());
        findings.push(
            finding
                .help("add a `---` line after its last key")
                .related(heading, "the text seems to start here"),
        );
    }
}
