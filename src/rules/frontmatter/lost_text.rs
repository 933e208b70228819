use std::{cell::LazyCell, collections::HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{keys, nodes};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::describe_value, wording::quote},
    text::{Edit, Span},
    tree::{Data, Entry, Node, ScalarStyle},
    yaml,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LostText {}

impl NoteRule for LostText {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/lost-text"),
        summary: "YAML silently drops part of an unquoted value",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("lost_text.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let aliases = LazyCell::new(|| aliases(context));
        let is_used = |anchor: &str| aliases.contains(anchor.trim_start_matches('&'));
        for entry in keys::entries(context).iter().filter(|entry| may_hold_text(context, entry)) {
            let items = match &entry.value.data {
                Data::Sequence(items) => items.as_slice(),
                Data::Scalar { .. } | Data::Mapping(_) => std::slice::from_ref(&entry.value),
            };
            for node in items {
                if let Some(lost) = lost(context, node, is_used) {
                    findings.push(finding(context, entry, node, lost));
                }
            }
        }
    }
}

/// Whether the type allows the value to be any text: after a number or a date, `#` starts a comment.
fn may_hold_text(context: &Context<'_>, entry: &Entry) -> bool {
    keys::declared_key(context, &entry.name).is_none_or(|key| {
        let may_be = |name: &str| key.types.iter().any(|allowed| allowed == name);
        key.format.is_none() && (key.types.is_empty() || may_be("string") || may_be("array"))
    })
}

/// The part of a plain value that YAML drops.
#[derive(Clone, Copy)]
enum Lost {
    /// A comment after it.
    Comment(Span),
    /// An anchor without an alias, or an application's tag, before it.
    Property(Span),
}

fn lost(context: &Context<'_>, node: &Node, is_used: impl Fn(&str) -> bool) -> Option<Lost> {
    let Data::Scalar { style: ScalarStyle::Plain | ScalarStyle::Absent, value, .. } = &node.data else {
        return None;
    };
    let text = context.note.text;
    let tag = node.tag.filter(|tag| {
        let tag = tag.of(text);
        tag.len() > 1 && !tag.starts_with("!!") && !tag.starts_with("!<")
    });
    let anchor = node.anchor.filter(|anchor| !is_used(anchor.of(text)));
    if let Some(property) = tag.into_iter().chain(anchor).min() {
        return Some(Lost::Property(property));
    }
    if !value.is_string() || node.tag.is_some() || node.anchor.is_some() {
        return None;
    }
    let comment = nodes::comment_after(context, node.span.end)?;
    nodes::is_text(comment.of(text)).then_some(Lost::Comment(comment))
}

/// Returns the names of anchors that have an alias.
fn aliases<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    fn collect<'a>(node: &Node, text: &'a str, names: &mut HashSet<&'a str>) {
        names.extend(node.span.of(text).strip_prefix('*'));
        match &node.data {
            Data::Scalar { .. } => {}
            Data::Sequence(items) => items.iter().for_each(|item| collect(item, text, names)),
            Data::Mapping(entries) => {
                for entry in entries {
                    names.extend(entry.key.of(text).strip_prefix('*'));
                    collect(&entry.value, text, names);
                }
            }
        }
    }
    let mut names = HashSet::new();
    if let Some(document) = context.note.frontmatter.mapping() {
        collect(&document.root, context.note.text, &mut names);
    }
    names
}

fn finding(context: &Context<'_>, entry: &Entry, node: &Node, lost: Lost) -> Finding {
    let text = context.note.text;
    let value = describe_value(&node.to_traced().to_value());
    let (span, whole, reading) = match lost {
        Lost::Comment(comment) => (comment, node.span.cover(comment), "a comment"),
        Lost::Property(property) => {
            let what = if property.of(text).starts_with('&') { "an anchor" } else { "a tag" };
            (property, node.span.cover(property), what)
        }
    };
    let quoted = yaml::quote(whole.of(text));
    let message = format!("YAML reads {} as {reading}, leaving {value}", quote(span.of(text)));
    Finding::new(span, message).help(format!("quote the whole value: {}", quote(&quoted))).fix(quoting(
        context,
        entry,
        node,
        Edit::replace(whole, quoted),
    ))
}

/// Quotes the value; safe if the type requires text.
fn quoting(context: &Context<'_>, entry: &Entry, node: &Node, edit: Edit) -> Option<Fix> {
    let title = "Quote the value";
    let key = keys::declared_key(context, &entry.name)?;
    if context.text(edit.span).contains(['\n', '\r']) {
        return None;
    }
    let is_item = node.span != entry.value.span;
    if key.types == ["string"] {
        return Some(Fix::safe(title, vec![edit]));
    }
    (is_item && key.types == ["array"]).then(|| Fix::unsafe_(title, vec![edit]))
}
