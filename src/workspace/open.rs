//! What a run works on: the notes that were found, each with the type and the rules that its
//! configuration gives it.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    options::Options,
    resolver::Resolver,
    root::Root,
    settings::{Resolved, Settings},
    sources::FileSources,
    target::Target,
    threads::Threads,
};
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer, FileKind, FileSystem, NoteFile, Overlay},
    lint::Notice,
    rules::{Selection, Selector},
};

/// The notes of a run and what holds for them.
#[derive(Debug)]
pub(crate) struct Workspace {
    files: Arc<Overlay>,
    folder: PathBuf,
    targets: Vec<Target>,
    settings: Vec<Settings>,
    roots: Vec<Root>,
    faults: Vec<Fault>,
    notices: Vec<Notice>,
    threads: Threads,
}

impl Workspace {
    /// Finds the notes in `files` and loads their configurations and types.
    ///
    /// # Errors
    /// All faults of arguments, configurations and note types: nothing can be checked then.
    pub(crate) fn open(options: &Options, files: Arc<dyn FileSystem>) -> Result<Self, Vec<Fault>> {
        let files = Arc::new(Overlay::new(files));
        let threads = Threads::new(options.jobs);
        let opened = threads.install(|| Self::open_here(options, files))?;
        Ok(Self { threads, ..opened })
    }

    fn open_here(options: &Options, files: Arc<Overlay>) -> Result<Self, Vec<Fault>> {
        let folder = files.working_directory().map_err(|fault| vec![fault])?;
        let selection = selection(options)?;
        let found = find(&*files, options, &folder);
        let mut resolver = Resolver::new(files.clone(), options, &folder, selection);
        let mut targets = Vec::with_capacity(found.notes.len() + 1);
        if let Some(path) = &options.stdin {
            let file = NoteFile::named(disk::absolute(path, &folder), &folder);
            // If it is excluded, it is still to be passed on.
            let applies = resolver.resolve(&file).unwrap_or(Resolved::NOTHING);
            targets.push(Target { file, resolved: applies, reported: true });
        }
        let stdin = targets.first().map(|target| target.file.path.clone());
        for file in found.notes.into_iter().filter(|file| Some(&file.path) != stdin.as_ref()) {
            if let Some(resolved) = resolver.resolve(&file) {
                if file.named && files.kind(&file.path).is_ok_and(|kind| kind == FileKind::Other) {
                    files.insert_pipe(&file.path);
                }
                targets.push(Target { file, resolved, reported: true });
            }
        }
        let adds_neighbours = resolver.looks_at_collections();
        if adds_neighbours {
            let neighbours = neighbours(&*files, options, &folder, &mut resolver, &targets);
            targets.extend(neighbours);
        }
        let named = named(options, &folder);
        let notices = resolver.hints(&named);
        let (settings, mut roots) = resolver.finish()?;
        for root in &mut roots {
            root.is_whole = root.configured && adds_neighbours;
            root.is_whole |= named.iter().any(|named| root.folder.starts_with(named));
        }
        let threads = Threads::default();
        Ok(Self { files, folder, targets, settings, roots, faults: found.faults, notices, threads })
    }

    /// What the notes are read from.
    pub(crate) fn files(&self) -> &Arc<Overlay> {
        &self.files
    }

    /// The texts of the notes and configurations.
    pub(crate) fn sources(&self) -> FileSources {
        FileSources::new(self.files.clone(), self.folder.clone())
    }

    /// Reads the note at `target` into `buffer`.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read.
    pub(crate) fn read<'b>(&self, target: &Target, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        self.files.read(target.path(), buffer).map_err(|fault| fault.in_file(&**target.display_path()))
    }

    /// The text of the note at `target` as it is now.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read.
    pub(crate) fn text(&self, target: &Target) -> Result<String, Fault> {
        let mut buffer = Buffer::default();
        let bytes = self.read(target, &mut buffer)?;
        let text = disk::decode(bytes).map_err(|fault| fault.in_file(&**target.display_path()))?;
        Ok(text.to_owned())
    }

    /// The notes, those of no type included: first standard input, then the others by path, then
    /// those that are only there for others of their collection.
    pub(crate) fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The absolute working directory.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The collections that the notes belong to.
    pub(crate) fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// What could not be found or looked at.
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What configurations say that comes to nothing.
    pub(crate) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What holds for `target`; none where no type takes it.
    pub(crate) fn settings(&self, target: &Target) -> Option<&Settings> {
        self.settings.get(target.settings()?)
    }

    /// Whether some rule that looks at whole collections runs.
    pub(crate) fn looks_at_collections(&self) -> bool {
        self.settings.iter().any(|settings| settings.rules.looks_at_collection())
    }

    /// Runs `work` on the number of threads that was asked for.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }
}

fn find(files: &dyn FileSystem, options: &Options, folder: &Path) -> disk::Found {
    if !options.paths.is_empty() {
        disk::find(files, &options.paths, folder)
    } else if options.stdin.is_some() {
        disk::Found::default()
    } else {
        disk::find(files, &[PathBuf::from(".")], folder)
    }
}

/// What was named, absolute.
fn named(options: &Options, folder: &Path) -> Vec<PathBuf> {
    match options.paths.as_slice() {
        [] if options.stdin.is_none() => vec![folder.to_owned()],
        paths => paths.iter().map(|path| disk::absolute(path, folder)).collect(),
    }
}

/// The notes of the collections of `targets` that are not among them, so that what is said of a
/// note does not depend on which other ones were named.
fn neighbours(
    files: &dyn FileSystem,
    options: &Options,
    folder: &Path,
    resolver: &mut Resolver<'_>,
    targets: &[Target],
) -> Vec<Target> {
    let named = named(options, folder);
    let open = resolver
        .roots()
        .iter()
        .enumerate()
        .filter(|(_, root)| root.configured && !named.iter().any(|named| root.folder.starts_with(named)));
    let open: Vec<(usize, PathBuf)> = open.map(|(number, root)| (number, root.folder.clone())).collect();
    let known: HashSet<&Path> = targets.iter().map(Target::path).collect();
    let mut neighbours = Vec::new();
    for (number, root) in open {
        // What cannot be read there is no fault of the notes that were named.
        for file in disk::find(files, &[root], folder).notes {
            if known.contains(&*file.path) {
                continue;
            }
            if let Some(resolved) =
                resolver.resolve(&file).filter(|resolved| resolved.root as usize == number)
            {
                neighbours.push(Target { file, resolved, reported: false });
            }
        }
    }
    neighbours
}

fn selection(options: &Options) -> Result<Selection, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut parse = |flag: &str, names: &[String]| -> Vec<Selector> {
        let mut selectors = Vec::new();
        for name in names {
            match Selector::parse(name) {
                Ok(selector) => selectors.push(selector),
                Err(error) => {
                    faults.push(Fault::new(format!("{flag}: {error}")).help(error.help()));
                }
            }
        }
        selectors
    };
    let select = options.select.as_ref().map(|names| parse("--select", names));
    let ignore = parse("--ignore", &options.ignore);
    if faults.is_empty() { Ok(Selection { select, ignore }) } else { Err(faults) }
}
