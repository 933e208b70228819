use std::{cell::RefCell, fmt};

use serde::de;

use super::{
    fault::{Problem, ReadFault},
    node_ref::NodeRef,
    place::Place,
};
use crate::{text::Span, tree::Node};

/// Collects faults and referenced nodes while a value is deserialized.
#[derive(Debug, Default)]
pub(super) struct Sink<'n> {
    faults: RefCell<Vec<ReadFault>>,
    nodes: RefCell<Vec<&'n Node>>,
}

/// Why a value could not be made.
#[derive(Debug)]
pub(super) enum Error {
    /// The reason is already recorded.
    Recorded,
    /// A required key is absent.
    MissingKey(&'static str),
    /// A word is not one of those known.
    UnknownWord { found: String, known: &'static [&'static str] },
    /// The value is of another kind than this one.
    WrongKind(String),
    /// The type rejects the value, without a message.
    Invalid,
    /// The type rejects the value, with a message.
    Refused(String),
}

impl<'n> Sink<'n> {
    pub(super) fn push(&self, fault: ReadFault) {
        self.faults.borrow_mut().push(fault);
    }

    /// Records the error of a value at `span`, unless it is recorded already.
    pub(super) fn record(&self, error: Error, span: Span, place: &Place<'_>) -> Error {
        let problem = match error {
            Error::Recorded => return error,
            Error::MissingKey(key) => Problem::MissingKey { place: place.to_string(), key },
            Error::UnknownWord { found, known } => {
                Problem::UnknownWord { place: place.to_string(), found, known }
            }
            Error::WrongKind(_) | Error::Invalid => {
                Problem::Refused { message: format!("the value of {place} is not allowed"), help: None }
            }
            Error::Refused(message) => Problem::Refused { message, help: None },
        };
        self.push(ReadFault { span, problem });
        Error::Recorded
    }

    /// Stores `node` and returns the reference to it.
    pub(super) fn keep(&self, node: &'n Node) -> NodeRef {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        NodeRef::new(nodes.len() - 1)
    }

    pub(super) fn into_parts(self) -> (Vec<ReadFault>, Vec<&'n Node>) {
        (self.faults.into_inner(), self.nodes.into_inner())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Refused(message.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::WrongKind(expected.to_string())
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::Invalid
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::Invalid
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownWord { found: found.to_owned(), known }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::MissingKey(field)
    }
}
