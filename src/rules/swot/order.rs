use schemars::JsonSchema;
use serde::Deserialize;

use super::quadrants::swots;
use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, words::quote},
};

/// The rule `swot/order`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct Order {}

impl NoteRule for Order {
    const META: Meta = Meta {
        id: RuleId::new("swot/order"),
        summary: "the quadrants of the SWOT are not in the order of the type",
        severity: Severity::Warning,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("order.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let words = |id| context.note.outline.get(id).map(|heading| heading.content);
        for swot in swots(context) {
            let mut highest: Option<(usize, _)> = None;
            for quadrant in swot.quadrants() {
                let Some(heading) = words(quadrant.heading) else { continue };
                match highest {
                    Some((before, place)) if quadrant.quadrant < before => {
                        let present = (0..swot.shape.quadrants.len())
                            .filter(|&index| swot.quadrants().any(|other| other.quadrant == index));
                        let order: Vec<String> = present.map(|index| quote(swot.name(index))).collect();
                        let (found, earlier) =
                            (quote(swot.name(quadrant.quadrant)), quote(swot.name(before)));
                        let message = format!(
                            "quadrant {found} stands behind {earlier}, expected the order {}",
                            order.join(", ")
                        );
                        findings.push(
                            Finding::new(heading, message)
                                .help(format!("move it above {earlier}"))
                                .related(place, format!("{earlier} is here")),
                        );
                        break;
                    }
                    _ => highest = Some((quadrant.quadrant, heading)),
                }
            }
        }
    }
}
