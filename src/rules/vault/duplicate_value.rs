use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Findings, Meta, VaultRule, vault::duplicate},
    text::quote,
    vault::{DuplicateValue as Duplicate, Facts, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateValue {}

impl VaultRule for DuplicateValue {
    const META: Meta = Meta {
        id: RuleId::new("vault/duplicate-value"),
        summary: "another note has the same value of a unique key",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate_value.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        for Duplicate { key, here, first, there, severity } in vault.duplicate_values(note) {
            let finding = duplicate("value", &format!(" of key {}", quote(key)), here, (first, there));
            findings.push(finding.given(severity));
        }
    }
}
