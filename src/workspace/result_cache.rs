//! What earlier runs found out about notes by themselves. What rules say of whole collections, and
//! what is said of a note now that this is known, is found out in each run.

use std::{any::TypeId, borrow::Cow};

use super::{
    note_result::{CheckOptions, NoteDiagnostics, NoteResult},
    open::Workspace,
    target::Target,
};
use crate::{
    diagnostic::Fault,
    disk::{self, Cache, CacheFolder, FileSystem, Fingerprint, Key},
    lint::{Noted, Record, lines_of},
    vault::Facts,
};

/// Below this many notes a cache saves no noticeable time: 256 of 9 kB take 28 ms without a
/// cache, and 13 ms with one.
const MIN_NOTES_FOR_CACHE: usize = 256;

/// What is known of the notes of a workspace.
#[derive(Debug)]
pub(super) struct ResultCache<'a> {
    workspace: &'a Workspace,
    /// One a collection that has notes here.
    caches: Vec<Option<Cache>>,
}

impl<'a> ResultCache<'a> {
    /// What the caches in `folder` know; none where `workspace` is so small that it is not worth it.
    pub(super) fn open(workspace: &'a Workspace, folder: &CacheFolder) -> Option<Self> {
        let targets = workspace.targets();
        if targets.len() < MIN_NOTES_FOR_CACHE {
            return None;
        }
        let mut sizes = vec![0; workspace.roots().len()];
        for target in targets {
            if let Some(size) = sizes.get_mut(target.root()) {
                *size += 1;
            }
        }
        let build = build();
        let roots = workspace.roots().iter().zip(sizes);
        let caches = roots.map(|(root, size)| (size > 0).then(|| folder.open(&root.folder, build, size)));
        let caches = caches.collect();
        Some(Self { workspace, caches })
    }

    /// What the note at `target`, which is `bytes`, came to in an earlier run, else what `check` finds in its text.
    ///
    /// # Errors
    /// A fault, of no file yet, where `check` is needed and the note is not UTF-8.
    pub(super) fn get_or_check(
        &self,
        target: &Target,
        bytes: &[u8],
        options: CheckOptions,
        check: impl FnOnce(&str) -> NoteResult,
    ) -> Result<NoteResult, Fault> {
        let Some(cache) = self.caches.get(target.root()).and_then(Option::as_ref) else {
            return disk::decode(bytes).map(check);
        };
        let key = |is_checked| self.key(cache, target, bytes, is_checked);
        let known = |key| cache.get(key, |record| self.surveyed(record, target, bytes, options));
        // What is known of a note that was checked is enough for one that is only there for others.
        let found = known(key(true)).or_else(|| if target.is_reported() { None } else { known(key(false)) });
        if let Some(known) = found {
            return Ok(known);
        }
        let surveyed = check(disk::decode(bytes)?);
        if let Some(record) = record(&surveyed) {
            cache.put(key(target.is_reported()), &record);
        }
        Ok(surveyed)
    }

    /// Keeps what is known now for later runs.
    pub(super) fn save(self) {
        // What is not read from its file is not asked for.
        let all_are_files =
            self.workspace.targets().iter().all(|target| !self.workspace.files().is_overlaid(target.path()));
        for (root, cache) in self.workspace.roots().iter().zip(self.caches) {
            if let Some(cache) = cache {
                cache.save(root.is_whole && all_are_files);
            }
        }
    }

    /// The key of what the note at `target`, which is `bytes`, comes to by itself where it
    /// `is_checked`: of all that `Checker::check_text` asks for.
    fn key(&self, cache: &Cache, target: &Target, bytes: &[u8], is_checked: bool) -> Key {
        let settings = self.workspace.settings(target).map(|settings| settings.fingerprint);
        let flags = [settings.is_some(), is_checked, self.workspace.looks_at_collections()];
        let settings = settings.unwrap_or_default().to_le_bytes();
        cache.key(target.path(), &[&flags.map(u8::from), &settings, target.display_path().as_bytes(), bytes])
    }

    /// What the note at `target`, which is `bytes`, came to by `record`; none where it cannot be that.
    fn surveyed(
        &self,
        record: &[u8],
        target: &Target,
        bytes: &[u8],
        options: CheckOptions,
    ) -> Option<NoteResult> {
        let Record { noted, facts } = Record::of_note(record, bytes, target.display_path())?;
        let is_typed = self.workspace.settings(target).is_some();
        let noted = noted.filter(|_| target.is_reported());
        let is_whole = noted.is_some() == (is_typed && target.is_reported())
            && facts.is_some() == self.workspace.looks_at_collections();
        let said = noted.map(|noted| said(noted, bytes, options));
        let mut facts: Option<Facts> = facts.map(Cow::into_owned);
        if let Some(facts) = &mut facts {
            facts.is_neighbour = is_typed && !target.is_reported();
        }
        let mut surveyed = NoteResult::on_its_own(said, facts);
        surveyed.skipped = !is_typed;
        is_whole.then_some(surveyed)
    }
}

fn said(noted: Noted<'_>, bytes: &[u8], options: CheckOptions) -> NoteDiagnostics {
    let Noted { diagnostics, suppressed, omitted, has_suppressions } = noted;
    let diagnostics = diagnostics.into_owned();
    let text = if options.lines { disk::decode(bytes).ok() } else { None };
    let lines = text.map(|text| lines_of(&diagnostics, text).into()).unwrap_or_default();
    NoteDiagnostics { diagnostics, lines, suppressed, omitted, has_suppressions }
}

/// What a note came to, for later runs. A fault is found out anew in each.
fn record(surveyed: &NoteResult) -> Option<Vec<u8>> {
    if surveyed.fault.is_some() {
        return None;
    }
    let noted = surveyed.said.as_ref().map(|said| Noted {
        diagnostics: Cow::Borrowed(&said.diagnostics),
        suppressed: said.suppressed,
        omitted: said.omitted,
        has_suppressions: said.has_suppressions,
    });
    let facts = surveyed.facts().map(Cow::Borrowed);
    Record { noted, facts }.to_bytes()
}

/// This build of notelint: its sources, and by the identity that the compiler gives to a type of
/// its own also the dependencies, the features, the profile and the compiler that it was built with.
fn build() -> u128 {
    let mut build = Fingerprint::default();
    build.add(env!("NOTELINT_BUILD").as_bytes());
    build.add_hashed(TypeId::of::<NoteResult>());
    build.finish()
}
