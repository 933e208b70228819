use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
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
        let mut tops = context.note.outline.iter().filter(|(_, heading)| heading.level == 1);
        let has_section = tops.any(|(id, _)| context.projection.section_at(id).is_some());
        if has_section || !context.note_type.spec.title.is_named {
            return;
        }
        let mut titles = titles::all(context).map(|(_, heading)| heading.content);
        let Some(title) = titles.next() else { return };
        let mut others: Vec<Member> = titles.map(|other| Member::found(context.text(other), other)).collect();
        let message = format!("expected one `#` heading, found {}", others.len() + 1);
        others.retain(|other| !context.is_known(other));
        let Some((first, further)) = others.split_first() else { return };
        let finding = Finding::new(first.span, message)
            .help("make it a `##` heading, or move it to a note of its own")
            .related(title, "the title is here");
        let related = further.iter().take(MAX_RELATED);
        findings.push(
            related
                .fold(finding, |finding, other| finding.related(other.span, "another `#` heading"))
                .members(others.iter().cloned()),
        );
    }
}

/// Maximum number of further headings shown as related.
const MAX_RELATED: usize = 8;
