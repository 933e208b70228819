use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::{Context, Findings, RuleOptions};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    tree::{Entry, ReadFault},
    vault::{Facts, Vault},
};

/// The metadata of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The rule's path under `src/rules/`.
    pub id: RuleId,
    /// What the rule reports, on one line without a full stop.
    pub summary: &'static str,
    /// The default severity; of a rule that is off by default, the severity once it is turned on.
    pub severity: Severity,
    /// Whether the rule is on by default.
    pub enabled_by_default: bool,
    /// The highest safety of the rule's fixes, `None` if it has no fixes.
    pub fix: Option<Safety>,
    /// The version that introduced the rule.
    pub since: &'static str,
    /// The rule's page, in Markdown.
    pub page: &'static str,
}

/// A rule that checks a note on its own. The implementing struct is the rule's options.
pub trait NoteRule: Default + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The rule's metadata.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;

    /// Reports the rule's findings in a note.
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>);
}

/// A [`NoteRule`] with its options, ready to run.
pub trait NoteCheck: Send + Sync {
    /// Reports the rule's findings in a note.
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>);
}

impl<R: NoteRule> NoteCheck for R {
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        NoteRule::check(self, context, findings);
    }
}

/// A rule that checks a note against its collection. The implementing struct is the rule's options.
pub trait VaultRule: Default + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The rule's metadata.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;

    /// Reports the rule's findings in `note`, which is one of the notes of `vault`.
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>);
}

/// A [`VaultRule`] with its options, ready to run.
pub trait VaultCheck: Send + Sync {
    /// Reports the rule's findings in `note`, which is one of the notes of `vault`.
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>);
}

impl<R: VaultRule> VaultCheck for R {
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        VaultRule::check(self, vault, note, findings);
    }
}

/// A rule about suppression comments. `lint` reports its diagnostics.
pub trait SuppressionRule: Default + DeserializeOwned + JsonSchema {
    /// The rule's metadata.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;
}

/// A rule in the table.
#[derive(Clone, Copy)]
pub struct Registration {
    /// The rule's metadata.
    pub meta: Meta,
    /// What the rule checks, and how to create it.
    pub kind: Kind,
    /// Returns the JSON Schema of the rule's options.
    pub options: fn(&mut SchemaGenerator) -> Schema,
    /// Reads the rule's options from the entries of a mapping; messages refer to the mapping by the given
    /// name.
    pub read_options: fn(&[Entry], &str) -> Result<RuleOptions, Vec<ReadFault>>,
}

/// What a rule checks.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A note on its own; creates the rule from its options.
    Note(fn(&RuleOptions) -> Box<dyn NoteCheck>),
    /// A note against its collection; creates the rule from its options.
    Vault(fn(&RuleOptions) -> Box<dyn VaultCheck>),
    /// Suppression comments.
    Suppression,
}

/// Returns the table entry of a [`NoteRule`].
pub(super) const fn register<R: NoteRule>() -> Registration {
    Registration {
        meta: R::META,
        kind: Kind::Note(make::<R>),
        options: R::json_schema,
        read_options: RuleOptions::read::<R>,
    }
}

/// Returns the table entry of a [`VaultRule`].
pub(super) const fn register_vault<R: VaultRule>() -> Registration {
    Registration {
        meta: R::META,
        kind: Kind::Vault(make_vault::<R>),
        options: R::json_schema,
        read_options: RuleOptions::read::<R>,
    }
}

/// Returns the table entry of a [`SuppressionRule`].
pub(super) const fn register_suppression<R: SuppressionRule>() -> Registration {
    Registration {
        meta: R::META,
        kind: Kind::Suppression,
        options: R::json_schema,
        read_options: RuleOptions::read::<R>,
    }
}

fn make<R: NoteRule>(options: &RuleOptions) -> Box<dyn NoteCheck> {
    Box::new(options.make::<R>())
}

fn make_vault<R: VaultRule>(options: &RuleOptions) -> Box<dyn VaultCheck> {
    Box::new(options.make::<R>())
}

/// Returns the address of the page of `rule` on the web: the file beside its code.
pub(crate) fn page_url(rule: RuleId) -> String {
    let name = rule.as_str().replace('-', "_");
    format!("{}/blob/main/src/rules/{name}.md", env!("CARGO_PKG_REPOSITORY"))
}
