//! What a check of the notes tells of the types that were inferred from them.

use std::collections::{BTreeMap, BTreeSet};

use super::note_type::Share;
use crate::diagnostic::RuleId;

/// What a check reported of the notes of one kind.
#[derive(Clone, Debug, Default)]
pub struct KindReport {
    /// The number of notes that count: strays do not.
    pub notes: usize,
    /// The number of diagnostics.
    pub diagnostics: usize,
    /// How many notes each rule reports something in that is not an error.
    pub rules: BTreeMap<RuleId, usize>,
    /// How many notes have an error of their type.
    pub broken: usize,
    /// How many notes lack each required part, by the pointer to what it is in and by its name.
    pub missing: BTreeMap<(String, String), usize>,
}

/// What a check reported of one note.
#[derive(Clone, Debug, Default)]
pub struct NoteReport {
    /// The rules that report something that is not an error.
    pub rules: BTreeSet<RuleId>,
    /// The number of diagnostics.
    pub diagnostics: usize,
    /// Whether it has an error of its type.
    pub is_broken: bool,
    /// The required parts that it lacks, each with the pointer to what it should be in.
    pub missing: BTreeSet<(String, String)>,
}

/// A section that more notes lack is not required: a share of them, and one.
const MAX_MISSING_SECTIONS: f64 = 0.15;

/// The same of a quadrant of a SWOT.
const MAX_MISSING_QUADRANTS: f64 = 0.10;

/// A rule about looks that reports more notes does not fit the kind.
const MAX_COSMETIC: f64 = 0.10;

/// A built-in type does not fit notes of which more have errors.
const MAX_BROKEN: f64 = 0.25;

/// The rules about how a note looks. No other rule is turned off: what breaks a type, and what readers do not see as
/// it was meant, stays an error.
const COSMETIC: &[&str] = &[
    "frontmatter/key-order",
    "rating/style",
    "structure/heading-level",
    "structure/heading-text",
    "structure/points-numbering",
    "structure/points-style",
    "structure/section-order",
    "structure/title-mismatch",
    "swot/order",
    "text/final-newline",
    "text/trailing-whitespace",
    "vault/tag-variant",
];

impl KindReport {
    /// Adds what was reported of one note.
    pub fn add(&mut self, note: &NoteReport) {
        self.notes += 1;
        self.diagnostics += note.diagnostics;
        self.broken += usize::from(note.is_broken);
        for rule in &note.rules {
            *self.rules.entry(*rule).or_default() += 1;
        }
        for part in &note.missing {
            *self.missing.entry(part.clone()).or_default() += 1;
        }
    }

    /// Whether the notes do not follow the type at all.
    pub fn is_misfit(&self) -> bool {
        self.exceeds(self.broken, MAX_BROKEN)
    }

    /// Returns the rules that do not fit the kind, each with how many notes it reports.
    pub fn misfitting_rules(&self) -> Vec<(RuleId, Share)> {
        let cosmetic = self.rules.iter().filter(|(rule, _)| COSMETIC.contains(&rule.as_str()));
        let misfitting = cosmetic.filter(|(_, notes)| self.exceeds(**notes, MAX_COSMETIC));
        misfitting.map(|(rule, notes)| (*rule, Share { count: *notes, of: self.notes })).collect()
    }

    /// Returns the required sections that too many notes lack: the pointer to what they are in, their names, and the
    /// number of notes.
    pub fn missing_sections(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let missing = self.missing.iter().filter(|((parent, _), _)| parent.ends_with("/sections"));
        missing
            .filter(|(_, notes)| self.exceeds(notes.saturating_sub(1), MAX_MISSING_SECTIONS))
            .map(|((parent, name), notes)| (parent.as_str(), name.as_str(), *notes))
    }

    /// The same of the quadrants of a SWOT; the pointer is that to the SWOT.
    pub fn missing_quadrants(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let missing = self.missing.iter().filter(|((parent, _), _)| !parent.ends_with("/sections"));
        missing
            .filter(|(_, notes)| self.exceeds(**notes, MAX_MISSING_QUADRANTS))
            .map(|((parent, name), notes)| (parent.as_str(), name.as_str(), *notes))
    }

    #[allow(clippy::cast_precision_loss, reason = "there are fewer than 2^52 notes")]
    fn exceeds(&self, notes: usize, share: f64) -> bool {
        notes as f64 > share * self.notes as f64
    }
}

#[cfg(test)]
mod tests;
