use std::{num::NonZeroUsize, path::PathBuf};

/// Which notes, and under which configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Files and folders; none is the working directory.
    pub(crate) paths: Vec<PathBuf>,
    /// A note from standard input.
    pub(crate) stdin: Option<Stdin>,
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

/// A note from standard input.
#[derive(Clone, Debug)]
pub(crate) struct Stdin {
    /// The path that it stands for.
    pub(crate) filename: Option<PathBuf>,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
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
