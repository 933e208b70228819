use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use tempfile::NamedTempFile;
use xxhash_rust::xxh3::Xxh3;

use super::{
    super::save,
    layout::{CHECKSUM, Entry, Foot, Head, Key},
};

/// The number of bytes that are written at a time.
const BUFFER: usize = 64 * 1024;

/// Writes a cache to a temporary file beside it, so that the cache itself is always complete.
#[derive(Debug)]
pub(super) struct Writer {
    file: BufWriter<NamedTempFile>,
    head: Head,
    entries: Vec<Entry>,
    /// The offset of the next record.
    end: u64,
}

impl Writer {
    /// Creates a cache in `folder`, to which about `expected` records will be added.
    pub(super) fn new(folder: &Path, head: Head, expected: usize) -> io::Result<Self> {
        save::remove_leftovers(folder);
        let mut file = BufWriter::with_capacity(BUFFER, save::temporary_in(folder)?);
        file.write_all(&head.to_bytes())?;
        Ok(Self { file, head, entries: Vec::with_capacity(expected), end: Head::SIZE as u64 })
    }

    /// Returns the names of the added records, sorted.
    pub(super) fn names(&self) -> Vec<u64> {
        let mut names: Vec<u64> = self.entries.iter().map(|entry| entry.key.name).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn add(&mut self, key: Key, record: &[u8]) -> io::Result<()> {
        let size = u32::try_from(record.len()).map_err(io::Error::other)?;
        self.file.write_all(&key.checksum(record))?;
        self.file.write_all(record)?;
        self.entries.push(Entry { key, offset: self.end, size });
        self.end += (CHECKSUM + record.len()) as u64;
        Ok(())
    }

    /// Replaces the cache at `path`.
    pub(super) fn finish(mut self, path: &Path) -> io::Result<()> {
        self.entries.sort_by_key(|entry| entry.key.name);
        // Of two records with one name, either may stay.
        self.entries.dedup_by_key(|entry| entry.key.name);
        let mut checksum = Xxh3::new();
        for entry in &self.entries {
            let bytes = entry.to_bytes();
            checksum.update(&bytes);
            self.file.write_all(&bytes)?;
        }
        let entries = self.entries.len() as u64;
        let foot = Foot { index: self.end, entries, checksum: checksum.digest() };
        self.file.write_all(&foot.to_bytes(self.head))?;
        // Not synced to the disk: checksums reveal what a crash has damaged.
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path)?;
        Ok(())
    }
}
