use std::sync::Arc;

use super::{breach::SchemaLocation, schema::Documents, spec::TypeSpec, validate::Validator};
use crate::diagnostic::Notice;

/// A note type, ready for use.
#[derive(Debug)]
#[non_exhaustive]
pub struct NoteType {
    /// The type's name.
    pub name: String,
    /// What the schema and its `x-note` say of the words on the page.
    #[doc(hidden)]
    pub spec: TypeSpec,
    /// The compiled schema.
    #[doc(hidden)]
    pub validator: Validator,
    /// What its files contain that has no effect, such as keywords of other programs.
    pub notices: Vec<Notice>,
    pub(super) documents: Arc<Documents>,
}

impl NoteType {
    /// Returns the place of [`Breach::schema`] in the type's files; `None` if it names nothing in
    /// them. The first call for a built-in type parses its file again, for its places.
    ///
    /// [`Breach::schema`]: super::Breach::schema
    #[doc(hidden)]
    pub fn schema_location(&self, uri: &str) -> Option<SchemaLocation<'_>> {
        self.documents.location(uri)
    }
}

#[cfg(test)]
mod tests;
