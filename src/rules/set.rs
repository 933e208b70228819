use std::fmt;

use super::{
    Context, Findings, Kind, Level, Meta, NoteCheck, Registration, RuleOptions, Selector, TABLE, VaultCheck,
};
use crate::{
    diagnostic::{Diagnostic, RuleId, Severity},
    vault::{Facts, Vault},
};

/// What is set for a rule or a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// Whether it runs and with which severity, if that is set.
    pub level: Option<Level>,
    /// Options of a rule; a group has none.
    pub options: RuleOptions,
}

/// Settings that belong together, such as those of one override.
pub type Layer = Vec<(Selector, Setting)>;

/// What the command line says of rules, which wins over all settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where given, exactly these run.
    pub select: Option<Vec<Selector>>,
    /// These do not run.
    pub ignore: Vec<Selector>,
}

/// The rules that run, each with its severity and options.
pub struct RuleSet {
    active: Vec<Active>,
}

struct Active {
    meta: &'static Meta,
    severity: Severity,
    check: Check,
}

enum Check {
    Note(Box<dyn NoteCheck>),
    Vault(Box<dyn VaultCheck>),
    Suppression,
}

/// What rules find in one note.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The diagnostics, rule by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many were left out because a rule found too many.
    pub omitted: usize,
}

impl RuleSet {
    /// The rules that run under `layers`, later ones winning over earlier ones. A setting of a
    /// rule wins over one of its group, in whichever layer either stands; a group stands for
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
            active.push(Active { meta, severity, check });
        }
        Self { active }
    }

    /// The severity of `rule`, where it runs.
    pub fn severity(&self, rule: RuleId) -> Option<Severity> {
        self.active.iter().find(|active| active.meta.id == rule).map(|active| active.severity)
    }

    /// The rules that run with their severities, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Meta, Severity)> {
        self.active.iter().map(|active| (active.meta, active.severity))
    }

    /// Whether a rule about one note among all runs.
    pub fn looks_at_collection(&self) -> bool {
        self.active.iter().any(|active| matches!(active.check, Check::Vault(_)))
    }

    /// Whether `rule` runs and is one about one note among all.
    pub fn is_about_collection(&self, rule: RuleId) -> bool {
        self.active.iter().any(|active| active.meta.id == rule && matches!(active.check, Check::Vault(_)))
    }

    /// What the rules about one note find in it, rule by rule.
    pub fn check(&self, context: &Context<'_>) -> Found {
        self.find(|rule, findings| {
            if let Check::Note(rule) = rule {
                rule.check(context, findings);
            }
        })
    }

    /// What the rules about one note among all find in `note`, rule by rule.
    pub fn check_in(&self, vault: &Vault<'_>, note: &Facts) -> Found {
        self.find(|rule, findings| {
            if let Check::Vault(rule) = rule {
                rule.check(vault, note, findings);
            }
        })
    }

    fn find(&self, mut check: impl FnMut(&Check, &mut Findings<'_>)) -> Found {
        let mut found = Found::default();
        for active in &self.active {
            let mut findings = Findings::new(active.meta.id, active.severity, &mut found.diagnostics);
            check(&active.check, &mut findings);
            found.omitted += findings.omitted();
        }
        found
    }
}

impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(meta, severity)| (meta.id.as_str(), severity))).finish()
    }
}

/// The severity that the rule of `meta` runs with, if it runs.
fn severity(meta: &Meta, layers: &[&Layer], selection: &Selection) -> Option<Severity> {
    if selection.ignore.iter().any(|selector| selector.covers(meta.id)) {
        return None;
    }
    let configured = configured(meta, layers);
    let Some(select) = &selection.select else { return configured };
    let selected = select.iter().any(|selector| match selector {
        Selector::Rule(id) => *id == meta.id,
        Selector::Group(group) => *group == meta.id.group() && meta.on,
    });
    selected.then(|| configured.unwrap_or(meta.severity))
}

fn configured(meta: &Meta, layers: &[&Layer]) -> Option<Severity> {
    let last = |wanted: Selector| {
        let settings = layers.iter().rev().flat_map(|layer| layer.iter().rev());
        settings.filter(|(selector, _)| *selector == wanted).find_map(|(_, setting)| setting.level)
    };
    let own = Selector::Rule(meta.id);
    let of_group = || meta.on.then(|| last(Selector::Group(meta.id.group()))).flatten();
    let level = last(own).or_else(of_group).unwrap_or_else(|| {
        // Who sets options of a rule that is off by default wants it to run.
        let named = layers.iter().any(|layer| layer.iter().any(|(selector, _)| *selector == own));
        if meta.on || named { Level::On(meta.severity) } else { Level::Off }
    });
    match level {
        Level::Off => None,
        Level::On(severity) => Some(severity),
    }
}

/// The options of `rule` in all layers, with the last value that is set for each.
fn options(rule: RuleId, layers: &[&Layer]) -> RuleOptions {
    let settings = layers.iter().rev().flat_map(|layer| layer.iter().rev());
    let own = settings.filter(|(selector, _)| *selector == Selector::Rule(rule));
    RuleOptions::merged(own.map(|(_, setting)| &setting.options))
}
