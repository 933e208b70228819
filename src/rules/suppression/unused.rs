use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Safety, Severity},
    rules::{Meta, SuppressionRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Unused {}

impl SuppressionRule for Unused {
    const META: Meta = Meta {
        id: RuleId::new("suppression/unused"),
        summary: "a suppression comment is unused",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("unused.md"),
    };
}
