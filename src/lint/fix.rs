//! Repair: fixes applied in rounds, until nothing changes or a round does harm.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use super::{check::NoteSettings, silence::reveals};
use crate::{
    diagnostic::{Diagnostic, RuleId, Safety},
    note::Note,
    text::{Edit, Span, apply},
};

/// Fixes that need each other are few: whoever takes more rounds is going in circles.
const ROUNDS: usize = 10;

/// A note after its repair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The text; the same as before where nothing was applied.
    pub text: String,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<RuleId, usize>,
    /// Why a last round was taken back.
    pub undone: Option<Undone>,
}

/// Why a round of fixes was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// The note would have gained a diagnostic of this rule.
    Gained(RuleId),
    /// The frontmatter could not have been read any more.
    Frontmatter,
    /// The fixes undo each other; all of them were taken back.
    Circle,
}

/// Applies the fixes of `diagnostics`, which the note `text` has under `settings`, that are of
/// `safety` or above. Then those of the diagnostics of the new text, and so on.
///
/// What one round adds, the next may repair: only what is left in the end counts as harm. Then it
/// is done again, up to the round that adds something.
///
/// The result depends on nothing but the note and what is said of it: not on the order of the
/// diagnostics.
pub fn fix(text: &str, diagnostics: &[Diagnostic], safety: Safety, settings: &NoteSettings<'_>) -> Repaired {
    let first = select(diagnostics, safety);
    if first.edits.is_empty() {
        return Repaired { text: text.to_owned(), ..Repaired::default() };
    }
    let before = settings.check(text, None).diagnostics;
    let rounds = Rounds { text, before: &before, safety, settings };
    let whole = rounds.run(&first, false);
    if whole.undone.is_none() { whole } else { rounds.run(&first, true) }
}

/// Repairs one note.
struct Rounds<'a> {
    text: &'a str,
    /// What is said of it.
    before: &'a [Diagnostic],
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
        for _ in 0..ROUNDS {
            let Some(next) = round.apply(&repaired.text) else { break };
            let after = self.settings.check(&next, None).diagnostics;
            if strict {
                repaired.undone = harm(&repaired.text, &before, &next, &after);
                if repaired.undone.is_some() {
                    return repaired;
                }
            }
            if !seen.insert(next.clone()) {
                let undone = Some(Undone::Circle);
                return Repaired { text: self.text.to_owned(), applied: BTreeMap::new(), undone };
            }
            for rule in &round.rules {
                *repaired.applied.entry(*rule).or_default() += 1;
            }
            repaired.text = next;
            round = Cow::Owned(select(&after, self.safety));
            before = Cow::Owned(after);
        }
        if !strict {
            repaired.undone = harm(self.text, self.before, &repaired.text, &before);
        }
        repaired
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
fn select(diagnostics: &[Diagnostic], safety: Safety) -> Round {
    let fixes = diagnostics.iter().filter_map(|diagnostic| Some((diagnostic.rule, diagnostic.fix.as_ref()?)));
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

/// What harm it does that `old`, of which `before` is said, becomes `new`, of which `after` is.
fn harm(old: &str, before: &[Diagnostic], new: &str, after: &[Diagnostic]) -> Option<Undone> {
    let readable = |text: &str| Note::parse(text).frontmatter.mapping().is_some();
    if readable(old) && !readable(new) {
        return Some(Undone::Frontmatter);
    }
    let (before, after) = (count(before), count(after));
    let less: Vec<RuleId> = before
        .iter()
        .filter(|(rule, count)| after.get(rule).is_none_or(|after| after < count))
        .map(|(rule, _)| *rule)
        .collect();
    let gained = after.iter().find(|(rule, count)| {
        let more = before.get(rule).is_none_or(|before| before < count);
        // A comment that hid what is now repaired hides nothing, and is next to go.
        more && rule.as_str() != "suppression/unused" && !less.iter().any(|cause| reveals(*cause, **rule))
    });
    gained.map(|(rule, _)| Undone::Gained(*rule))
}

fn count(diagnostics: &[Diagnostic]) -> BTreeMap<RuleId, usize> {
    let mut count = BTreeMap::new();
    for diagnostic in diagnostics {
        *count.entry(diagnostic.rule).or_default() += 1;
    }
    count
}
