//! The keywords of JSON Schema: which version has which, where subschemas are, and which words are
//! misspelt keywords.

use jsonschema::Draft::{self, Draft4, Draft6, Draft7, Draft201909, Draft202012};
use strsim::osa_distance;

use super::node::Node;

/// What a keyword contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A schema.
    Schema,
    /// An array of schemas.
    Array,
    /// A schema, or an array of schemas.
    Either,
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
    /// One element or member of it (Core 10.3).
    Part,
    /// Each of its elements, members or names that no other keyword is about.
    Parts,
    /// Nothing: a definition until it is referred to, an annotation.
    Nothing,
}

/// A keyword, and the first and the last version of JSON Schema in which it has its effect.
/// Annotations have none, so they may be in all.
struct Keyword(&'static str, Holds, About, Draft, Draft);

/// The keywords of the vocabularies of all versions, and the dialect's own.
const KEYWORDS: &[Keyword] = &[
    Keyword("$schema", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("$id", Holds::Value, About::Nothing, Draft6, Draft202012),
    Keyword("id", Holds::Value, About::Nothing, Draft4, Draft4),
    Keyword("$anchor", Holds::Value, About::Nothing, Draft201909, Draft202012),
    Keyword("$dynamicAnchor", Holds::Value, About::Nothing, Draft202012, Draft202012),
    Keyword("$recursiveAnchor", Holds::Value, About::Nothing, Draft201909, Draft201909),
    Keyword("$ref", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("$dynamicRef", Holds::Value, About::Itself, Draft202012, Draft202012),
    Keyword("$recursiveRef", Holds::Value, About::Itself, Draft201909, Draft201909),
    Keyword("$vocabulary", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("$comment", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("$defs", Holds::Map, About::Nothing, Draft4, Draft202012),
    Keyword("definitions", Holds::Map, About::Nothing, Draft4, Draft202012),
    Keyword("allOf", Holds::Array, About::Itself, Draft4, Draft202012),
    Keyword("anyOf", Holds::Array, About::Itself, Draft4, Draft202012),
    Keyword("oneOf", Holds::Array, About::Itself, Draft4, Draft202012),
    Keyword("not", Holds::Schema, About::Itself, Draft4, Draft202012),
    Keyword("if", Holds::Schema, About::Itself, Draft7, Draft202012),
    Keyword("then", Holds::Schema, About::Itself, Draft7, Draft202012),
    Keyword("else", Holds::Schema, About::Itself, Draft7, Draft202012),
    Keyword("dependentSchemas", Holds::Map, About::Itself, Draft201909, Draft202012),
    Keyword("dependencies", Holds::Map, About::Itself, Draft4, Draft202012),
    Keyword("prefixItems", Holds::Array, About::Part, Draft202012, Draft202012),
    Keyword("items", Holds::Either, About::Parts, Draft4, Draft202012),
    Keyword("additionalItems", Holds::Schema, About::Parts, Draft4, Draft201909),
    Keyword("contains", Holds::Schema, About::Parts, Draft6, Draft202012),
    Keyword("properties", Holds::Map, About::Part, Draft4, Draft202012),
    Keyword("patternProperties", Holds::Map, About::Parts, Draft4, Draft202012),
    Keyword("additionalProperties", Holds::Schema, About::Parts, Draft4, Draft202012),
    Keyword("propertyNames", Holds::Schema, About::Parts, Draft6, Draft202012),
    Keyword("unevaluatedItems", Holds::Schema, About::Parts, Draft201909, Draft202012),
    Keyword("unevaluatedProperties", Holds::Schema, About::Parts, Draft201909, Draft202012),
    Keyword("contentSchema", Holds::Schema, About::Nothing, Draft4, Draft202012),
    Keyword("type", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("enum", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("const", Holds::Value, About::Itself, Draft6, Draft202012),
    Keyword("multipleOf", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("maximum", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("exclusiveMaximum", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("minimum", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("exclusiveMinimum", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("maxLength", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("minLength", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("pattern", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("maxItems", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("minItems", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("uniqueItems", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("maxContains", Holds::Value, About::Itself, Draft201909, Draft202012),
    Keyword("minContains", Holds::Value, About::Itself, Draft201909, Draft202012),
    Keyword("maxProperties", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("minProperties", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("required", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("dependentRequired", Holds::Value, About::Itself, Draft201909, Draft202012),
    Keyword("title", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("description", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("default", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("deprecated", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("readOnly", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("writeOnly", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("examples", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("format", Holds::Value, About::Itself, Draft4, Draft202012),
    Keyword("contentEncoding", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("contentMediaType", Holds::Value, About::Nothing, Draft4, Draft202012),
    Keyword("x-note", Holds::Value, About::Nothing, Draft4, Draft202012),
];

/// The keyword of Ajv's errors: what to tell people in place of the validator's words.
pub(crate) const ERROR_MESSAGE: &str = "errorMessage";

/// The keywords whose value is a URI reference to a schema.
pub(crate) const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// Keywords of other tools that are nearly ones of JSON Schema.
const LOOKALIKES: [&str; 4] = ["example", "schema", "comment", "readonly"];

fn find(word: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|Keyword(name, ..)| *name == word)
}

/// Whether `word` is a keyword of any version.
pub(crate) fn is_keyword(word: &str) -> bool {
    find(word).is_some()
}

/// Whether `word` is a keyword that restricts a value or its parts in some version.
pub(crate) fn restricts(word: &str) -> bool {
    find(word).is_some_and(|Keyword(_, _, about, ..)| *about != About::Nothing)
}

/// Whether the keyword `word` has its effect in `draft`.
pub(crate) fn works_in(word: &str, draft: Draft) -> bool {
    find(word).is_some_and(|Keyword(.., first, last)| (*first..=*last).contains(&draft))
}

/// The keyword of which `word`, which is none, is a misspelling: it differs in case and punctuation
/// alone, or in so little that it is hardly another word.
pub(crate) fn misspelt(word: &str) -> Option<&'static str> {
    if LOOKALIKES.contains(&word) {
        return None;
    }
    let folded = fold(word);
    let near = KEYWORDS.iter().filter_map(|Keyword(name, ..)| {
        let distance = near_distance(&folded, &fold(name))?;
        // One who forgets the prefix makes no second mistake.
        let prefix = name.chars().next().filter(|first| "$x".contains(*first));
        let is_near = distance == 0 || prefix.is_none_or(|prefix| word.to_lowercase().starts_with(prefix));
        is_near.then_some((distance, *name))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

fn fold(word: &str) -> String {
    word.chars().filter(|found| found.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The number of edits between a word and a keyword, if they are few for a word of that length. The
/// shorter a keyword is, the more other words are next to it (`type` and `tape`, `not` and `note`).
fn near_distance(word: &str, keyword: &str) -> Option<usize> {
    if word == keyword {
        return Some(0);
    }
    let same = |at: fn(&str) -> Option<char>| at(word) == at(keyword);
    let starts_alike = same(|text| text.chars().next());
    let most = match keyword.len() {
        0..=3 => 0,
        4 => usize::from(starts_alike),
        9.. if starts_alike && same(|text| text.chars().next_back()) => 2,
        _ => 1,
    };
    let may_be_near = word.len().abs_diff(keyword.len()) <= most;
    may_be_near.then(|| osa_distance(word, keyword)).filter(|distance| *distance <= most)
}

/// What the keyword `name` contains, and what that is about; `None` if there is no such keyword.
pub(crate) fn keyword(name: &str) -> Option<(Holds, About)> {
    find(name).map(|Keyword(_, holds, about, ..)| (*holds, *about))
}

/// The schemas directly inside `node`, and what they are about.
pub(crate) fn subschemas<'a>(node: &Node<'a>) -> Vec<(About, Node<'a>)> {
    let mut found = Vec::new();
    for (_, (holds, about), member) in holders(node) {
        let is_list = holds == Holds::Either && member.value.is_array();
        let about = if is_list { About::Part } else { about };
        found.extend(inside(holds, &member).into_iter().map(|(_, schema)| (about, schema)));
    }
    found
}

/// The keywords of `node` that contain schemas, with what they contain and what that is about, and their values.
pub(crate) fn holders<'n, 'a>(
    node: &'n Node<'a>,
) -> impl Iterator<Item = (&'a str, (Holds, About), Node<'a>)> + 'n {
    node.object().into_iter().flatten().filter_map(|(key, value)| {
        let found = keyword(key).filter(|(holds, _)| *holds != Holds::Value)?;
        Some((key.as_str(), found, node.below(key, value)))
    })
}

/// The schemas in the value of a keyword, and their names.
pub(crate) fn inside<'a>(holds: Holds, value: &Node<'a>) -> Vec<(Option<&'a str>, Node<'a>)> {
    match holds {
        Holds::Schema => vec![(None, value.clone())],
        Holds::Either if !value.value.is_array() => vec![(None, value.clone())],
        Holds::Array | Holds::Either => value.elements().map(|node| (None, node)).collect(),
        Holds::Map => value.members().map(|(name, node)| (Some(name), node)).collect(),
        Holds::Value => Vec::new(),
    }
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

#[cfg(test)]
mod tests;
