use std::fmt;

use super::{TABLE, registry::Registration};
use crate::{
    diagnostic::RuleId,
    text::{did_you_mean, nearest},
};

/// What a configuration, a flag or a comment can name: a rule, or a group of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// Every rule of a group: `text`.
    Group(&'static str),
    /// A single rule: `text/bom`.
    Rule(RuleId),
}

/// A name that is neither a rule nor a group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule or group `{name}`")]
pub struct UnknownName {
    /// The unknown name.
    pub name: String,
    /// The rule or group that was probably meant.
    pub nearest: Option<&'static str>,
}

impl UnknownName {
    /// Returns what to do about the unknown name.
    pub fn help(&self) -> String {
        self.nearest.map_or_else(|| "`notelint rules` lists all rules and groups".to_owned(), did_you_mean)
    }
}

impl Selector {
    /// Returns the group of `rule`.
    pub const fn group_of(rule: RuleId) -> Self {
        Self::Group(rule.group())
    }

    /// Returns the rule or group `name`.
    ///
    /// # Errors
    /// [`UnknownName`] if there is none.
    pub fn parse(name: &str) -> Result<Self, UnknownName> {
        let ids = || TABLE.iter().map(|rule| rule.meta.id);
        if let Some(id) = ids().find(|id| id.as_str() == name) {
            return Ok(Self::Rule(id));
        }
        if let Some(id) = ids().find(|id| id.group() == name) {
            return Ok(Self::Group(id.group()));
        }
        Err(UnknownName { name: name.to_owned(), nearest: nearest_name(name) })
    }

    /// Whether the selector names `rule` or its group.
    pub fn covers(self, rule: RuleId) -> bool {
        match self {
            Self::Group(group) => rule.group() == group,
            Self::Rule(id) => rule == id,
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(group) => f.write_str(group),
            Self::Rule(id) => id.fmt(f),
        }
    }
}

/// Returns the rule `id` of the table.
pub fn find(id: &str) -> Option<&'static Registration> {
    TABLE.iter().find(|rule| rule.meta.id.as_str() == id)
}

/// Returns the rule or group of which `name` is probably a misspelling. The name of a rule may lack its
/// group.
fn nearest_name(name: &str) -> Option<&'static str> {
    let ids = || TABLE.iter().map(|rule| rule.meta.id);
    if !name.contains('/')
        && let Some(id) = ids().find(|id| id.name() == name)
    {
        return Some(id.as_str());
    }
    let names = ids().flat_map(|id| [id.as_str(), id.group()]);
    nearest(name, names).or_else(|| {
        let short = nearest(name, ids().map(RuleId::name))?;
        ids().find(|id| id.name() == short).map(RuleId::as_str)
    })
}
