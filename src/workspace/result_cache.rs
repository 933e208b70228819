//! The result cache: the results of notes on their own from earlier runs. Diagnostics of rules
//! about the collection are found in each run.

use std::{borrow::Cow, sync::Arc};

use super::{
    assignment::Assignment,
    caches::{Caches, MIN_NOTES_FOR_CACHE, Recalled, key},
    catalog::Catalog,
    note_result::{NoteResult, ResultStore},
    target::Target,
};
use crate::{
    disk::{Cache, FileSystem, Fingerprint, Key},
    lint::Record,
};

/// The caches of the collections of a catalog.
pub(super) struct ResultCache<'a> {
    catalog: &'a Catalog,
    all: &'a Caches,
    /// One per collection that has notes here.
    caches: Vec<Option<Arc<Cache>>>,
}

impl<'a> ResultCache<'a> {
    /// Opens those of `all` that `catalog` needs; `None` if it is too small for a cache.
    pub(super) fn open(catalog: &'a Catalog, all: &'a Caches) -> Option<Self> {
        let targets = catalog.targets();
        if targets.len() < MIN_NOTES_FOR_CACHE {
            return None;
        }
        let mut sizes = vec![0; catalog.roots().len()];
        for target in targets {
            if let Some(size) = sizes.get_mut(target.root()) {
                *size += 1;
            }
        }
        let roots = catalog.roots().iter().zip(sizes);
        let caches = roots.map(|(root, size)| (size > 0).then(|| all.of(&root.folder, size))).collect();
        Some(Self { catalog, all, caches })
    }

    /// Whether each note is looked up.
    pub(super) fn looks_up_all(&self) -> bool {
        let files = self.catalog.files();
        // A note that is not read, or not from its file, is not looked up, so its record must be kept.
        let is_looked_up = |target: &Target| {
            let is_read = target.is_reported() || self.catalog.checks_collections();
            is_read && !files.is_overlaid(target.path())
        };
        self.catalog.targets().iter().all(is_looked_up)
    }

    fn cache(&self, target: &Target) -> Option<&Cache> {
        self.caches.get(target.root())?.as_deref()
    }

    /// Returns the key of the result of the note at `target`, whose text is `text`: it covers
    /// everything that `checker::check` depends on.
    fn key(&self, cache: &Cache, target: &Target, text: &str, is_checked: bool) -> Key {
        let settings = self.catalog.settings(target).map(|settings| settings.fingerprint);
        let flags = [settings.is_some(), is_checked, self.catalog.checks_collections()].map(u8::from);
        let mut context = Fingerprint::default();
        context.add(&flags);
        context.add(&settings.unwrap_or_default().to_le_bytes());
        context.add(target.inner_path().as_bytes());
        key(cache, target.path(), context.finish(), text.as_bytes())
    }

    /// Returns `result` as that of the note at `target`; `None` if it lacks a part.
    fn fitted(&self, result: NoteResult, target: &Target) -> Option<NoteResult> {
        let is_typed = self.catalog.settings(target).is_some();
        let findings = result.findings.filter(|_| target.is_reported());
        let is_whole = findings.is_some() == (is_typed && target.is_reported())
            && result.facts.is_some() == self.catalog.checks_collections();
        is_whole.then_some(NoteResult { findings, ..result })
    }

    /// Whether `assignment` is what applies to the note at `target`.
    fn is_of(&self, target: &Target, assignment: &Assignment) -> bool {
        match (self.catalog.settings(target), assignment.checked_as) {
            (Some(settings), Some(checked_as)) => {
                settings.checked_as == checked_as && settings.overrides == assignment.overrides
            }
            (settings, checked_as) => settings.is_none() && checked_as.is_none(),
        }
    }
}

impl ResultStore for ResultCache<'_> {
    fn recalled(&self, target: &Target) -> Option<NoteResult> {
        let is_recalled =
            |recalled: &Recalled| recalled.result.is_some() && self.is_of(target, &recalled.assignment);
        let result = self.all.take(target, is_recalled)?.result?;
        self.fitted(result, target)
    }

    fn get(&self, target: &Target, text: &str) -> Option<NoteResult> {
        let cache = self.cache(target)?;
        if self.all.has_read(target) {
            return None;
        }
        let stored = |is_checked| {
            let read = |record: &[u8]| Record::of_note(record, text.as_bytes(), target.inner_path());
            let record = cache.get(self.key(cache, target, text, is_checked), read)?;
            self.fitted(record.into(), target)
        };
        // The result of a note that was checked contains all that is needed of a neighbour.
        stored(true).or_else(|| if target.is_reported() { None } else { stored(false) })
    }

    fn put(&self, target: &Target, text: &str, result: &NoteResult) {
        // Faults are not cached.
        let Some(cache) = self.cache(target).filter(|_| result.fault.is_none()) else { return };
        let record = Record {
            findings: result.findings.as_deref().map(Cow::Borrowed),
            facts: result.facts.as_deref().map(Cow::Borrowed),
            text_hash: result.text_hash,
        };
        let (key, mut bytes) = match self.all.take(target, |_| true) {
            Some(Recalled { context, key: of_read, assignment, .. }) => {
                // What applies to the note was told by the text that was read then.
                let is_same = key(cache, target.path(), context, text.as_bytes()) == of_read;
                let assigned = postcard::to_allocvec(&assignment).ok();
                match assigned.filter(|_| is_same && self.is_of(target, &assignment)) {
                    Some(assigned) => (of_read, assigned),
                    None => return,
                }
            }
            None => (self.key(cache, target, text, target.is_reported()), Vec::new()),
        };
        if let Some(record) = record.to_bytes() {
            bytes.extend(record);
            cache.put(key, &bytes);
        }
    }
}

impl From<Record<'_>> for NoteResult {
    fn from(record: Record<'_>) -> Self {
        let Record { findings, facts, text_hash } = record;
        Self {
            findings: findings.map(|findings| findings.into_owned().shared()),
            facts: facts.map(|facts| Arc::new(facts.into_owned())),
            fault: None,
            text_hash,
        }
    }
}
