//! What earlier runs found out of the types of a configuration: which of them have neither faults nor notices. Such a
//! type need not be loaded before a note needs it.

use std::path::Path;

/// With fewer types that have a schema of their own, it saves no noticeable time.
pub(super) const MIN_TYPES_FOR_CACHE: usize = 8;

/// What earlier runs left of the types of configurations.
pub(super) trait TypeMemory: Send + Sync {
    /// Opens what is known of the types of the configuration in the absolute `file`, of which it has about `types`.
    fn open(&self, file: &Path, types: usize) -> Box<dyn TypeRecords>;
}

/// What earlier runs left of the types of one configuration: one record for each name, which is found by all that it
/// was made from.
pub(super) trait TypeRecords: Send + Sync {
    fn get(&self, name: &str, made_from: &[&[u8]]) -> Option<Vec<u8>>;

    /// Stores `record` for later runs, if it is [saved](Self::save).
    fn put(&self, name: &str, made_from: &[&[u8]], record: &[u8]);

    /// Saves what was stored, and drops what was not asked for.
    fn save(self: Box<Self>);
}

/// The types of a configuration that have neither faults nor notices, as far as earlier runs found it out.
///
/// What a type is loaded from is not known before it is loaded: a first record, found by the text of its schema, lists
/// the files that this fetches. A second one, found by the texts of these too, is there if the type is sound.
pub(super) struct SoundTypes(Box<dyn TypeRecords>);

/// A type that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskedType<'a> {
    /// The text of the configuration, which names all types and the files of their schemas.
    pub(super) config: &'a str,
    /// Its name in the configuration.
    pub(super) name: &'a str,
    /// The text of its schema.
    pub(super) text: &'a str,
}

impl<'a> AskedType<'a> {
    fn made_from(self) -> Vec<&'a [u8]> {
        [self.config, self.text].map(str::as_bytes).to_vec()
    }

    /// Which files are fetched follows from the texts.
    fn made_from_all(self, fetched: &'a [(String, String)]) -> Vec<&'a [u8]> {
        self.made_from().into_iter().chain(fetched.iter().map(|(_, text)| text.as_bytes())).collect()
    }

    /// The name of the record of what all its files tell.
    fn whole(self) -> String {
        format!("{}\0", self.name)
    }
}

impl SoundTypes {
    pub(super) fn new(records: Box<dyn TypeRecords>) -> Self {
        Self(records)
    }

    /// Returns which files `asked` fetches, in their order, if it is sound together with what was in them then.
    pub(super) fn fetched(&self, asked: AskedType<'_>) -> Option<Vec<String>> {
        postcard::from_bytes(&self.0.get(asked.name, &asked.made_from())?).ok()
    }

    /// Whether it is known that `asked` is sound, with the files `fetched`, each with its text.
    pub(super) fn has(&self, asked: AskedType<'_>, fetched: &[(String, String)]) -> bool {
        self.0.get(&asked.whole(), &asked.made_from_all(fetched)).is_some()
    }

    /// Adds `asked`, which was found to be sound, with the files that it fetched.
    pub(super) fn add(&self, asked: AskedType<'_>, fetched: &[(String, String)]) {
        let paths: Vec<&str> = fetched.iter().map(|(path, _)| path.as_str()).collect();
        if let Ok(paths) = postcard::to_allocvec(&paths) {
            self.0.put(asked.name, &asked.made_from(), &paths);
            self.0.put(&asked.whole(), &asked.made_from_all(fetched), &[]);
        }
    }

    /// Saves what was added for later runs.
    pub(super) fn save(self) {
        self.0.save();
    }
}

#[cfg(test)]
mod tests;
