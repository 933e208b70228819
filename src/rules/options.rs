use serde::de::DeserializeOwned;

use crate::tree::{Entry, ReadFault, read_entries};

/// The options of a rule, as written; they are known to be valid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleOptions(Vec<Entry>);

impl RuleOptions {
    /// Reads `entries`, which messages call `name`, as the options of the rule `R`.
    ///
    /// # Errors
    /// Everything that the rule cannot read.
    pub(super) fn read<R: DeserializeOwned>(entries: &[Entry], name: &str) -> Result<Self, Vec<ReadFault>> {
        read_entries::<R>(entries, name).finish().map(|_| Self(entries.to_vec()))
    }

    /// Merges `options`, of which the first that sets an option takes precedence.
    pub(super) fn merged<'a>(options: impl Iterator<Item = &'a Self>) -> Self {
        Self(options.flat_map(|options| &options.0).cloned().collect())
    }

    /// Creates the rule `R` with these options, which `read` has validated.
    pub(super) fn make<R: Default + DeserializeOwned>(&self) -> R {
        if self.0.is_empty() {
            return R::default();
        }
        read_entries(&self.0, "the options").value.unwrap_or_default()
    }
}
