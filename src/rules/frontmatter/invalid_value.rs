use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    date, keys, nodes,
    place_name::place_name,
    trials::Trials,
    wrong_type::{self, Remedy},
};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    notetype::{Breach, Keyword},
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::describe_violation, wording::quote},
    text::{Span, nearest, pointer, quote_exact},
    tree::Syntax,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct InvalidValue {}

impl NoteRule for InvalidValue {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/invalid-value"),
        summary: "a value does not match the note type",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("invalid_value.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut comparisons = MAX_COMPARISONS;
        let trials = Trials::new(context);
        for breach in context.breaches(Self::META.id).filter(|breach| !is_redundant(breach)) {
            let subject = subject(context, breach);
            let span = smallest(context, breach);
            let finding = match (&breach.keyword, &*breach.value) {
                (keyword, _) if keyword.finds_nothing() => Finding::new(span, format!("{subject} is empty")),
                (Keyword::Format { format }, Value::String(value))
                    if format == "date" && date::is_near(value) =>
                {
                    Finding::new(
                        breach.span,
                        format!("{subject}: {} is not a valid calendar date", quote(value)),
                    )
                }
                _ => Finding::new(
                    span,
                    format!("{subject}: {}", describe_violation(breach, context.note.text)),
                ),
            };
            let finding = finding.breach(breach);
            let remedy = wrong_type::remedy(context, &trials, breach);
            let or_help = || help(context, breach, &mut comparisons).map(|help| Remedy { help, fix: None });
            findings.push(match remedy.or_else(or_help) {
                Some(Remedy { help, fix }) => finding.help(help).fix(fix),
                None => finding,
            });
        }
    }
}

/// Returns the duplicate item's span; else the value's, or its key's if the value has several lines.
fn smallest(context: &Context<'_>, breach: &Breach) -> Span {
    if let Keyword::UniqueItems { pair: (_, again) } = breach.keyword {
        let element = context.projection.json.origin_at(&format!("{}/{again}", breach.pointer));
        return element.map_or(breach.span, |element| element.value);
    }
    if breach.span.is_empty() && breach.value.is_object() {
        return nodes::span_of_missing(context, breach);
    }
    // Fast, as many breaches may be about one long value.
    let many = memchr::memchr2(b'\n', b'\r', context.text(breach.span).as_bytes()).is_some();
    breach.key.filter(|_| many).unwrap_or(breach.span)
}

/// Whether another breach covers this one: items without a value, which are duplicates of each other,
/// are reported for having no value.
fn is_redundant(breach: &Breach) -> bool {
    match breach.keyword {
        Keyword::UniqueItems { pair: (first, _) } => breach.value.get(first).is_some_and(Value::is_null),
        _ => false,
    }
}

/// Returns what the breach is about: a key, an item of its list, or the frontmatter.
fn subject(context: &Context<'_>, breach: &Breach) -> String {
    let pointer = match breach.keyword {
        // The key itself is in the message.
        Keyword::PropertyNames => breach.pointer.rsplit_once('/').map_or("", |(object, _)| object),
        _ => breach.pointer.as_str(),
    };
    place_name(context, pointer)
}

/// How many values of lists are compared with those of a note to find which one was meant. A long list
/// of values may be allowed for each item of another.
const MAX_COMPARISONS: usize = 200_000;

/// Returns the values of which the value of `breach` must be one.
fn options(breach: &Breach) -> Vec<&Value> {
    match &breach.keyword {
        Keyword::Enum { options } => options.as_array().into_iter().flatten().collect(),
        Keyword::Const { expected } => vec![expected],
        Keyword::PropertyNames => breach.asked.shapes.iter().flat_map(|shape| &shape.values).collect(),
        _ => breach.asked.alternatives.iter().flat_map(|shape| &shape.values).collect(),
    }
}

fn help(context: &Context<'_>, breach: &Breach, comparisons: &mut usize) -> Option<String> {
    match (&breach.keyword, &*breach.value) {
        (_, Value::Null) => Some(fill_in(context, breach)),
        (keyword, _) if keyword.finds_nothing() => Some(fill_in(context, breach)),
        (Keyword::Format { format }, Value::String(value)) => match format.as_str() {
            "date" => {
                Some(date::correction(value).unwrap_or_else(|| "write the date as `YYYY-MM-DD`".to_owned()))
            }
            "iri" | "uri" => Some(url(value)),
            _ => None,
        },
        (_, Value::String(value)) => {
            let options = options(breach);
            *comparisons = comparisons.checked_sub(options.len())?;
            let meant = nearest(value, options.iter().filter_map(|option| option.as_str()))
                .filter(|meant| !meant.is_empty())?;
            Some(format!("did you mean {}?", quote_exact(meant)))
        }
        (Keyword::UniqueItems { .. }, _) => Some("delete one of the two".to_owned()),
        _ => None,
    }
}

/// Returns what to do about a value that is missing or empty.
fn fill_in(context: &Context<'_>, breach: &Breach) -> String {
    let value = context.projection.json.origin_at(&breach.pointer).map(|origin| origin.value);
    let comment = value.and_then(|value| nodes::comment_after(context, value.end()));
    if let Some(comment) = comment.filter(|_| breach.value.is_null()) {
        let lost = comment.of(context.note.text);
        if nodes::is_text(lost) {
            let quoted = Syntax::Yaml.quote(lost);
            return format!("quote it: {}; unquoted, YAML reads it as a comment", quote(&quoted));
        }
    }
    let path: Vec<String> = pointer::tokens(&breach.pointer).skip(1).map(String::from).collect();
    if context.syntax() != Syntax::Yaml {
        let written = nodes::at_pointer(context, &breach.pointer).map_or(breach.span, |node| node.span);
        return format!("write a value in place of {}", quote(context.text(written)));
    }
    match path.as_slice() {
        [key] if breach.key.is_some() => {
            let required = keys::declared_key(context, key).is_none_or(|key| key.required);
            let or = if required { "" } else { ", or delete the key" };
            format!("write a value after {}{or}", quote(&format!("{key}:")))
        }
        [.., key] if breach.key.is_some() => format!("write a value after {}", quote(&format!("{key}:"))),
        _ => "fill it in, or delete it".to_owned(),
    }
}

fn url(value: &str) -> String {
    let bare = value.strip_prefix('<').and_then(|value| value.strip_suffix('>'));
    if let Some(bare) = bare {
        return format!("remove the angle brackets: {}", quote(bare));
    }
    if value.contains(char::is_whitespace) && value.contains("://") {
        return "write a single URL without spaces".to_owned();
    }
    if value.starts_with("www.") {
        return format!("write the full URL: {}", quote(&format!("https://{value}")));
    }
    "write the full URL, with `https://`".to_owned()
}
