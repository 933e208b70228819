use super::{Breach, Projection, Shape};

/// The compiled schema of a note type.
#[derive(Debug)]
pub struct Validator;

impl Validator {
    /// Where `projection` breaks the schema, in the order of the schema.
    pub fn validate(&self, _projection: &Projection, _shape: &Shape) -> Vec<Breach> {
        Vec::new()
    }
}
