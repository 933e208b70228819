use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{MAX_COMPARED_AXES, Rating, list_words, ratings};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::{Breach, Keyword, Place, ScoreForm, SectionId},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{did_you_mean, nearest},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingAxis {}

impl NoteRule for MissingAxis {
    const META: Meta = Meta {
        id: RuleId::new("rating/missing-axis"),
        summary: "a required axis of a rating has no score",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("missing_axis.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let breaches = context.breaches_by_section(Self::META.id);
        if breaches.is_empty() {
            return;
        }
        for rating in ratings(context) {
            let breaches = || breaches.get(&rating.section).into_iter().flatten().copied();
            let member = |axis: &str| Member::missing(axis, rating.heading);
            let missing = missing_axes(breaches(), rating.section);
            let missing: Vec<&str> = missing.filter(|axis| !context.is_known(&member(axis))).collect();
            if !missing.is_empty() {
                let is_named = |breach: &&Breach| {
                    let mut named = missing_axes(std::iter::once(*breach), rating.section);
                    named.next().is_some_and(|axis| !context.is_known(&member(axis)))
                };
                let members = missing.iter().map(|axis| member(axis));
                let breaches = breaches().filter(is_named);
                findings.push(finding(context, rating, &missing).members(members).breaches(breaches));
            }
        }
    }
}

/// Returns the axes that are missing in the section `section` according to `breaches`.
pub(super) fn missing_axes<'b>(
    breaches: impl Iterator<Item = &'b Breach>,
    section: SectionId,
) -> impl Iterator<Item = &'b str> {
    breaches.filter_map(move |breach| match (&breach.place, &breach.keyword) {
        (Place::Rating { section: at }, Keyword::Required { property }) if *at == section => {
            Some(property.as_str())
        }
        _ => None,
    })
}

fn finding(context: &Context<'_>, rating: Rating<'_>, missing: &[&str]) -> Finding {
    let names = list_words(missing.iter().copied());
    let missing_scores =
        format!("missing {} for {names}", if missing.len() == 1 { "score" } else { "scores" });
    let first = missing.first().copied().unwrap_or_default();
    let (stars, text) = (rating.sample(), context.note.text);
    if let Some(overall) = rating.scores.first().filter(|_| rating.is_overall_alone()) {
        let message = format!("{missing_scores} (found only an overall score)");
        let help = format!("rate each axis on a line of its own, such as `- **{first}**: {stars}(reason)`");
        return Finding::new(overall.span, message).help(help);
    }
    let is_table = rating.scores.iter().any(|score| score.form == ScoreForm::Row);
    let add = if is_table {
        format!("add a row such as `| {first} | {stars} | reason |`")
    } else {
        format!("add a line such as `- **{first}**: {stars}(reason)`")
    };
    let others: Vec<&str> = rating.unknown().map(|(name, _)| name).collect();
    let found = match others.as_slice() {
        [] => String::new(),
        others => {
            let more = others.len().saturating_sub(MAX_NAMED_AXES);
            let shown = list_words(others.iter().copied().take(MAX_NAMED_AXES));
            if more == 0 { format!(" (found {shown})") } else { format!(" (found {shown} and {more} more)") }
        }
    };
    let mut finding = Finding::new(rating.heading, format!("{missing_scores}{found}"));
    let mut renames = Vec::new();
    for (name, span) in rating.unknown() {
        if let Some(meant) = nearest(name, missing.iter().copied().take(MAX_COMPARED_AXES)) {
            renames.push(format!("rename `{}` to `{meant}`", span.of(text)));
            finding = finding.related(span, did_you_mean(meant));
        }
    }
    let help = match (renames.is_empty(), others.as_slice(), missing) {
        (false, ..) => renames.join(", "),
        (true, [], _) => add,
        (true, [other], [only]) => {
            format!("rename {} to `{only}` if they mean the same; otherwise {add}", quote(other))
        }
        (true, ..) => format!("rename the axes that mean the same, and {add} for each of the others"),
    };
    finding.help(help)
}

/// Maximum number of unknown axes named in a message.
const MAX_NAMED_AXES: usize = 5;
