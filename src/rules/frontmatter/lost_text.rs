use std::{cell::LazyCell, collections::HashSet};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    keys,
    nodes::{self, Visited},
    trials::Trials,
};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::describe_value, wording::quote},
    text::{Edit, Span, line_end, next_line, pointer},
    tree::{Data, Node, ScalarStyle, Syntax},
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
        if context.syntax() != Syntax::Yaml {
            return;
        }
        let aliases = LazyCell::new(|| aliases(context));
        let is_used = |anchor: &str| aliases.contains(anchor.trim_start_matches('&'));
        let trials = Trials::new(context);
        nodes::walk(context, &mut |visited, pointer| {
            let Visited::Value(node) = visited else { return };
            if let Some(lost) = lost(context, node, is_used).filter(|_| may_be_text(context, pointer)) {
                findings.push(finding(context, &trials, (node, pointer), lost));
            }
        });
    }
}

/// Whether the type allows the value at `pointer`, or the value of a key that it is in, to be any text: after
/// a number or a date, `#` starts a comment.
fn may_be_text(context: &Context<'_>, pointer: &str) -> bool {
    let mut tokens = pointer::tokens(pointer).skip(1);
    let key = tokens.next().and_then(|name| keys::declared_key(context, &name));
    let is_inside = tokens.next().is_some();
    key.is_none_or(|key| {
        let may_be = |name: &str| key.types.iter().any(|allowed| allowed == name);
        key.format.is_none() && (is_inside || key.types.is_empty() || may_be("string") || may_be("array"))
    })
}

/// The part of a plain value that YAML drops.
#[derive(Clone, Copy)]
enum Lost {
    /// A comment after it.
    Comment(Span),
    /// An anchor without an alias, an application's tag, or a `!`, before it.
    Property(Span),
    /// A line that looks like an item of a list, and is the end of the text above it.
    Folded(Span),
}

fn lost(context: &Context<'_>, node: &Node, is_used: impl Fn(&str) -> bool) -> Option<Lost> {
    let Data::Scalar { style: ScalarStyle::Plain | ScalarStyle::Absent, value, .. } = &node.data else {
        return None;
    };
    let text = context.note.text;
    let tag = node.tag.filter(|tag| {
        let tag = tag.of(text);
        // A `!` before a number makes text of it.
        let is_needed = tag == "!" && !node.span.is_empty() && !nodes::reads_as_text(node.span.of(text));
        !is_needed && !tag.starts_with("!!") && !tag.starts_with("!<")
    });
    let anchor = node.anchor.filter(|anchor| !is_used(anchor.of(text)));
    if let Some(property) = tag.into_iter().chain(anchor).min() {
        return Some(Lost::Property(property));
    }
    if !value.is_string() || node.tag.is_some() || node.anchor.is_some() {
        return None;
    }
    if let Some(line) = folded(text, node.span) {
        return Some(Lost::Folded(line));
    }
    let comment = nodes::comment_after(context, node.span.end())?;
    nodes::is_text(comment.of(text)).then_some(Lost::Comment(comment))
}

/// The first line of the plain scalar at `span`, after its first one, that looks like an item of a list.
fn folded(text: &str, span: Span) -> Option<Span> {
    let mut at = next_line(text, span.start());
    while at < span.end() {
        let line = Span::new(at, line_end(text, at).min(span.end())).trim(text);
        if line.of(text).starts_with("- ") {
            return Some(line);
        }
        at = next_line(text, at);
    }
    None
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

fn finding(
    context: &Context<'_>,
    trials: &Trials<'_, '_>,
    (node, pointer): (&Node, &str),
    lost: Lost,
) -> Finding {
    let text = context.note.text;
    let value = describe_value(&node.to_traced().to_value());
    let (span, whole, reading) = match lost {
        Lost::Comment(comment) => (comment, node.span.cover(comment), "a comment"),
        Lost::Property(property) => {
            let what = if property.of(text).starts_with('&') { "an anchor" } else { "a tag" };
            let comment = nodes::comment_after(context, node.span.end());
            let comment = comment.filter(|comment| nodes::is_text(comment.of(text)));
            let whole = node.span.cover(property);
            (property, comment.map_or(whole, |comment| whole.cover(comment)), what)
        }
        Lost::Folded(line) => {
            let message =
                format!("YAML reads {} as the end of the text above it: {value}", quote(line.of(text)));
            let is_item = text[..node.span.start()].trim_end_matches([' ', '\t']).ends_with('-');
            let help = if is_item {
                "indent it like the item above"
            } else {
                "quote the text, or write its first line as an item, below the key"
            };
            return Finding::new(line, message).help(help);
        }
    };
    let quoted = yaml::quote(whole.of(text));
    let message = format!("YAML reads {} as {reading}, leaving {value}", quote(span.of(text)));
    Finding::new(span, message).help(format!("quote the whole value: {}", quote(&quoted))).fix(quoting(
        context,
        trials,
        pointer,
        Edit::replace(whole, quoted),
    ))
}

/// Quotes the value; safe, as only what the type requires to be text is quoted.
fn quoting(context: &Context<'_>, trials: &Trials<'_, '_>, pointer: &str, edit: Edit) -> Option<Fix> {
    let whole = context.text(edit.span);
    if whole.contains(['\n', '\r']) {
        return None;
    }
    let mut tokens = pointer::tokens(pointer).skip(1);
    let key = tokens.next().and_then(|name| keys::declared_key(context, &name))?;
    let is_text = if tokens.next().is_none() {
        key.types == ["string"]
    } else {
        trials.refuses(pointer, &Value::Bool(true)) && !trials.refuses(pointer, &Value::from(whole))
    };
    is_text.then(|| Fix::safe("Quote the value", vec![edit]))
}
