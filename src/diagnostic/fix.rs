use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Edit;

/// A fix: edits of the note that are applied together or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fix {
    /// Whether `--fix` alone applies it.
    pub safety: Safety,
    /// What it does, as an imperative: `Quote the value`.
    pub title: String,
    /// Edits of the diagnostic's note that do not overlap.
    pub edits: Vec<Edit>,
    /// Whether the help of the diagnostic contains more than what the edits do, such as another way or a reason.
    /// People are shown it beside the fix only then.
    pub keeps_help: bool,
}

impl Fix {
    /// Returns a fix that changes the meaning for no reader, human or program.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Safe, title: title.into(), edits, keeps_help: false }
    }

    /// Returns a fix that should be reviewed.
    pub fn unsafe_(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Unsafe, title: title.into(), edits, keeps_help: false }
    }

    /// Returns the fix with whether it [keeps the help](Self::keeps_help) of its diagnostic.
    #[must_use]
    pub fn keeping_help(self, keeps_help: bool) -> Self {
        Self { keeps_help, ..self }
    }
}

/// Whether a fix needs judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Applied only with `--unsafe-fixes`: the meaning may change.
    Unsafe,
    /// Applied by `--fix`.
    Safe,
}
