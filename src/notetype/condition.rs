use super::instance::Instance;
use crate::{diagnostic::Notice, text::Traced};

/// A JSON Schema that is not a note type, and tells which notes something is for.
#[derive(Debug)]
pub struct Condition {
    pub(super) compiled: jsonschema::Validator<Instance>,
    /// What its files contain that has no effect.
    pub notices: Vec<Notice>,
}

impl Condition {
    /// Whether `value` is valid.
    pub fn holds(&self, value: &Traced<'_>) -> bool {
        self.compiled.is_valid(value)
    }
}
