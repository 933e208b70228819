use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    notetype::{Noun, ParsedList},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        lists::{set_markers, why_not},
        points,
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointsNumbering {}

impl NoteRule for PointsNumbering {
    const META: Meta = Meta {
        id: RuleId::new("structure/points-numbering"),
        summary: "the points are not numbered 1, 2, 3, …",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("points_numbering.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        points::each(context, |_, items| {
            let mut before = 0;
            for list in &items.parsed.lists {
                if list.ordered
                    && let Some(finding) = finding(context, list, before, items.noun)
                {
                    findings.push(finding);
                }
                before += list.items.len() as u64;
            }
        });
    }
}

/// Reports a `list` whose numbers neither start at 1 nor continue those of the `before` points in the
/// lists above it.
fn finding(context: &Context<'_>, list: &ParsedList, before: u64, noun: Noun) -> Option<Finding> {
    let text = context.note.text;
    let number = |index: usize| list.items.get(index)?.number;
    let goes_on = before > 0 && number(0) == Some(before + 1);
    let first = if goes_on { before + 1 } else { 1 };
    let runs = || first..;
    let wrong = list.items.iter().zip(runs()).filter(|(item, right)| item.number != Some(*right));
    let wrong: Vec<_> =
        wrong.map(|(item, right)| (item, right, Member::found(item.marker.of(text), item.marker))).collect();
    let new: Vec<_> = wrong.iter().filter(|(.., member)| !context.is_known(member)).collect();
    let (item, expected, _) = *new.first()?;

    let message = match list.items.len() {
        ..=MAX_SHOWN_NUMBERS if new.len() == wrong.len() => {
            let join = |numbers: Vec<String>| numbers.join(", ");
            let found = list.items.iter().map(|item| item.number.unwrap_or_default().to_string());
            let right = runs().take(list.items.len()).map(|number| number.to_string());
            format!("expected numbers {}, found {}", join(right.collect()), join(found.collect()))
        }
        _ => {
            format!("expected number {expected}, found {}", item.number.unwrap_or_default())
        }
    };
    let edits = set_markers(text, list, |index, marker| {
        let delimiter = marker.trim_start_matches(|c: char| c.is_ascii_digit());
        let right = first + index as u64;
        if number(index) == Some(right) { marker.to_owned() } else { format!("{right}{delimiter}") }
    });
    let title = format!("Renumber the {}", noun.many);
    // Renderers count from the first number (CommonMark 5.3): if it changes, so does what readers see. A
    // comment may part the list into several for them.
    let mut shown = list.items.iter().zip(runs()).filter(|(item, _)| item.is_first);
    let is_shown_alike = shown.all(|(item, right)| item.number == Some(right));
    let fix = if is_shown_alike { Fix::safe } else { Fix::unsafe_ };
    let fix = edits.map(|edits| fix(title, edits));
    let help = match &fix {
        Some(_) => format!("write `{expected}.` here"),
        None => format!("write `{expected}.` here; not fixed automatically because {}", why_not(text, list)),
    };
    let members = new.iter().map(|(.., member)| member.clone());
    Some(Finding::new(item.marker, message).help(help).fix(fix).members(members))
}

/// The numbers of a longer list are not all shown.
const MAX_SHOWN_NUMBERS: usize = 10;
