use schemars::JsonSchema;
use serde::Deserialize;

use super::quadrants::{Swot, swots};
use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{ParsedQuadrant, QuadrantId},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Order {}

impl NoteRule for Order {
    const META: Meta = Meta {
        id: RuleId::new("swot/order"),
        summary: "SWOT quadrants are not in the order of the note type",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("order.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for swot in swots(context) {
            let quadrants: Vec<&ParsedQuadrant> = swot.quadrants().collect();
            if quadrants.is_sorted_by_key(|quadrant| quadrant.id) {
                continue;
            }
            let mut order: Vec<QuadrantId> = quadrants.iter().map(|quadrant| quadrant.id).collect();
            let moved = misplaced(&order);
            order.sort_unstable();
            let words = order.iter().map(|&id| quote(swot.name(id))).collect::<Vec<_>>().join(", ");
            let (quadrant, help) = match moved {
                Some(moved) => (quadrants.get(moved), place(swot, &order, quadrants[moved].id)),
                None => {
                    (quadrants.first(), "sort the quadrants in this order, each with its points".to_owned())
                }
            };
            let heading = quadrant.map(|quadrant| context.heading(quadrant.heading));
            let (Some(quadrant), Some(heading)) = (quadrant, heading) else { continue };
            let name = quote(swot.name(quadrant.id));
            let message = format!("quadrant {name} is out of order, expected the order {words}");
            findings.push(Finding::new(heading.content, message).help(help));
        }
    }
}

/// Returns the index of the first quadrant without which `order` is ascending.
fn misplaced(order: &[QuadrantId]) -> Option<usize> {
    let others = |left_out| order.iter().enumerate().filter(move |(index, _)| *index != left_out);
    let descent = order.windows(2).position(|pair| pair[0] > pair[1])?;
    [descent, descent + 1]
        .into_iter()
        .find(|&left_out| others(left_out).map(|(_, quadrant)| quadrant).is_sorted())
}

/// Returns where the quadrant `moved` belongs among the existing ones, in words.
fn place(swot: Swot<'_>, order: &[QuadrantId], moved: QuadrantId) -> String {
    let at = order.partition_point(|&index| index < moved);
    if let Some(&before) = at.checked_sub(1).and_then(|before| order.get(before)) {
        format!("move it, with its points, after {}", quote(swot.name(before)))
    } else {
        let next = order.get(at + 1).map_or("", |&next| swot.name(next));
        format!("move it, with its points, before {}", quote(next))
    }
}
