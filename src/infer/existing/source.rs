//! Reads the files of other programs.

use serde_json::Value;

use super::literal;
use crate::{
    diagnostic::Fault,
    text::{LineIndex, Span},
    tree::Limits,
    yaml,
};

/// Reads YAML if the name of `path` ends so, else JSON with comments.
pub(super) fn value(path: &str, text: &str) -> Result<Value, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let at = |span: Span| LineIndex::new(text).range(span, text);
    if is_yaml(path) {
        let parsed = yaml::parse(text, Span::new(0, text.len()), Limits::default());
        let document = parsed.map_err(|error| Fault {
            help: error.help,
            ..Fault::new(error.message).at(at(error.span)).in_file(path)
        })?;
        return Ok(document.to_traced().to_value());
    }
    literal::read(text).map_err(|offset| Fault::new("not JSON").at(at(Span::empty(offset))).in_file(path))
}

fn is_yaml(path: &str) -> bool {
    [".yaml", ".yml"].iter().any(|extension| path.ends_with(extension))
}
