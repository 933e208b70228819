use std::{
    fs::{self, File},
    io,
    path::Path,
};

use xxhash_rust::xxh3::xxh3_64;

use super::layout::{CHECKSUM, Entry, Foot, Head, Key};

/// What an earlier run wrote. The index is in memory; records are read when they are asked for.
#[derive(Debug)]
pub(super) struct Reader {
    file: File,
    head: Head,
    /// By name.
    entries: Vec<Entry>,
}

impl Reader {
    /// Opens the file at `path`; none where there is none, it is damaged, or it is not of the build
    /// `build`.
    pub(super) fn open(path: &Path, build: u128) -> Option<Self> {
        // To open a pipe would wait for its other end.
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

    /// What the file begins with.
    pub(super) fn head(&self) -> Head {
        self.head
    }

    /// Where its records are.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of `key`, by its number.
    pub(super) fn find(&self, key: Key) -> Option<usize> {
        let at = self.entries.binary_search_by_key(&key.name, |entry| entry.key.name).ok()?;
        (self.entries[at].key == key).then_some(at)
    }

    /// What `read` makes of the record of the entry numbered `at`; none where it is damaged.
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
