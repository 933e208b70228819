//! Suppression comments: which diagnostics they suppress, and what is wrong with them.

use std::{cell::LazyCell, collections::BTreeSet};

use super::{
    Located,
    uncomment::{remove_comment, remove_name},
};
use crate::{
    diagnostic::{Diagnostic, Fix, RuleId, Safety},
    note::{Note, Suppression, SuppressionId, SuppressionKind, Suppressions},
    rules::{
        Finding, Findings, MAX_FINDINGS, RuleSet, Selector, SuppressionRule, TABLE,
        suppression::{UnknownRule, Unused},
    },
    text::{Edit, LineIndex, Span, alternatives, did_you_mean, nearest, short},
};

/// The suppression comments of a note, each with its possible diagnostics. Which of them apply is
/// decided once all diagnostics that the comments may suppress have been found.
#[derive(Clone, Debug, Default)]
pub(super) struct Comments {
    pub(super) suppressions: Suppressions,
    /// The diagnostics of names that are neither a rule nor a directive.
    pub(super) unknown: Vec<Located>,
    /// The number of such diagnostics that were omitted.
    pub(super) omitted: usize,
    /// The diagnostics of each comment if it suppresses nothing; empty if the rule does not run.
    pub(super) unused: Vec<UnusedComment>,
}

/// The diagnostics of a comment if it suppresses nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct UnusedComment {
    /// That of the whole comment, if all of its names can be judged.
    pub(super) whole: Option<Box<Located>>,
    /// Those of its names that can be judged.
    pub(super) names: Vec<UnusedName>,
}

/// The diagnostic of a name in a comment if it suppresses nothing.
#[derive(Clone, Debug)]
pub(super) struct UnusedName {
    /// The index of the name in the comment.
    pub(super) number: u32,
    /// Whether the name is that of a rule about the collection, which must have run.
    pub(super) needs_collection: bool,
    /// The diagnostic; `None` if the comment has no other name, or if it is over the limit.
    pub(super) said: Option<Box<Located>>,
}

/// The result of suppression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suppressed {
    /// The number of diagnostics that comments suppress.
    pub(super) hidden: usize,
    /// The number of diagnostics about comments that were omitted because there are too many.
    pub(super) omitted: usize,
}

impl Comments {
    /// Returns the comments of `note`, which is checked by `rules`; `None` if it has none.
    pub(super) fn of(note: &Note<'_>, rules: &RuleSet) -> Option<Self> {
        if note.suppressions.is_empty() && note.suppressions.unknown().is_empty() {
            return None;
        }
        let reader = Reader { note, rules, index: LineIndex::new(note.text) };
        let (unknown, omitted) = reader.unknown();
        let unused = reader.unused();
        Some(Self { suppressions: note.suppressions.known(), unknown, omitted, unused })
    }

    /// Removes from `diagnostics` what the comments suppress, and adds a diagnostic for each
    /// comment that suppresses nothing. `all_ran` is whether the rules about the collection have
    /// run.
    pub(super) fn suppress(&self, diagnostics: &mut Vec<Located>, all_ran: bool) -> Suppressed {
        let found = diagnostics.len();
        let mut used = BTreeSet::new();
        diagnostics.retain(|Located { diagnostic, .. }| {
            let hiding = self.suppressions.hiding(diagnostic.rule.as_str(), diagnostic.span.start());
            used.extend(hiding);
            hiding.is_none()
        });
        let hidden = found - diagnostics.len();
        let mut unused = Vec::new();
        let mut count = 0;
        for (comment, said) in self.unused.iter().enumerate() {
            let names = self.suppressions.iter().nth(comment).map_or(1, |comment| comment.rules.len().max(1));
            let is_unused = |name: &&UnusedName| {
                let id = SuppressionId { comment, name: name.number as usize };
                (all_ran || !name.needs_collection) && !used.contains(&id)
            };
            let of_names: Vec<&UnusedName> = said.names.iter().filter(is_unused).collect();
            if of_names.len() == names {
                count += 1;
                unused.extend(said.whole.as_deref());
            } else {
                count += of_names.len();
                unused.extend(of_names.into_iter().filter_map(|name| name.said.as_deref()));
            }
        }
        unused.truncate(MAX_FINDINGS);
        let omitted = self.omitted + count.saturating_sub(MAX_FINDINGS);
        let said = self.unknown.iter().chain(unused).filter(|located| !self.is_hidden_by_name(located));
        diagnostics.extend(said.cloned());
        Suppressed { hidden, omitted }
    }

