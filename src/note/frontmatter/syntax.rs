//! How each syntax of frontmatter is read and written.

use serde_json::{Number, Value};

use crate::{
    json,
    text::Span,
    toml,
    tree::{Data, Document, Limits, ScalarStyle, Syntax, SyntaxError},
    yaml,
};

impl Syntax {
    /// Parses the document at `span` of `text`, which contains the braces of JSON.
    ///
    /// # Errors
    /// [`SyntaxError`] if it is not written in this syntax, or exceeds the default limits.
    pub fn parse(self, text: &str, span: Span) -> Result<Document, SyntaxError> {
        match self {
            Self::Yaml => yaml::parse(text, span, Limits::default()),
            Self::Toml => toml::parse(text, span, Limits::default()),
            Self::Json => json::parse(text, span, Limits::default()),
        }
    }

    /// `text` as a value in quotes, on one line.
    pub fn quote(self, text: &str) -> String {
        match self {
            Self::Yaml => yaml::quote(text),
            Self::Toml => toml::quote(text),
            Self::Json => Value::from(text).to_string(),
        }
    }

    /// `text` as a value on one line, with quotes if it needs them.
    pub fn string(self, text: &str) -> String {
        match self {
            Self::Yaml => yaml::quote_if_needed(text),
            Self::Toml | Self::Json => self.quote(text),
        }
    }

    /// `name` as a key, with quotes if it needs them.
    pub fn key(self, name: &str) -> String {
        match self {
            Self::Toml => toml::key(name),
            Self::Yaml | Self::Json => self.string(name),
        }
    }

    /// The key and the value as they are written, for a value that is not the last one.
    pub fn pair(self, key: &str, value: &str) -> String {
        match self {
            Self::Yaml | Self::Json => format!("{key}: {value}"),
            Self::Toml => format!("{key} = {value}"),
        }
    }

    /// `value` on one line; `None` if it is neither a scalar nor a list of scalars, or this syntax does not have it.
    pub fn value(self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(self.string(text)),
            Value::Array(items) if items.iter().any(Value::is_array) => None,
            Value::Array(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.value(item)).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            Value::Object(_) => None,
            scalar if self == Self::Yaml => Some(yaml::write(scalar).trim_end().to_owned()),
            Value::Null if self == Self::Toml => None,
            Value::Number(number) if self == Self::Toml && !is_in_toml(number) => None,
            scalar => Some(scalar.to_string()),
        }
    }

    /// The number that `text` is without quotes.
    pub fn number(self, text: &str) -> Option<Number> {
        match self {
            Self::Yaml => match self.parse(text, Span::new(0, text.len())).ok()?.root.data {
                Data::Scalar { value: Value::Number(number), style: ScalarStyle::Plain, .. } => Some(number),
                _ => None,
            },
            Self::Toml => serde_json::from_str(text).ok().filter(is_in_toml),
            Self::Json => serde_json::from_str(text).ok(),
        }
    }
}

/// Whether TOML, whose integers have 64 bits with a sign, has the number.
fn is_in_toml(number: &Number) -> bool {
    number.is_i64() || number.is_f64()
}
