use std::fmt;

/// The id of a rule, `group/name`: a contract with configurations, comments and baselines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// The rule of this id, which has the form `group/name`.
    pub const fn new(id: &'static str) -> Self {
        Self(id)
    }

    /// The whole id.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// What stands before the `/`.
    pub fn group(self) -> &'static str {
        self.0.split_once('/').map_or(self.0, |(group, _)| group)
    }

    /// What stands behind the `/`.
    pub fn name(self) -> &'static str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
