/// Tells which files exist in the collection, notes or not.
pub trait Files: Send + Sync {
    /// Returns what is known of `path`, from the collection's root.
    fn at(&self, path: &str) -> Existence;
    /// Whether there is a file of this name anywhere below the collection's root.
    fn has_name(&self, name: &str) -> bool;
    /// Returns the path of the only file of this name, ignoring case; `None` if there is none, or several.
    fn named(&self, name: &str) -> Option<String>;
}

/// What is known of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// There is a file or folder.
    Exists,
    /// There is none.
    Missing,
    /// It is outside, where nothing is looked up.
    Outside {
        /// Whether it is known that others do not have it: it is outside a repository of Git, and not
        /// only outside the collection.
        is_known: bool,
    },
}
