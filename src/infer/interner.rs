use std::{
    borrow::Borrow,
    collections::HashSet,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
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

/// Values that are shared. Threads that read notes ask for known ones most of the time, and do not wait for each other
/// then.
#[derive(Debug)]
struct Kept<T: ?Sized>(RwLock<HashSet<Arc<T>>>);

impl<T: ?Sized> Default for Kept<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: ?Sized + Eq + Hash> Kept<T> {
    fn share<V: Borrow<T> + Into<Arc<T>>>(&self, value: V) -> Arc<T> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(value.borrow()).cloned();
        known.unwrap_or_else(|| {
            let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let new: Arc<T> = value.into();
            // Another thread may have been faster.
            if let Some(known) = kept.get(&new) {
                return known.clone();
            }
            kept.insert(new.clone());
            new
        })
    }
}
