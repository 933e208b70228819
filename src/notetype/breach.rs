use std::sync::Arc;

use serde_json::Value;

use super::{place::Place, shape::Asked};
use crate::{
    diagnostic::Severity,
    text::{Bound, Span},
};

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
    /// The value at fault: of an unexpected property its own, null if one is missing. Breaches of one
    /// value share it.
    pub value: Arc<Value>,
    /// Where the value came from; see `Origins` for what an absent part has.
    pub span: Span,
    /// The key or heading of the value, if it has one.
    pub key: Option<Span>,
    /// The URI of the keyword in the type's schema, with a JSON Pointer as its fragment: an absolute
    /// keyword location (JSON Schema Core 12.3.3). [`NoteType::schema_location`] finds its file.
    ///
    /// [`NoteType::schema_location`]: super::NoteType::schema_location
    pub schema: String,
    /// What the schema asks there, beside the facts of the keyword.
    pub asked: Arc<Asked>,
    /// What the author of the type wrote about it.
    pub words: Arc<Words>,
}

/// What the author of a type wrote about what a value breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// `errorMessage`: what to do about it.
    pub help: Option<String>,
    /// `description`: what the value is for.
    pub note: Option<String>,
    /// `severity` in `x-note`.
    pub severity: Option<Severity>,
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
        /// The allowed values, an array.
        options: Arc<Value>,
    },
    /// `const`
    Const {
        /// The only allowed value.
        expected: Arc<Value>,
    },
    /// `minimum`, `maximum`, `exclusiveMinimum` or `exclusiveMaximum`
    Limit {
        /// Which of them.
        bound: Bound,
        /// The number.
        limit: Value,
    },
    /// `minLength`, in characters.
    MinLength(Size),
    /// `maxLength`, in characters.
    MaxLength(Size),
    /// `minItems`
    MinItems(Size),
    /// `maxItems`
    MaxItems(Size),
    /// `minProperties`
    MinProperties(Size),
    /// `maxProperties`
    MaxProperties(Size),
    /// `uniqueItems`
    UniqueItems {
        /// The first element that repeats an earlier one, by index: (earlier, later).
        pair: (usize, usize),
    },
    /// `multipleOf`
    MultipleOf,
    /// `not`
    Not,
    /// `contains`, with `minContains` and `maxContains`.
    Contains,
    /// `propertyNames`; the breach's pointer is the member of that name.
    PropertyNames,
    /// The schema `false` below a keyword that applies to the same value, such as `then`.
    Never {
        /// That keyword.
        keyword: String,
    },
    /// `anyOf`, if no branch came closer than another.
    AnyOf,
    /// `oneOf`, if no branch matched or came closer than another.
    OneOf,
    /// `oneOf`, if several branches matched.
    OneOfSeveral {
        /// These, by index.
        matched: Vec<usize>,
    },
    /// Any other keyword.
    Other {
        /// The keyword.
        keyword: String,
    },
}

/// A size that is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The bound.
    pub limit: u64,
    /// The size that was found.
    pub found: u64,
}

impl Keyword {
    /// Returns the name that `required` asks for.
    pub fn required(&self) -> Option<&str> {
        match self {
            Self::Required { property } => Some(property),
            _ => None,
        }
    }

    /// Returns the keyword's name in JSON Schema.
    pub fn name(&self) -> &str {
        match self {
            Self::Required { .. } => "required",
            Self::AdditionalProperties { .. } => "additionalProperties",
            Self::Type { .. } => "type",
            Self::Format { .. } => "format",
            Self::Pattern { .. } => "pattern",
            Self::Enum { .. } => "enum",
            Self::Const { .. } => "const",
            Self::Limit { bound: Bound::AtLeast, .. } => "minimum",
            Self::Limit { bound: Bound::AtMost, .. } => "maximum",
            Self::Limit { bound: Bound::MoreThan, .. } => "exclusiveMinimum",
            Self::Limit { bound: Bound::LessThan, .. } => "exclusiveMaximum",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::UniqueItems { .. } => "uniqueItems",
            Self::MultipleOf => "multipleOf",
            Self::Not => "not",
            Self::Contains => "contains",
            Self::PropertyNames => "propertyNames",
            Self::AnyOf => "anyOf",
            Self::OneOf | Self::OneOfSeveral { .. } => "oneOf",
            Self::Never { keyword } | Self::Other { keyword } => keyword,
        }
    }

    /// Returns the size that is out of bounds, and which bound it is.
    pub fn size(&self) -> Option<(Bound, Size)> {
        match *self {
            Self::MinLength(size) | Self::MinItems(size) | Self::MinProperties(size) => {
                Some((Bound::AtLeast, size))
            }
            Self::MaxLength(size) | Self::MaxItems(size) | Self::MaxProperties(size) => {
                Some((Bound::AtMost, size))
            }
            _ => None,
        }
    }

    /// Whether the value at fault is there but empty.
    pub fn finds_nothing(&self) -> bool {
        self.size().is_some_and(|(_, size)| size.found == 0)
    }
}
