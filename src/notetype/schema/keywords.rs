//! The keywords of JSON Schema 2020-12: where subschemas are, and which are misspelt.

use super::node::Node;

/// What a keyword contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A schema.
    Schema,
    /// An array of schemas.
    Array,
    /// An object whose members are schemas.
    Map,
    /// No schema.
    Value,
}

/// Whether a subschema applies to the same value as the schema that contains it, or to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// The same value (an in-place applicator, JSON Schema Core 10.2).
    Itself,
    /// An element, a member or a name of it (Core 10.3).
    Part,
    /// Nothing until it is referred to.
    Definition,
}

/// Every keyword of the 2020-12 vocabularies, the two that older drafts left behind, and the
/// dialect's own.
const KEYWORDS: &[(&str, Holds, About)] = &[
    ("$schema", Holds::Value, About::Itself),
    ("$id", Holds::Value, About::Itself),
    ("$anchor", Holds::Value, About::Itself),
    ("$dynamicAnchor", Holds::Value, About::Itself),
    ("$ref", Holds::Value, About::Itself),
    ("$dynamicRef", Holds::Value, About::Itself),
    ("$vocabulary", Holds::Value, About::Itself),
    ("$comment", Holds::Value, About::Itself),
    ("$defs", Holds::Map, About::Definition),
    ("definitions", Holds::Map, About::Definition),
    ("allOf", Holds::Array, About::Itself),
    ("anyOf", Holds::Array, About::Itself),
    ("oneOf", Holds::Array, About::Itself),
    ("not", Holds::Schema, About::Itself),
    ("if", Holds::Schema, About::Itself),
    ("then", Holds::Schema, About::Itself),
    ("else", Holds::Schema, About::Itself),
    ("dependentSchemas", Holds::Map, About::Itself),
    ("dependencies", Holds::Map, About::Itself),
    ("prefixItems", Holds::Array, About::Part),
    ("items", Holds::Schema, About::Part),
    ("contains", Holds::Schema, About::Part),
    ("properties", Holds::Map, About::Part),
    ("patternProperties", Holds::Map, About::Part),
    ("additionalProperties", Holds::Schema, About::Part),
    ("propertyNames", Holds::Schema, About::Part),
    ("unevaluatedItems", Holds::Schema, About::Part),
    ("unevaluatedProperties", Holds::Schema, About::Part),
    ("contentSchema", Holds::Schema, About::Part),
    ("type", Holds::Value, About::Itself),
    ("enum", Holds::Value, About::Itself),
    ("const", Holds::Value, About::Itself),
    ("multipleOf", Holds::Value, About::Itself),
    ("maximum", Holds::Value, About::Itself),
    ("exclusiveMaximum", Holds::Value, About::Itself),
    ("minimum", Holds::Value, About::Itself),
    ("exclusiveMinimum", Holds::Value, About::Itself),
    ("maxLength", Holds::Value, About::Itself),
    ("minLength", Holds::Value, About::Itself),
    ("pattern", Holds::Value, About::Itself),
    ("maxItems", Holds::Value, About::Itself),
    ("minItems", Holds::Value, About::Itself),
    ("uniqueItems", Holds::Value, About::Itself),
    ("maxContains", Holds::Value, About::Itself),
    ("minContains", Holds::Value, About::Itself),
    ("maxProperties", Holds::Value, About::Itself),
    ("minProperties", Holds::Value, About::Itself),
    ("required", Holds::Value, About::Itself),
    ("dependentRequired", Holds::Value, About::Itself),
    ("title", Holds::Value, About::Itself),
    ("description", Holds::Value, About::Itself),
    ("default", Holds::Value, About::Itself),
    ("deprecated", Holds::Value, About::Itself),
    ("readOnly", Holds::Value, About::Itself),
    ("writeOnly", Holds::Value, About::Itself),
    ("examples", Holds::Value, About::Itself),
    ("format", Holds::Value, About::Itself),
    ("contentEncoding", Holds::Value, About::Itself),
    ("contentMediaType", Holds::Value, About::Itself),
    ("x-note", Holds::Value, About::Itself),
];

/// The names of all keywords.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    KEYWORDS.iter().map(|(name, ..)| *name)
}

/// What the keyword `name` contains, and what that is about; `None` if there is no such keyword.
pub(crate) fn keyword(name: &str) -> Option<(Holds, About)> {
    KEYWORDS.iter().find(|(keyword, ..)| *keyword == name).map(|(_, holds, about)| (*holds, *about))
}

/// The schemas directly inside `node`, and what they are about.
pub(crate) fn subschemas<'a>(node: &Node<'a>) -> Vec<(About, Node<'a>)> {
    let mut found = Vec::new();
    for (key, member) in node.members() {
        let Some((holds, about)) = keyword(key) else { continue };
        match holds {
            Holds::Schema => found.push((about, member)),
            Holds::Array => found.extend(member.elements().map(|schema| (about, schema))),
            Holds::Map => found.extend(member.members().map(|(_, schema)| (about, schema))),
            Holds::Value => {}
        }
    }
    found
}

/// Calls `see` with `node` and every schema inside it that is written in the same file.
pub(crate) fn visit<'a>(node: &Node<'a>, see: &mut dyn FnMut(&Node<'a>)) {
    if node.object().is_some() {
        see(node);
        for (_, subschema) in subschemas(node) {
            visit(&subschema, see);
        }
    }
}
