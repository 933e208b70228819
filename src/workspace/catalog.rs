//! The notes that were found, each with the type and the rules that its configuration gives it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    named::Named,
    note_result::Memory,
    options::Options,
    resolver::Resolver,
    root::Root,
    settings::Settings,
    sources::FileSources,
    target::{Resolved, Target},
};
#[cfg(feature = "cli")]
use crate::rules::{self, Kind};
use crate::{
    diagnostic::{Fault, Notice, Severity},
    disk::{self, Buffer, FileKind, FileSystem, LinkOut, NoteFile, Overlay},
    rules::{Selection, Selector},
};

/// The notes that were found and what applies to each.
pub(super) struct Catalog {
    files: Arc<Overlay>,
    folder: PathBuf,
    resolver: Resolver,
    targets: Vec<Target>,
    roots: Vec<Root>,
    faults: Vec<Fault>,
    notices: Vec<Notice>,
}

impl Catalog {
    /// Finds the notes in `files` and loads their configurations and types. What `memory` has of notes need not be
    /// found out again.
    ///
    /// # Errors
    /// All faults of arguments, configurations and note types: nothing can be checked then.
    pub(super) fn open(
        options: &Arc<Options>,
        files: Arc<Overlay>,
        memory: Option<&dyn Memory>,
    ) -> Result<Self, Vec<Fault>> {
        let folder = files.working_directory().map_err(|fault| vec![fault])?;
        let mut found = find(&*files, options, &folder);
        let mut resolver =
            Resolver::new(files.clone(), options, &folder, selection(options)?, memory.map(Memory::types));
        let mut targets = Vec::with_capacity(found.notes.len() + 1);
        targets.extend(stdin(options, &folder, &mut resolver));
        let is_stdin = targets.first().map(|target| target.file.path.clone());
        let mut excluded = Vec::new();
        found.notes.retain(|file| Some(&file.path) != is_stdin.as_ref());
        for file in found.notes.iter().filter(|file| file.named) {
            let is_pipe = || files.kind(&file.path).is_ok_and(|kind| kind == FileKind::Other);
            if is_pipe() && resolver.config_of(file).is_some() {
                files.insert_pipe(&file.path);
            }
        }
        let assigned = resolver.read_ahead(&found.notes, memory);
        for (file, assigned) in found.notes.into_iter().zip(assigned) {
            if let Some(resolved) = resolver.resolve_read(&file, assigned) {
                targets.push(Target::new(file, resolved, resolver.roots().get(resolved.root as usize)));
            } else if !file.named {
                excluded.push(file);
            }
        }
        let knows_members = resolver.checks_collections();
        if knows_members {
            for file in excluded {
                if let Some(resolved) = resolver.resolve_excluded(&file) {
                    let root = resolver.roots().get(resolved.root as usize);
                    targets.push(Target::new(file, resolved, root).excluded());
                }
            }
            add_members(&folder, &mut resolver, &mut targets, memory);
        }
        if let Some(shard) = options.shard {
            for target in &mut targets {
                target.reported &= shard.contains(target.display_path());
            }
        }
        found.links_out.retain(|link| resolver.config_of(&link.file).is_some());
        let named = Named::new(&*files, options, &folder);
        if targets.is_empty() {
            // A configuration is written before the first note.
            named.paths().into_iter().for_each(|path| resolver.load(path));
        }
        let mut notices = resolver.hints(&named);
        notices.extend(links_out(&found.links_out));
        let faults = resolver.take_faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut roots = resolver.roots().to_vec();
        for root in &mut roots {
            root.is_whole = root.is_fixed && knows_members;
            root.is_whole |= named.covers(&root.folder);
        }
        Ok(Self { files, folder, resolver, targets, roots, faults: found.faults, notices })
    }

    /// The file system that the notes are read from.
    pub(super) fn files(&self) -> &Arc<Overlay> {
        &self.files
    }

    pub(super) fn sources(&self) -> FileSources {
        FileSources::new(self.files.clone(), self.folder.clone())
    }

