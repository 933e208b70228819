//! The parts of notes that a type calls deprecated.

use super::{
    annotated::Annotated,
    schema::{Documents, Node},
};
use crate::text::Traced;

/// A part of a note that should no longer be there.
#[derive(Clone, Debug)]
pub(crate) struct DeprecatedPart<'t> {
    /// The part.
    pub(crate) value: &'t Traced<'t>,
    /// Its name in the projection; `None` for an item.
    pub(crate) name: Option<&'t str>,
    /// Whether it is a key of the frontmatter, or inside one.
    pub(crate) is_in_frontmatter: bool,
    /// `description`: what to write in its place.
    pub(crate) description: Option<String>,
}

/// Which parts of notes a type calls deprecated.
#[derive(Debug, Default)]
pub(crate) struct Deprecations(Annotated);

impl Deprecations {
    /// Those of `documents`.
    pub(super) fn of(documents: &Documents) -> Self {
        Self(Annotated::of(documents, is_deprecated))
    }

    /// The parts of `projection` that are deprecated.
    pub(super) fn find<'t>(
        &self,
        documents: &Documents,
        projection: &'t Traced<'t>,
    ) -> Vec<DeprecatedPart<'t>> {
        let mut found = Vec::new();
        self.0.visit(documents, projection, &mut |part| {
            let Some(deprecated) = part.schemas.iter().find(|schema| is_deprecated(schema)) else {
                return true;
            };
            let mut descriptions = std::iter::once(deprecated).chain(&part.schemas);
            let description = descriptions.find_map(|schema| schema.string("description"));
            let description = description.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
            let description = description.filter(|text| !text.is_empty());
            let (value, name, is_in_frontmatter) = (part.value, part.name, part.is_in_frontmatter);
            found.push(DeprecatedPart { value, name, is_in_frontmatter, description });
            false
        });
        found
    }
}

fn is_deprecated(schema: &Node<'_>) -> bool {
    schema.get("deprecated").is_some_and(|deprecated| *deprecated.value == true)
}
