//! Which file is the baseline of a note, and what it hides of the note.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{config_loader::Loaded, options::BaselineChoice, state::State, target::Target};
use crate::{
    diagnostic::{Fault, Member, RuleId},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, Located, NoteDiagnostics},
    text::{LineIndex, nfc},
    tree::Spanned,
};

/// The largest baseline that is read, in bytes: about a million entries.
pub(super) const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The file of a baseline.
#[derive(Clone, Debug)]
pub(crate) struct BaselineFile {
    /// Its absolute path.
    pub(crate) path: PathBuf,
    /// The path as reported.
    pub(super) shown: String,
    /// The configuration that names it, and how; `None` if the user named it.
    named: Option<(Arc<Loaded>, Spanned<String>)>,
}

impl BaselineFile {
    /// Returns the baseline of notes under `config`, if they have one; `folder` is the working directory.
    pub(super) fn of(choice: &BaselineChoice, config: &Arc<Loaded>, folder: &Path) -> Option<Self> {
        match choice {
            BaselineChoice::Off => None,
            BaselineChoice::File(file) => Some(Self::chosen(file, folder)),
            BaselineChoice::Configured => {
                let written = config.config.baseline.as_ref()?;
                let path = disk::absolute(Path::new(&written.value), &config.root.folder);
                let shown = disk::display_path(&path, folder);
                Some(Self { path, shown, named: Some((config.clone(), written.clone())) })
            }
        }
    }

    /// Returns the baseline in `file`, which the user named in the working directory `folder`.
    pub(super) fn chosen(file: &Path, folder: &Path) -> Self {
        let path = disk::absolute(file, folder);
        Self { shown: disk::display_path(&path, folder), path, named: None }
    }

    /// Whether a configuration names it.
    #[cfg(feature = "cli")]
    pub(super) fn is_configured(&self) -> bool {
        self.named.is_some()
    }

    /// Reads it. If it `may_be_missing`, it is empty then.
    ///
    /// # Errors
    /// All faults of the file, or that of the configuration that names it.
    pub(super) fn read(&self, files: &dyn FileSystem, may_be_missing: bool) -> Result<Baseline, Vec<Fault>> {
        let text = match &self.named {
            Some((config, written)) => {
                configured_text(&self.path, config, files, may_be_missing).map_err(|fault| {
                    let message = format!("the baseline `{}` {}", written.value, fault.message);
                    let place = config.config.range(written.span);
                    let file = config.file.as_deref().unwrap_or_default();
                    Fault { help: fault.help, ..Fault::new(message).at(place).in_file(file) }
                })
            }
            None if may_be_missing && !files.is_file(&self.path) && !files.is_link(&self.path) => Ok(None),
            None => {
                files.chosen_text(&self.path, MAX_BYTES).map(Some).map_err(|fault| fault.in_file(&self.shown))
            }
        };
        let Some(text) = text.map_err(|fault| vec![fault])? else { return Ok(Baseline::default()) };
        Baseline::read(&text).map_err(|faults| faults.into_iter().map(|it| it.in_file(&self.shown)).collect())
    }

    /// Returns the fault of a baseline of an earlier version.
    pub(super) fn outdated(&self) -> Fault {
        Fault::new("is of an earlier version, whose entries do not tell what diagnostics report together")
            .help("write the baseline again, over all notes, with `--write-baseline`")
            .in_file(&self.shown)
    }

    /// The path of the note at `target` in the entries.
    pub(super) fn note(&self, target: &Target) -> String {
        let folder = self.path.parent().unwrap_or(&self.path);
        nfc(&disk::display_path(target.path(), folder)).into_owned()
    }

    /// Returns the entries of each diagnostic of the note at `target`, whose text is `text`.
    pub(super) fn entries(
        &self,
        text: impl FnOnce() -> String,
        target: &Target,
        reported: &NoteDiagnostics,
    ) -> Vec<Vec<Entry>> {
        if reported.diagnostics.is_empty() {
            return Vec::new();
        }
        let path = self.note(target);
        let text = text();
        let index = LineIndex::new(&text);
        reported.diagnostics.get().iter().map(|located| Entry::of(&path, located, &text, &index)).collect()
    }
}

