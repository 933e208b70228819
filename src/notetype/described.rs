//! What a type says of its parts, to be put into words.

use serde_json::{Map, Value};

use super::{asked::read_shape, note_type::NoteType, schema::Node, shape::Shape};

/// The keywords that make what is required depend on something else.
const CONDITIONS: [&str; 8] =
    ["if", "then", "else", "anyOf", "oneOf", "not", "dependentRequired", "dependentSchemas"];

impl NoteType {
    /// Returns what is asked without conditions of the value at `pointer` of a projection. In place of a key that a
    /// pattern describes, the pointer has the pattern.
    pub fn shape_at(&self, pointer: &str) -> Option<Shape> {
        Some(read_shape(&self.documents, &self.node(pointer)?))
    }

    /// Returns the nearest `description` of the value at `pointer`.
    pub fn description(&self, pointer: &str) -> Option<&str> {
        self.says(pointer, "description").filter(|text| !text.trim().is_empty())
    }

    /// Returns where the files of the type describe the value at `pointer`.
    #[cfg(feature = "cli")]
    pub(crate) fn place_of(&self, pointer: &str) -> Option<super::SchemaLocation<'_>> {
        self.documents.location(&self.documents.uri(&self.node(pointer)?))
    }

    /// Returns the files that describe the value at `pointer`, apart from the type's own file.
    pub fn inherited_from(&self, pointer: &str) -> Vec<&str> {
        let facets = self.node(pointer).map(|node| self.documents.facets(&node)).unwrap_or_default();
        let mut files = Vec::new();
        for facet in facets.iter().filter(|facet| facet.document > 0) {
            let file = self.documents.all().get(facet.document).map(|file| file.path.as_str());
            files.extend(file.filter(|file| !files.contains(file)));
        }
        files
    }

    /// Returns the type whose notes the value at `pointer` must name; empty if that is any.
    pub fn refers_to(&self, pointer: &str) -> Option<&str> {
        let facets = self.documents.facets(&self.node(pointer)?);
        let target = facets.iter().find_map(|facet| facet.get("x-note")?.get("ref"))?;
        target.value.as_str().or_else(|| (*target.value == true).then_some(""))
    }

    /// Returns the parts of the schemas of the values at `pointers` that depend on something else, one object for each
    /// file and value, without the words on the page.
    pub fn conditions(&self, pointers: &[&str]) -> Vec<Value> {
        let mut found = Vec::new();
        for pointer in pointers {
            let facets = self.node(pointer).map(|node| self.documents.facets(&node)).unwrap_or_default();
            for facet in facets {
                let keywords = CONDITIONS.iter().filter_map(|keyword| Some((*keyword, facet.get(keyword)?)));
                let keywords: Map<String, Value> =
                    keywords.map(|(keyword, node)| (keyword.to_owned(), bare(&node))).collect();
                if !keywords.is_empty() {
                    found.push(Value::Object(keywords));
                }
            }
        }
        found.dedup();
        found
    }
}

/// Returns the value of `node` without what is no constraint.
fn bare(node: &Node<'_>) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.retain(|key, _| key != "x-note");
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = node.value.clone();
    strip(&mut value);
    value
}
