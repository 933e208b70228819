use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
};

use serde_json::Value;

use super::{
    breach::SchemaLocation,
    deprecated::{DeprecatedPart, Deprecations},
    references::{self, ReferenceValue, References},
    schema::{Documents, Node, Reader, ValueType},
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
    /// What notes should no longer have: known when it is first asked for.
    pub(super) deprecations: OnceLock<Deprecations>,
    /// Which values of notes name other notes, likewise.
    pub(super) references: OnceLock<References>,
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

    fn deprecations(&self) -> &Deprecations {
        self.deprecations.get_or_init(|| Deprecations::of(&self.documents))
    }

    fn references(&self) -> &References {
        self.references.get_or_init(|| References::of(&self.documents))
    }

    /// Returns the parts of `projection` that are deprecated.
    pub(crate) fn deprecated_parts<'t>(&self, projection: &'t Traced<'t>) -> Vec<DeprecatedPart<'t>> {
        self.deprecations().find(&self.documents, projection)
    }

    /// Returns the values of `projection` that name other notes.
    pub(crate) fn reference_values<'t>(&self, projection: &'t Traced<'t>) -> Vec<ReferenceValue<'t>> {
        self.references().find(&self.documents, projection)
    }

    /// Whether any values name other notes.
    pub(crate) fn has_references(&self) -> bool {
        !self.references().are_none()
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

    /// Returns the members that the object at `pointer` may have and whether it must have them, in the order of the
    /// type; behind them those that it must have without another word about them.
    pub(crate) fn members(&self, pointer: &str) -> Vec<(&str, bool)> {
        let Some(reader) = self.reader(pointer) else { return Vec::new() };
        let properties = reader.properties();
        let mut known: HashSet<&str> = properties.iter().map(|property| property.name).collect();
        let members = properties.into_iter().map(|property| (property.name, property.required));
        let mut members: Vec<(&str, bool)> = members.collect();
        let others = reader.required().map(|(name, _)| name).filter(|name| known.insert(name));
        members.extend(others.map(|name| (name, true)));
        members
    }

    /// Returns the value that the one at `pointer` must be, else is by default, as far as the type names it.
    pub(crate) fn named_value(&self, pointer: &str) -> Option<&Value> {
        let reader = self.reader(pointer)?;
        let only = || match self.options(pointer)?.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let named = ["const", "default"].iter().find_map(|keyword| reader.get(keyword));
        named.map(|named| named.value).or_else(only)
    }

    /// Returns the value that the one at `pointer` is by default.
    pub(crate) fn default(&self, pointer: &str) -> Option<&Value> {
        Some(self.reader(pointer)?.get("default")?.value)
    }

    /// Returns the values of which the one at `pointer` must be one, if the type lists them.
    pub(crate) fn options(&self, pointer: &str) -> Option<&Vec<Value>> {
        self.reader(pointer)?.get("enum")?.value.as_array()
    }

    /// Returns the text that the value at `pointer` has for `keyword`, such as `format`.
    pub(crate) fn says(&self, pointer: &str, keyword: &str) -> Option<&str> {
        self.reader(pointer)?.get(keyword)?.value.as_str()
    }

    /// Returns how many items the list at `pointer` must have.
    pub(crate) fn min_items(&self, pointer: &str) -> u64 {
        self.reader(pointer).and_then(|reader| reader.at_least("minItems")).unwrap_or_default()
    }

    /// Whether notes should no longer have the value at `pointer`, whatever else they have.
    pub(crate) fn is_deprecated(&self, pointer: &str) -> bool {
        let deprecated = self.reader(pointer).and_then(|reader| reader.get("deprecated"));
        deprecated.is_some_and(|deprecated| *deprecated.value == true)
    }

    /// Returns what text is read as that is given for the value at `pointer`.
    pub fn value_type(&self, pointer: &str) -> ValueType {
        self.node(pointer).map_or_else(ValueType::default, |node| ValueType::of(&self.documents, &node))
    }

    /// Whether the object at `pointer` has no other members than those that the type describes.
    pub(crate) fn is_closed(&self, pointer: &str) -> bool {
        self.reader(pointer).is_some_and(|reader| reader.is_closed())
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
    pub(super) fn reader(&self, pointer: &str) -> Option<Reader<'_>> {
        Some(Reader::new(&self.documents, &self.node(pointer)?))
    }

    /// Returns the schema of the value at `pointer` that applies without conditions.
    pub(super) fn node(&self, pointer: &str) -> Option<Node<'_>> {
        pointer::tokens(pointer).try_fold(self.documents.root(0)?, |node, token| {
            let reader = Reader::new(&self.documents, &node);
            let is_index = token.bytes().all(|byte| byte.is_ascii_digit());
            let items = || reader.get("items").filter(|_| is_index && reader.get("prefixItems").is_none());
            let pattern = || reader.patterns().into_iter().find(|pattern| pattern.name == token);
            let pattern = || pattern().map(|pattern| pattern.schema);
            reader.property(&token).or_else(items).or_else(pattern)
        })
    }
}

#[cfg(test)]
mod tests;
