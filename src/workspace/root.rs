use std::path::PathBuf;

/// The root of a collection: the folder of its configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root {
    /// The absolute folder.
    pub(crate) folder: PathBuf,
    /// The folder as reported; empty for the working directory.
    pub(crate) display_path: String,
    /// Whether it has a configuration. Without one, the collection consists of the notes that were
    /// named.
    pub(crate) configured: bool,
    /// Whether all notes of the collection are checked. Without a configuration they are if its
    /// folder was named.
    pub(crate) is_whole: bool,
}
