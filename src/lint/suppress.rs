//! What comments in a note hide, and what is wrong with those comments.

use std::collections::BTreeSet;

use super::uncomment::{remove_comment, remove_name};
use crate::{
    diagnostic::{Diagnostic, Fix, RuleId},
    note::{Note, Suppression, SuppressionId, SuppressionKind},
    rules::{Finding, Findings, RuleSet, Selector, TABLE, UNKNOWN_RULE, UNUSED_SUPPRESSION},
    text::{Edit, Span},
};

/// What became of diagnostics.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suppressed {
    /// How many comments hide.
    pub(super) hidden: usize,
    /// How much there is to say of comments beyond what one rule may find.
    pub(super) omitted: usize,
}

/// Removes from `diagnostics` what comments in `note` hide, and says what those comments hide in
/// vain. `all_ran` tells whether the rules about whole collections have run.
pub(super) fn suppress(
    diagnostics: &mut Vec<Diagnostic>,
    note: &Note<'_>,
    rules: &RuleSet,
    all_ran: bool,
) -> Suppressed {
    if note.suppressions.is_empty() {
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
    let unknown = judge.report(UNKNOWN_RULE, Judge::unknown_rules, diagnostics);
    let unused = judge.report(UNUSED_SUPPRESSION, Judge::unused, diagnostics);
    Suppressed { hidden, omitted: unknown + unused }
}

struct Judge<'a> {
    note: &'a Note<'a>,
    rules: &'a RuleSet,
    all_ran: bool,
    used: BTreeSet<SuppressionId>,
}

impl Judge<'_> {
    fn unknown_rules(&self, _: usize, suppression: &Suppression, findings: &mut Findings<'_>) {
        for (at, name) in suppression.rules.iter().enumerate() {
            let Err(error) = Selector::parse(name.of(self.note.text)) else { continue };
            let finding = Finding::new(*name, error.to_string());
            let finding = match error.nearest {
                Some(nearest) => {
                    let fix = Fix::unsafe_(format!("Write `{nearest}`"), vec![Edit::replace(*name, nearest)]);
                    finding.help(format!("write `{nearest}` if that is meant")).fix(fix)
                }
                None => finding
                    .help("remove it; `notelint rules` lists all rules and groups")
                    .fix(remove_name(self.note, suppression, at)),
            };
            findings.push(finding);
        }
    }

    fn unused(&self, comment: usize, suppression: &Suppression, findings: &mut Findings<'_>) {
        if suppression.kind == SuppressionKind::Enable {
            return;
        }
        let names = suppression.rules.len().max(1);
        let unused: Vec<usize> = (0..names)
            .filter(|&name| !self.used.contains(&SuppressionId { comment, name }))
            .filter(|&name| self.can_judge(suppression.rules.get(name).copied()))
            .collect();
        if unused.len() == names {
            let finding = Finding::new(suppression.comment, "this comment hides nothing");
            let fix = remove_comment(self.note, suppression);
            findings.push(finding.help("remove it").fix(fix));
            return;
        }
        for at in unused {
            let name = suppression.rules[at];
            let message = format!("this comment hides nothing of `{}`", name.of(self.note.text));
            let fix = remove_name(self.note, suppression, at);
            findings.push(Finding::new(name, message).help("remove the name").fix(fix));
        }
    }

    /// Whether all ran that the rule or group called `name` stands for; without a name, all rules.
    fn can_judge(&self, name: Option<Span>) -> bool {
        let selector = name.map(|name| Selector::parse(name.of(self.note.text)));
        let ran = |id: RuleId| {
            self.rules.severity(id).is_some() && (self.all_ran || !self.rules.is_about_collection(id))
        };
        let by_default = || TABLE.iter().map(|rule| &rule.meta).filter(|meta| meta.on).map(|meta| meta.id);
        let of_comments =
            |selector: &Selector| selector.covers(UNUSED_SUPPRESSION) || selector.covers(UNKNOWN_RULE);
        match selector {
            // Whether it hides what is said of comments is not known before all is said.
            Some(Ok(selector)) if of_comments(&selector) => false,
            None => by_default().all(ran),
            Some(Ok(Selector::Rule(id))) => ran(id),
            Some(Ok(group)) => by_default().filter(|id| group.covers(*id)).all(ran),
            // That there is no such rule is said already.
            Some(Err(_)) => false,
        }
    }

    /// Adds to `diagnostics` what `check` finds wrong with each comment, by `rule`, unless a comment
    /// hides the rule by its name or its group's: a comment that hides everything does not speak
    /// for itself. Returns how much was left out.
    fn report(
        &self,
        rule: RuleId,
        check: impl Fn(&Self, usize, &Suppression, &mut Findings<'_>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> usize {
        let Some(severity) = self.rules.severity(rule) else { return 0 };
        let mut found = Vec::new();
        let mut findings = Findings::new(rule, severity, &mut found);
        for (comment, suppression) in self.note.suppressions.iter().enumerate() {
            check(self, comment, suppression, &mut findings);
        }
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
