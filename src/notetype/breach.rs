use serde_json::Value;

use super::place::Place;
use crate::text::Span;

/// A place where a projection breaks its type's schema: where, what, and the facts. Words about
/// notes are a rule's business.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// The JSON Pointer (RFC 6901) of the value at fault.
    pub pointer: String,
    /// The part of the note that the pointer names.
    pub place: Place,
    /// The keyword that failed, with its facts.
    pub keyword: Keyword,
    /// The value at fault: of an unexpected property its own, null where one is missing.
    pub value: Value,
    /// Where the value came from; see `Origins` for what an absent part has.
    pub span: Span,
    /// The key or heading of the value, where it has one.
    pub key: Option<Span>,
    /// The URI of the keyword in the type's schema, with a JSON Pointer as its fragment: an absolute
    /// keyword location (JSON Schema Core 12.3.3). [`NoteType::schema_location`] finds its file.
    ///
    /// [`NoteType::schema_location`]: super::NoteType::schema_location
    pub schema: String,
}

/// A place in the files of a note type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaLocation<'a> {
    /// The file's path as reported in faults.
    pub path: &'a str,
    /// The JSON Pointer (RFC 6901) of the value in the file.
    pub pointer: String,
    /// The line of the value, from 1: that of its key, if it has one.
    pub line: usize,
}

/// A JSON Schema keyword (2020-12) that failed, with what it asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword {
    /// `required`: one breach a missing property.
    Required {
        /// The missing property.
        property: String,
    },
    /// `additionalProperties` or `unevaluatedProperties`: one breach a property.
    AdditionalProperties {
        /// The unexpected property; the breach's span is its key.
        property: String,
    },
    /// `type`
    Type {
        /// The allowed types.
        expected: Vec<String>,
    },
    /// `format`
    Format {
        /// The format.
        format: String,
    },
    /// `pattern`
    Pattern {
        /// The regular expression.
        pattern: String,
    },
    /// `enum`
    Enum {
        /// The allowed values.
        options: Vec<Value>,
    },
    /// `const`
    Const {
        /// The only allowed value.
        expected: Value,
    },
    /// `minimum`, `maximum`, `exclusiveMinimum` or `exclusiveMaximum`
    Bound {
        /// The keyword.
        keyword: &'static str,
        /// The bound.
        limit: Value,
    },
    /// `minLength`, `maxLength`, `minItems`, `maxItems`, `minProperties` or `maxProperties`
    Size {
        /// The keyword.
        keyword: &'static str,
        /// The bound.
        limit: u64,
        /// The size that was found.
        found: u64,
    },
    /// `uniqueItems`
    UniqueItems {
        /// The first element that repeats an earlier one, by index: (earlier, later).
        pair: (usize, usize),
    },
    /// `anyOf` or `oneOf` where no branch came closer than another.
    NoBranch {
        /// The keyword.
        keyword: &'static str,
    },
    /// Any other keyword.
    Other {
        /// The keyword.
        keyword: String,
    },
}

impl Keyword {
    /// The keyword's name in JSON Schema.
    pub fn name(&self) -> &str {
        match self {
            Self::Required { .. } => "required",
            Self::AdditionalProperties { .. } => "additionalProperties",
            Self::Type { .. } => "type",
            Self::Format { .. } => "format",
            Self::Pattern { .. } => "pattern",
            Self::Enum { .. } => "enum",
            Self::Const { .. } => "const",
            Self::UniqueItems { .. } => "uniqueItems",
            Self::Bound { keyword, .. } | Self::Size { keyword, .. } | Self::NoBranch { keyword } => keyword,
            Self::Other { keyword } => keyword,
        }
    }
}
