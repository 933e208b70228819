//! What a run works on: the notes that were found, each with the type and the rules that its
//! configuration gives it.

use std::{
    collections::HashSet,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::settings::{ConfigChoice, Resolved, Resolver, Root};
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer, NoteFile},
    lint::{Anchor, NoteSettings, Notice},
    notetype::NoteType,
    rules::{RuleSet, Selection, Selector},
};

/// Which notes, and under which configuration.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    /// Files and folders; none is the working directory.
    pub(super) paths: Vec<PathBuf>,
    /// A note from standard input.
    pub(super) stdin: Option<Stdin>,
    /// Which configuration holds.
    pub(super) config: ConfigChoice,
    /// The name of the type of all notes.
    pub(super) note_type: Option<String>,
    /// Names of rules and groups: exactly these run.
    pub(super) select: Option<Vec<String>>,
    /// Names of rules and groups: these do not run.
    pub(super) ignore: Vec<String>,
    /// Whether `exclude` holds for files that are named, too.
    pub(super) force_exclude: bool,
    /// The number of threads; one a core unless given.
    pub(super) jobs: Option<NonZeroUsize>,
}

/// A note from standard input.
#[derive(Clone, Debug)]
pub(super) struct Stdin {
    /// The path that it stands for.
    pub(super) filename: Option<PathBuf>,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// How a note of standard input without a name is reported.
pub(super) const STDIN: &str = "<stdin>";

/// What holds for some of the notes.
#[derive(Debug)]
pub(super) struct Settings {
    /// Their type.
    pub(super) note_type: Arc<NoteType>,
    /// The rules that run.
    pub(super) rules: RuleSet,
    /// All that decides on the two.
    pub(super) fingerprint: u128,
}

impl Settings {
    /// What holds for one of the notes, which other notes link to by `linked`.
    pub(super) fn of_note<'a>(&'a self, linked: &'a [Anchor]) -> NoteSettings<'a> {
        NoteSettings { note_type: &self.note_type, rules: &self.rules, linked }
    }
}

/// A note that was found.
#[derive(Debug)]
pub(super) struct Target {
    file: NoteFile,
    /// The text of what cannot be read twice: standard input, a pipe.
    held: Option<Box<Result<String, Fault>>>,
    is_stdin: bool,
    resolved: Resolved,
    reported: bool,
}

impl Target {
    /// The note's path, as reported.
    pub(super) fn shown(&self) -> &str {
        &self.file.shown
    }

    /// The same, to be kept.
    pub(super) fn shown_shared(&self) -> &Arc<str> {
        &self.file.shown
    }

    /// The file that the note is, or stands for.
    pub(super) fn file(&self) -> &Path {
        &self.file.path
    }

    /// The note's file, which can be read again and replaced; none for standard input and pipes.
    pub(super) fn path(&self) -> Option<&Path> {
        self.held.is_none().then_some(&self.file.path)
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.is_stdin
    }

    /// The note's text as it is now.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(super) fn text(&self) -> Result<String, Fault> {
        self.read(&mut Buffer::default()).map(str::to_owned)
    }

    /// The same, read into `buffer`.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(super) fn read<'a>(&'a self, buffer: &'a mut Buffer) -> Result<&'a str, Fault> {
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
    pub(super) fn read_bytes<'a>(&self, buffer: &'a mut Buffer) -> Result<&'a [u8], Fault> {
        buffer.read(&self.file.path).map_err(|fault| fault.in_file(self.shown()))
    }

    /// The note's collection, by its number.
    pub(super) fn root(&self) -> usize {
        self.resolved.root as usize
    }

    /// What holds for it, by its number; none where no type takes it.
    pub(super) fn settings(&self) -> Option<usize> {
        self.resolved.settings.map(|number| number as usize)
    }

    /// Whether it is to be checked. Otherwise it is only there for others of its collection.
    pub(super) fn is_reported(&self) -> bool {
        self.reported
    }
}

/// The notes of a run and what holds for them.
#[derive(Debug)]
pub(super) struct Workspace {
    folder: PathBuf,
    targets: Vec<Target>,
    settings: Vec<Settings>,
    roots: Vec<Root>,
    faults: Vec<Fault>,
    notices: Vec<Notice>,
    threads: Threads,
}

impl Workspace {
    /// Finds the notes and loads their configurations and types.
    ///
    /// # Errors
    /// All faults of arguments, configurations and note types: nothing can be checked then.
    pub(super) fn open(inputs: &Inputs) -> Result<Self, Vec<Fault>> {
        let threads = Threads::new(inputs.jobs);
        let opened = threads.install(|| Self::open_here(inputs))?;
        Ok(Self { threads, ..opened })
    }

