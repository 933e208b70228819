//! YAML with comments.

use std::fmt::Write as _;

use crate::yaml::{quote, quote_if_needed};

/// A value to be written.
#[derive(Debug)]
pub(super) enum Node {
    /// A scalar, or a collection on one line, as it is written.
    Inline(String),
    /// A mapping.
    Mapping(Vec<Entry>),
    /// A list of scalars as they are written, on one line if that is not too long.
    Texts(Vec<String>),
    /// A list of scalars as they are written, each with a comment.
    List(Vec<(String, String)>),
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    key: String,
    value: Node,
    comment: String,
}

/// The number of characters of a mapping on one line.
const MAX_LINE_CHARS: usize = 96;

impl Node {
    /// A text, quoted if it must be.
    pub(super) fn text(text: &str) -> Self {
        Self::Inline(quote_if_needed(text))
    }

    /// A regular expression.
    pub(super) fn pattern(pattern: &str) -> Self {
        Self::Inline(quote(pattern))
    }

    /// A list of texts.
    pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::Texts(texts.into_iter().map(quote_if_needed).collect())
    }

    /// The mapping on one line, if nothing in it has a comment.
    fn on_one_line(&self) -> Option<String> {
        match self {
            Self::Inline(written) => Some(written.clone()),
            Self::Texts(texts) => Some(format!("[{}]", texts.join(", "))),
            Self::List(_) => None,
            Self::Mapping(entries) => {
                let mut parts = Vec::with_capacity(entries.len());
                for entry in entries {
                    if !entry.comment.is_empty() {
                        return None;
                    }
                    parts.push(format!("{}: {}", quote_if_needed(&entry.key), entry.value.on_one_line()?));
                }
                Some(if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) })
            }
        }
    }
}

impl Entry {
    /// A key without a comment.
    pub(super) fn new(key: &str, value: Node) -> Self {
        Self { key: key.to_owned(), value, comment: String::new() }
    }

    /// With a comment on its line.
    pub(super) fn comment(self, comment: impl Into<String>) -> Self {
        Self { comment: comment.into(), ..self }
    }
}

/// Writes `entries`, indented by `indent` blanks.
pub(super) fn write(entries: &[Entry], indent: usize, written: &mut String) {
    for Entry { key, value, comment } in entries {
        let key = quote_if_needed(key);
        let comment = if comment.is_empty() { String::new() } else { format!("  # {comment}") };
        let line = value.on_one_line().map(|value| format!("{:indent$}{key}: {value}", ""));
        let fits = |line: &String| matches!(value, Node::Inline(_)) || line.chars().count() <= MAX_LINE_CHARS;
        if let Some(line) = line.filter(fits) {
            let _ = writeln!(written, "{line}{comment}");
            continue;
        }
        let _ = writeln!(written, "{:indent$}{key}:{comment}", "");
        match value {
            Node::Mapping(entries) => write(entries, indent + 2, written),
            Node::List(items) => {
                for (item, comment) in items {
                    let _ = writeln!(written, "{:indent$}  - {item}  # {comment}", "");
                }
            }
            Node::Texts(texts) => {
                for text in texts {
                    let _ = writeln!(written, "{:indent$}  - {text}", "");
                }
            }
            Node::Inline(_) => {}
        }
    }
}
