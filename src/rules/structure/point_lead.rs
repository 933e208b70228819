use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, points, template::PLACEHOLDER, words::quote},
    text::Span,
};

/// The rule `structure/point-lead`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct PointLead {}

impl NoteRule for PointLead {
    const META: Meta = Meta {
        id: RuleId::new("structure/point-lead"),
        summary: "a point does not begin with its lead in bold",
        severity: Severity::Warning,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("point_lead.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        for breach in context.breaches(Self::META.id) {
            let (Place::Point(place, index) | Place::PointPart(place, index)) = breach.place else {
                continue;
            };
            let point = points::at(context, place).and_then(|(_, points)| points.reading.points.get(index));
            let span = first_line(text, point.map_or(breach.span, |point| point.span));
            let part = match &breach.keyword {
                Keyword::Required { property } => property.as_str(),
                _ => "lead",
            };
            let number = index + 1;
            if part != "lead" {
                let message = format!("point {number} has a lead and no text");
                findings.push(Finding::new(span, message).help("write the text behind the lead"));
                continue;
            }
            let lead = lead_in_plain(text, span);
            let words = lead.map_or(PLACEHOLDER, |lead| lead.of(text));
            let message = format!("point {number} has no lead, expected bold words at its beginning");
            findings.push(
                Finding::new(lead.unwrap_or(span), message).help(format!(
                    "begin it with its main words in bold: {}",
                    quote(&format!("**{words}**:"))
                )),
            );
        }
    }
}

fn first_line(text: &str, span: Span) -> Span {
    let length = span.of(text).find(['\n', '\r']).unwrap_or(span.len());
    Span::new(span.start, span.start + length).trim(text)
}

/// The words before a colon, where the point begins with a lead that only is not bold.
fn lead_in_plain(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let (end, _) = words.char_indices().take(LONGEST_LEAD).find(|(_, c)| matches!(c, ':' | '：'))?;
    let lead = &words[..end];
    let is_plain =
        end > 0 && !lead.contains(['*', '_', '`', '[', '<', '。', '、']) && !lead.ends_with("http");
    (is_plain && !lead.ends_with("https")).then(|| Span::new(line.start, line.start + end).trim(text))
}

/// The number of characters among which the colon behind a lead is looked for.
const LONGEST_LEAD: usize = 40;
