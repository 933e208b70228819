//! How many of some notes have something.

use std::fmt;

/// From this share on, what notes have is required of them.
pub(super) const REQUIRED_PERCENT: usize = 90;

/// How many of some things, mostly notes, have something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Returns the share of those in `all` for which `has` is true.
    pub(super) fn count<T>(all: impl IntoIterator<Item = T>, has: impl Fn(T) -> bool) -> Self {
        let mut share = Self::default();
        for one in all {
            share.of += 1;
            share.count += usize::from(has(one));
        }
        share
    }

    /// Whether at least `percent` have it, and there are any.
    pub fn is_at_least(self, percent: usize) -> bool {
        self.of > 0 && self.count * 100 >= percent * self.of
    }

    /// Whether nearly all have it.
    pub(super) fn is_required(self) -> bool {
        self.is_at_least(REQUIRED_PERCENT)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.count, self.of)
    }
}
