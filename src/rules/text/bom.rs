use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Edit, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Bom {}

impl NoteRule for Bom {
    const META: Meta = Meta {
        id: RuleId::new("text/bom"),
        summary: "the note starts with a byte order mark",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("bom.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        if !context.note.text.starts_with('\u{feff}') {
            return;
        }
        let mark = Span::new(0, '\u{feff}'.len_utf8());
        findings.push(
            Finding::new(mark, "the note starts with a byte order mark")
                .help("save the note as UTF-8 without a byte order mark")
                .fix(Fix::safe("Delete the byte order mark", vec![Edit::delete(mark)])),
        );
    }
}
