use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::{
    diagnostic::Fault,
    text::{LineIndex, Span},
};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Reads the file at `path`.
///
/// # Errors
/// A [`Fault`], of no file yet, where it cannot be read, is larger than [`MAX_BYTES`] or is not
/// UTF-8.
pub fn read(path: &Path) -> Result<String, Fault> {
    let mut buffer = Buffer::default();
    buffer.read(path).and_then(decode).map(str::to_owned)
}

/// Room for files that are read one after the other.
#[derive(Debug, Default)]
pub struct Buffer(Vec<u8>);

/// So much room is kept from one file to the next, in bytes.
const KEPT: usize = 1024 * 1024;

/// So much room there is at least, in bytes.
const SMALLEST: usize = 16 * 1024;

impl Buffer {
    /// Reads the file at `path`. What was read before is gone.
    ///
    /// # Errors
    /// A [`Fault`], of no file yet, where it cannot be read or is larger than [`MAX_BYTES`].
    pub fn read(&mut self, path: &Path) -> Result<&[u8], Fault> {
        let bytes =
            self.read_all(path).map_err(|error| Fault::new(format!("cannot be read: {}", words(&error))))?;
        if bytes.len() as u64 > MAX_BYTES {
            let message = format!("is larger than {} MiB, the limit for one file", MAX_BYTES / 1024 / 1024);
            return Err(Fault::new(message).help("split the file, or exclude it"));
        }
        Ok(bytes)
    }

    /// One byte more than the limit is read at most: what a device or a growing file holds is
    /// unknown.
    fn read_all(&mut self, path: &Path) -> io::Result<&[u8]> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let Self(bytes) = self;
        if bytes.len() > KEPT {
            *bytes = Vec::new();
        }
        // Room for all that is there and one byte more: one call reads it, and one finds its end.
        // The size alone is not believed: some file systems report one that is too small.
        let most = usize::try_from(MAX_BYTES).map_or(usize::MAX, |most| most + 1);
        let size = usize::try_from(metadata.len()).unwrap_or(most).min(most - 1);
        let room = (size + 1).max(SMALLEST);
        if bytes.len() < room {
            bytes.resize(room, 0);
        }
        let mut read = 0;
        while read < most {
            if read == bytes.len() {
                bytes.resize((2 * read).min(most), 0);
            }
            match file.read(&mut bytes[read..]) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&bytes[..read])
    }
}

/// `bytes` as text.
///
/// # Errors
/// A [`Fault`], of no file yet, at the first byte that is not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Fault::new("is UTF-16, not UTF-8").help("save the file as UTF-8");
        }
        let before = String::from_utf8_lossy(&bytes[..at]);
        let place = LineIndex::new(&before).range(Span::empty(at), &before);
        let byte = bytes.get(at).copied().unwrap_or_default();
        Fault::new(format!("is not UTF-8: byte 0x{byte:02X} at offset {at} is part of no character"))
            .at(place)
            .help("save the file as UTF-8")
    })
}

/// `error` in a few words that are the same on every system.
pub fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the quota of the disk is used up".to_owned(),
        io::ErrorKind::FileTooLarge => "the file would be too large".to_owned(),
        io::ErrorKind::InvalidFilename => "the name is too long".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => error.to_string(),
    }
}
