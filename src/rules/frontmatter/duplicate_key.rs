use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, words::quote},
};

/// The rule `frontmatter/duplicate-key`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateKey {}

impl NoteRule for DuplicateKey {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/duplicate-key"),
        summary: "a key stands twice",
        severity: Severity::Error,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate_key.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let Some(document) = context.note.frontmatter.mapping() else { return };
        for duplicate in &document.duplicates {
            findings.push(
                Finding::new(duplicate.again, format!("the key {} stands twice", quote(&duplicate.key)))
                    .help("keep one of the two: programs differ in which one they read")
                    .related(duplicate.first, "it stands here first"),
            );
        }
    }
}
