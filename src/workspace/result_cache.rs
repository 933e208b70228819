//! The result cache: the results of notes on their own from earlier runs. Diagnostics of rules
//! about the collection are found in each run.

use std::{any::TypeId, borrow::Cow, sync::Arc};

use super::{
    catalog::Catalog,
    note_result::{NoteResult, ResultStore},
    target::Target,
};
use crate::{
    disk::{Cache, CacheFolder, FileSystem, Fingerprint, Key, text_hash},
    lint::Record,
    vault::Facts,
};

/// Below this many notes a cache saves no noticeable time: 256 of 9 kB take 28 ms without a cache, and
/// 13 ms with one.
const MIN_NOTES_FOR_CACHE: usize = 256;

/// The caches of the collections of a catalog.
pub(super) struct ResultCache<'a> {
    catalog: &'a Catalog,
    /// One per collection that has notes here.
    caches: Vec<Option<Cache>>,
}

impl<'a> ResultCache<'a> {
    /// Opens the caches in `folder`; `None` if `catalog` is too small for a cache.
    pub(super) fn open(catalog: &'a Catalog, folder: &CacheFolder) -> Option<Self> {
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
        let build = build();
        let roots = catalog.roots().iter().zip(sizes);
        let caches = roots.map(|(root, size)| (size > 0).then(|| folder.open(&root.folder, build, size)));
        let caches = caches.collect();
        Some(Self { catalog, caches })
    }

    /// Saves the results of this run for later ones.
    pub(super) fn save(self) {
        let files = self.catalog.files();
        // A note that is not read, or not from its file, is not looked up, so its record must be kept.
        let is_looked_up = |target: &Target| {
            let is_read = target.is_reported() || self.catalog.checks_collections();
            is_read && !files.is_overlaid(target.path())
        };
        let all_are_looked_up = self.catalog.targets().iter().all(is_looked_up);
        for (root, cache) in self.catalog.roots().iter().zip(self.caches) {
            if let Some(cache) = cache {
                cache.save(root.is_whole && all_are_looked_up);
            }
        }
    }

    fn cache(&self, target: &Target) -> Option<&Cache> {
        self.caches.get(target.root())?.as_ref()
    }

    /// Returns the key of the result of the note at `target`, whose text is `text`: it covers
    /// everything that `checker::check` depends on.
    fn key(&self, cache: &Cache, target: &Target, text: &str, is_checked: bool) -> Key {
        let settings = self.catalog.settings(target).map(|settings| settings.fingerprint);
        let flags = [settings.is_some(), is_checked, self.catalog.checks_collections()].map(u8::from);
        let settings = settings.unwrap_or_default().to_le_bytes();
        let path = target.inner_path().as_bytes();
        cache.key(target.path(), &[flags.as_slice(), &settings, path, text.as_bytes()])
    }

    /// Returns the result in `record` of the note at `target`, whose text is `text`; `None` if the
    /// record does not fit the note.
    fn result(&self, record: &[u8], target: &Target, text: &str) -> Option<NoteResult> {
        let Record { findings, facts } = Record::of_note(record, text, target.inner_path())?;
        let is_typed = self.catalog.settings(target).is_some();
        let findings = findings.filter(|_| target.is_reported());
        let is_whole = findings.is_some() == (is_typed && target.is_reported())
            && facts.is_some() == self.catalog.checks_collections();
        let facts: Option<Facts> = facts.map(Cow::into_owned);
        let findings = findings.map(|findings| Box::new(findings.into_owned()));
        let text_hash = text_hash(text);
        is_whole.then(|| NoteResult { findings, facts: facts.map(Arc::new), fault: None, text_hash })
    }
}

impl ResultStore for ResultCache<'_> {
    fn get(&self, target: &Target, text: &str) -> Option<NoteResult> {
        let cache = self.cache(target)?;
        let stored = |is_checked| {
            let key = self.key(cache, target, text, is_checked);
            cache.get(key, |record| self.result(record, target, text))
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
        };
        if let Some(bytes) = record.to_bytes() {
            cache.put(self.key(cache, target, text, target.is_reported()), &bytes);
        }
    }
}

/// Returns an id of this build of notelint: of its sources, and, by the `TypeId` of one of its
/// types, of its dependencies, features, profile and compiler.
fn build() -> u128 {
    let mut build = Fingerprint::default();
    build.add(env!("NOTELINT_BUILD").as_bytes());
    build.add_hashed(TypeId::of::<NoteResult>());
    build.finish()
}
