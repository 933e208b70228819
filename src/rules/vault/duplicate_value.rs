use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    text::{quote, quote_whole},
    vault::{Facts, Vault},
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
        for (key, value) in note.unique_values() {
            let first = vault.with_unique_value(note, (key, value));
            let Some((first, other)) = first.filter(|(first, _)| first.path != note.path) else { continue };
            let spelled = if value.text == other.text {
                String::new()
            } else {
                format!("as {} ", quote_whole(other.text))
            };
            let (shown, path) = (quote_whole(value.text), quote(&first.path));
            let message = format!("duplicate value {shown} of key {} (first {spelled}in {path})", quote(key));
            let finding = Finding::new(value.span, message).help("give one of the two notes another value");
            findings.push(finding.related_in(&first.path, other.span, "first occurrence"));
        }
    }
}
