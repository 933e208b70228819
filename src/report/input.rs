//! What every format is given.

use std::collections::BTreeMap;

use super::uri;
use crate::{
    diagnostic::{Place, RuleId},
    lint::{Located, NoteOutcome, Outcome, Sources},
    text::Range,
};

/// What is reported, and how.
#[derive(Clone)]
pub struct Report<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// The notes that were repaired.
    pub repairs: Vec<Repair<'a>>,
    /// The texts for excerpts.
    pub sources: &'a dyn Sources,
    /// Where the repository is, for formats whose readers count paths from its root.
    pub checkout: &'a Checkout,
    /// How it looks to people.
    pub style: RenderStyle,
    /// How many diagnostics are shown at most.
    pub limit: Option<usize>,
    /// Whether the figures by rule are shown.
    pub statistics: bool,
    /// Whether diagnostics are all that is shown to people.
    pub quiet: bool,
}

/// Where the repository is that a CI service checked out. Without one, paths stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkout {
    /// Its absolute root, with a `/` at the end; empty where there is none.
    pub root: String,
    /// The working directory from there: empty, or with a `/` at the end.
    pub folder: String,
}

/// What was repaired in a note.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'a> {
    /// The note, as reported.
    pub path: &'a str,
    /// How many fixes of each rule were applied.
    pub applied: &'a BTreeMap<RuleId, usize>,
}

/// How output for people is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderStyle {
    /// With colours.
    pub color: bool,
    /// With lines and arrows of Unicode, not of ASCII.
    pub unicode: bool,
    /// In at most so many columns.
    pub width: usize,
}

impl<'a> Report<'a> {
    /// `path` from the root of the repository.
    pub(super) fn in_repository(&self, path: &str) -> String {
        let Checkout { root, folder } = self.checkout;
        // A path outside of the working directory is absolute.
        if uri::is_absolute(path) {
            path.strip_prefix(root.as_str()).unwrap_or(path).to_owned()
        } else {
            format!("{folder}{path}")
        }
    }

    /// The diagnostics that are shown, each with its note, in the order of output.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = (&'a NoteOutcome, &'a Located)> {
        let all = self.outcome.notes.iter();
        let all = all.flat_map(|note| note.diagnostics.iter().map(move |diagnostic| (note, diagnostic)));
        all.take(self.limit.unwrap_or(usize::MAX))
    }
}

/// The places that explain `located`, a diagnostic of the note `path`: note, range, message.
pub(super) fn related<'a>(
    path: &'a str,
    located: &'a Located,
) -> impl Iterator<Item = (&'a str, Range, &'a str)> {
    located.diagnostic.related.iter().zip(&located.related).map(move |(label, range)| {
        let path = match &label.place {
            Place::Here(_) => path,
            Place::Elsewhere { path, .. } => path,
        };
        (path, *range, label.message.as_str())
    })
}