    fn open_here(inputs: &Inputs) -> Result<Self, Vec<Fault>> {
        let folder = disk::working_directory().map_err(|fault| vec![fault])?;
        let selection = selection(inputs)?;
        let found = find(inputs, &folder);
        let mut resolver = Resolver::new(inputs, &folder, selection);
        let mut targets = Vec::with_capacity(found.notes.len() + 1);
        if let Some(Stdin { filename, bytes }) = &inputs.stdin {
            let name = filename.as_deref().unwrap_or(Path::new(STDIN));
            let file = NoteFile::named(disk::absolute(name, &folder), &folder);
            // Where it is excluded, it is still to be passed on.
            let known = resolver.resolve(&file).unwrap_or(Resolved::NOTHING);
            let held = Some(Box::new(disk::decode(bytes).map(str::to_owned)));
            targets.push(Target { file, held, is_stdin: true, resolved: known, reported: true });
        }
        for file in found.notes {
            if let Some(resolved) = resolver.resolve(&file) {
                let held =
                    (file.named && !disk::is_file(&file.path)).then(|| Box::new(disk::read(&file.path)));
                targets.push(Target { file, held, is_stdin: false, resolved, reported: true });
            }
        }
        let adds_neighbours = resolver.looks_at_collections();
        if adds_neighbours {
            let neighbours = neighbours(inputs, &folder, &mut resolver, &targets);
            targets.extend(neighbours);
        }
        let named = named(inputs, &folder);
        let notices = resolver.hints(&named);
        let (settings, mut roots) = resolver.finish()?;
        for root in &mut roots {
            root.is_whole = root.configured && adds_neighbours;
            root.is_whole |= named.iter().any(|named| root.folder.starts_with(named));
        }
        let threads = Threads::default();
        Ok(Self { folder, targets, settings, roots, faults: found.faults, notices, threads })
    }

    /// The notes, those of no type included: first standard input, then the others by path, then
    /// those that are only there for others of their collection.
    pub(super) fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The absolute working directory.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The collections that the notes belong to.
    pub(super) fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// What could not be found or looked at.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What configurations say that comes to nothing.
    pub(super) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What holds for `target`; none where no type takes it.
    pub(super) fn settings(&self, target: &Target) -> Option<&Settings> {
        self.settings.get(target.settings()?)
    }

    /// Whether some rule that looks at whole collections runs.
    pub(super) fn looks_at_collections(&self) -> bool {
        self.settings.iter().any(|settings| settings.rules.looks_at_collection())
    }

    /// Runs `work` on the number of threads that was asked for.
    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }
}

/// The threads of a run; none where the system gives none, and the one that is there must do.
#[derive(Debug, Default)]
struct Threads(Option<ThreadPool>);

/// As much as the first thread of a process has on most systems, in bytes.
const STACK: usize = 8 * 1024 * 1024;

impl Threads {
    /// So many as `jobs`, or one a core.
    fn new(jobs: Option<NonZeroUsize>) -> Self {
        let number = jobs.map_or(0, NonZeroUsize::get);
        Self(ThreadPoolBuilder::new().num_threads(number).stack_size(STACK).build().ok())
    }

    fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

fn find(inputs: &Inputs, folder: &Path) -> disk::Found {
    if !inputs.paths.is_empty() {
        disk::find(&inputs.paths, folder)
    } else if inputs.stdin.is_some() {
        disk::Found::default()
    } else {
        disk::find(&[PathBuf::from(".")], folder)
    }
}

/// What was named, absolute.
fn named(inputs: &Inputs, folder: &Path) -> Vec<PathBuf> {
    match inputs.paths.as_slice() {
        [] if inputs.stdin.is_none() => vec![folder.to_owned()],
        paths => paths.iter().map(|path| disk::absolute(path, folder)).collect(),
    }
}

/// The notes of the collections of `targets` that are not among them, so that what is said of a
/// note does not depend on which other ones were named.
fn neighbours(
    inputs: &Inputs,
    folder: &Path,
    resolver: &mut Resolver<'_>,
    targets: &[Target],
) -> Vec<Target> {
    let named = named(inputs, folder);
    let open = resolver
        .roots()
        .iter()
        .enumerate()
        .filter(|(_, root)| root.configured && !named.iter().any(|named| root.folder.starts_with(named)));
    let open: Vec<(usize, PathBuf)> = open.map(|(number, root)| (number, root.folder.clone())).collect();
    let known: HashSet<&Path> = targets.iter().map(Target::file).collect();
    let mut neighbours = Vec::new();
    for (number, root) in open {
        // What cannot be read there is no fault of the notes that were named.
        for file in disk::find(&[root], folder).notes {
            if known.contains(&*file.path) {
                continue;
            }
            if let Some(resolved) =
                resolver.resolve(&file).filter(|resolved| resolved.root as usize == number)
            {
                neighbours.push(Target { file, held: None, is_stdin: false, resolved, reported: false });
            }
        }
    }
    neighbours
}

fn selection(inputs: &Inputs) -> Result<Selection, Vec<Fault>> {
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
    let select = inputs.select.as_ref().map(|names| parse("--select", names));
    let ignore = parse("--ignore", &inputs.ignore);
    if faults.is_empty() { Ok(Selection { select, ignore }) } else { Err(faults) }
}
