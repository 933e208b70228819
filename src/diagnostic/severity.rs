use serde::{Deserialize, Serialize};

/// How bad a finding is. Only errors fail a run, unless warnings are denied.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be repaired.
    Warning,
    /// The note breaks its type.
    Error,
}

impl Severity {
    /// The word for it in output and configuration: `info`, `warning` or `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the severity with that word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|severity| severity.as_str() == word)
    }
}
