use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, titles},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TitleMultiple {}

impl NoteRule for TitleMultiple {
    const META: Meta = Meta {
        id: RuleId::new("structure/title-multiple"),
        summary: "the note has more than one `#` heading",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("title_multiple.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut titles = titles::all(context).map(|(_, heading)| heading);
        let (Some(first), Some(second)) = (titles.next(), titles.next()) else { return };
        let further: Vec<_> = titles.collect();
        let finding =
            Finding::new(second.content, format!("expected one `#` heading, found {}", further.len() + 2))
                .help("make it a `##` heading, or move it to a note of its own")
                .related(first.content, "the title is here");
        let related = further.iter().take(MAX_RELATED);
        findings.push(
            related.fold(finding, |finding, heading| finding.related(heading.content, "another `#` heading")),
        );
    }
}

/// Maximum number of further headings shown as related.
const MAX_RELATED: usize = 8;
