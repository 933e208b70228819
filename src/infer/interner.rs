use std::{
    borrow::Borrow,
    collections::HashSet,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use super::facts::HeadingFacts;

/// What many notes have, each kept once: a collection has few keys and headings, but many notes.
#[derive(Debug, Default)]
pub struct Interner {
    texts: Kept<str>,
    lists: Kept<[Arc<str>]>,
    headings: Kept<HeadingFacts>,
}

impl Interner {
    /// Returns `text`, shared with all who asked for it before.
    pub fn text(&self, text: &str) -> Arc<str> {
        self.texts.share(text)
    }

    /// Returns `texts` as a list, shared with all who asked for it before.
    pub fn list(&self, texts: Vec<Arc<str>>) -> Arc<[Arc<str>]> {
        self.lists.share(texts)
    }

    /// Returns `heading`, shared with all who asked for an equal one before.
    pub fn heading(&self, heading: HeadingFacts) -> Arc<HeadingFacts> {
        self.headings.share(heading)
    }
}

/// Values that are shared.
#[derive(Debug)]
struct Kept<T: ?Sized>(Mutex<HashSet<Arc<T>>>);

impl<T: ?Sized> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: ?Sized + Eq + Hash> Kept<T> {
    fn share<V: Borrow<T> + Into<Arc<T>>>(&self, value: V) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(value.borrow()) {
            return known.clone();
        }
        let new: Arc<T> = value.into();
        kept.insert(new.clone());
        new
    }
}
