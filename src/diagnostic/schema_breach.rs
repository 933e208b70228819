use serde::{Deserialize, Serialize};

/// The breach of a note type's schema that a diagnostic puts into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SchemaBreach {
    /// The JSON Pointer (RFC 6901) of the value at fault in the note's projection: for a missing or
    /// unexpected property its object; for several breaches the value that contains all of them.
    pub pointer: String,
    /// The JSON Schema keyword that failed.
    pub keyword: String,
    /// The URI of that keyword in the schema, with a JSON Pointer as its fragment: an absolute
    /// keyword location (JSON Schema Core 12.3.3). Empty if the schema has no URI.
    pub schema: String,
    /// What the note type writes about the schema that failed: its `description`.
    pub note: Option<String>,
}
