//! A kind of notes that `notelint init` proposes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    infer::{InferredType, KindReport, NotesDraft, Share},
    workspace::taken_over::schema_file,
};

/// A kind of notes.
#[derive(Debug)]
pub(crate) struct AdoptedKind {
    /// The name of its type.
    pub(crate) name: String,
    /// Whether the folder or the file name gives that name.
    pub(crate) is_named: bool,
    /// The numbers of its notes in the survey.
    pub(crate) notes: Vec<usize>,
    /// Which notes they are, in the words of the configuration.
    pub(crate) selection: NotesDraft,
    /// The type that was inferred; `None` if it is a built-in one.
    pub(crate) inferred: Option<InferredType>,
    /// Whether notes that look like none of the others are left out.
    pub(crate) leaves_out_strays: bool,
    /// The pointers to what a person requires of its notes, whatever they have.
    pub(super) demanded: BTreeSet<String>,
    /// The rules that are off, each with how many of the notes that were checked it reported.
    pub(super) off: BTreeMap<String, Share>,
}

impl AdoptedKind {
    /// The file of its type, from the folder of the configuration.
    pub(super) fn schema(&self) -> String {
        schema_file(&self.name)
    }

    /// Whether its note at the index `at` looks like none of the others, and is left out.
    pub(super) fn is_stray(&self, at: usize) -> bool {
        let strays = self.inferred.as_ref().map(InferredType::strays).unwrap_or_default();
        self.leaves_out_strays && strays.binary_search(&at).is_ok()
    }

    /// Requires what is at `pointer` in its type of all notes, because of `why`. It stays required.
    pub(crate) fn demand(&mut self, pointer: &str, why: &str) {
        let Some(inferred) = &mut self.inferred else { return };
        inferred.set_required(pointer, true, why);
        self.demanded.insert(pointer.to_owned());
    }

    /// Requires no longer what many of its notes lack, as `report` tells. Returns whether anything was changed.
    pub(super) fn relax(&mut self, report: &KindReport) -> bool {
        let Some(inferred) = &mut self.inferred else { return false };
        let sections = report.missing_sections().filter_map(|(parent, name, notes)| {
            let pointer = inferred.section_at(parent, name)?;
            Some((pointer, notes))
        });
        let quadrants = report.missing_quadrants().filter_map(|(swot, name, notes)| {
            let pointer = inferred.quadrant_at(swot, name)?;
            Some((pointer, notes))
        });
        let missing: Vec<(String, usize)> =
            sections.chain(quadrants).filter(|(pointer, _)| !self.demanded.contains(pointer)).collect();
        for (pointer, notes) in &missing {
            inferred.set_required(pointer, false, &format!("{notes} of {} notes lack it", report.notes));
        }
        !missing.is_empty()
    }

    /// Returns the indexes of its notes that look like none of the others, and are left out.
    pub(crate) fn strays(&self) -> impl Iterator<Item = usize> {
        (0..self.notes.len()).filter(|at| self.is_stray(*at))
    }

    /// Returns rules that are off for its notes, each with how many of the notes that were checked it reported.
    pub(crate) fn rules_off(&self) -> impl Iterator<Item = (&str, Share)> {
        self.off.iter().map(|(rule, share)| (rule.as_str(), *share))
    }

    /// Gives its type another `name`.
    pub(crate) fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        if let Some(inferred) = &mut self.inferred {
            name.clone_into(&mut inferred.name);
        }
    }
}
