use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::{Context, Findings, RuleOptions};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    tree::{Entry, ReadFault},
    vault::{Facts, Vault},
};

/// What is known of a rule without running it.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The id: the rule's path under `src/rules/`.
    pub id: RuleId,
    /// One line: when it fires.
    pub summary: &'static str,
    /// The severity unless configured; of a rule that is off, once it is switched on by its name.
    pub severity: Severity,
    /// Whether it is on unless configured.
    pub on: bool,
    /// The highest safety of its fixes.
    pub fix: Option<Safety>,
    /// The version that brought it.
    pub since: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
}

/// A rule about one note. The implementing struct holds the rule's options.
pub trait NoteRule: Default + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// What is known of it without running it.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;

    /// Reports what it finds in one note.
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>);
}

/// A [`NoteRule`] with its options, ready to run.
pub trait NoteCheck: Send + Sync {
    /// Reports what it finds in one note.
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>);
}

impl<R: NoteRule> NoteCheck for R {
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        NoteRule::check(self, context, findings);
    }
}

/// A rule about one note among all of its collection. The implementing struct holds the rule's
/// options.
pub trait VaultRule: Default + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// What is known of it without running it.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;

    /// Reports what it finds in `note`, one of the notes of `vault`.
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>);
}

/// A [`VaultRule`] with its options, ready to run.
pub trait VaultCheck: Send + Sync {
    /// Reports what it finds in `note`, one of the notes of `vault`.
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>);
}

impl<R: VaultRule> VaultCheck for R {
    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        VaultRule::check(self, vault, note, findings);
    }
}

/// A rule about the comments that hide diagnostics. `lint` reports what it finds.
pub trait SuppressionRule: Default + DeserializeOwned + JsonSchema {
    /// What is known of it without running it.
    const META: Meta;
    /// Its id, so that code that names a rule names its type and cannot misspell it.
    const ID: RuleId = Self::META.id;
}

/// A rule in the table.
#[derive(Clone, Copy)]
pub struct Registration {
    /// What is known of it without running it.
    pub meta: Meta,
    /// What it looks at, and how to make it.
    pub kind: Kind,
    /// The JSON Schema of its options.
    pub options: fn(&mut SchemaGenerator) -> Schema,
    /// Reads its options from the entries of a mapping that messages call by the name given.
    pub read_options: fn(&[Entry], &str) -> Result<RuleOptions, Vec<ReadFault>>,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Kind {
    /// One note; makes the rule from its options.
    Note(fn(&RuleOptions) -> Box<dyn NoteCheck>),
    /// One note among all; makes the rule from its options.
    Vault(fn(&RuleOptions) -> Box<dyn VaultCheck>),
    /// The comments that hide diagnostics.
    Suppression,
}

/// The table's entry of a rule about one note.
pub(super) const fn register<R: NoteRule>() -> Registration {
    Registration {
        meta: R::META,
        kind: Kind::Note(make::<R>),
        options: R::json_schema,
        read_options: RuleOptions::read::<R>,
    }
}

/// The table's entry of a rule about one note among all.
pub(super) const fn register_vault<R: VaultRule>() -> Registration {
    Registration {
        meta: R::META,
        kind: Kind::Vault(make_vault::<R>),
        options: R::json_schema,
        read_options: RuleOptions::read::<R>,
    }
}

/// The table's entry of a rule about comments.
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
