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
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{Edit, pointer},
    tree::{Data, Entry, Node, ScalarStyle, Syntax},
    yaml::{self, Older, differently_read},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AmbiguousValue {}

impl NoteRule for AmbiguousValue {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/ambiguous-value"),
        summary: "an unquoted value is read differently by programs of YAML 1.1 and 1.2",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("ambiguous_value.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        if context.syntax() != Syntax::Yaml {
            return;
        }
        let trials = Trials::new(context);
        nodes::walk(context, &mut |visited, pointer| {
            if let Some(finding) = findings_of(context, &trials, visited, pointer) {
                findings.push(finding);
            }
        });
    }
}

fn findings_of(
    context: &Context<'_>,
    trials: &Trials<'_, '_>,
    visited: Visited<'_>,
    pointer: &str,
) -> Option<Finding> {
    match visited {
        Visited::Entry(entry) => of_key(context, entry),
        Visited::Value(node) => of_value(context, trials, node, pointer),
    }
}

fn of_key(context: &Context<'_>, entry: &Entry) -> Option<Finding> {
    let written = context.text(entry.key);
    let older = differently_read(written)?;
    if keys::is_merge(context, entry) {
        return Some(
            Finding::new(
                entry.key,
                "merge key `<<`: programs of YAML 1.1 insert the keys of its value here, YAML 1.2 does not",
            )
            .help("write these keys here, and delete the merge key"),
        );
    }
    let quoted = yaml::quote(written);
    let message =
        format!("key {} is text in YAML 1.2, but {} in YAML 1.1", quote(written), described(&older));
    let fix = Fix::safe("Quote the key", vec![Edit::replace(entry.key, quoted.as_str())]);
    let finding = Finding::new(entry.key, message).help(format!("quote it: {}", quote(&quoted)));
    Some(if matches!(older, Older::Text) { finding } else { finding.fix(fix) })
}

fn of_value(context: &Context<'_>, trials: &Trials<'_, '_>, node: &Node, pointer: &str) -> Option<Finding> {
    let Data::Scalar { value, style: ScalarStyle::Plain, .. } = &node.data else { return None };
    let written = context.text(node.span);
    let older = differently_read(written).filter(|_| node.tag.is_none())?;
    let message = format!(
        "{} is {} in YAML 1.2, but {} in YAML 1.1",
        quote(written),
        described_value(value),
        described(&older)
    );
    let finding = Finding::new(node.span, message);
    let quoted = yaml::quote(written);
    let quote_it = format!("quote it: {}", quote(&quoted));
    if !value.is_string() {
        let is_refused = trials.refuses(pointer, &Value::from(written));
        let or = if is_refused { "" } else { ", or quote it if it is text" };
        return Some(finding.help(format!("write {}{or}", quote(&value.to_string()))));
    }
    if is_text(context, trials, pointer, &older) {
        let fix = Fix::safe("Quote the value", vec![Edit::replace(node.span, quoted)]);
        return Some(finding.help(quote_it).fix(fix));
    }
    Some(finding.help(match &older {
        Older::Value(value) => format!("{quote_it} if it is text, or write {}", quote(&value.to_string())),
        Older::Text | Older::Special => quote_it,
    }))
}

/// Whether the type asks for text at `pointer`, and not for what readers of YAML 1.1 find there.
fn is_text(context: &Context<'_>, trials: &Trials<'_, '_>, pointer: &str, older: &Older) -> bool {
    let mut tokens = pointer::tokens(pointer).skip(1);
    let key = tokens.next().and_then(|name| keys::declared_key(context, &name));
    let is_top = tokens.next().is_none();
    let types = key.map(|key| key.types.as_slice()).unwrap_or_default();
    match older {
        _ if is_top && !types.is_empty() => types == ["string"],
        Older::Value(value) => trials.refuses(pointer, value),
        Older::Special | Older::Text => trials.refuses(pointer, &Value::Bool(true)),
    }
}

fn described(older: &Older) -> String {
    match older {
        Older::Text => "text".to_owned(),
        Older::Value(value) => described_value(value),
        Older::Special => "a special value".to_owned(),
    }
}

fn described_value(value: &Value) -> String {
    match value {
        Value::String(_) => "text".to_owned(),
        Value::Number(number) => format!("the number {}", quote(&number.to_string())),
        other => quote(&other.to_string()),
    }
}
