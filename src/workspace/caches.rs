//! The caches of a run, and what they have of notes before it is known what applies to these.

use std::{
    any::TypeId,
    collections::HashMap,
    ffi::{OsStr, OsString},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    assignment::Assignment,
    catalog::Catalog,
    note_result::{Memory, NoteResult, ReadNote},
    state::MIN_NOTES_TO_PACK,
    target::Target,
    type_memory::{TypeMemory, TypeRecords},
};
use crate::{
    disk::{Cache, CacheFolder, Fingerprint, Key},
    lint::{Record, SharedTexts},
};

/// Below this many notes a cache saves no noticeable time: 256 of 9 kB take 28 ms without a cache, and
/// 13 ms with one.
pub(super) const MIN_NOTES_FOR_CACHE: usize = 256;

/// The caches of the collections of a run.
pub(super) struct Caches {
    folder: CacheFolder,
    build: u128,
    /// By the folders of the collections.
    open: Mutex<HashMap<OsString, Arc<Cache>>>,
    /// The notes that were read before it was known what applies to them, by their paths, which are hashed much
    /// faster as text.
    read: Mutex<HashMap<Box<OsStr>, Recalled>>,
    /// What the diagnostics of many of these have in common.
    texts: SharedTexts,
}

/// What was found when a note was read to tell what applies to it.
pub(super) struct Recalled {
    /// The fingerprint of all that its result depends on beside its text.
    pub(super) context: u128,
    /// The key of its result.
    pub(super) key: Key,
    pub(super) assignment: Assignment,
    /// Its result, if an earlier run has left it.
    pub(super) result: Option<NoteResult>,
}

impl Caches {
    /// Returns the caches in `folder`.
    pub(super) fn new(folder: &CacheFolder) -> Self {
        Self {
            folder: folder.clone(),
            build: build(),
            open: Mutex::default(),
            read: Mutex::default(),
            texts: SharedTexts::default(),
        }
    }

    /// Returns the cache of the collection in `folder`, in which about `notes` will be looked up.
    pub(super) fn of(&self, folder: &Path, notes: usize) -> Arc<Cache> {
        let mut open = lock(&self.open);
        if let Some(known) = open.get(folder.as_os_str()) {
            return known.clone();
        }
        let cache = Arc::new(self.folder.open(folder, self.build, notes));
        open.insert(folder.into(), cache.clone());
        cache
    }

    /// Whether the note at `target` was read before it was known what applies to it.
    pub(super) fn has_read(&self, target: &Target) -> bool {
        let read = lock(&self.read);
        !read.is_empty() && !target.is_excluded && read.contains_key(target.path().as_os_str())
    }

    /// Takes what was found when the note at `target` was read, if it `is_asked_for`.
    pub(super) fn take(&self, target: &Target, is_asked_for: impl Fn(&Recalled) -> bool) -> Option<Recalled> {
        let mut read = lock(&self.read);
        let path = target.path().as_os_str();
        if read.is_empty() || target.is_excluded {
            return None;
        }
        let recalled = read.remove(path)?;
        if is_asked_for(&recalled) {
            return Some(recalled);
        }
        read.insert(path.into(), recalled);
        None
    }

    /// Saves the results of this run for later ones. `all_are_looked_up` tells whether each note of `catalog` was.
    pub(super) fn save(self, catalog: &Catalog, all_are_looked_up: bool) {
        for (folder, cache) in self.open.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let mut roots =
                catalog.roots().iter().filter(|root| root.folder.as_os_str() == folder).peekable();
            if let (Some(cache), Some(_)) = (Arc::into_inner(cache), roots.peek()) {
                cache.save(all_are_looked_up && roots.all(|root| root.is_whole));
            }
        }
    }
}

impl Memory for Caches {
    fn is_worth(&self, notes: usize) -> bool {
        notes >= MIN_NOTES_FOR_CACHE
    }

    fn assignment(&self, note: &ReadNote<'_>, assign: &dyn Fn() -> Assignment) -> Assignment {
        let cache = self.of(&note.loaded.root.folder, note.among);
        let inner_path = Target::path_in(note.file, Some(&note.loaded.root));
        let context = context(note);
        let key = key(&cache, &note.file.path, context, note.bytes);
        let found = cache.get(key, |record| {
            let (assignment, record) = postcard::take_from_bytes::<Assignment>(record).ok()?;
            Some((assignment, NoteResult::from(Record::of_note(record, note.bytes, &inner_path)?)))
        });
        let (assignment, mut result) = match found {
            Some((assignment, result)) => (assignment, Some(result)),
            None => (assign(), None),
        };
        if note.among >= MIN_NOTES_TO_PACK
            && let Some(result) = &mut result
        {
            result.pack(&self.texts);
        }
        let recalled = Recalled { context, key, assignment: assignment.clone(), result };
        let path = note.file.path.as_os_str().into();
        let mut read = lock(&self.read);
        if read.is_empty() {
            read.reserve(note.among);
        }
        read.insert(path, recalled);
        assignment
    }

    fn types(&self) -> Arc<dyn TypeMemory> {
        Arc::new(self.folder.clone())
    }
}

impl TypeMemory for CacheFolder {
    fn open(&self, file: &Path, types: usize) -> Box<dyn TypeRecords> {
        Box::new(self.open(file, build(), 2 * types))
    }
}

impl TypeRecords for Cache {
    fn get(&self, name: &str, made_from: &[&[u8]]) -> Option<Vec<u8>> {
        self.get(self.key(Path::new(name), made_from), |record| Some(record.to_vec()))
    }

    fn put(&self, name: &str, made_from: &[&[u8]], record: &[u8]) {
        self.put(self.key(Path::new(name), made_from), record);
    }

    fn save(self: Box<Self>) {
        Cache::save(*self, true);
    }
}

/// Returns the fingerprint of all that the type of `note` and its result depend on beside its text and its path. Its
/// path in the collection and the name of the collection's folder follow from the latter, as each folder has a cache.
fn context(note: &ReadNote<'_>) -> u128 {
    let ReadNote { loaded, index, options, .. } = note;
    let mut context = loaded.sources.clone();
    context.add(options.as_bytes());
    context.add_hashed(loaded.chosen);
    context.add(&[*index as u8]);
    context.finish()
}

/// Returns the key of what was found of the note `bytes` at `path`, which depends on `context` beside.
pub(super) fn key(cache: &Cache, path: &Path, context: u128, bytes: &[u8]) -> Key {
    cache.key(path, &[&context.to_le_bytes(), bytes])
}

/// Returns an id of this build of notelint: of its sources, and, by the `TypeId` of one of its
/// types, of its dependencies, features, profile and compiler.
fn build() -> u128 {
    let mut build = Fingerprint::default();
    build.add(env!("NOTELINT_BUILD").as_bytes());
    build.add_hashed(TypeId::of::<NoteResult>());
    build.finish()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
