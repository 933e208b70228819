use super::options::Options;
use std::{path::PathBuf, sync::Arc};

use crate::{
    diagnostic::Safety,
    disk::{CacheFolder, FileSystem},
};

/// What a run does with the notes.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The file system that the notes are read from and written to.
    pub(crate) files: Arc<dyn FileSystem>,
    pub(crate) options: Options,
    /// What happens with fixes.
    pub(crate) repair: Repair,
    /// The files that reports are written to.
    pub(crate) outputs: Vec<PathBuf>,
    /// What happens with the baselines.
    pub(crate) baseline: BaselineUse,
    /// The result cache, if enabled.
    pub(crate) cache: Option<CacheFolder>,
}

/// What a run does with the baselines that [`Options::baseline`] chooses.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BaselineUse {
    /// Whether they are replaced by the current diagnostics.
    pub(crate) write: bool,
    /// Whether a stale entry is an error.
    pub(crate) strict: bool,
}

/// What happens with fixes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Fixes are only reported.
    #[default]
    None,
    /// Fixes of at least this safety are applied, and the notes are saved.
    Write(Safety),
    /// Fixes of at least this safety are applied and shown as a diff. The file system of the
    /// request must keep what is written to it.
    Diff(Safety),
}
