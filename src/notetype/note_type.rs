use std::sync::Arc;

use serde_json::Value;

use super::{
    breach::SchemaLocation,
    deprecated::{DeprecatedPart, Deprecations},
    references::{self, ReferenceValue, References},
    schema::{Documents, Reader},
    spec::TypeSpec,
    validate::Validator,
};
use crate::{
    diagnostic::{Fault, Notice},
    text::{Traced, pointer},
};

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
    /// What notes should no longer have.
    pub(super) deprecations: Deprecations,
    /// Which values of notes name other notes.
    pub(super) references: References,
    pub(super) documents: Arc<Documents>,
}

impl NoteType {
    /// Whether it is that of notes which have no type.
    pub(crate) fn is_untyped(&self) -> bool {
        self.name.is_empty()
    }

    /// Returns the place of [`Breach::schema`] in the type's files; `None` if it names nothing in
    /// them. The first call for a built-in type parses its file again, for its places.
    ///
    /// [`Breach::schema`]: super::Breach::schema
    #[doc(hidden)]
    pub fn schema_location(&self, uri: &str) -> Option<SchemaLocation<'_>> {
        self.documents.location(uri)
    }

    /// Returns the parts of `projection` that are deprecated.
    pub(crate) fn deprecated_parts<'t>(&self, projection: &'t Traced<'t>) -> Vec<DeprecatedPart<'t>> {
        self.deprecations.find(&self.documents, projection)
    }

    /// Returns the values of `projection` that name other notes.
    pub(crate) fn reference_values<'t>(&self, projection: &'t Traced<'t>) -> Vec<ReferenceValue<'t>> {
        self.references.find(&self.documents, projection)
    }

    /// Whether any values name other notes.
    pub(crate) fn has_references(&self) -> bool {
        !self.references.are_none()
    }

    /// Returns a fault for each type that its references name and that is none of `known`.
    pub(crate) fn unknown_references(&self, known: &[&str]) -> Vec<Fault> {
        if self.has_references() { references::unknown(&self.documents, known) } else { Vec::new() }
    }

    /// Returns the value that the key `name` of the mapping at `pointer` must have, else has by default.
    pub(crate) fn preset(&self, pointer: &str, name: &str) -> Option<&Value> {
        let property = Reader::new(&self.documents, &self.reader(pointer)?.property(name)?);
        Some(property.get("const").or_else(|| property.get("default"))?.value)
    }

    /// Returns the keys that the mapping at `pointer` may have, in the order of the type.
    pub(crate) fn keys(&self, pointer: &str) -> Vec<&str> {
        let properties = self.reader(pointer).map(|reader| reader.properties());
        properties.into_iter().flatten().map(|property| property.name).collect()
    }

    /// Returns the types that the value at `pointer` may be of; any if there are none.
    pub(crate) fn types(&self, pointer: &str) -> Vec<String> {
        self.reader(pointer).map(|reader| reader.types()).unwrap_or_default()
    }

    /// Reads what the type says without conditions of the value at `pointer`.
    fn reader(&self, pointer: &str) -> Option<Reader<'_>> {
        let root = Reader::new(&self.documents, &self.documents.root(0)?);
        pointer::tokens(pointer).try_fold(root, |reader, token| {
            let is_index = token.bytes().all(|byte| byte.is_ascii_digit());
            let items = || reader.get("items").filter(|_| is_index && reader.get("prefixItems").is_none());
            Some(Reader::new(&self.documents, &reader.property(&token).or_else(items)?))
        })
    }
}

#[cfg(test)]
mod tests;
