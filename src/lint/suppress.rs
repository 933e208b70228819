//! Suppression comments: which diagnostics they suppress, and what is wrong with them.

use std::collections::BTreeSet;

use super::uncomment::{remove_comment, remove_name};
use crate::{
    diagnostic::{Diagnostic, Fix, RuleId, Safety},
    note::{Note, Suppression, SuppressionId, SuppressionKind},
    rules::{
        Finding, Findings, RuleSet, Selector, SuppressionRule, TABLE,
        suppression::{UnknownRule, Unused},
    },
    text::{Edit, Span, alternatives, did_you_mean, nearest},
};

/// The result of suppression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suppressed {
    /// The number of diagnostics that comments suppress.
    pub(super) hidden: usize,
    /// The number of diagnostics about comments that were omitted because there are too many.
    pub(super) omitted: usize,
}

/// Removes the `diagnostics` that comments in `note` suppress, and adds those about the comments.
/// `all_ran` tells whether the rules about whole collections have run.
pub(super) fn suppress(
    diagnostics: &mut Vec<Diagnostic>,
    note: &Note<'_>,
    rules: &RuleSet,
    all_ran: bool,
) -> Suppressed {
    if note.suppressions.is_empty() && note.suppressions.unknown().is_empty() {
        return Suppressed::default();
    }
    let found = diagnostics.len();
    let mut used = BTreeSet::new();
    diagnostics.retain(|diagnostic| {
        let hiding = note.suppressions.hiding(diagnostic.rule.as_str(), diagnostic.span.start);
        used.extend(hiding);
        hiding.is_none()
    });
    let hidden = found - diagnostics.len();
    let judge = Judge { note, rules, all_ran, used };
    let unknown = judge.report(UnknownRule::ID, Judge::unknown, diagnostics);
    let unused = judge.report(Unused::ID, Judge::unused, diagnostics);
    Suppressed { hidden, omitted: unknown + unused }
}

struct Judge<'a> {
    note: &'a Note<'a>,
    rules: &'a RuleSet,
    all_ran: bool,
    used: BTreeSet<SuppressionId>,
}

impl Judge<'_> {
    fn unknown(&self, findings: &mut Findings<'_>) {
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
            let are_known = |rules: &[Span]| rules.iter().any(|rule| Selector::parse(rule.of(text)).is_ok());
            if known_before && !has_group(name.of(text)) && !are_known(&suppression.rules[at..]) {
                // The words after the rules are a reason: they are reported once.
                let fix = Fix::safe("Insert ` -- ` before the reason", vec![Edit::insert(name.start, "-- ")]);
                findings.push(finding.help("put ` -- ` before the reason").fix(fix));
                return;
            }
            let mut fix = remove_name(self.note, suppression, at);
            // A single word is meant as a rule; one of several may be part of a sentence.
            if !has_group(name.of(text)) && suppression.rules.len() > 1 {
                fix = fix.map(|fix| Fix { safety: Safety::Unsafe, ..fix });
            }
            findings.push(finding.help("delete it; `notelint rules` lists all rules and groups").fix(fix));
        }
    }

    fn unused(&self, findings: &mut Findings<'_>) {
        for (comment, suppression) in self.note.suppressions.iter().enumerate() {
            self.unused_names(comment, suppression, findings);
        }
    }

    fn unused_names(&self, comment: usize, suppression: &Suppression, findings: &mut Findings<'_>) {
        if suppression.kind == SuppressionKind::Enable {
            return;
        }
        let names = suppression.rules.len().max(1);
        let unused: Vec<usize> = (0..names)
            .filter(|&name| !self.used.contains(&SuppressionId { comment, name }))
            .filter(|&name| self.can_judge(suppression.rules.get(name).copied()))
            .collect();
        if unused.len() == names {
            let finding = Finding::new(suppression.comment, "unused suppression");
            let fix = remove_comment(self.note, suppression);
            findings.push(finding.help("delete the comment").fix(fix));
            return;
        }
        for at in unused {
            let name = suppression.rules[at];
            let message = format!("unused suppression of `{}`", name.of(self.note.text));
            let fix = remove_name(self.note, suppression, at);
            findings.push(Finding::new(name, message).help("delete the name").fix(fix));
        }
    }

    /// Whether all rules that `name` stands for have run; without a name, all rules.
    fn can_judge(&self, name: Option<Span>) -> bool {
        let selector = name.map(|name| Selector::parse(name.of(self.note.text)));
        let ran = |id: RuleId| {
            self.rules.severity(id).is_some() && (self.all_ran || !self.rules.is_about_collection(id))
        };
        let by_default =
            || TABLE.iter().map(|rule| &rule.meta).filter(|meta| meta.enabled_by_default).map(|meta| meta.id);
        let of_comments =
            |selector: &Selector| selector.covers(Unused::ID) || selector.covers(UnknownRule::ID);
        match selector {
            // Whether it suppresses diagnostics about comments is not known before those are collected.
            Some(Ok(selector)) if of_comments(&selector) => false,
            None => by_default().all(ran),
            Some(Ok(Selector::Rule(id))) => ran(id),
            Some(Ok(group)) => by_default().filter(|id| group.covers(*id)).all(ran),
            // The unknown rule is already reported.
            Some(Err(_)) => false,
        }
    }

    /// Adds to `diagnostics` what `check` reports about comments, as `rule`, unless a comment
    /// suppresses the rule or its group by name: a comment that suppresses everything does not
    /// suppress diagnostics about itself. Returns the number of omitted diagnostics.
    fn report(
        &self,
        rule: RuleId,
        check: impl Fn(&Self, &mut Findings<'_>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> usize {
        let Some(severity) = self.rules.severity(rule) else { return 0 };
        let mut found = Vec::new();
        let mut findings = Findings::new(rule, severity, &mut found);
        check(self, &mut findings);
        let omitted = findings.omitted();
        found.retain(|diagnostic| {
            let hiding = self.note.suppressions.hiding(rule.as_str(), diagnostic.span.start);
            let named = hiding.and_then(|id| {
                let hiding = self.note.suppressions.iter().nth(id.comment)?;
                hiding.rules.get(id.name)
            });
            named.is_none()
        });
        diagnostics.append(&mut found);
        omitted
    }
}

/// Reports the unknown directive `word`.
fn unknown_directive(span: Span, word: &str) -> Finding {
    let prefix = SuppressionKind::PREFIX;
    let kind = word.strip_prefix(prefix).unwrap_or(word);
    // Other linters have a comment for its own line; notelint does not.
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
