use std::fmt;

use super::{
    Context, Findings, Kind, Level, Meta, NoteCheck, Registration, RuleOptions, Selector, TABLE, VaultCheck,
};
use crate::{
    diagnostic::{Diagnostic, RuleId, Severity},
    vault::{Facts, Vault},
};

/// The settings of a rule or a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// Whether it runs and with which severity, if that is set.
    pub level: Option<Level>,
    /// Options of a rule; a group has none.
    pub options: RuleOptions,
}

/// Settings from one source, such as those of an override.
pub type Layer = Vec<(Selector, Setting)>;

/// The rules selected on the command line, which take precedence over all settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// If set, only these run.
    pub select: Option<Vec<Selector>>,
    /// These do not run.
    pub ignore: Vec<Selector>,
}

impl Selection {
    /// Whether it lets `rule` run, if that is not off otherwise.
    pub fn includes(&self, rule: &Meta) -> bool {
        let is_selected = |selector: &Selector| match selector {
            Selector::Rule(id) => *id == rule.id,
            Selector::Group(group) => *group == rule.id.group() && rule.enabled_by_default,
        };
        !self.ignore.iter().any(|selector| selector.covers(rule.id))
            && self.select.as_ref().is_none_or(|select| select.iter().any(is_selected))
    }
}

/// The rules that run, each with its severity and options.
pub struct RuleSet {
    active: Vec<Active>,
}

struct Active {
    meta: &'static Meta,
    severity: Severity,
    /// Whether the configuration names that severity, and a note type cannot give another one.
    is_configured: bool,
    check: Check,
}

enum Check {
    Note(Box<dyn NoteCheck>),
    Vault(Box<dyn VaultCheck>),
    Suppression,
}

/// The findings of rules in a note.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The diagnostics, rule by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of diagnostics over the limit per rule, which are left out.
    pub omitted: usize,
}

impl RuleSet {
    /// Creates the rules that run with `layers`, of which later ones take precedence over earlier ones. A
    /// setting of a rule takes precedence over one of its group, whatever their layers; a group stands for
    /// those of its rules that are on by default.
    pub fn new(layers: &[&Layer], selection: &Selection) -> Self {
        let mut active = Vec::new();
        for Registration { meta, kind, .. } in TABLE {
            let Some(severity) = severity(meta, layers, selection) else { continue };
            let options = options(meta.id, layers);
            let check = match kind {
                Kind::Note(make) => Check::Note(make(&options)),
                Kind::Vault(make) => Check::Vault(make(&options)),
                Kind::Suppression => Check::Suppression,
            };
            let is_configured = level(meta, layers).is_some();
            active.push(Active { meta, severity, is_configured, check });
        }
        Self { active }
    }

    /// Leaves out the rules that are not to be kept.
    pub fn retain(&mut self, keep: impl Fn(RuleId) -> bool) {
        self.active.retain(|active| keep(active.meta.id));
    }

    /// Returns the severity of `rule` if it runs.
    pub fn severity(&self, rule: RuleId) -> Option<Severity> {
        self.active.iter().find(|active| active.meta.id == rule).map(|active| active.severity)
    }

    /// Returns the rules that run, with their severities, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Meta, Severity)> {
        self.active.iter().map(|active| (active.meta, active.severity))
    }

    /// Whether a rule that checks notes against their collection runs.
    pub fn checks_collection(&self) -> bool {
        self.active.iter().any(|active| matches!(active.check, Check::Vault(_)))
    }

    /// Whether `rule` runs and checks notes against their collection.
    pub fn is_about_collection(&self, rule: RuleId) -> bool {
        self.active.iter().any(|active| active.meta.id == rule && matches!(active.check, Check::Vault(_)))
    }

    /// Runs the rules that check a note on its own. The findings are in the order of the rules.
    pub fn check(&self, context: &Context<'_>) -> Found {
        find_alone(&self.active, context)
    }

    /// Runs `rule` alone if it is one of the rules that check a note on its own.
    pub fn check_by(&self, rule: RuleId, context: &Context<'_>) -> Found {
        find_alone(self.active.iter().filter(|active| active.meta.id == rule), context)
    }

    /// Runs the rules that check a note against its collection. The findings are in the order of the rules.
    pub fn check_in(&self, vault: &Vault<'_>, note: &Facts) -> Found {
        find(&self.active, |rule, findings| {
            if let Check::Vault(rule) = rule {
                rule.check(vault, note, findings);
            }
        })
    }
}

/// Runs those of `rules` that check a note on its own.
fn find_alone<'a>(rules: impl IntoIterator<Item = &'a Active>, context: &Context<'_>) -> Found {
    find(rules, |rule, findings| {
        if let Check::Note(rule) = rule {
            rule.check(context, findings);
        }
    })
}

fn find<'a>(
    rules: impl IntoIterator<Item = &'a Active>,
    mut check: impl FnMut(&Check, &mut Findings<'_>),
) -> Found {
    let mut found = Found::default();
    for active in rules {
        let findings = Findings::new(active.meta.id, active.severity, &mut found.diagnostics);
        let mut findings = findings.configured(active.is_configured);
        check(&active.check, &mut findings);
        found.omitted += findings.omitted();
    }
    found
}

impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(meta, severity)| (meta.id.as_str(), severity))).finish()
    }
}

/// Returns the severity of the rule `meta` if it runs.
fn severity(meta: &Meta, layers: &[&Layer], selection: &Selection) -> Option<Severity> {
    if !selection.includes(meta) {
        return None;
    }
    let configured = configured(meta, layers);
    if selection.select.is_some() { configured.or(Some(meta.severity)) } else { configured }
}

/// Returns the level that `layers` name for the rule `meta`, or for its group.
fn level(meta: &Meta, layers: &[&Layer]) -> Option<Level> {
    let last = |wanted: Selector| {
        let settings = layers.iter().rev().flat_map(|layer| layer.iter().rev());
        settings.filter(|(selector, _)| *selector == wanted).find_map(|(_, setting)| setting.level)
    };
    let of_group = || meta.enabled_by_default.then(|| last(Selector::Group(meta.id.group()))).flatten();
    last(Selector::Rule(meta.id)).or_else(of_group)
}

fn configured(meta: &Meta, layers: &[&Layer]) -> Option<Severity> {
    let own = Selector::Rule(meta.id);
    let level = level(meta, layers).unwrap_or_else(|| {
        // Setting options enables a rule that is off by default.
        let named = layers.iter().any(|layer| layer.iter().any(|(selector, _)| *selector == own));
        if meta.enabled_by_default || named { Level::On(meta.severity) } else { Level::Off }
    });
    match level {
        Level::Off => None,
        Level::On(severity) => Some(severity),
    }
}

/// Returns the options of `rule` in all layers, each with the value that was set last.
fn options(rule: RuleId, layers: &[&Layer]) -> RuleOptions {
    let settings = layers.iter().rev().flat_map(|layer| layer.iter().rev());
    let own = settings.filter(|(selector, _)| *selector == Selector::Rule(rule));
    RuleOptions::merged(own.map(|(_, setting)| &setting.options))
}
