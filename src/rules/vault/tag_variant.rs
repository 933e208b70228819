use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule, expected::describe_value},
    text::{Span, and_list, count},
    vault::{Facts, TagSpelling, Vault},
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
        let shown = |tag: &str| describe_value(&Value::from(tag));
        // By the paths of the notes that have the best spellings first: they may have any number of tags.
        let mut places = HashMap::new();
        for tag in note.tags() {
            let Some(spellings) = vault.tag_spellings(tag.text) else { continue };
            let Some(first) = spellings.best.first().filter(|first| first.text != tag.text) else { continue };
            let path = &*spellings.note.path;
            let places = places.entry(path).or_insert_with(|| first_places(spellings.note));
            let Some(place) = places.get(first.text) else { continue };
            let own = TagSpelling { text: tag.text, notes: spellings.own };
            let others = spellings.best.iter().copied().filter(|best| *best != own);
            let ways = others.chain([own]).enumerate().map(|(at, TagSpelling { text, notes })| match at {
                0 => format!("{} in {}", shown(text), count(notes as u64, "note", "notes")),
                _ => format!("{} in {notes}", shown(text)),
            });
            let message = format!("tag {} is written {}", shown(tag.text), and_list(ways));
            let (help, label) = match spellings.best.as_slice() {
                [_] => (format!("write {}", shown(first.text)), "usual spelling"),
                _ => ("use the same spelling in all notes".to_owned(), "other spelling"),
            };
            let finding = Finding::new(tag.span, message).help(help);
            findings.push(finding.related_in(path, *place, label));
        }
    }
}

/// Returns where each tag of `note` is first.
fn first_places(note: &Facts) -> HashMap<&str, Span> {
    let mut places = HashMap::new();
    for tag in note.tags() {
        places.entry(tag.text).or_insert(tag.span);
    }
    places
}
