use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Facts, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TagVariant {}

impl VaultRule for TagVariant {
    const META: Meta = Meta {
        id: RuleId::new("vault/tag-variant"),
        summary: "a tag differs from another spelling only in case, width or punctuation",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("tag_variant.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        for tag in note.tags() {
            let Some(usual) = vault.usual_tag(tag.text).filter(|usual| usual.text != tag.text) else {
                continue;
            };
            let (verb, place, label) = if *usual.path == *note.path {
                ("is also written", " in this note", "other spelling")
            } else {
                ("is written", " elsewhere", "usual spelling")
            };
            let message = format!("tag `{}` {verb} `{}`{place}", tag.text, usual.text);
            let finding = Finding::new(tag.span, message).help(format!("write `{}`", usual.text));
            findings.push(finding.related_in(usual.path, usual.span, label));
        }
    }
}
