use std::{num::NonZeroUsize, path::PathBuf};

use super::shard::Shard;

/// Which notes to open, and under which configuration. The default is the working directory with the
/// nearest configuration.
///
/// # Examples
///
/// ```
/// use notelint::Options;
///
/// let mut options = Options::default();
/// options.paths = vec!["notes".into()];
/// options.ignore = vec!["link".to_owned()];
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Files and folders; if empty, the working directory.
    pub paths: Vec<PathBuf>,
    /// The path of the note on standard input, if one is read; the file system contains its text.
    /// It is checked first.
    pub stdin: Option<PathBuf>,
    /// Which configuration applies.
    pub config: ConfigChoice,
    /// Which baseline hides known diagnostics.
    pub baseline: BaselineChoice,
    /// The type that all notes get, whatever the configuration says: its name, or the file of its schema (`.yaml`,
    /// `.yml` or `.json`).
    pub note_type: Option<String>,
    /// Names of rules and groups: only these run.
    pub select: Option<Vec<String>>,
    /// Names of rules and groups: these do not run.
    pub ignore: Vec<String>,
    /// Whether `exclude` also applies to paths that are named.
    pub force_exclude: bool,
    /// The number of threads; by default, the number of cores. With one, no thread is started: work
    /// runs on the thread that calls, which counts as a rayon pool of one thread from then on, and
    /// should have a stack of a few megabytes.
    pub jobs: Option<NonZeroUsize>,
    /// The part of the notes that is reported; the others are known to rules about the collection.
    pub(crate) shard: Option<Shard>,
}

impl Options {
    /// Returns what of them the result of a note depends on, beside its configuration.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:?}", (&self.note_type, &self.select, &self.ignore))
    }
}

/// The reported path of a note on standard input without a name.
pub(crate) const STDIN: &str = "<stdin>";

/// Which baseline hides known diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BaselineChoice {
    /// For each note, the one that its configuration names.
    #[default]
    Configured,
    /// This file, for all notes.
    File(PathBuf),
    /// None.
    Off,
}

/// Which configuration applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigChoice {
    /// For each note, the nearest `notelint.yaml` in its folder or above it.
    #[default]
    Nearest,
    /// This file.
    File(PathBuf),
    /// No file: the defaults.
    Isolated,
}
