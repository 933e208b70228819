//! Repair: fixes applied in rounds, until nothing changes or a round does harm.

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

/// Fixes that need each other are few: whoever takes more rounds is going in circles.
const MAX_ROUNDS: usize = 10;

/// A note after its repair.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// The text; the same as before where nothing was applied.
    pub text: String,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<RuleId, usize>,
    /// Why a last round was taken back.
    pub undone: Option<Undone>,
    /// What was found in the new text; `None` if nothing was applied.
    pub checked: Option<Checked>,
}

/// Why a round of fixes was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undone {
    /// The note would have gained a diagnostic of this rule.
    Gained(RuleId),
    /// The frontmatter could not have been read any more.
    Frontmatter,
    /// The fixes undo each other; all of them were taken back.
    Circle,
}

/// Applies the fixes of `diagnostics`, which the note `text` has under `settings`, that are of
/// `safety` or above; the rules about one note have the `findings` in it. Then those of the diagnostics of the new text, and so on.
///
/// What one round adds, the next may repair: only what is left in the end counts as harm. Then it
/// is done again, up to the round that adds something.
///
/// The result depends on nothing but the note and what is said of it: not on the order of the
/// diagnostics.
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

/// Repairs one note.
struct Rounds<'a> {
    text: &'a str,
    /// How it is.
    before: &'a State,
    safety: Safety,
    settings: &'a NoteSettings<'a>,
}

impl Rounds<'_> {
    /// Begins with the fixes of `first`. Where it is `strict`, a round that does harm is the last
    /// one and taken back; else harm is what there is more of in the end.
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
    /// Whether the frontmatter can be read.
    is_readable: bool,
}

impl State {
    /// The note `text`, in which the rules about one note have the `findings`. Those about the
    /// collection do not run between rounds.
    fn new(findings: &NoteFindings, text: &str, settings: &NoteSettings<'_>) -> Self {
        let diagnostics = findings.conclude_alone(settings, text).diagnostics;
        Self { diagnostics, is_readable: findings.is_readable }
    }
}

/// The fixes of one round.
#[derive(Clone)]
struct Round {
    rules: Vec<RuleId>,
    edits: Vec<Edit>,
}

impl Round {
    /// `text` with the edits; none where they change nothing.
    fn apply(&self, text: &str) -> Option<String> {
        apply(text, &self.edits).ok().filter(|next| next != text)
    }
}

/// The fixes that can be applied together: by place, then by rule. One that overlaps another
/// waits for the next round.
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
        // One fix may repair several things at once: it stands with each of them.
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

/// Whether `span` neither overlaps nor touches one of `taken`, which are sorted and do not
/// overlap. Edits that touch would each be right alone, but not always together.
fn is_free(span: Span, taken: &[Edit]) -> bool {
    let after = taken.partition_point(|edit| edit.span.end < span.start);
    taken.get(after).is_none_or(|edit| edit.span.start > span.end)
}

/// What harm it does that a note that is as `before` becomes one that is as `after`.
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
        // A comment that hid what is now repaired hides nothing, and is next to go.
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
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Fix, Severity};
    use crate::text::Range;

    fn diagnostic(rule: &'static str, edits: Vec<Edit>) -> Located {
        let fix = (!edits.is_empty()).then(|| Fix::safe("Repair it", edits));
        let diagnostic = Diagnostic {
            rule: RuleId::new(rule),
            severity: Severity::Warning,
            message: String::new(),
            help: None,
            span: Span::empty(0),
            related: Vec::new(),
            fix,
            breach: None,
        };
        Located { diagnostic, range: Range::default(), related: Vec::new() }
    }

    fn applied(text: &str, fixes: &[(&'static str, Vec<Edit>)]) -> (Vec<&'static str>, String) {
        let diagnostics: Vec<_> = fixes.iter().map(|(rule, edits)| diagnostic(rule, edits.clone())).collect();
        let round = select(&diagnostics, Safety::Safe);
        let rules = round.rules.iter().map(|rule| rule.as_str()).collect();
        (rules, round.apply(text).unwrap_or_else(|| text.to_owned()))
    }

    #[test]
    fn a_fix_that_overlaps_or_touches_another_waits() {
        let delete = |start, end| vec![Edit::delete(Span::new(start, end))];
        let fixes = [("b/b", delete(3, 5)), ("a/a", delete(0, 3)), ("c/c", delete(6, 7))];
        assert_eq!(applied("0123456789", &fixes), (vec!["a/a", "c/c"], "345789".to_owned()));
        let insertions = [("b/b", vec![Edit::insert(3, "y")]), ("a/a", vec![Edit::insert(3, "x")])];
        assert_eq!(applied("0123", &insertions), (vec!["a/a"], "012x3".to_owned()));
    }

    #[test]
    fn a_fix_is_applied_whole_or_not_at_all() {
        let both = vec![Edit::delete(Span::new(0, 1)), Edit::delete(Span::new(8, 9))];
        let fixes = [("b/b", vec![Edit::delete(Span::new(0, 2))]), ("a/a", both)];
        assert_eq!(applied("0123456789", &fixes), (vec!["a/a"], "12345679".to_owned()));
    }

    #[test]
    fn one_fix_of_two_diagnostics_is_applied_once_and_repairs_both() {
        let edits = vec![Edit::insert(0, "x")];
        assert_eq!(
            applied("0", &[("a/a", edits.clone()), ("a/a", edits)]),
            (vec!["a/a", "a/a"], "x0".to_owned())
        );
    }

    fn state(rules: &[&'static str], is_readable: bool) -> State {
        let diagnostics = Arc::new(rules.iter().map(|rule| diagnostic(rule, vec![])).collect());
        State { diagnostics, is_readable }
    }

    fn harm_of(before: &[&'static str], after: &[&'static str]) -> Option<Undone> {
        harm(&state(before, true), &state(after, true))
    }

    #[test]
    fn more_of_one_rule_is_harm_even_where_there_is_less_in_all() {
        let gained = Some(Undone::Gained(RuleId::new("text/bom")));
        assert_eq!(harm_of(&["rating/style", "rating/style"], &["text/bom"]), gained);
        assert_eq!(harm_of(&["text/bom"], &["text/bom", "text/bom"]), gained);
        assert_eq!(harm_of(&["text/bom", "rating/style"], &["text/bom"]), None);
    }

    #[test]
    fn what_a_repaired_cause_had_silenced_is_no_harm() {
        let after = ["frontmatter/unknown-key", "structure/title-mismatch"];
        assert_eq!(harm_of(&["frontmatter/syntax"], &after), None);
        assert_eq!(harm_of(&["swot/incomplete"], &["swot/empty", "swot/empty"]), None);
        assert_eq!(harm_of(&["rating/style"], &["suppression/unused"]), None);
    }

    #[test]
    fn frontmatter_that_can_no_longer_be_read_is_harm() {
        let harm = harm(&state(&[], true), &state(&[], false));
        assert_eq!(harm, Some(Undone::Frontmatter));
    }
}
