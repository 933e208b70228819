//! How the JSON Schema engine is set up.

use std::{
    ops::Range,
    sync::{Arc, LazyLock},
};

use jsonschema::{PatternOptions, Retrieve, ValidationOptions, json::Json, json::SerdeJson};
use regex::{Regex, RegexBuilder};
use serde_json::{Value, json};

/// Maximum size of a compiled regular expression.
const MAX_REGEX_BYTES: usize = 1 << 20;

/// Compiles a regular expression of a type.
pub(super) fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MAX_REGEX_BYTES).build()
}

/// Returns the first match of `pattern`, a regular expression of a type, in `text`.
pub fn first_match(pattern: &str, text: &str) -> Option<Range<usize>> {
    regex(pattern).ok()?.find(text).map(|found| found.range())
}

/// How types are compiled: formats are asserted, regular expressions are linear, and nothing is
/// fetched but by a retriever that is set later.
pub(super) fn options<F: Json>() -> ValidationOptions<'static, Arc<dyn Retrieve>, F> {
    jsonschema::options_for()
        .should_validate_formats(true)
        .with_pattern_options(PatternOptions::regex().size_limit(MAX_REGEX_BYTES))
        .offline()
}

/// A format that text may have (JSON Schema Validation, 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `date`
    Date,
    /// `iri`
    Iri,
}

/// Returns whether `text` has the `format`, by the engine that validates notes.
pub fn has_format(format: Format, text: &str) -> bool {
    static DATE: LazyLock<Option<jsonschema::Validator>> = LazyLock::new(|| validator("date"));
    static IRI: LazyLock<Option<jsonschema::Validator>> = LazyLock::new(|| validator("iri"));
    let validator = match format {
        Format::Date => &DATE,
        Format::Iri => &IRI,
    };
    validator.as_ref().is_some_and(|validator| validator.is_valid(&Value::from(text)))
}

fn validator(format: &str) -> Option<jsonschema::Validator> {
    options::<SerdeJson>().build(&json!({ "format": format })).ok()
}
