use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    super::Fingerprint,
    layout::{Head, Key, MAX_RECORD},
    reader::Reader,
    tag,
    writer::Writer,
};

/// The cache of one collection or configuration: the records of earlier runs, and those of this one.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    file: PathBuf,
    head: Head,
    pub(super) old: Option<Old>,
    new: Mutex<New>,
}

/// The records of earlier runs.
#[derive(Debug)]
pub(super) struct Old {
    reader: Reader,
    /// Which records were used in this run, in the order of the entries.
    pub(super) held: Vec<AtomicBool>,
}

/// The records of this run.
#[derive(Debug)]
enum New {
    /// Not created yet; about this many records are expected.
    Nothing(usize),
    Some(Writer),
    /// The cache cannot be written.
    Lost,
}

impl Cache {
    /// Opens the cache at `file` in `folder`, for the build `build`. `expected` is about the number
    /// of records that will be looked up.
    pub(super) fn open(folder: PathBuf, file: PathBuf, build: u128, expected: usize) -> Self {
        let old = Reader::open(&file, build).map(|reader| {
            let held = reader.entries().iter().map(|_| AtomicBool::new(false)).collect();
            Old { reader, held }
        });
        let head = old.as_ref().map_or_else(|| Head::new(build), |old| old.reader.head());
        Self { folder, file, head, old, new: Mutex::new(New::Nothing(expected)) }
    }

    /// Returns the key of a record about the file at `path`, or about what else has that name, that is made from `parts`.
    pub fn key(&self, path: &Path, parts: &[&[u8]]) -> Key {
        let path = path.as_os_str().as_encoded_bytes();
        let mut made_from = Fingerprint::seeded(self.head.seed);
        made_from.add(path);
        for part in parts {
            made_from.add(part);
        }
        Key { name: Fingerprint::short(path, self.head.seed), made_from: made_from.finish().to_le_bytes() }
    }

    /// Returns what `read` makes of the record of `key`; `None` if there is no such record, or it
    /// is damaged.
    pub fn get<T>(&self, key: Key, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let old = self.old.as_ref()?;
        let at = old.reader.find(key)?;
        let found = old.reader.record(at, read)??;
        old.held.get(at)?.store(true, Ordering::Relaxed);
        Some(found)
    }

    /// Stores `record` for later runs, in place of an older one about the same file.
    pub fn put(&self, key: Key, record: &[u8]) {
        if record.len() > MAX_RECORD {
            return;
        }
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        if let New::Nothing(expected) = *new {
            *new = self.begin(expected);
        }
        if let New::Some(writer) = &mut *new
            && writer.add(key, record).is_err()
        {
            *new = New::Lost;
        }
    }

    /// Saves the new records beside those of earlier runs. If `all_were_looked_up`, records that
    /// were not used in this run are dropped.
    pub fn save(self, all_were_looked_up: bool) {
        let new = std::mem::replace(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner), New::Lost);
        let stays = |held: &AtomicBool| !all_were_looked_up || held.load(Ordering::Relaxed);
        let some_go = || self.old.as_ref().is_some_and(|old| !old.held.iter().all(stays));
        let new = match new {
            New::Nothing(expected) if some_go() => self.begin(expected),
            new => new,
        };
        let New::Some(mut writer) = new else { return };
        if self.old.as_ref().is_some_and(|old| old.copy_to(&mut writer, stays).is_err()) {
            return;
        }
        // Some systems do not replace an open file.
        drop(self.old);
        // If it cannot be replaced, the old one stays valid.
        writer.finish(&self.file).ok();
    }

    fn begin(&self, expected: usize) -> New {
        let writer = tag::make(&self.folder).and_then(|()| Writer::new(&self.folder, self.head, expected));
        writer.map_or(New::Lost, New::Some)
    }
}

impl Old {
    /// Adds to `writer` the old records that it does not replace and that `stay`.
    fn copy_to(&self, writer: &mut Writer, stays: impl Fn(&AtomicBool) -> bool) -> io::Result<()> {
        let newer = writer.names();
        let entries = self.reader.entries().iter().zip(&self.held).enumerate();
        for (at, (entry, _)) in entries.filter(|(_, (_, held))| stays(held)) {
            if newer.binary_search(&entry.key.name).is_err()
                && let Some(added) = self.reader.record(at, |record| writer.add(entry.key, record))
            {
                added?;
            }
        }
        Ok(())
    }
}
