use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Findings, Meta, VaultRule, vault::duplicate_name},
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
        if let Some(finding) = duplicate_name("id", note, vault.first_with_id_of(note), Facts::id) {
            findings.push(finding);
        }
    }
}
