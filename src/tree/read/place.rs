use std::fmt;

/// Where a node is, as messages call it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// The root, by the name that its reader gave.
    Root(&'a str),
    /// The value of a key.
    Key(&'a str),
    /// An item of a list, by its index from 0.
    Item(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Key(key) => write!(f, "`{key}`"),
            Self::Item(list, index) => write!(f, "item {} of {list}", index + 1),
        }
    }
}
