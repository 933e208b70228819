use std::{
    fs::{self, File},
    io,
    path::Path,
};

use xxhash_rust::xxh3::xxh3_64;

use super::layout::{CHECKSUM, Entry, Foot, Head, Key};

/// Reads a cache of an earlier run. The index is in memory; records are read when they are needed.
#[derive(Debug)]
pub(super) struct Reader {
    file: File,
    head: Head,
    /// Sorted by name.
    entries: Vec<Entry>,
}

impl Reader {
    /// Opens the file at `path`; `None` if it does not exist, is damaged, or is not of the build
    /// `build`.
    pub(super) fn open(path: &Path, build: u128) -> Option<Self> {
        // Opening a pipe would wait for its other end.
        fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        let file = File::open(path).ok()?;
        let size = file.metadata().ok()?.len();
        let mut head = [0; Head::SIZE];
        read_at(&file, &mut head, 0).ok()?;
        let head = Head::read(&head, build)?;
        let end = size.checked_sub(Foot::SIZE as u64)?;
        let mut foot = [0; Foot::SIZE];
        read_at(&file, &mut foot, end).ok()?;
        let foot = Foot::read(&foot, head)?;
        let length = end.checked_sub(foot.index)?;
        if foot.entries.checked_mul(Entry::SIZE as u64)? != length {
            return None;
        }
        let mut index = vec![0; usize::try_from(length).ok()?];
        read_at(&file, &mut index, foot.index).ok()?;
        if xxh3_64(&index) != foot.checksum {
            return None;
        }
        let entries: Vec<Entry> = index.chunks_exact(Entry::SIZE).filter_map(Entry::read).collect();
        let lies_inside = |entry: &Entry| {
            entry.offset >= Head::SIZE as u64 && entry.end().is_some_and(|end| end <= foot.index)
        };
        let is_sound =
            entries.iter().all(lies_inside) && entries.is_sorted_by(|one, next| one.key.name < next.key.name);
        is_sound.then_some(Self { file, head, entries })
    }

    /// The head of the file.
    pub(super) fn head(&self) -> Head {
        self.head
    }

    /// The positions of its records.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the number of the entry of `key`.
    pub(super) fn find(&self, key: Key) -> Option<usize> {
        let at = self.entries.binary_search_by_key(&key.name, |entry| entry.key.name).ok()?;
        (self.entries[at].key == key).then_some(at)
    }

    /// Returns what `read` makes of the record of the entry numbered `at`; `None` if the record is
    /// damaged.
    pub(super) fn record<T>(&self, at: usize, read: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let entry = self.entries.get(at)?;
        let mut bytes = vec![0; CHECKSUM + entry.size as usize];
        read_at(&self.file, &mut bytes, entry.offset).ok()?;
        let (checksum, record) = bytes.split_at(CHECKSUM);
        (checksum == entry.key.checksum(record)).then(|| read(record))
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}
