use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Facts, Vault, is_same_id},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IdMismatch {}

impl VaultRule for IdMismatch {
    const META: Meta = Meta {
        id: RuleId::new("vault/id-mismatch"),
        summary: "the ids in the title and in the file name differ",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("id_mismatch.md"),
    };

    fn check(&self, _vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        let (Some(id), Some(named)) = (note.id(), note.file_id()) else { return };
        if is_same_id(id.text, named) {
            return;
        }
        let message = format!("id `{}` in the title differs from `{named}` in the file name", id.text);
        findings.push(Finding::new(id.span, message).help("correct the title, or rename the file"));
    }
}
