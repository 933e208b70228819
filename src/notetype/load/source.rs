//! The text of a schema file, JSON or YAML, to a value with spans.

use serde_json::Value;

use super::TypeSource;
use crate::{
    diagnostic::Fault,
    text::{LineIndex, Span, Traced},
    yaml::{self, Duplicate, Limits},
};

/// Schemas are written by those who run notelint, so they may be larger than frontmatter.
const LIMITS: Limits = Limits { nodes: 200_000, depth: 100, bytes: 16 << 20 };

const BOM: char = '\u{feff}';

/// A parsed schema file.
pub(super) struct Parsed {
    /// The schema.
    pub(super) schema: Traced,
    /// Whether its spans are known.
    pub(super) located: bool,
    /// The keys that stand twice.
    pub(super) duplicates: Vec<Duplicate>,
}

/// Parses a schema file: JSON where its name ends so, else YAML.
///
/// # Errors
/// The first syntax error; behind it, neither format can be read.
pub(super) fn parse(source: &TypeSource<'_>) -> Result<Parsed, Box<Fault>> {
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
        let schema = document.to_traced();
        return Ok(Parsed { schema, located: true, duplicates: document.duplicates });
    }
    let value: Value = serde_json::from_str(span.of(source.text))
        .map_err(|error| Box::new(json_fault(&error, source).in_file(source.path)))?;
    // JSON is nearly a subset of YAML, whose parser knows the spans.
    Ok(match yaml::parse(source.text, span, LIMITS) {
        Ok(document) if !document.duplicates.is_empty() || *document.to_traced().value() == value => {
            Parsed { schema: document.to_traced(), located: true, duplicates: document.duplicates }
        }
        _ => Parsed { schema: without_spans(value), located: false, duplicates: Vec::new() },
    })
}

fn json_fault(error: &serde_json::Error, source: &TypeSource<'_>) -> Fault {
    let index = LineIndex::new(source.text);
    let line = index.line_span(error.line(), source.text);
    let mut start = (line.start + error.column().saturating_sub(1)).min(line.end);
    while !source.text.is_char_boundary(start) {
        start -= 1;
    }
    let end = source.text[start..].chars().next().map_or(start, |found| start + found.len_utf8());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Fault::new(format!("not JSON: {message}")).at(index.range(Span::new(start, end), source.text))
}

fn without_spans(value: Value) -> Traced {
    let nowhere = Span::empty(0);
    match value {
        Value::Array(elements) => Traced::array(elements.into_iter().map(without_spans), nowhere),
        Value::Object(members) => {
            let mut object = Traced::object(nowhere);
            for (key, member) in members {
                object.insert(key, None, without_spans(member));
            }
            object
        }
        leaf => Traced::leaf(leaf, nowhere),
    }
}
