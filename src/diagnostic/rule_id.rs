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

    /// What comes before the `/`.
    pub const fn group(self) -> &'static str {
        self.0.split_at(self.slash()).0
    }

    /// What comes after the `/`.
    pub fn name(self) -> &'static str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }

    /// Where the `/` is; without one, the end.
    const fn slash(self) -> usize {
        let bytes = self.0.as_bytes();
        let mut at = 0;
        while at < bytes.len() && bytes[at] != b'/' {
            at += 1;
        }
        at
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
