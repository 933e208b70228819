use std::sync::Arc;

use super::{built_in::BuiltIn, note_type::NoteType};

/// A type that notes may have. A built-in one is loaded when it is first asked for.
#[derive(Clone, Debug)]
pub struct LazyType(Kind);

#[derive(Clone, Debug)]
enum Kind {
    BuiltIn(&'static BuiltIn),
    Loaded(Arc<NoteType>),
}

impl LazyType {
    /// Returns the built-in type `name`.
    pub fn built_in(name: &str) -> Option<Self> {
        BuiltIn::named(name).map(|built_in| Self(Kind::BuiltIn(built_in)))
    }

    /// The name of the type.
    pub fn name(&self) -> &str {
        match &self.0 {
            Kind::BuiltIn(built_in) => built_in.name,
            Kind::Loaded(note_type) => &note_type.name,
        }
    }

    /// Whether it is a built-in type.
    pub fn is_built_in(&self) -> bool {
        matches!(self.0, Kind::BuiltIn(_))
    }

    /// Returns the type.
    pub fn get(&self) -> &Arc<NoteType> {
        match &self.0 {
            Kind::BuiltIn(built_in) => built_in.get(),
            Kind::Loaded(note_type) => note_type,
        }
    }
}

impl From<NoteType> for LazyType {
    fn from(note_type: NoteType) -> Self {
        Self(Kind::Loaded(Arc::new(note_type)))
    }
}