    /// Whether a comment suppresses `located`, a diagnostic of comments, by the name of its rule or
    /// group. A comment without names does not suppress diagnostics about itself.
    fn is_hidden_by_name(&self, located: &Located) -> bool {
        let Located { diagnostic, .. } = located;
        let hiding = self.suppressions.hiding(diagnostic.rule.as_str(), diagnostic.span.start());
        hiding.is_some_and(|id| {
            let hiding = self.suppressions.iter().nth(id.comment);
            hiding.is_some_and(|comment| comment.rules.get(id.name).is_some())
        })
    }
}

struct Reader<'a> {
    note: &'a Note<'a>,
    rules: &'a RuleSet,
    index: LineIndex,
}

impl Reader<'_> {
    fn locate(&self, diagnostic: Diagnostic) -> Located {
        let range = self.index.range(diagnostic.span, self.note.text);
        Located { range, related: Vec::new(), diagnostic }
    }

    fn unknown(&self) -> (Vec<Located>, usize) {
        let Some(severity) = self.rules.severity(UnknownRule::ID) else { return (Vec::new(), 0) };
        let mut found = Vec::new();
        let mut findings = Findings::new(UnknownRule::ID, severity, &mut found);
        self.find_unknown(&mut findings);
        let omitted = findings.omitted();
        (found.into_iter().map(|diagnostic| self.locate(diagnostic)).collect(), omitted)
    }

    fn unused(&self) -> Vec<UnusedComment> {
        let Some(severity) = self.rules.severity(Unused::ID) else { return Vec::new() };
        let mut room = MAX_FINDINGS;
        let mut say = |finding: Finding| {
            room = room.checked_sub(1)?;
            let mut found = Vec::new();
            Findings::new(Unused::ID, severity, &mut found).push(finding);
            found.pop().map(|diagnostic| Box::new(self.locate(diagnostic)))
        };
        let comments = self.note.suppressions.iter();
        comments.map(|suppression| self.unused_comment(suppression, &mut say)).collect()
    }

    fn unused_comment(
        &self,
        suppression: &Suppression,
        say: &mut impl FnMut(Finding) -> Option<Box<Located>>,
    ) -> UnusedComment {
        if suppression.kind == SuppressionKind::Enable {
            return UnusedComment::default();
        }
        let count = suppression.rules.len().max(1);
        let judged = (0..count).filter_map(|number| {
            let name = suppression.rules.get(number).copied();
            let needs_collection = !self.can_judge(name, false);
            (!needs_collection || self.can_judge(name, true)).then_some((number, needs_collection))
        });
        let mut names: Vec<UnusedName> = judged
            .map(|(number, needs_collection)| UnusedName {
                number: short(number),
                needs_collection,
                said: None,
            })
            .collect();
        let whole = (names.len() == count).then(|| {
            let finding = Finding::new(suppression.comment, "unused suppression");
            say(finding.help("delete the comment").fix(remove_comment(self.note, suppression)))
        });
        for name in names.iter_mut().filter(|_| count > 1) {
            let number = name.number as usize;
            let span = suppression.rules[number];
            let message = format!("unused suppression of `{}`", span.of(self.note.text));
            let fix = remove_name(self.note, suppression, number);
            name.said = say(Finding::new(span, message).help("delete the name").fix(fix));
        }
        UnusedComment { whole: whole.flatten(), names }
    }

    fn find_unknown(&self, findings: &mut Findings<'_>) {
        for word in self.note.suppressions.unknown() {
            findings.push(unknown_directive(*word, word.of(self.note.text)));
        }
        for suppression in self.note.suppressions.iter() {
            self.unknown_rules(suppression, findings);
        }
    }

    fn unknown_rules(&self, suppression: &Suppression, findings: &mut Findings<'_>) {
        let text = self.note.text;
        let mut known_before = false;
        let is_known = |rule: &Span| Selector::parse(rule.of(text)).is_ok();
        let last_known = LazyCell::new(|| suppression.rules.iter().rposition(is_known));
        for (at, name) in suppression.rules.iter().enumerate() {
            let Err(error) = Selector::parse(name.of(text)) else {
                known_before = true;
                continue;
            };
            let finding = Finding::new(*name, error.to_string());
            if let Some(nearest) = error.nearest {
                let fix = Fix::unsafe_(format!("Write `{nearest}`"), vec![Edit::replace(*name, nearest)]);
                findings.push(finding.help(format!("did you mean `{nearest}`?")).fix(fix));
                continue;
            }
            if known_before && !has_group(name.of(text)) && *last_known < Some(at) {
                // The words after the rules are a reason: they are reported once.
                let fix =
                    Fix::safe("Insert ` -- ` before the reason", vec![Edit::insert(name.start(), "-- ")]);
                findings.push(finding.help("put ` -- ` before the reason").fix(fix));
                return;
            }
            let mut fix = remove_name(self.note, suppression, at);
            // A single word is taken as a rule; one of several may be part of a sentence.
            if !has_group(name.of(text)) && suppression.rules.len() > 1 {
                fix = fix.map(|fix| Fix { safety: Safety::Unsafe, ..fix });
            }
            let fix = fix.map(|fix| fix.keeping_help(true));
            findings.push(finding.help("delete it; `notelint rules` lists all rules and groups").fix(fix));
        }
    }

    /// Whether all rules that `name` selects have run; without a name, all rules. Rules about the
    /// collection have run if `all_ran`.
    fn can_judge(&self, name: Option<Span>, all_ran: bool) -> bool {
        let selector = name.map(|name| Selector::parse(name.of(self.note.text)));
        let ran = |id: RuleId| {
            self.rules.severity(id).is_some() && (all_ran || !self.rules.is_about_collection(id))
        };
        let by_default =
            || TABLE.iter().map(|rule| &rule.meta).filter(|meta| meta.enabled_by_default).map(|meta| meta.id);
        let of_comments =
            |selector: &Selector| selector.covers(Unused::ID) || selector.covers(UnknownRule::ID);
        match selector {
            // Whether it suppresses diagnostics about comments is only known once those are
            // collected.
            Some(Ok(selector)) if of_comments(&selector) => false,
            None => by_default().all(ran),
            Some(Ok(Selector::Rule(id))) => ran(id),
            Some(Ok(group)) => by_default().filter(|id| group.covers(*id)).all(ran),
            // The unknown rule is already reported.
            Some(Err(_)) => false,
        }
    }
}

/// Reports the unknown directive `word`.
fn unknown_directive(span: Span, word: &str) -> Finding {
    let prefix = SuppressionKind::PREFIX;
    let kind = word.strip_prefix(prefix).unwrap_or(word);
    // Other linters have a directive for the comment's own line; notelint does not.
    let meant = if kind.ends_with("-line") {
        Some(SuppressionKind::DisableNextLine.name())
    } else {
        nearest(kind, SuppressionKind::ALL.map(SuppressionKind::name))
    };
    let help = if let Some(meant) = meant {
        did_you_mean(&format!("{prefix}{meant}"))
    } else {
        let all = SuppressionKind::ALL.map(|kind| format!("{prefix}{}", kind.name()));
        format!("use {}", alternatives(all.iter().map(String::as_str)))
    };
    Finding::new(span, format!("unknown directive `{word}`")).help(help)
}

/// Whether `name` is written as that of a rule, in a group that exists or is nearly spelt as one.
fn has_group(name: &str) -> bool {
    let groups = || TABLE.iter().map(|rule| rule.meta.id.group());
    name.split_once('/').is_some_and(|(group, _)| nearest(group, groups()).is_some())
}
