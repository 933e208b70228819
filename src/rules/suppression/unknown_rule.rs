use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Safety, Severity},
    rules::{Meta, SuppressionRule},
};

/// The rule `suppression/unknown-rule`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UnknownRule {}

impl SuppressionRule for UnknownRule {
    const META: Meta = Meta {
        id: RuleId::new("suppression/unknown-rule"),
        summary: "a comment names a rule that does not exist",
        severity: Severity::Warning,
        on: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("unknown_rule.md"),
    };
}
