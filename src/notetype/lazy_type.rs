use std::sync::{Arc, OnceLock};

use super::{
    built_in::BuiltIn,
    load::load,
    note_type::NoteType,
    schema::{Fetch, FetchError, TypeSource},
};
use crate::diagnostic::Fault;

/// A type that notes may have. A built-in one and one that is known to be sound are loaded when they are first asked
/// for.
#[derive(Clone, Debug)]
pub struct LazyType(Kind);

#[derive(Clone, Debug)]
enum Kind {
    BuiltIn(&'static BuiltIn),
    Loaded(Arc<NoteType>),
    Known(Arc<Known>),
}

/// A type of which an earlier run found that it has neither faults nor notices.
#[derive(Debug)]
struct Known {
    name: String,
    files: TypeFiles,
    loaded: OnceLock<Result<Arc<NoteType>, Vec<Fault>>>,
}

/// The texts of all files that a type is loaded from.
#[derive(Debug)]
pub struct TypeFiles {
    /// The path of its schema, as reported.
    pub path: String,
    /// The text of its schema.
    pub text: String,
    /// The files that are [fetched](Fetch::fetch), each with its text.
    pub fetched: Vec<(String, String)>,
}

impl LazyType {
    /// Returns the built-in type `name`.
    pub fn built_in(name: &str) -> Option<Self> {
        BuiltIn::named(name).map(|built_in| Self(Kind::BuiltIn(built_in)))
    }

    /// Returns the type `name` in `files`, of which it is known that it has neither faults nor notices.
    pub fn known(name: String, files: TypeFiles) -> Self {
        Self(Kind::Known(Arc::new(Known { name, files, loaded: OnceLock::new() })))
    }

    /// The name of the type.
    pub fn name(&self) -> &str {
        match &self.0 {
            Kind::BuiltIn(built_in) => built_in.name,
            Kind::Loaded(note_type) => &note_type.name,
            Kind::Known(known) => &known.name,
        }
    }

    /// Returns the type if it was loaded to learn what is wrong with it.
    pub fn judged(&self) -> Option<&NoteType> {
        match &self.0 {
            Kind::Loaded(note_type) => Some(note_type),
            Kind::BuiltIn(_) | Kind::Known(_) => None,
        }
    }

    /// Returns the type.
    ///
    /// # Errors
    /// The faults of a type that was known to have none: what is kept of earlier runs was not true.
    pub fn get(&self) -> Result<&Arc<NoteType>, &[Fault]> {
        match &self.0 {
            Kind::BuiltIn(built_in) => Ok(built_in.get()),
            Kind::Loaded(note_type) => Ok(note_type),
            Kind::Known(known) => {
                known.loaded.get_or_init(|| known.load().map(Arc::new)).as_ref().map_err(Vec::as_slice)
            }
        }
    }

    /// The faults that [`get`](Self::get) has returned.
    pub fn faults(&self) -> &[Fault] {
        match &self.0 {
            Kind::Known(known) => known.loaded.get().and_then(|loaded| loaded.as_ref().err()),
            Kind::BuiltIn(_) | Kind::Loaded(_) => None,
        }
        .map_or(&[], Vec::as_slice)
    }
}

impl Known {
    fn load(&self) -> Result<NoteType, Vec<Fault>> {
        let TypeFiles { path, text, .. } = &self.files;
        let note_type = load(&TypeSource { path, text }, &self.files)?;
        if note_type.name != self.name {
            let message = format!("type is named `{}`, but was `{}`", note_type.name, self.name);
            return Err(vec![Fault::new(message).in_file(path)]);
        }
        Ok(note_type)
    }
}

impl Fetch for TypeFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        let file = self.fetched.iter().find(|(fetched, _)| fetched == path);
        file.map(|(_, text)| text.clone()).ok_or_else(|| FetchError("it was not known".to_owned()))
    }
}

impl From<NoteType> for LazyType {
    fn from(note_type: NoteType) -> Self {
        Self(Kind::Loaded(Arc::new(note_type)))
    }
}
