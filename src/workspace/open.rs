//! What a run works on: the notes that were found, each with the type and the rules that its
//! configuration gives it.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    options::{Options, STDIN, Stdin},
    resolver::Resolver,
    root::Root,
    settings::{Resolved, Settings},
    target::Target,
    threads::Threads,
};
use crate::{
    diagnostic::Fault,
    disk::{self, NoteFile},
    lint::Notice,
    rules::{Selection, Selector},
};

/// The notes of a run and what holds for them.
#[derive(Debug)]
pub(crate) struct Workspace {
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
    pub(crate) fn open(inputs: &Options) -> Result<Self, Vec<Fault>> {
        let threads = Threads::new(inputs.jobs);
        let opened = threads.install(|| Self::open_here(inputs))?;
        Ok(Self { threads, ..opened })
    }

    fn open_here(inputs: &Options) -> Result<Self, Vec<Fault>> {
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

fn find(inputs: &Options, folder: &Path) -> disk::Found {
    if !inputs.paths.is_empty() {
        disk::find(&inputs.paths, folder)
    } else if inputs.stdin.is_some() {
        disk::Found::default()
    } else {
        disk::find(&[PathBuf::from(".")], folder)
    }
}

/// What was named, absolute.
fn named(inputs: &Options, folder: &Path) -> Vec<PathBuf> {
    match inputs.paths.as_slice() {
        [] if inputs.stdin.is_none() => vec![folder.to_owned()],
        paths => paths.iter().map(|path| disk::absolute(path, folder)).collect(),
    }
}

/// The notes of the collections of `targets` that are not among them, so that what is said of a
/// note does not depend on which other ones were named.
fn neighbours(
    inputs: &Options,
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

fn selection(inputs: &Options) -> Result<Selection, Vec<Fault>> {
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