    /// Reads the note at `target` into `buffer`.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read.
    pub(super) fn read<'b>(&self, target: &Target, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        self.files.read(target.path(), buffer).map_err(|fault| fault.in_file(&**target.display_path()))
    }

    /// Returns the current text of the note at `target`.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read.
    pub(super) fn text(&self, target: &Target) -> Result<String, Fault> {
        let mut buffer = Buffer::default();
        let bytes = self.read(target, &mut buffer)?;
        let text = disk::decode(bytes, target.display_path())
            .map_err(|fault| fault.in_file(&**target.display_path()))?;
        Ok(text.to_owned())
    }

    /// The notes, including those without a type: first standard input, then the others by path,
    /// then the neighbours, which are not reported.
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

    /// Why paths could not be found or read.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The faults of types that were known to have none, as far as these were needed.
    #[cfg(feature = "cli")]
    pub(super) fn faults_of_sound(&self) -> impl Iterator<Item = &Fault> {
        self.resolver.faults_of_sound()
    }

    /// Adds `faults` that were found later.
    pub(super) fn add_faults(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    /// The settings that notes have.
    #[cfg(feature = "cli")]
    pub(super) fn all_settings(&self) -> &[Settings] {
        self.resolver.settings()
    }

    /// Notices about parts of the configurations and note types that have no effect.
    pub(super) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The files of configurations and note types, absolute, each with what it is.
    #[cfg(feature = "cli")]
    pub(super) fn types_files(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        self.resolver.files()
    }

    /// The names of the types of the configurations.
    #[cfg(feature = "cli")]
    pub(super) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.resolver.type_names()
    }

    /// The settings of `target`; `None` if it is not checked.
    pub(super) fn settings(&self, target: &Target) -> Option<&Settings> {
        self.resolver.settings().get(target.settings()?)
    }

    pub(super) fn numbered_settings(&self, number: usize) -> Option<&Settings> {
        self.resolver.settings().get(number)
    }

    /// Whether the run tells if `rule` reports something in `target`: a rule that the command line leaves out
    /// does not, nor one about the collection if that is not known as a whole.
    #[cfg(feature = "cli")]
    pub(super) fn judges(&self, target: &Target, rule: &str) -> bool {
        rules::find(rule).is_none_or(|rule| {
            let is_whole = || self.roots.get(target.root()).is_none_or(|root| root.is_whole);
            self.resolver.selection().includes(&rule.meta)
                && (!matches!(rule.kind, Kind::Vault(_)) || is_whole())
        })
    }

    /// Whether a rule about the collection runs.
    pub(super) fn checks_collections(&self) -> bool {
        self.resolver.checks_collections()
    }

    /// Returns what applies to the file at the absolute `path`.
    ///
    /// # Errors
    /// The faults of its configuration.
    pub(super) fn resolve(&mut self, path: &Path) -> Result<Option<(NoteFile, Resolved)>, Vec<Fault>> {
        let file = NoteFile { named: false, ..NoteFile::named(path.to_owned(), &self.folder) };
        let resolved = self.resolver.resolve(&file);
        let faults = self.resolver.take_faults();
        if faults.is_empty() { Ok(resolved.map(|resolved| (file, resolved))) } else { Err(faults) }
    }

    /// Whether the file at `path` has changed so that other notes may have other types.
    pub(super) fn is_index_changed(&self, path: &Path) -> bool {
        self.resolver.is_index_changed(path)
    }

    /// Resolves the note numbered `at` again if what applies to it depends on its text. Returns whether something
    /// else applies now.
    pub(super) fn resolve_again(&mut self, at: usize) -> bool {
        let target = &mut self.targets[at];
        if target.is_excluded || !self.resolver.depends_on_text(&target.file) {
            return false;
        }
        let resolved = self.resolver.resolve(&target.file).unwrap_or(Resolved::NOTHING);
        let has_changed = resolved.settings != target.resolved.settings;
        target.resolved = resolved;
        has_changed
    }

    /// Adds a note and returns its number; `None` if its collection is a new one.
    pub(super) fn add(&mut self, file: NoteFile, resolved: Resolved) -> Option<usize> {
        let root = self.roots.get(resolved.root as usize)?;
        self.targets.push(Target::new(file, resolved, Some(root)));
        Some(self.targets.len() - 1)
    }

    /// Marks the note numbered `at` as one to report.
    pub(super) fn report(&mut self, at: usize) {
        self.targets[at].reported = true;
    }
}

