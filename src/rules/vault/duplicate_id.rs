use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Facts, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateId {}

impl VaultRule for DuplicateId {
    const META: Meta = Meta {
        id: RuleId::new("vault/duplicate-id"),
        summary: "another note has the same id",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate_id.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        let Some(id) = note.id() else { return };
        let Some(first) = vault.with_id(id.text).next().filter(|first| first.path != note.path) else {
            return;
        };
        let Some(there) = first.id() else { return };
        let message = format!("duplicate id `{}` (first in `{}`)", id.text, first.path);
        let finding = Finding::new(id.span, message).help("give one of the two notes another id");
        findings.push(finding.related_in(&first.path, there.span, "first occurrence"));
    }
}
