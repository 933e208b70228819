use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::Frontmatter,
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::Span,
    tree::Syntax,
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
        let Frontmatter::Unclosed { syntax, fence, end, late } = context.note.frontmatter else { return };
        let text = context.note.text;
        let body = context.note.body;
        let (expected, second) = match syntax {
            Syntax::Yaml => ("a `---` line", "a second `---` line"),
            Syntax::Toml => ("a `+++` line", "a second `+++` line"),
            Syntax::Json => ("a `}`", "a `}`"),
        };
        if end == fence.end() {
            let message = format!("the frontmatter is not closed, expected {second}");
            let or_else = match syntax {
                Syntax::Yaml => ", or write `***` if you meant a horizontal rule",
                Syntax::Toml | Syntax::Json => "",
            };
            let help = format!("close it with {expected}{or_else}");
            findings.push(Finding::new(fence, message).help(help));
            return;
        }
        let message = format!("the frontmatter is not closed, expected {expected} after its last key");
        let mut finding = Finding::new(Span::empty(end), message)
            .help(format!("add {expected} below this line"))
            .related(fence, "it opens here");
        let heading = body.of(text).lines().next().unwrap_or_default().trim_end();
        if body.start() > end && !heading.is_empty() {
            let heading = Span::new(body.start(), body.start() + heading.len());
            finding = finding.related(heading, "the text seems to start here");
        }
        if let Some(late) = late {
            finding = finding.related(late, "this line is below the text");
        }
        findings.push(finding);
    }
}
