use super::{baseline::BaselineChoice, options::Options};
use std::sync::Arc;

use crate::{
    diagnostic::Safety,
    disk::{CacheFolder, FileSystem},
};

/// What is to be done with the notes.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// What the notes are read from and written to.
    pub(crate) files: Arc<dyn FileSystem>,
    /// Which notes, and under which configuration.
    pub(crate) options: Options,
    /// What becomes of fixes.
    pub(crate) repair: Repair,
    /// What is known and to be hidden.
    pub(crate) baseline: Option<BaselineChoice>,
    /// The result cache, if enabled.
    pub(crate) cache: Option<CacheFolder>,
}

/// What becomes of fixes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Repair {
    /// They are only reported.
    #[default]
    None,
    /// Those of this safety or above are applied and the notes are saved.
    Write(Safety),
    /// Those of this safety or above are applied, and shown as a diff. The file system of such a
    /// request must keep what is written.
    Diff(Safety),
}
