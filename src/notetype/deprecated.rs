//! The parts of notes that a type calls deprecated.

use super::schema::{Documents, Node, Position, Reader};
use crate::text::Traced;

/// A part of notes that should no longer be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deprecated {
    /// The members that lead to it in a projection; `None` for each item of a list.
    path: Vec<Option<String>>,
    /// `description`: what to write in its place.
    pub(crate) description: Option<String>,
}

/// How deep a part is, and how many are known, at most: a type may be recursive.
const MAX_DEPTH: usize = 12;
const MAX_PARTS: usize = 1_000;

impl Deprecated {
    /// Returns whether it is a key of the frontmatter, or inside one.
    pub(crate) fn is_in_frontmatter(&self) -> bool {
        self.path.first().is_some_and(|first| first.as_deref() == Some("frontmatter"))
    }

    /// Returns its name in the projection; `None` for an item.
    pub(crate) fn name(&self) -> Option<&str> {
        self.path.last()?.as_deref()
    }

    /// Returns the parts of `projection` that it is about.
    pub(crate) fn find<'t>(&self, projection: &'t Traced<'t>) -> Vec<&'t Traced<'t>> {
        let mut found = vec![projection];
        for step in &self.path {
            found = match step {
                Some(name) => found.into_iter().filter_map(|value| value.get(name)).collect(),
                None => found.into_iter().flat_map(Traced::elements).collect(),
            };
        }
        found
    }
}

/// The parts that `documents` call deprecated without conditions.
pub(super) fn deprecated(documents: &Documents) -> Vec<Deprecated> {
    let mut is_used = false;
    documents.visit(&mut |schema| is_used |= is_deprecated(schema));
    let mut found = Vec::new();
    if let Some(root) = documents.root(0).filter(|_| is_used) {
        let mut search = Search { documents, path: Vec::new(), around: Vec::new(), found: &mut found };
        search.below(&root);
    }
    found
}

fn is_deprecated(schema: &Node<'_>) -> bool {
    schema.get("deprecated").is_some_and(|deprecated| *deprecated.value == true)
}

struct Search<'d, 'f> {
    documents: &'d Documents,
    path: Vec<Option<String>>,
    /// The schemas that lead to the present one.
    around: Vec<Position>,
    found: &'f mut Vec<Deprecated>,
}

impl<'d> Search<'d, '_> {
    fn below(&mut self, schema: &Node<'d>) {
        let position = schema.position();
        if self.path.len() > MAX_DEPTH || self.found.len() >= MAX_PARTS || self.around.contains(&position) {
            return;
        }
        let reader = Reader::new(self.documents, schema);
        let says = reader.get("deprecated");
        let is_true = |node: &Node<'_>| *node.value == true;
        if says.iter().any(|says| is_true(says) || says.others.iter().any(is_true)) && !self.path.is_empty() {
            let description = reader.get("description").and_then(|text| text.value.as_str());
            let description = description.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
            let description = description.filter(|text| !text.is_empty());
            self.found.push(Deprecated { path: self.path.clone(), description });
            return;
        }
        self.around.push(position);
        let members = reader.properties().into_iter().map(|property| (Some(property.name), property.schema));
        for (name, schema) in members.chain(reader.get("items").map(|items| (None, items))) {
            self.path.push(name.map(str::to_owned));
            self.below(&schema);
            self.path.pop();
        }
        self.around.pop();
    }
}
