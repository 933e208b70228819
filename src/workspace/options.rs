use std::{num::NonZeroUsize, path::PathBuf};

/// Which notes, and under which configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Files and folders; none is the working directory.
    pub(crate) paths: Vec<PathBuf>,
    /// The path that standard input stands for, if a note is read from it; the file system has its
    /// content. It is checked first.
    pub(crate) stdin: Option<PathBuf>,
    /// Which configuration applies.
    pub(crate) config: ConfigChoice,
    /// The name of the type of all notes.
    pub(crate) note_type: Option<String>,
    /// Names of rules and groups: exactly these run.
    pub(crate) select: Option<Vec<String>>,
    /// Names of rules and groups: these do not run.
    pub(crate) ignore: Vec<String>,
    /// Whether `exclude` also applies to files that are named.
    pub(crate) force_exclude: bool,
    /// The number of threads; by default, the number of cores.
    pub(crate) jobs: Option<NonZeroUsize>,
}

/// How a note of standard input without a name is reported.
pub(crate) const STDIN: &str = "<stdin>";

/// Which configuration applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ConfigChoice {
    /// For each note, the nearest `notelint.yaml` in its folder or above.
    #[default]
    Nearest,
    /// This file.
    File(PathBuf),
    /// None: the defaults.
    Isolated,
}
