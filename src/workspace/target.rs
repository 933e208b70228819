use std::{path::Path, sync::Arc};

use super::settings::Resolved;
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer, NoteFile},
};

/// A note that was found.
#[derive(Debug)]
pub(crate) struct Target {
    pub(super) file: NoteFile,
    /// The text of what cannot be read twice: standard input, a pipe.
    pub(super) held: Option<Box<Result<String, Fault>>>,
    pub(super) is_stdin: bool,
    pub(super) resolved: Resolved,
    pub(super) reported: bool,
}

impl Target {
    /// The note's path, as reported.
    pub(crate) fn shown(&self) -> &str {
        &self.file.shown
    }

    /// The same, to be kept.
    pub(crate) fn shown_shared(&self) -> &Arc<str> {
        &self.file.shown
    }

    /// The file that the note is, or stands for.
    pub(crate) fn file(&self) -> &Path {
        &self.file.path
    }

    /// The note's file, which can be read again and replaced; none for standard input and pipes.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.held.is_none().then_some(&self.file.path)
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.is_stdin
    }

    /// The note's text as it is now.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(crate) fn text(&self) -> Result<String, Fault> {
        self.read(&mut Buffer::default()).map(str::to_owned)
    }

    /// The same, read into `buffer`.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(crate) fn read<'a>(&'a self, buffer: &'a mut Buffer) -> Result<&'a str, Fault> {
        let text = match self.held.as_deref() {
            Some(held) => held.as_deref().map_err(Fault::clone),
            None => buffer.read(&self.file.path).and_then(disk::decode),
        };
        text.map_err(|fault| fault.in_file(self.shown()))
    }

    /// The bytes of the note's file as it is now, read into `buffer`.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(crate) fn read_bytes<'a>(&self, buffer: &'a mut Buffer) -> Result<&'a [u8], Fault> {
        buffer.read(&self.file.path).map_err(|fault| fault.in_file(self.shown()))
    }

    /// The note's collection, by its number.
    pub(crate) fn root(&self) -> usize {
        self.resolved.root as usize
    }

    /// What holds for it, by its number; none where no type takes it.
    pub(crate) fn settings(&self) -> Option<usize> {
        self.resolved.settings.map(|number| number as usize)
    }

    /// Whether it is to be checked. Otherwise it is only there for others of its collection.
    pub(crate) fn is_reported(&self) -> bool {
        self.reported
    }
}
