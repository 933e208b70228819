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

/// A named group of a pattern that is compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderBy {
    /// Its name.
    pub(crate) by: String,
    /// The word for the order, by default `ascending`.
    pub(crate) order: Option<String>,
}
