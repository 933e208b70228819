//! The text of a schema file, JSON or YAML, to a value with spans.

use serde_json::Value;

use crate::{
    diagnostic::Fault,
    text::{LineIndex, Span, Traced},
    tree::{Document, Duplicate, Limits},
    yaml,
};

/// Schemas are written by those who run notelint, so they may be larger than frontmatter.
const LIMITS: Limits = Limits { nodes: 200_000, depth: 100, bytes: 16 << 20 };

const BOM: char = '\u{feff}';

/// Gives the text of a schema file that a `$ref` names.
pub trait Fetch {
    /// Returns the text of the file at `path`, which is relative to the type's folder and stays
    /// below it.
    ///
    /// # Errors
    /// [`FetchError`] if the file does not exist or must not be read.
    fn fetch(&self, path: &str) -> Result<String, FetchError>;
}

/// Why a file could not be had; one line, no full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// The file of a note type.
#[derive(Clone, Debug)]
pub struct TypeSource<'a> {
    /// Its path as reported in faults.
    pub path: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// A parsed schema file.
pub(crate) struct Parsed {
    pub(crate) schema: Value,
    /// The same with its spans, if they are known.
    pub(crate) traced: Option<Traced<'static>>,
    /// The duplicate keys.
    pub(crate) duplicates: Vec<Duplicate>,
}

/// Parses a schema file: JSON if its name ends with `.json`, else YAML.
///
/// # Errors
/// The first syntax error; after it, neither format can be read.
pub(crate) fn parse(source: &TypeSource<'_>) -> Result<Parsed, Box<Fault>> {
    let start = if source.text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let span = Span::new(start, source.text.len());
    let is_json =
        source.path.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if !is_json {
        let document = yaml::parse(source.text, span, LIMITS).map_err(|error| {
            let range = LineIndex::new(source.text).range(error.span, source.text);
            let fault = Fault::new(error.message).in_file(source.path).at(range);
            Box::new(Fault { help: error.help, ..fault })
        })?;
        return Ok(located(document));
    }
    let value: Value = serde_json::from_str(span.of(source.text))
        .map_err(|error| Box::new(json_fault(&error, source).in_file(source.path)))?;
    // JSON is nearly a subset of YAML, whose parser knows the spans.
    let parsed = yaml::parse(source.text, span, LIMITS).ok().map(located);
    let parsed = parsed.filter(|parsed| !parsed.duplicates.is_empty() || parsed.schema == value);
    Ok(parsed.unwrap_or(Parsed { schema: value, traced: None, duplicates: Vec::new() }))
}

fn located(document: Document) -> Parsed {
    let traced = document.to_traced().into_owned();
    Parsed { schema: traced.to_value(), traced: Some(traced), duplicates: document.duplicates }
}

fn json_fault(error: &serde_json::Error, source: &TypeSource<'_>) -> Fault {
    let index = LineIndex::new(source.text);
    let line = index.line_span(error.line(), source.text);
    let mut start = (line.start() + error.column().saturating_sub(1)).min(line.end());
    while !source.text.is_char_boundary(start) {
        start -= 1;
    }
    let end = source.text[start..].chars().next().map_or(start, |found| start + found.len_utf8());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Fault::new(format!("not JSON: {message}")).at(index.range(Span::new(start, end), source.text))
}
