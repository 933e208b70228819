//! The lines of a stream, as they arrive.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use crate::workspace::{MAX_LINE_BYTES, RecordLine};

/// The number of bytes that are read at a time.
const CHUNK_BYTES: usize = 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads lines. Of a line that is too long, only the beginning is ever in memory.
#[derive(Debug)]
pub(super) struct RecordLines<R> {
    from: R,
    bytes: Vec<u8>,
    /// How many of `bytes` are those of lines that were returned.
    taken: usize,
    /// How many of `bytes` were read.
    filled: usize,
    /// Whether a line that is too long goes on.
    is_skipping: bool,
    /// Whether nothing was returned yet.
    is_first: bool,
    is_done: bool,
}

impl<R: Read> RecordLines<R> {
    pub(super) fn new(from: R) -> Self {
        let bytes = Vec::new();
        Self { from, bytes, taken: 0, filled: 0, is_skipping: false, is_first: true, is_done: false }
    }

    /// Waits for a line, and returns it with all those that arrived with it; `None` at the end. A line feed after the
    /// last line is optional.
    ///
    /// # Errors
    /// If the stream cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<RecordLine<'_>>>> {
        self.bytes.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        let mut searched = 0;
        loop {
            let new = &self.bytes[searched..self.filled];
            match (memrchr(b'\n', new), self.is_skipping) {
                (Some(end), false) => {
                    self.taken = searched + end + 1;
                    return Ok(Some(self.lines(self.taken - 1)));
                }
                (Some(_), true) => {
                    self.taken = searched + memchr(b'\n', new).map_or(0, |end| end + 1);
                    self.is_skipping = false;
                    return Ok(Some(vec![RecordLine::TooLong]));
                }
                (None, _) => {}
            }
            self.is_skipping |= self.filled > MAX_LINE_BYTES;
            if self.is_skipping {
                self.filled = 0;
            }
            searched = self.filled;
            if self.is_done {
                return Ok(None);
            }
            let read = self.read()?;
            self.filled += read;
            if read == 0 {
                self.is_done = true;
                self.taken = self.filled;
                return Ok(match (self.filled, std::mem::take(&mut self.is_skipping)) {
                    (_, true) => Some(vec![RecordLine::TooLong]),
                    (0, false) => None,
                    (end, false) => Some(self.lines(end)),
                });
            }
        }
    }

    fn read(&mut self) -> io::Result<usize> {
        let room = self.filled + CHUNK_BYTES;
        if self.bytes.len() < room {
            let size = room.max(2 * self.filled).min(MAX_LINE_BYTES + CHUNK_BYTES);
            self.bytes.reserve_exact(size - self.bytes.len());
            self.bytes.resize(size, 0);
        } else if self.bytes.len() > 4 * room {
            self.bytes.truncate(room);
            self.bytes.shrink_to_fit();
        }
        loop {
            match self.from.read(&mut self.bytes[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    /// Returns the lines before the byte `end`.
    fn lines(&mut self, end: usize) -> Vec<RecordLine<'_>> {
        let mut bytes = &self.bytes[..end];
        if std::mem::take(&mut self.is_first) {
            bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        }
        let line = |line: &'_ [u8]| line.len() <= MAX_LINE_BYTES;
        let lines = bytes.split(|byte| *byte == b'\n');
        lines.map(|bytes| if line(bytes) { RecordLine::Bytes(bytes) } else { RecordLine::TooLong }).collect()
    }
}

#[cfg(test)]
mod tests;
