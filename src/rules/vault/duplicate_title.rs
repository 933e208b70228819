use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Facts, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateTitle {}

impl VaultRule for DuplicateTitle {
    const META: Meta = Meta {
        id: RuleId::new("vault/duplicate-title"),
        summary: "another note has the same title",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate_title.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        let Some(title) = note.title() else { return };
        let Some(first) = vault.with_title(title.text).next().filter(|first| first.path != note.path) else {
            return;
        };
        let Some(there) = first.title() else { return };
        let message = format!("duplicate title `{}` (first in `{}`)", title.text, first.path);
        let finding = Finding::new(title.span, message).help("give one of the two notes another title");
        findings.push(finding.related_in(&first.path, there.span, "first occurrence"));
    }
}
