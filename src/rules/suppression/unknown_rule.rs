use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Safety, Severity},
    rules::{Meta, SuppressionRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UnknownRule {}

impl SuppressionRule for UnknownRule {
    const META: Meta = Meta {
        id: RuleId::new("suppression/unknown-rule"),
        summary: "a suppression comment names an unknown rule",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("unknown_rule.md"),
    };
}
