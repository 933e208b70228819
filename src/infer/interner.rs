use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

/// The texts that many notes have, each kept once: a collection has few keys and headings, but many notes.
#[derive(Debug, Default)]
pub struct Interner {
    texts: Mutex<HashSet<Arc<str>>>,
    lists: Mutex<HashSet<Arc<[Arc<str>]>>>,
}

impl Interner {
    /// Returns `text`, shared with all who asked for it before.
    pub fn text(&self, text: &str) -> Arc<str> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = texts.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        texts.insert(new.clone());
        new
    }

    /// Returns `texts` as a list, shared with all who asked for it before.
    pub fn list(&self, texts: Vec<Arc<str>>) -> Arc<[Arc<str>]> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lists.get(&*texts) {
            return known.clone();
        }
        let new: Arc<[Arc<str>]> = texts.into();
        lists.insert(new.clone());
        new
    }
}
