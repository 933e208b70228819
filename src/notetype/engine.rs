//! How the JSON Schema engine is set up.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use jsonschema::{PatternOptions, Retrieve, ValidationOptions, json::Json, json::SerdeJson};
use regex::{Regex, RegexBuilder};
use serde_json::{Value, json};

/// Maximum size of a compiled regular expression.
const MAX_REGEX_BYTES: usize = 1 << 20;

/// Compiles a regular expression of a type. Types that are alike have the same ones, and each has them in several places.
pub(super) fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    static KNOWN: Mutex<BTreeMap<String, Regex>> = Mutex::new(BTreeMap::new());
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known().get(pattern) {
        return Ok(known.clone());
    }
    let compiled = RegexBuilder::new(pattern).size_limit(MAX_REGEX_BYTES).build()?;
    let mut known = known();
    if known.len() < MAX_KNOWN {
        known.insert(pattern.to_owned(), compiled.clone());
    }
    Ok(compiled)
}

/// At most this many regular expressions are kept: a server reads types again and again.
const MAX_KNOWN: usize = 64;

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
