use std::cell::LazyCell;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    keys::{self, Pairs},
    nested_keys,
    place_name::place_name,
};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    notetype::{Breach, KeySpec, Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    tree::Entry,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UnknownKey {}

impl NoteRule for UnknownKey {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/unknown-key"),
        summary: "a key is not defined in the note type",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("unknown_key.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let pairs = LazyCell::new(|| Pairs::of(context));
        for breach in context.breaches(Self::META.id) {
            let Keyword::AdditionalProperties { property } = &breach.keyword else { continue };
            let span = breach.span;
            let entry = keys::entries(context).iter().find(|entry| entry.key == span);
            let finding = match entry {
                _ if context.text(span) == "<<" => {
                    Finding::new(span, "merge key `<<`, which YAML 1.2 does not have")
                        .help("write the keys of its value here, and delete the merge key")
                }
                _ if is_forbidden(breach) => {
                    let parent = match breach.place {
                        Place::Frontmatter => String::new(),
                        _ => format!(" in {}", place_name(context, &breach.pointer)),
                    };
                    Finding::new(span, format!("key {}{parent} is not allowed", quote(property)))
                        .help("delete it")
                }
                Some(entry) if breach.place == Place::Frontmatter => at_top(context, &pairs, entry),
                _ => inside(context, breach, property),
            };
            findings.push(finding.breach(breach));
        }
    }
}

/// Whether the type names the key of `breach` to forbid it.
fn is_forbidden(breach: &Breach) -> bool {
    !breach.schema.is_empty()
        && !["/additionalProperties", "/unevaluatedProperties"].iter().any(|end| breach.schema.ends_with(end))
}

fn at_top(context: &Context<'_>, pairs: &Pairs<'_>, entry: &Entry) -> Finding {
    let finding = Finding::new(entry.key, format!("unknown key {}", quote(&entry.name)));
    if let Some(key) = pairs.meant_by(entry) {
        return finding
            .help(format!("rename it to {}", quote(&key.name)))
            .fix(keys::renaming(context, entry.key, &key.name));
    }
    let known: &[KeySpec] =
        if keys::are_compared(context) { &context.note_type.spec.frontmatter.keys } else { &[] };
    let nearest = known.iter().filter_map(|key| Some((keys::distance(&entry.name, key)?, key)));
    if let Some((_, key)) = nearest.min_by_key(|(distance, _)| *distance) {
        let name = quote(&key.name);
        let is_there = keys::entries(context).iter().any(|entry| entry.name == key.name);
        return finding.help(if is_there {
            format!("delete it, or move its value to the existing key {name}")
        } else {
            format!("rename it to {name}, or delete it: another unknown key also resembles {name}")
        });
    }
    finding.help("delete it, or add it to the note type")
}

fn inside(context: &Context<'_>, breach: &Breach, name: &str) -> Finding {
    let parent = place_name(context, &breach.pointer);
    let finding = Finding::new(breach.span, format!("unknown key {} in {parent}", quote(name)));
    match nested_keys::nearest(context, breach, name) {
        Some((known, true)) => {
            finding.help(format!("delete it, or move its value to the existing key {}", quote(known)))
        }
        Some((known, false)) => finding.help(format!("did you mean {}?", quote(known))).fix(keys::renaming(
            context,
            breach.span,
            known,
        )),
        None => finding.help("delete it, or add it to the note type"),
    }
}
