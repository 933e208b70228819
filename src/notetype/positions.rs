use std::{collections::HashMap, sync::OnceLock};

/// Where names are in a list of them, if they are many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Positions(OnceLock<HashMap<String, usize>>);

/// Up to this number, names are looked up one by one.
const MAX_UNINDEXED: usize = 32;

impl Positions {
    /// Returns the position of `name` among `names`, which are distinct and the same in each call.
    pub(super) fn of<'n>(
        &self,
        name: &str,
        mut names: impl ExactSizeIterator<Item = &'n str>,
    ) -> Option<usize> {
        if names.len() <= MAX_UNINDEXED {
            return names.position(|other| other == name);
        }
        let index = || names.enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        self.0.get_or_init(index).get(name).copied()
    }
}
