use schemars::JsonSchema;
use serde::Deserialize;

use super::web::{scheme, web_links};
use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Insecure {}

impl NoteRule for Insecure {
    const META: Meta = Meta {
        id: RuleId::new("link/insecure"),
        summary: "a link uses `http://`",
        severity: Severity::Warning,
        enabled_by_default: false,
        fix: None,
        since: "0.1.0",
        page: include_str!("insecure.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let plain = |target: &str| scheme(target).is_some_and(|scheme| scheme.len() == "http".len());
        for link in web_links(context.note).filter(|link| plain(&link.target)) {
            let message = format!("`{}` is not encrypted, expected `https://`", link.target);
            findings
                .push(Finding::new(link.destination, message).help("use `https://` if the site supports it"));
        }
    }
}
