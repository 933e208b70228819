//! Diagnostics with their severities and fixes, faults and notices. Knows nothing of rules.

mod fault;
mod fix;
mod member;
mod notice;
mod rule_id;
mod schema_breach;
mod severity;

pub use fault::Fault;
pub use fix::{Fix, Safety};
pub use member::Member;
pub use notice::Notice;
pub use rule_id::RuleId;
pub use schema_breach::SchemaBreach;
pub use severity::Severity;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A finding in a note, with its rule and severity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: RuleId,
    /// Its severity, as configured.
    pub severity: Severity,
    /// What is wrong and what was expected, in the note's own words; one line, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The smallest span of the note that helps.
    pub span: Span,
    /// Other places that matter, such as the first of two.
    pub related: Vec<Label>,
    /// How it can be fixed.
    pub fix: Option<Fix>,
    /// What it reports together, or what is missing, in the order of the note or of its type; empty if it is
    /// about its span alone.
    pub members: Vec<Member>,
    /// The breach of the note type's schema that it puts into words; `None` if it is not about one.
    pub breach: Option<Box<SchemaBreach>>,
}

impl Diagnostic {
    /// Returns what the note type writes about the schema that failed: its `description`.
    pub fn note(&self) -> Option<&str> {
        self.breach.as_ref()?.note.as_deref()
    }
}

/// A place that explains a diagnostic, with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there; one line.
    pub message: String,
}

/// A place in the diagnostic's own note, or in another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the note that the diagnostic is about.
    Here(Span),
    /// In another note.
    Elsewhere {
        /// The other note's path, as reported.
        path: String,
        /// Where in it, in bytes of that note.
        span: Span,
    },
}
