//! The keys of `x-note`.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The annotation keyword.
pub(super) const KEYWORD: &str = "x-note";

/// A key of `x-note`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(super) name: &'static str,
    /// What it takes, in words; the words that are meant literally in backticks.
    pub(super) takes: &'static str,
    /// Whether a value is one that it takes.
    pub(super) fits: fn(&Value) -> bool,
}

impl Key {
    /// The key `name`, whose value is read as a `T`: `takes`, in words.
    pub(crate) const fn new<T: DeserializeOwned>(name: &'static str, takes: &'static str) -> Self {
        Self { name, takes, fits: |value| T::deserialize(value).is_ok() }
    }
}

/// What an `x-note` is on: the root, or a part that has a name on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Role {
    /// In words: `a quadrant`.
    pub(crate) noun: &'static str,
    /// The keys that it takes.
    pub(crate) keys: &'static [Key],
}
