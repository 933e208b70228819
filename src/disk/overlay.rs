use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use super::{Buffer, FileKind, FileSystem, Visited, WalkError, paths::is_hidden_below};
use crate::diagnostic::Fault;

/// A file system with other texts over it: an editor's buffers, standard input, the text that a fix
/// would write.
#[derive(Debug)]
pub struct Overlay {
    base: Arc<dyn FileSystem>,
    files: RwLock<BTreeMap<PathBuf, Entry>>,
    keeps_writes: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The bytes, or the fault of reading them.
    bytes: Result<Arc<[u8]>, Fault>,
    kind: FileKind,
}

impl Overlay {
    /// Returns an overlay of `base` without files of its own.
    pub fn new(base: Arc<dyn FileSystem>) -> Self {
        Self { base, files: RwLock::default(), keeps_writes: false }
    }

    /// Returns an overlay of nothing, which has only the files that it is given. The working
    /// directory is `folder`, an absolute path.
    pub fn in_memory(folder: impl Into<PathBuf>) -> Self {
        Self::new(Arc::new(Nothing { folder: folder.into() }))
    }

    /// Keeps replaced files in the overlay, and writes nothing to the base.
    #[must_use]
    pub fn keep_writes(self) -> Self {
        Self { keeps_writes: true, ..self }
    }

    /// Sets the content of the file at the absolute `path`.
    pub fn insert(&self, path: impl Into<PathBuf>, bytes: impl AsRef<[u8]>) {
        let entry = Entry { bytes: Ok(bytes.as_ref().into()), kind: FileKind::File };
        self.write().insert(path.into(), entry);
    }

    /// Keeps the content of the pipe at `path`, so that it can be read again.
    pub(crate) fn insert_pipe(&self, path: &Path) {
        let mut buffer = Buffer::default();
        let bytes = self.base.read_pipe(path, &mut buffer).map(Arc::from);
        self.write().insert(path.to_owned(), Entry { bytes, kind: FileKind::Other });
    }

    /// Removes the overlay's content of the file at `path`, so that the base's is visible again.
    pub fn remove(&self, path: &Path) {
        self.write().remove(path);
    }

    fn own(&self) -> RwLockReadGuard<'_, BTreeMap<PathBuf, Entry>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<PathBuf, Entry>> {
        self.files.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the files in `folder` that only the overlay has and that are not hidden.
    fn added(&self, folder: &Path) -> Vec<PathBuf> {
        let own = self.own();
        let inside = own.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder));
        let files = inside.filter(|(_, entry)| entry.kind == FileKind::File).map(|(path, _)| path);
        files
            .filter(|path| !is_hidden_below(path, folder) && self.base.kind(path).is_err())
            .cloned()
            .collect()
    }
}

impl FileSystem for Overlay {
    fn working_directory(&self) -> Result<PathBuf, Fault> {
        self.base.working_directory()
    }

    fn home(&self) -> Option<PathBuf> {
        self.base.home()
    }

    fn read<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        let own = self.own().get(path).map(|entry| entry.bytes.clone());
        match own {
            Some(bytes) => Ok(buffer.fill(&bytes?)),
            None => self.base.read(path, buffer),
        }
    }

    fn read_pipe<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        if self.own().contains_key(path) {
            self.read(path, buffer)
        } else {
            self.base.read_pipe(path, buffer)
        }
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let own = self.own();
        if let Some(entry) = own.get(path) {
            return Ok(entry.kind);
        }
        let kind = self.base.kind(path);
        let next = || own.range(path.to_owned()..).next();
        if kind.is_err() && next().is_some_and(|(file, _)| file.starts_with(path)) {
            return Ok(FileKind::Folder);
        }
        kind
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        self.base.link_target(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.base
            .canonicalize(path)
            .or_else(|error| self.kind(path).map(|_| path.to_owned()).map_err(|_| error))
    }

    fn spelled(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        self.base.spelled(paths)
    }

    fn walk(&self, folder: &Path, visit: &mut dyn FnMut(Result<Visited<'_>, WalkError>)) {
        let added = self.added(folder);
        for path in &added {
            visit(Ok(Visited { path, kind: Some(FileKind::File) }));
        }
        if added.is_empty() || self.base.kind(folder).is_ok() {
            self.base.walk(folder, visit);
        }
    }

    fn list(&self, folder: &Path, visit: &mut dyn FnMut(Visited<'_>)) {
        for path in self.added(folder) {
            visit(Visited { path: &path, kind: Some(FileKind::File) });
        }
        self.base.list(folder, visit);
    }

    fn replace(&self, path: &Path, old: &str, new: &str) -> Result<(), Fault> {
        let is_own = self.own().contains_key(path);
        if is_own || self.keeps_writes {
            self.insert(path, new.as_bytes());
            return Ok(());
        }
        self.base.replace(path, old, new)
    }

    fn remove_leftovers(&self, folder: &Path) {
        if !self.keeps_writes {
            self.base.remove_leftovers(folder);
        }
    }

    fn is_overlaid(&self, path: &Path) -> bool {
        self.own().contains_key(path) || self.base.is_overlaid(path)
    }
}

/// A file system without files.
#[derive(Debug)]
struct Nothing {
    folder: PathBuf,
}

impl FileSystem for Nothing {
    fn working_directory(&self) -> Result<PathBuf, Fault> {
        Ok(self.folder.clone())
    }

    fn read<'b>(&self, _: &Path, _: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        Err(Fault::new("cannot be read: no such file"))
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if path == self.folder { Ok(FileKind::Folder) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn link_target(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    fn canonicalize(&self, _: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn walk(&self, _: &Path, _: &mut dyn FnMut(Result<Visited<'_>, WalkError>)) {}

    fn list(&self, _: &Path, _: &mut dyn FnMut(Visited<'_>)) {}

    fn replace(&self, _: &Path, _: &str, _: &str) -> Result<(), Fault> {
        Err(Fault::new("cannot be saved: no such file"))
    }
}
