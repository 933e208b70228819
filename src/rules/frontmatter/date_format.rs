use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{date, invalid_value::InvalidValue, nodes, trials::Trials};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    notetype::{Breach, Keyword},
    rules::{Context, Finding, Findings, Meta, NoteRule, expected::describe_value, wording::quote},
    text::Edit,
    tree::Syntax,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DateFormat {}

impl NoteRule for DateFormat {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/date-format"),
        summary: "a date is not in `YYYY-MM-DD` format",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("date_format.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let trials = Trials::new(context);
        for breach in context.breaches(InvalidValue::META.id) {
            let Some(written) = written_date(&trials, breach) else { continue };
            let Some(canonical) = date::canonical(&written) else { continue };
            let text = context.note.text;
            let node = nodes::at_pointer(context, &breach.pointer);
            let inner = node.and_then(|node| Some((node.span, nodes::inner(node, text)?)));
            let fix = inner.map(|(whole, inner)| {
                // In JSON, a date is text.
                let needs_quotes = context.syntax() == Syntax::Json && inner == whole;
                let date = if needs_quotes { Syntax::Json.quote(&canonical) } else { canonical.clone() };
                Fix::safe(format!("Write {}", quote(&canonical)), vec![Edit::replace(inner, date)])
            });
            let message = format!(
                "date {} is not in `YYYY-MM-DD` format",
                describe_value(&Value::from(written.as_str()))
            );
            findings.push(
                Finding::new(breach.span, message)
                    .help(format!("write {}", quote(&canonical)))
                    .fix(fix)
                    .breach(breach),
            );
        }
    }
}

/// Returns the text of a value that must be a date and is not in the date format.
fn written_date(trials: &Trials<'_, '_>, breach: &Breach) -> Option<String> {
    match (&breach.keyword, &*breach.value) {
        (Keyword::Format { format }, Value::String(value)) if format == "date" => Some(value.clone()),
        (Keyword::Type { .. } | Keyword::AnyOf | Keyword::OneOf, Value::Number(number)) => {
            let written = number.to_string();
            let date = Value::from(date::canonical(&written)?);
            let is_date = trials.admits(&breach.pointer, &date)
                && trials.refuses(&breach.pointer, &Value::from(written.as_str()));
            is_date.then_some(written)
        }
        _ => None,
    }
}