/// Returns the text of the baseline at `path` that `config` names; `None` if it is missing and may be. It is in the
/// repository of the configuration, and neither a note nor one of the files of Git: it is written, too.
fn configured_text(
    path: &Path,
    config: &Loaded,
    files: &dyn FileSystem,
    may_be_missing: bool,
) -> Result<Option<String>, Fault> {
    let another = |fault: Fault| fault.help("give it another name, such as `notelint-baseline.jsonl`");
    if disk::is_markdown(path) {
        return Err(another(Fault::new("has the name of a note")));
    }
    let readable = match &config.repository {
        Some(repository) => repository
            .readable(files, path)
            .map_err(|outside| outside.fault().help("move it into the folder of the configuration"))?,
        None => path.to_owned(),
    };
    if readable.iter().any(|name| name.eq_ignore_ascii_case(".git")) {
        return Err(another(Fault::new("is in a folder of Git")));
    }
    if files.kind(&readable).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        let missing = Fault::new("does not exist");
        let help = "write it with `notelint --write-baseline`, or delete the key `baseline`";
        return if may_be_missing { Ok(None) } else { Err(missing.help(help)) };
    }
    files.text_within(&readable, MAX_BYTES).map(Some)
}

/// Removes from `reported`, the diagnostics of the note at `target` with these `entries`, those that `baseline` has.
/// Returns how many.
pub(super) fn hide(
    baseline: &mut Baseline,
    entries: &[Vec<Entry>],
    state: &State,
    target: &Target,
    reported: &mut NoteDiagnostics,
) -> usize {
    let catalog = state.catalog();
    let hidden = hide_known(baseline, entries, reported, |rule, known, new| {
        let (Some(settings), Ok(text)) = (catalog.settings(target), catalog.text(target)) else {
            return Vec::new();
        };
        settings.of_note(&[], target, false).report_new(&text, rule, known, new)
    });
    if let Some(texts) = state.texts() {
        reported.diagnostics.pack(texts);
    }
    hidden
}

/// Removes from `reported` the diagnostics with these `entries` that `baseline` has. `report_new` is that of the
/// note. Returns how many.
pub(super) fn hide_known(
    baseline: &mut Baseline,
    entries: &[Vec<Entry>],
    reported: &mut NoteDiagnostics,
    report_new: impl FnMut(RuleId, HashSet<Member>, &HashSet<Member>) -> Vec<Located>,
) -> usize {
    let mut list = reported.diagnostics.get();
    let hidden = baseline.hide(Arc::make_mut(&mut list), entries, report_new);
    reported.diagnostics = list.into();
    hidden
}

/// The baselines of a workspace, each read once.
#[derive(Debug, Default)]
pub(super) struct Baselines {
    /// By their paths; empty for one with faults.
    read: HashMap<PathBuf, Baseline>,
}

impl Baselines {
    /// Removes from `reported`, the diagnostics of the note numbered `at`, what its baseline has. Returns how many,
    /// and the faults of the baseline if it was not read before.
    pub(super) fn hide(
        &mut self,
        state: &State,
        choice: &BaselineChoice,
        at: usize,
        reported: &mut NoteDiagnostics,
    ) -> (usize, Vec<Fault>) {
        let catalog = state.catalog();
        let target = &catalog.targets()[at];
        let settings = catalog.settings(target);
        let file = settings.and_then(|it| BaselineFile::of(choice, &it.config, catalog.folder()));
        let Some(file) = file else { return (0, Vec::new()) };
        let mut faults = Vec::new();
        let baseline = self.read.entry(file.path.clone()).or_insert_with(|| {
            let read = match file.read(&**catalog.files(), false) {
                Ok(read) if read.is_outdated() => Err(vec![file.outdated()]),
                read => read,
            };
            read.unwrap_or_else(|found| {
                faults = found;
                Baseline::default()
            })
        });
        let text = || catalog.text(target).unwrap_or_default();
        let entries = file.entries(text, target, reported);
        if entries.is_empty() {
            return (0, faults);
        }
        let mut own = baseline.of_note(&file.note(target));
        (hide(&mut own, &entries, state, target, reported), faults)
    }
}
