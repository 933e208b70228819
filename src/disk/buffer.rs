use std::io::{self, Read};

use super::encoding::{disguised, not_utf8};
use crate::diagnostic::Fault;

/// The largest note, schema or configuration that is read, in bytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A buffer for files that are read one after another.
#[derive(Debug)]
pub struct Buffer {
    bytes: Vec<u8>,
    /// The size of the largest file that is read, in bytes.
    limit: u64,
}

impl Default for Buffer {
    fn default() -> Self {
        Self::with_limit(MAX_BYTES)
    }
}

/// The largest capacity that is kept from one file to the next, in bytes.
const KEPT_BYTES: usize = 1024 * 1024;

/// The smallest capacity, in bytes.
const MIN_BYTES: usize = 16 * 1024;

impl Buffer {
    /// Returns one for files of at most `limit` bytes.
    pub fn with_limit(limit: u64) -> Self {
        Self { bytes: Vec::new(), limit }
    }

    /// Replaces the content by `bytes`.
    pub fn fill(&mut self, bytes: &[u8]) -> &[u8] {
        let own = &mut self.bytes;
        if own.len() < bytes.len() {
            own.resize(bytes.len(), 0);
        }
        own[..bytes.len()].copy_from_slice(bytes);
        &own[..bytes.len()]
    }

    /// Replaces the content by that of `reader`, about `size` bytes. Reads at most one byte more
    /// than the limit, as the size of a device or a growing file is unknown.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read or is larger than the limit.
    pub fn read(&mut self, reader: &mut dyn Read, size: u64) -> Result<&[u8], Fault> {
        let limit = self.limit;
        let bytes = self.read_all(reader, size).map_err(|error| cannot_read(&error))?;
        if bytes.len() as u64 > limit {
            let message = format!("exceeds the limit of {} MiB", limit / 1024 / 1024);
            return Err(Fault::new(message).help("split the file, or exclude it"));
        }
        Ok(bytes)
    }

    fn read_all(&mut self, reader: &mut dyn Read, size: u64) -> io::Result<&[u8]> {
        let bytes = &mut self.bytes;
        if bytes.len() > KEPT_BYTES {
            *bytes = Vec::new();
        }
        // With capacity for one byte more, one call reads everything and finds the end. The size is only a
        // hint: some file systems report one that is too small.
        let most = usize::try_from(self.limit).map_or(usize::MAX, |most| most + 1);
        let size = usize::try_from(size).unwrap_or(most).min(most - 1);
        let room = (size + 1).max(MIN_BYTES);
        if bytes.len() < room {
            // What is in it is of another file.
            *bytes = vec![0; room];
        }
        let mut read = 0;
        while read < most {
            if read == bytes.len() {
                bytes.resize((2 * read).min(most), 0);
            }
            match reader.read(&mut bytes[read..]) {
                Ok(0) => break,
                Ok(more) => {
                    read += more;
                    // There was room for more, so that this is the end: to ask for it takes as long as to read.
                    if read == size && read < bytes.len() && size > 0 {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&bytes[..read])
    }
}

/// Returns `bytes`, the content of the file that is reported as `path`, as text.
///
/// # Errors
/// A [`Fault`] without a path if they are not UTF-8: what they probably are instead, or where the first
/// wrong byte is.
pub fn decode<'b>(bytes: &'b [u8], path: &str) -> Result<&'b str, Fault> {
    undisguised(decode_known(bytes, path)?, path)
}

/// Returns `text`, which is the bytes of a file that is reported as `path`.
///
/// # Errors
/// A [`Fault`] without a path if the bytes are UTF-8 by accident, as those of ISO-2022-JP are: what they
/// probably are instead.
pub fn undisguised<'t>(text: &'t str, path: &str) -> Result<&'t str, Fault> {
    disguised(text.as_bytes(), path).map_or(Ok(text), Err)
}

/// Returns `bytes` as text like [`decode`], if it is known that they are no other text in disguise.
///
/// # Errors
/// A [`Fault`] without a path if they are not UTF-8.
pub fn decode_known<'b>(bytes: &'b [u8], path: &str) -> Result<&'b str, Fault> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to(), path))
}

/// Returns why a file could not be read.
pub(super) fn cannot_read(error: &io::Error) -> Fault {
    Fault::new(format!("cannot be read: {}", describe_error(error)))
}

/// The number of the error that a process has too many open files, the same on all systems like Unix. The
/// standard library has no kind for it.
const EMFILE: i32 = 24;

/// Describes `error` in a few words that are the same on every system.
pub fn describe_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::StorageFull => "disk full".to_owned(),
        io::ErrorKind::QuotaExceeded => "disk quota exceeded".to_owned(),
        io::ErrorKind::FileTooLarge => "file too large".to_owned(),
        io::ErrorKind::InvalidFilename => "file name too long".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "read-only file system".to_owned(),
        _ if cfg!(unix) && error.raw_os_error() == Some(EMFILE) => {
            "too many open files; raise the limit with `ulimit -n`".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
