//! The input of all formats.

use std::collections::BTreeMap;

use rayon::ThreadPool;

use super::uri;
use crate::{
    console::RenderStyle,
    diagnostic::{Place, RuleId},
    lint::{Located, NoteOutcome, Outcome, Sources},
    text::Range,
};

/// A report, and how it is written.
#[derive(Clone)]
pub struct Report<'a> {
    /// The outcome of the run.
    pub outcome: &'a Outcome,
    /// The notes that were fixed.
    pub repairs: Vec<Repair<'a>>,
    /// The texts that excerpts are cut from.
    pub sources: &'a dyn Sources,
    /// The repository, for formats whose paths are relative to its root.
    pub checkout: &'a Checkout,
    /// The threads that excerpts are drawn on, if there are several.
    pub threads: Option<&'a ThreadPool>,
    /// The style of output for people.
    pub style: RenderStyle,
    /// The most diagnostics to show.
    pub limit: Option<usize>,
    /// The most diagnostics to show on a terminal, the worst ones; `human` alone obeys it.
    pub worst: Option<usize>,
    /// Whether to show people the counts in place of the diagnostics.
    pub statistics: bool,
    /// Whether to show people diagnostics only.
    pub quiet: bool,
}

/// The repository that a CI service checked out. Without one, paths stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkout {
    /// Its absolute root, with a `/` at the end; empty if there is none.
    pub root: String,
    /// The working directory from there: empty, or with a `/` at the end.
    pub folder: String,
}

/// The fixes that were applied to a note.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'a> {
    /// The path of the note, as reported.
    pub path: &'a str,
    /// The number of applied fixes of each rule.
    pub applied: &'a BTreeMap<RuleId, usize>,
}

impl Checkout {
    /// Returns `path` relative to the root of the repository.
    pub(super) fn in_repository(&self, path: &str) -> String {
        let Self { root, folder } = self;
        // A path outside of the working directory is absolute.
        if uri::is_absolute(path) {
            path.strip_prefix(root.as_str()).unwrap_or(path).to_owned()
        } else {
            format!("{folder}{path}")
        }
    }
}

impl<'a> Report<'a> {
    /// Returns `path` relative to the root of the repository.
    pub(super) fn in_repository(&self, path: &str) -> String {
        self.checkout.in_repository(path)
    }

    /// Returns the notes with diagnostics to show, each with their number, in the order of output.
    pub(super) fn notes(&self) -> impl Iterator<Item = (&'a NoteOutcome, usize)> + use<'a> {
        let mut left = self.limit.unwrap_or(usize::MAX);
        let notes = self.outcome.notes.iter().map(move |note| {
            let shown = left.min(note.diagnostics.len());
            left -= shown;
            (note, shown)
        });
        notes.take_while(|(_, shown)| *shown > 0)
    }

    /// Returns the number of diagnostics to show.
    pub(super) fn shown(&self) -> usize {
        self.notes().map(|(_, shown)| shown).sum()
    }

    /// Calls `take` with each diagnostic to show and its note, in the order of output. Those of a note are
    /// unpacked when it is its turn.
    ///
    /// # Errors
    /// Those of `take`.
    pub(super) fn each<E>(
        &self,
        mut take: impl FnMut(&'a NoteOutcome, &Located) -> Result<(), E>,
    ) -> Result<(), E> {
        for (note, shown) in self.notes() {
            note.diagnostics.get().iter().take(shown).try_for_each(|located| take(note, located))?;
        }
        Ok(())
    }
}

/// Returns the places that explain `located`, a diagnostic of the note at `path`: path, range, message.
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
