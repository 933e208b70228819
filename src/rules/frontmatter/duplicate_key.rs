use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateKey {}

impl NoteRule for DuplicateKey {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/duplicate-key"),
        summary: "a key occurs more than once",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate_key.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let Some(document) = context.note.frontmatter.mapping() else { return };
        for duplicate in &document.duplicates {
            findings.push(
                Finding::new(duplicate.again, format!("duplicate key {}", quote(&duplicate.key)))
                    .help("delete one of the two: programs differ in which one they read")
                    .related(duplicate.first, "first occurrence"),
            );
        }
    }
}
