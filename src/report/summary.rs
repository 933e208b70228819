//! The figures of a run, in words and by rule.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{RuleId, Safety, Severity},
    lint::{Outcome, Summary},
};

/// The figures of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleFigures {
    /// The rule.
    pub(super) id: RuleId,
    /// The highest severity that it was reported with.
    pub(super) severity: Severity,
    /// How many diagnostics.
    pub(super) count: usize,
    /// How many of them have a safe fix.
    pub(super) fixable: usize,
}

/// The figures of each rule that found something, the most frequent first.
pub(super) fn by_rule(outcome: &Outcome) -> Vec<RuleFigures> {
    let mut rules: BTreeMap<RuleId, RuleFigures> = BTreeMap::new();
    for located in outcome.notes.iter().flat_map(|note| &note.diagnostics) {
        let diagnostic = &located.diagnostic;
        let (id, severity) = (diagnostic.rule, diagnostic.severity);
        let rule = rules.entry(id).or_insert(RuleFigures { id, severity, count: 0, fixable: 0 });
        rule.severity = rule.severity.max(severity);
        rule.count += 1;
        rule.fixable += usize::from(diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe));
    }
    let mut rules: Vec<RuleFigures> = rules.into_values().collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.count));
    rules
}

/// The figures in one sentence, without a full stop.
pub(super) fn sentence(outcome: &Outcome) -> String {
    let Summary { files, skipped, errors, warnings, infos, fixable, fixed, suppressed, baselined } =
        outcome.summary;
    let mut parts = Vec::new();
    if fixed > 0 {
        parts.push(format!("{fixed} repaired"));
    }
    let kinds = [(errors, "error"), (warnings, "warning"), (infos, "info")];
    let found: Vec<String> =
        kinds.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)).collect();
    parts.push(match (found.is_empty(), fixed > 0) {
        (true, true) => "nothing remains".to_owned(),
        (true, false) => "nothing found".to_owned(),
        (false, true) => format!("{} remaining", found.join(", ")),
        (false, false) => found.join(", "),
    });
    let aside = match (files, skipped) {
        (_, 0) => String::new(),
        (0, _) => format!(" ({skipped} of no type skipped: see `types` in notelint.yaml)"),
        _ => format!(" ({skipped} of no type skipped)"),
    };
    let mut sentence = format!("{} checked{aside}: {}", count(files, "note"), parts.join(", "));
    let asides = [
        (fixable, "can be repaired with --fix"),
        (suppressed, "hidden by comments"),
        (baselined, "hidden by the baseline"),
        (outcome.faults.len(), "could not be done"),
    ];
    for (number, words) in asides.iter().filter(|(number, _)| *number > 0) {
        sentence.extend(["; ", &number.to_string(), " ", words]);
    }
    sentence
}

/// `number` with its noun.
pub(super) fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_what_there_is() {
        let sentence = |summary| sentence(&Outcome { summary, ..Outcome::default() });
        let clean = Summary { files: 1, ..Summary::default() };
        assert_eq!(sentence(clean), "1 note checked: nothing found");
        let found =
            Summary { files: 21, skipped: 2, errors: 1, warnings: 3, fixable: 2, ..Summary::default() };
        assert_eq!(
            sentence(found),
            "21 notes checked (2 of no type skipped): 1 error, 3 warnings; 2 can be repaired with --fix"
        );
        let skipped = Summary { skipped: 2, ..Summary::default() };
        assert_eq!(
            sentence(skipped),
            "0 notes checked (2 of no type skipped: see `types` in notelint.yaml): nothing found"
        );
        let fixed = Summary { files: 2, fixed: 4, baselined: 1, ..Summary::default() };
        assert_eq!(sentence(fixed), "2 notes checked: 4 repaired, nothing remains; 1 hidden by the baseline");
    }
}
