use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{invalid_value::InvalidValue, nodes};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    notetype::Keyword,
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::duplicate_item},
    text::{Edit, Span, line_end, line_start},
    tree::{Data, Node, ScalarStyle},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DuplicateTag {}

impl NoteRule for DuplicateTag {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/duplicate-tag"),
        summary: "a tag occurs more than once",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("duplicate_tag.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(InvalidValue::META.id) {
            let Keyword::UniqueItems { .. } = breach.keyword else { continue };
            let Some(Data::Sequence(items)) =
                nodes::at_pointer(context, &breach.pointer).map(|node| &node.data)
            else {
                continue;
            };
            let mut first = HashMap::new();
            for (index, item) in items.iter().enumerate() {
                let value = item.to_traced().to_value();
                if value.is_null() {
                    continue;
                }
                let Some(before) = first.get(&value.to_string()) else {
                    first.insert(value.to_string(), item.span);
                    continue;
                };
                findings.push(
                    Finding::new(item.span, duplicate_item(&value))
                        .help("delete one of the two")
                        .related(*before, "first occurrence")
                        .fix(deletion(context, items, index))
                        .breach(breach),
                );
            }
        }
    }
}

/// Deletes the item at `index`; `None` if a comment would be deleted with it.
fn deletion(context: &Context<'_>, items: &[Node], index: usize) -> Option<Fix> {
    let text = context.note.text;
    let (item, before) = (items.get(index)?, items.get(index.checked_sub(1)?)?);
    match &item.data {
        Data::Scalar { style, .. } if *style != ScalarStyle::Alias => {}
        _ => return None,
    }
    if item.anchor.is_some() || item.tag.is_some() {
        return None;
    }
    let between = Span::new(before.span.end(), item.span.start());
    let span = match between.of(text).trim() {
        "," => Span::new(before.span.end(), item.span.end()),
        "-" => {
            let line = line_start(text, item.span.start());
            let is_single = !item.span.of(text).contains(['\n', '\r']);
            let end = line_end(text, item.span.end());
            let is_alone = text[item.span.end()..end].trim().is_empty();
            if !is_single || !is_alone || line <= before.span.end() {
                return None;
            }
            Span::new(line_end(text, before.span.end()), end)
        }
        _ => return None,
    };
    let fix = Fix::safe("Delete the duplicate", vec![Edit::delete(span)]);
    (!span.is_empty()).then_some(fix)
}
