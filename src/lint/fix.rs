//! Fixing a note: fixes are applied in rounds, until nothing changes or a round does harm.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{Located, NoteFindings, NoteSettings, causes::reveals, check::Checked};
use crate::{
    diagnostic::{RuleId, Safety},
    rules::{SuppressionRule, suppression::Unused},
    text::{Edit, Span, apply},
};

/// Upper bound on the rounds. Few fixes depend on others, so more rounds mean that fixes undo each
/// other.
const MAX_ROUNDS: usize = 10;

/// A note that was fixed.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// The text; unchanged if nothing was applied.
    pub text: String,
    /// The number of applied fixes of each rule.
    pub applied: BTreeMap<RuleId, usize>,
    /// Why the last round was reverted, if it was.
    pub undone: Option<Undone>,
    /// The result of checking the new text; `None` if nothing was applied.
    pub checked: Option<Checked>,
}

/// Why a round of fixes was reverted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undone {
    /// The note would have gained a diagnostic of this rule.
    Gained(RuleId),
    /// The frontmatter would have become unreadable.
    Frontmatter,
    /// The fixes undo each other; all of them were reverted.
    Circle,
}

/// Applies the fixes of at least `safety` in `diagnostics`, which the note `text` has under
/// `settings`, then those of the diagnostics of the new text, and so on. `findings` are those of
/// the rules about one note.
///
/// A diagnostic that one round adds may be fixed by the next, so only those that remain in the end
/// count as harm. If there are any, fixing starts again and ends before the round that adds one.
///
/// The result does not depend on the order of the diagnostics.
pub fn fix(
    text: &str,
    findings: &NoteFindings,
    diagnostics: &[Located],
    safety: Safety,
    settings: &NoteSettings<'_>,
) -> Repaired {
    let first = select(diagnostics, safety);
    if first.edits.is_empty() {
        return Repaired { text: text.to_owned(), ..Repaired::default() };
    }
    let before = State::new(findings, text, settings);
    let rounds = Rounds { text, before: &before, safety, settings };
    let whole = rounds.run(&first, false);
    if whole.undone.is_none() { whole } else { rounds.run(&first, true) }
}

/// Fixes one note.
struct Rounds<'a> {
    text: &'a str,
    /// The note before the first round.
    before: &'a State,
    safety: Safety,
    settings: &'a NoteSettings<'a>,
}

impl Rounds<'_> {
    /// Runs all rounds, beginning with the fixes of `first`. If `strict`, a round that does harm is
    /// reverted and is the last one; otherwise only the end result is judged.
    fn run(&self, first: &Round, strict: bool) -> Repaired {
        let mut repaired = Repaired { text: self.text.to_owned(), ..Repaired::default() };
        let mut seen = HashSet::from([self.text.to_owned()]);
        let mut round = Cow::Borrowed(first);
        let mut before = Cow::Borrowed(self.before);
        for _ in 0..MAX_ROUNDS {
            let Some(next) = round.apply(&repaired.text) else { break };
            let checked = self.settings.check(&next);
            let after = State::new(&checked.findings, &next, self.settings);
            if strict {
                repaired.undone = harm(&before, &after);
                if repaired.undone.is_some() {
                    return repaired;
                }
            }
            if !seen.insert(next.clone()) {
                let undone = Some(Undone::Circle);
                return Repaired { text: self.text.to_owned(), undone, ..Repaired::default() };
            }
            for rule in &round.rules {
                *repaired.applied.entry(*rule).or_default() += 1;
            }
            repaired.text = next;
            repaired.checked = Some(checked);
            round = Cow::Owned(select(&after.diagnostics, self.safety));
            before = Cow::Owned(after);
        }
        if !strict {
            repaired.undone = harm(self.before, &before);
        }
        repaired
    }
}

/// A note between two rounds.
#[derive(Clone)]
struct State {
    diagnostics: Arc<Vec<Located>>,
    /// Whether its frontmatter can be read.
    is_readable: bool,
}

impl State {
    /// Returns the note `text` with the `findings` of the rules about one note. Those about the
    /// collection do not run between rounds.
    fn new(findings: &NoteFindings, text: &str, settings: &NoteSettings<'_>) -> Self {
        let diagnostics = findings.conclude_alone(settings, text).diagnostics.get();
        Self { diagnostics, is_readable: findings.is_readable }
    }
}

#[derive(Clone)]
struct Round {
    rules: Vec<RuleId>,
    edits: Vec<Edit>,
}

impl Round {
    /// Returns `text` with the edits; `None` if they change nothing.
    fn apply(&self, text: &str) -> Option<String> {
        apply(text, &self.edits).ok().filter(|next| next != text)
    }
}

/// Returns the fixes that can be applied together: by position, then by rule. One that overlaps
/// another waits for the next round.
fn select(diagnostics: &[Located], safety: Safety) -> Round {
    let diagnostics = diagnostics.iter().map(|located| &located.diagnostic);
    let fixes = diagnostics.filter_map(|diagnostic| Some((diagnostic.rule, diagnostic.fix.as_ref()?)));
    let mut fixes: Vec<(RuleId, Vec<Edit>)> = fixes
        .filter(|(_, fix)| fix.safety >= safety && !fix.edits.is_empty())
        .map(|(rule, fix)| {
            let mut edits = fix.edits.clone();
            edits.sort();
            (rule, edits)
        })
        .collect();
    fixes.sort_by(|(rule, edits), (other, others)| (edits, rule).cmp(&(others, other)));

    let mut round = Round { rules: Vec::new(), edits: Vec::new() };
    let mut last: Option<Vec<Edit>> = None;
    for (rule, edits) in fixes {
        // Several diagnostics may have the same fix.
        if last.as_ref() == Some(&edits) {
            round.rules.push(rule);
            continue;
        }
        if edits.iter().all(|edit| is_free(edit.span, &round.edits)) {
            for edit in &edits {
                let at = round.edits.partition_point(|other| other < edit);
                round.edits.insert(at, edit.clone());
            }
            round.rules.push(rule);
            last = Some(edits);
        }
    }
    round
}

/// Whether `span` neither overlaps nor touches one of `taken`, which are sorted and do not overlap.
/// Edits that touch may be right alone and wrong together.
fn is_free(span: Span, taken: &[Edit]) -> bool {
    let after = taken.partition_point(|edit| edit.span.end() < span.start());
    taken.get(after).is_none_or(|edit| edit.span.start() > span.end())
}

/// Returns the harm that a change from `before` to `after` does, if any.
fn harm(before: &State, after: &State) -> Option<Undone> {
    if before.is_readable && !after.is_readable {
        return Some(Undone::Frontmatter);
    }
    let (before, after) = (count(&before.diagnostics), count(&after.diagnostics));
    let less: Vec<RuleId> = before
        .iter()
        .filter(|(rule, count)| after.get(rule).is_none_or(|after| after < count))
        .map(|(rule, _)| *rule)
        .collect();
    let gained = after.iter().find(|(rule, count)| {
        let more = before.get(rule).is_none_or(|before| before < count);
        // A suppression whose diagnostic is fixed becomes unused, which is not harm.
        more && **rule != Unused::ID && !less.iter().any(|cause| reveals(*cause, **rule))
    });
    gained.map(|(rule, _)| Undone::Gained(*rule))
}

fn count(diagnostics: &[Located]) -> BTreeMap<RuleId, usize> {
    let mut count = BTreeMap::new();
    for Located { diagnostic, .. } in diagnostics {
        *count.entry(diagnostic.rule).or_default() += 1;
    }
    count
}

#[cfg(test)]
mod tests;
