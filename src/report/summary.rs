//! The counts of a run: the line that sums them up, and the counts by rule.

use std::collections::BTreeMap;

use super::excerpt::clean;
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    lint::{Located, Outcome, Summary},
    text::{and_list, counted, quote},
};

/// The counts of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleCounts {
    pub(super) id: RuleId,
    /// The highest severity of its diagnostics.
    pub(super) severity: Severity,
    /// The number of its diagnostics.
    pub(super) count: usize,
    /// The number of those with a safe fix.
    pub(super) fixable: usize,
}

/// Returns the counts of each rule that has diagnostics, the most frequent one first.
pub(super) fn by_rule(outcome: &Outcome) -> Vec<RuleCounts> {
    let mut rules: BTreeMap<RuleId, RuleCounts> = BTreeMap::new();
    for note in &outcome.notes {
        for Located { diagnostic, .. } in note.diagnostics.get().iter() {
            let (id, severity) = (diagnostic.rule, diagnostic.severity);
            let rule = rules.entry(id).or_insert(RuleCounts { id, severity, count: 0, fixable: 0 });
            rule.severity = rule.severity.max(severity);
            rule.count += 1;
            let is_safe = diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
            rule.fixable += usize::from(is_safe);
        }
    }
    let mut rules: Vec<RuleCounts> = rules.into_values().collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.count));
    rules
}

/// Returns the counts of each folder that has notes with diagnostics, the one with most of them first.
pub(super) fn by_folder(outcome: &Outcome) -> Vec<(String, Summary)> {
    let mut folders: BTreeMap<String, Summary> = BTreeMap::new();
    for note in outcome.notes.iter().filter(|note| !note.diagnostics.is_empty()) {
        let folder = note.path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let counts = folders.entry(clean(folder).into_owned()).or_default();
        for Located { diagnostic, .. } in note.diagnostics.get().iter() {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
    }
    let mut folders: Vec<_> = folders.into_iter().collect();
    folders.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.errors + counts.warnings + counts.infos));
    folders
}

/// Returns the number of diagnostics of each severity that there are in words.
pub(super) fn severities(summary: &Summary) -> Vec<String> {
    let kinds = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    kinds.iter().filter(|(number, _)| *number > 0).map(|(number, word)| counted(*number, word)).collect()
}

/// Returns the line that sums up a run, without a full stop.
pub(super) fn sentence(outcome: &Outcome) -> String {
    let Summary { files, skipped, fixable, fixed, suppressed, baselined, .. } = outcome.summary;
    let mut parts = Vec::new();
    if fixed > 0 {
        parts.push(format!("{fixed} fixed"));
    }
    let found = severities(&outcome.summary);
    parts.push(match (found.is_empty(), fixed > 0) {
        (true, true) => "none remaining".to_owned(),
        (true, false) => "no problems found".to_owned(),
        (false, true) => format!("{} remaining", found.join(", ")),
        (false, false) => found.join(", "),
    });
    let mut untyped = Vec::new();
    if !outcome.recognised.is_empty() {
        let types = outcome.recognised.iter().map(|(name, notes)| format!("{notes} as {}", quote(name)));
        untyped.push(format!("recognised {}", and_list(types.collect::<Vec<_>>())));
    }
    if outcome.untyped > 0 {
        let has = if outcome.untyped == 1 { "has" } else { "have" };
        let why = "so only the rules that need none ran; `notelint init` creates a configuration";
        untyped.push(format!("{} {has} no note type, {why}", outcome.untyped));
    }
    if skipped > 0 {
        let place = if files == 0 { ", see `types` in notelint.yaml" } else { "" };
        untyped.push(format!("{skipped} skipped: no matching note type{place}"));
    }
    let untyped = if untyped.is_empty() { String::new() } else { format!(" ({})", untyped.join("; ")) };
    let mut sentence = format!("{} checked{untyped}: {}", counted(files, "note"), parts.join(", "));
    let faults = outcome.faults.len();
    let details = [
        (fixable, "fixable with --fix"),
        (suppressed, "suppressed"),
        (baselined, "in the baseline"),
        (faults, if faults == 1 { "fault" } else { "faults" }),
    ];
    for (number, words) in details.iter().filter(|(number, _)| *number > 0) {
        sentence.extend(["; ", &number.to_string(), " ", words]);
    }
    sentence
}

#[cfg(test)]
mod tests;
