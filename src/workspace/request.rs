use super::{baseline::BaselineChoice, options::Options};
use crate::{diagnostic::Safety, disk::CacheFolder};

/// What is to be done with the notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
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
    /// Those of this safety or above are applied, and shown as a diff.
    Diff(Safety),
}
