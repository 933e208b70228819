use serde::Deserialize;
use serde_json::{Map, Value};

/// What `x-note: { id: … }` says, as far as its type tells; the loader reads the rest.
#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only whether a value is one of these is asked")]
pub(super) enum Sources {
    /// A regular expression for the title, the file name and running text.
    Regex(String),
    /// A regular expression for each source.
    Mapping(Map<String, Value>),
}
