use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Breached, axis_words, breached};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::ScoreForm,
    rules::{Context, Finding, Findings, Meta, NoteRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingReason {}

impl NoteRule for MissingReason {
    const META: Meta = Meta {
        id: RuleId::new("rating/missing-reason"),
        summary: "a score has no reason",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("missing_reason.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut lacking = breached(context, Self::META.id);
        // The text in place of a score that cannot be read may be its reason.
        lacking.retain(|lack| lack.score.is_readable());
        for lacking in lacking.chunk_by(|a, b| a.rating.section == b.rating.section) {
            let Some(Breached { rating, .. }) = lacking.first() else { continue };
            // `rating/missing-axis` reports these; their reasons are missing with them.
            if rating.is_overall_alone() {
                continue;
            }
            // The reason may be given with a second score of the axis: in a list below a table.
            let reasoned: HashSet<&str> = rating
                .scores
                .iter()
                .filter(|score| score.reason.is_some())
                .map(|score| rating.name(&score.axis))
                .collect();
            let member = |lack: &Breached<'_>| Member::found(lack.axis, lack.score.span);
            let is_new = |lack: &&Breached<'_>| !context.is_known(&member(lack));
            if reasoned.is_empty() && lacking.len() > 1 && lacking.iter().all(|lack| is_new(&lack)) {
                let message = "missing reasons for all scores";
                let help = match lacking[0].score.form {
                    ScoreForm::Row => "add a column with the reasons".to_owned(),
                    _ => help(&lacking[0]),
                };
                let breaches = lacking.iter().flat_map(|lack| lack.breaches.iter().copied());
                let finding = Finding::new(rating.heading, message).help(help).breaches(breaches);
                findings.push(finding.members(lacking.iter().map(member)));
                continue;
            }
            for lack in lacking.iter().filter(|lack| !reasoned.contains(lack.axis)).filter(is_new) {
                let message = format!("missing reason for the score of {}", axis_words(lack.axis));
                let breaches = lack.breaches.iter().copied();
                let finding = Finding::new(lack.score.span, message).help(help(lack)).breaches(breaches);
                findings.push(finding.member(member(lack)));
            }
        }
    }
}

fn help(Breached { rating, score, .. }: &Breached<'_>) -> String {
    match score.form {
        ScoreForm::Row => "add the reason in a cell of the row".to_owned(),
        _ => format!("add the reason in parentheses after the stars: `{}(reason)`", rating.sample()),
    }
}
