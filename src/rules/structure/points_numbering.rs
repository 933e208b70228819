use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    notetype::ParsedList,
    rules::{Context, Finding, Findings, Meta, NoteRule, lists::remark, points},
};

/// The rule `structure/points-numbering`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointsNumbering {}

impl NoteRule for PointsNumbering {
    const META: Meta = Meta {
        id: RuleId::new("structure/points-numbering"),
        summary: "the numbers of a list do not run 1, 2, 3 …",
        severity: Severity::Warning,
        on: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("points_numbering.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        points::each(context, |points| {
            let mut before = 0;
            for list in &points.reading.lists {
                if list.ordered
                    && let Some(finding) = finding(context.note.text, list, before)
                {
                    findings.push(finding);
                }
                before += list.items.len() as u64;
            }
        });
    }
}

/// The finding where the numbers of `list`, which follows `before` points of other lists, neither
/// run from 1 nor go on from those.
fn finding(text: &str, list: &ParsedList, before: u64) -> Option<Finding> {
    let number = |index: usize| list.items.get(index)?.number;
    let goes_on = before > 0 && number(0) == Some(before + 1);
    let first = if goes_on { before + 1 } else { 1 };
    let runs = || first..;
    let wrong = list.items.iter().zip(runs()).position(|(item, right)| item.number != Some(right))?;

    let expected = first + wrong as u64;
    let message = match list.items.len() {
        ..=MOST_NUMBERS => {
            let join = |numbers: Vec<String>| numbers.join(", ");
            let found = list.items.iter().map(|item| item.number.unwrap_or_default().to_string());
            let right = runs().take(list.items.len()).map(|number| number.to_string());
            format!("expected numbers {}, found {}", join(right.collect()), join(found.collect()))
        }
        _ => format!("expected number {expected}, found {}", number(wrong).unwrap_or_default()),
    };
    let item = list.items.get(wrong)?;
    let edits = remark(text, list, |index, marker| {
        let delimiter = marker.trim_start_matches(|c: char| c.is_ascii_digit());
        let right = first + index as u64;
        if number(index) == Some(right) { marker.to_owned() } else { format!("{right}{delimiter}") }
    });
    let title = "Number the points from 1";
    // A list shows its numbers counted from its first one (CommonMark 5.3): where that changes, so
    // does what readers see.
    let fix = edits.map(|edits| match number(0) {
        Some(shown) if shown == first => Fix::safe(title, edits),
        _ => Fix::unsafe_(title, edits),
    });
    let help = match &fix {
        Some(_) => format!("write `{expected}.` here"),
        None => format!("write `{expected}.` here; this is not repaired, as tabs indent what belongs to it"),
    };
    Some(Finding::new(item.marker, message).help(help).fix(fix))
}

/// The length of a list whose numbers are all shown.
const MOST_NUMBERS: usize = 10;
