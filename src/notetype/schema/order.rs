use serde::Deserialize;

/// What `x-note: { order: … }` says.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Ordering {
    /// A word such as `free` or `descending`.
    Word(String),
    /// The sections in their order.
    List(Vec<String>),
    /// The named group of a pattern that is compared, and the word for the order, by default `ascending`.
    By(OrderBy),
}

impl Ordering {
    /// The word that it is.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::List(_) | Self::By(_) => None,
        }
    }
}

/// The order of the keys of frontmatter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeyOrdering {
    /// That of the type.
    #[default]
    Type,
    /// Any.
    Free,
}

/// A named group of a pattern that is compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderBy {
    /// Its name.
    pub(crate) by: String,
    /// The word for the order, by default `ascending`.
    pub(crate) order: Option<String>,
}
