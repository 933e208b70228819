//! What a run works on: the notes that were found, each with the type and the rules that its
//! configuration gives it.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::settings::{ConfigChoice, Resolver};
use crate::{
    diagnostic::Fault,
    disk::{self, NoteFile},
    lint::NoteSettings,
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
    /// The folder of their configuration, as reported.
    pub(super) root: String,
}

impl Settings {
    /// What holds for one of the notes.
    pub(super) fn of_note(&self) -> NoteSettings<'_> {
        NoteSettings { note_type: &self.note_type, rules: &self.rules }
    }
}

/// A note that was found.
#[derive(Debug)]
pub(super) struct Target {
    file: NoteFile,
    stdin: Option<Vec<u8>>,
    settings: Option<usize>,
}

impl Target {
    /// The note's path, as reported.
    pub(super) fn shown(&self) -> &str {
        &self.file.shown
    }

    /// The note's file; none for standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        self.stdin.is_none().then_some(&self.file.path)
    }
}

/// The notes of a run and what holds for them.
#[derive(Debug)]
pub(super) struct Workspace {
    targets: Vec<Target>,
    settings: Vec<Settings>,
    faults: Vec<Fault>,
    jobs: Option<NonZeroUsize>,
}

impl Workspace {
    /// Finds the notes and loads their configurations and types.
    ///
    /// # Errors
    /// All faults of arguments, configurations and note types: nothing can be checked then.
    pub(super) fn open(inputs: &Inputs) -> Result<Self, Vec<Fault>> {
        let folder = disk::working_directory().map_err(|fault| vec![fault])?;
        let selection = selection(inputs)?;
        let mut found = find(inputs, &folder);
        let mut resolver = Resolver::new(inputs, &folder, selection);
        let mut targets = Vec::with_capacity(found.notes.len() + 1);
        if let Some(stdin) = &inputs.stdin {
            let name = stdin.filename.as_deref().unwrap_or(Path::new(STDIN));
            let file = NoteFile::named(disk::absolute(name, &folder), &folder);
            let settings = resolver.settings_of(&file).unwrap_or_default();
            targets.push(Target { settings, stdin: Some(stdin.bytes.clone()), file });
        }
        for file in std::mem::take(&mut found.notes) {
            if let Some(settings) = resolver.settings_of(&file) {
                targets.push(Target { settings, stdin: None, file });
            }
        }
        let settings = resolver.finish()?;
        Ok(Self { targets, settings, faults: found.faults, jobs: inputs.jobs })
    }

    /// The notes, those of no type included, by path; standard input first.
    pub(super) fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// What could not be found or looked at.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What holds for `target`; none where no type takes it.
    pub(super) fn settings(&self, target: &Target) -> Option<&Settings> {
        self.settings.get(target.settings?)
    }

    /// The text of `target` as it is now.
    ///
    /// # Errors
    /// A fault of the note where it cannot be read.
    pub(super) fn text(&self, target: &Target) -> Result<String, Fault> {
        let text = match &target.stdin {
            Some(bytes) => disk::decode(bytes.clone()),
            None => disk::read(&target.file.path),
        };
        text.map_err(|fault| fault.in_file(target.shown()))
    }

    /// Runs `work` on the number of threads that was asked for.
    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let threads = self.jobs.map_or(0, NonZeroUsize::get);
        match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(work),
            // Where the system gives no threads, the one that is there must do.
            Err(_) => work(),
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

fn selection(inputs: &Inputs) -> Result<Selection, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut parse = |flag: &str, names: &[String]| -> Vec<Selector> {
        let mut selectors = Vec::new();
        for name in names {
            match Selector::parse(name) {
                Ok(selector) => selectors.push(selector),
                Err(error) => {
                    let help = error.nearest.map_or_else(
                        || "`notelint rules` lists all rules and groups".to_owned(),
                        |nearest| format!("did you mean `{nearest}`?"),
                    );
                    faults.push(Fault::new(format!("{flag}: {error}")).help(help));
                }
            }
        }
        selectors
    };
    let select = inputs.select.as_ref().map(|names| parse("--select", names));
    let ignore = parse("--ignore", &inputs.ignore);
    if faults.is_empty() { Ok(Selection { select, ignore }) } else { Err(faults) }
}
