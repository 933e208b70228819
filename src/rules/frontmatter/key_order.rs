use schemars::JsonSchema;
use serde::Deserialize;

use super::{keys, layout, order};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    tree::Entry,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct KeyOrder {}

impl NoteRule for KeyOrder {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/key-order"),
        summary: "keys are not in the order of the note type",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("key_order.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let spec = &context.note_type.spec.frontmatter;
        if spec.is_unordered {
            return;
        }
        let entries = layout::lines(context.syntax(), context.note.text, keys::entries(context));
        let known = entries.into_iter().filter_map(|entry| Some((spec.position(&entry.name)?, entry)));
        let mut last: Option<(usize, &Entry)> = None;
        for (rank, entry) in known {
            match last {
                Some((before, other)) if rank < before => {
                    let (name, other_name) = (quote(&entry.name), quote(&other.name));
                    let message = format!("key {name} is out of order, expected before {other_name}");
                    let names: Vec<_> = spec.keys.iter().map(|key| quote(&key.name)).collect();
                    findings.push(
                        Finding::new(entry.key, message)
                            .help(format!("use the order {}", names.join(", ")))
                            .related(other.key, format!("{other_name} is here"))
                            .fix(order::sorting(context)),
                    );
                    return;
                }
                Some((before, _)) if rank == before => {}
                _ => last = Some((rank, entry)),
            }
        }
    }
}