/// Returns the note on standard input, if it is read.
fn stdin(options: &Options, folder: &Path, resolver: &mut Resolver) -> Option<Target> {
    let path = options.stdin.as_ref()?;
    let file = NoteFile::named(disk::absolute(path, folder), folder);
    // If it is excluded, it is still to be passed on.
    let applies = resolver.resolve(&file).unwrap_or(Resolved::NOTHING);
    Some(Target::new(file, applies, resolver.roots().get(applies.root as usize)))
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

/// Adds to `targets` the notes of their collections that are not among them, and marks those that are in
/// none: what is reported of a note must not depend on which notes were named.
fn add_members(
    folder: &Path,
    resolver: &mut Resolver,
    targets: &mut Vec<Target>,
    memory: Option<&dyn Memory>,
) {
    let files = resolver.file_system();
    let files = &*files;
    let roots = resolver.roots().to_vec();
    let own = by_root(targets, roots.len());
    for (number, (root, own)) in roots.iter().zip(own).enumerate().filter(|(_, (root, _))| root.is_fixed) {
        let is_met = |target: &Target| !target.file.named && root.folder.starts_with(&*target.file.root);
        if own.iter().all(|at| is_met(&targets[*at])) {
            continue;
        }
        let real_root = files.canonicalize_or(&root.folder);
        let mut real_folders: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut known: HashMap<Box<Path>, usize> = HashMap::new();
        for at in own {
            let target = &mut targets[at];
            target.is_member = false;
            let path = &target.file.path;
            // A note that is named through links is the one that the collection lists.
            let real = if target.file.named && files.is_link(path) {
                files.canonicalize_or(path)
            } else {
                let parent = path.parent().unwrap_or(path);
                let real = real_folders.entry(parent.to_owned());
                let real = real.or_insert_with(|| files.canonicalize_or(parent));
                path.file_name().map_or_else(|| path.to_path_buf(), |name| real.join(name))
            };
            if let Ok(inside) = real.strip_prefix(&real_root) {
                known.insert(root.folder.join(inside).into(), at);
            }
            known.insert(path.clone(), at);
        }
        // That part of a collection cannot be read is not a fault of the notes that were named.
        let notes = disk::find(files, std::slice::from_ref(&root.folder), folder).notes;
        let assigned = resolver.read_ahead(&notes, memory);
        for (file, assigned) in notes.into_iter().zip(assigned) {
            let known = known.get(&file.path);
            let here = |applies: &Resolved| applies.root as usize == number;
            match (known, resolver.resolve_read(&file, assigned)) {
                (Some(at), Some(applies)) if here(&applies) => targets[*at].is_member = true,
                (None, Some(applies)) if here(&applies) => {
                    targets.push(Target::new(file, applies, Some(root)).neighbour());
                }
                (Some(at), None) if targets[*at].is_excluded => targets[*at].is_member = true,
                // Also if it was named: it is then checked, but others see only that it is there.
                (_, None) => {
                    let applies = resolver.resolve_excluded(&file).filter(here);
                    targets.extend(applies.map(|applies| Target::new(file, applies, Some(root)).excluded()));
                }
                _ => {}
            }
        }
    }
}

/// Returns a notice about the symbolic `links` that were not followed.
fn links_out(links: &[LinkOut]) -> Option<Notice> {
    let (first, others) = links.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        1 => " (1 more does, too)".to_owned(),
        others => format!(" ({others} more do, too)"),
    };
    Some(Notice {
        path: Some(first.file.display_path.to_string()),
        message: format!("not checked: the symbolic link leads out of the {}{others}", first.place),
        help: Some("check the file that it leads to, or `exclude` the link in the configuration".to_owned()),
        severity: Severity::Warning,
    })
}

/// Returns the rules that `options` select.
///
/// # Errors
/// Faults of their names.
pub(super) fn selection(options: &Options) -> Result<Selection, Vec<Fault>> {
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

/// Returns the numbers of the notes of each of `roots` collections.
pub(super) fn by_root(targets: &[Target], roots: usize) -> Vec<Vec<usize>> {
    let mut counts = vec![0; roots];
    for target in targets {
        if let Some(count) = counts.get_mut(target.root()) {
            *count += 1;
        }
    }
    let mut numbers: Vec<Vec<usize>> = counts.into_iter().map(Vec::with_capacity).collect();
    for (at, target) in targets.iter().enumerate() {
        if let Some(numbers) = numbers.get_mut(target.root()) {
            numbers.push(at);
        }
    }
    numbers
}
