use std::{
    collections::HashSet,
    hash::{Hash, Hasher},
    rc::Rc,
};

use crate::notetype::breach::Keyword;

/// A place where a value breaks its schema.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::notetype) struct Failure {
    /// The JSON Pointer of the value at fault.
    pub(in crate::notetype) pointer: String,
    /// The keyword with its facts.
    pub(in crate::notetype) keyword: Keyword,
    /// The URI of the keyword in its schema, with a JSON Pointer as its fragment.
    pub(in crate::notetype) schema: String,
    /// The URI of the `anyOf` or `oneOf` whose branches would all do, if the keyword is that of one of them.
    pub(in crate::notetype) alternatives: Option<String>,
}

/// Failures that several others lead to.
pub(in crate::notetype) type SharedFailures = Rc<[Rc<Failure>]>;

/// Failures, each once, in their order.
#[derive(Default)]
pub(super) struct Found {
    failures: Vec<Rc<Failure>>,
    seen: HashSet<Same>,
}

/// Upper bound on the failures of a note: each takes more than a kilobyte, and each rule
/// reports fewer of a note.
const MAX_FAILURES: usize = 100_000;

impl Found {
    /// Whether no more are looked for.
    pub(super) fn is_full(&self) -> bool {
        self.failures.len() >= MAX_FAILURES
    }

    /// Adds `failure`, unless it is there already: many schemas may say the same of one value.
    pub(super) fn add(&mut self, failure: Rc<Failure>) {
        if self.seen.insert(Same(Rc::clone(&failure))) {
            self.failures.push(failure);
        }
    }

    /// These failures.
    pub(super) fn into_vec(self) -> Vec<Rc<Failure>> {
        self.failures
    }
}

/// A failure, which is the same as another if they say the same of one value, whatever schemas say it.
struct Same(Rc<Failure>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        let is_alternative = self.0.alternatives.is_some() == other.0.alternatives.is_some();
        is_alternative && self.0.pointer == other.0.pointer && self.0.keyword == other.0.keyword
    }
}

impl Eq for Same {}

impl Hash for Same {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Failure { pointer, keyword, .. } = &*self.0;
        pointer.hash(state);
        keyword.name().hash(state);
        // Of long lists of values only their length: each value of a note may break one.
        match keyword {
            Keyword::Required { property } | Keyword::AdditionalProperties { property } => {
                property.hash(state);
            }
            Keyword::Type { expected } => expected.hash(state),
            Keyword::Format { format } => format.hash(state),
            Keyword::Pattern { pattern } => pattern.hash(state),
            Keyword::Enum { options } => options.as_array().map(Vec::len).hash(state),
            Keyword::Limit { limit, .. } => limit.hash(state),
            Keyword::Const { .. }
            | Keyword::UniqueItems { .. }
            | Keyword::MultipleOf
            | Keyword::Not
            | Keyword::Contains
            | Keyword::PropertyNames
            | Keyword::Never { .. }
            | Keyword::AnyOf
            | Keyword::OneOf
            | Keyword::OneOfSeveral { .. }
            | Keyword::Other { .. } => {}
            Keyword::MinLength(size)
            | Keyword::MaxLength(size)
            | Keyword::MinItems(size)
            | Keyword::MaxItems(size)
            | Keyword::MinProperties(size)
            | Keyword::MaxProperties(size) => size.limit.hash(state),
        }
    }
}
