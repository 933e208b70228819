use super::NoteType;
use crate::diagnostic::Fault;

/// Gives the text of a schema file that a `$ref` names.
pub trait Fetch {
    /// The text of the file at `path`, which is relative to the type's folder and stays below it.
    ///
    /// # Errors
    /// [`FetchError`] where there is no such file or it may not be read.
    fn fetch(&self, path: &str) -> Result<String, FetchError>;
}

/// Why a file could not be had; one line, no full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// The file of a note type.
#[derive(Clone, Debug)]
pub struct TypeSource<'a> {
    /// Its path as reported in faults.
    pub path: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// Loads a note type: parses it, holds it to the dialect's metaschema, resolves its `$ref`s and
/// compiles it.
///
/// # Errors
/// All faults of the file at once, in the order of the text.
pub fn load(_source: &TypeSource<'_>, _fetch: &dyn Fetch) -> Result<NoteType, Vec<Fault>> {
    Err(Vec::new())
}
