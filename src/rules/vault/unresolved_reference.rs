use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    text::quote,
    vault::{Facts, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UnresolvedReference {}

impl VaultRule for UnresolvedReference {
    const META: Meta = Meta {
        id: RuleId::new("vault/unresolved-reference"),
        summary: "the text refers to a note id that does not exist",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("unresolved_reference.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        if !vault.is_whole() {
            return;
        }
        for reference in note.references() {
            if vault.has_id(reference.id, note.type_name()) {
                continue;
            }
            let mut message = format!("no note has the id {}", quote(reference.id));
            if reference.id != reference.text {
                message.extend([", which ", &*quote(reference.text), " mentions"]);
            }
            findings.push(Finding::new(reference.span, message).help("correct the id, or create the note"));
        }
    }
}
