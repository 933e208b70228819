use serde::de::DeserializeOwned;

use crate::tree::{Entry, ReadFault, read_entries};

/// Options of one rule, as written; the rule can read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleOptions(Vec<Entry>);

impl RuleOptions {
    /// Takes `entries`, which messages call `name`, as options of the rule `R`.
    ///
    /// # Errors
    /// All that the rule cannot read.
    pub(super) fn read<R: DeserializeOwned>(entries: &[Entry], name: &str) -> Result<Self, Vec<ReadFault>> {
        read_entries::<R>(entries, name).finish().map(|_| Self(entries.to_vec()))
    }

    /// All of `options` together: the first that sets an option counts.
    pub(super) fn merged<'a>(options: impl Iterator<Item = &'a Self>) -> Self {
        Self(options.flat_map(|options| &options.0).cloned().collect())
    }

    /// The rule `R` with these options. They were read before, so there is a value.
    pub(super) fn make<R: Default + DeserializeOwned>(&self) -> R {
        if self.0.is_empty() {
            return R::default();
        }
        read_entries(&self.0, "the options").value.unwrap_or_default()
    }
}
