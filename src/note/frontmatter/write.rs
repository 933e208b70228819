//! Writes the frontmatter of a new note.

use serde_json::{Map, Value};

use crate::{text::Span, toml, tree::Syntax};

impl Syntax {
    /// Returns `values` as frontmatter with its fences and LF, in the style that people write it in.
    pub fn frontmatter(self, values: &Map<String, Value>) -> String {
        match self {
            Self::Yaml => format!("---\n{}---\n", yaml_mapping(values, 0)),
            Self::Toml => format!("+++\n{}+++\n", toml_table(values, "").trim_start()),
            Self::Json => format!("{:#}\n", Value::Object(values.clone())),
        }
    }
}

fn yaml_mapping(values: &Map<String, Value>, indent: usize) -> String {
    let entry = |(key, value): (&String, &Value)| {
        let key = Syntax::Yaml.key(key);
        let value = match value {
            Value::Array(items) if !items.is_empty() => {
                let items = items.iter().map(|item| yaml_item(item, indent + 2));
                format!("\n{}", items.collect::<String>())
            }
            Value::Object(inside) if !inside.is_empty() => format!("\n{}", yaml_mapping(inside, indent + 2)),
            other => format!(" {}\n", yaml_scalar(other)),
        };
        format!("{:indent$}{key}:{value}", "")
    };
    values.iter().map(entry).collect()
}

fn yaml_item(item: &Value, indent: usize) -> String {
    let inside = match item {
        Value::Object(inside) if !inside.is_empty() => yaml_mapping(inside, indent + 2),
        Value::Array(items) if !items.is_empty() => {
            items.iter().map(|item| yaml_item(item, indent + 2)).collect()
        }
        other => format!("{}\n", yaml_scalar(other)),
    };
    format!("{:indent$}- {}", "", inside.trim_start_matches(' '))
}

fn yaml_scalar(value: &Value) -> String {
    Syntax::Yaml.value(value).unwrap_or_else(|| "{}".to_owned())
}

/// Returns the lines of the table `name`; the root has no name. What is a table comes behind what is not.
fn toml_table(values: &Map<String, Value>, name: &str) -> String {
    let pairs = values.iter().filter(|(_, value)| !value.is_object() && !value.is_null());
    let pairs = pairs.map(|(key, value)| Syntax::Toml.pair(&toml::key(key), &toml_value(value)) + "\n");
    let tables = values.iter().filter_map(|(key, value)| {
        let key = toml::key(key);
        let name = if name.is_empty() { key } else { format!("{name}.{key}") };
        Some(format!("\n[{name}]\n{}", toml_table(value.as_object()?, &name)))
    });
    pairs.chain(tables).collect()
}

fn toml_value(value: &Value) -> String {
    match value {
        Value::String(text) if is_date(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", ")),
        Value::Object(inside) if inside.is_empty() => "{}".to_owned(),
        Value::Object(inside) => {
            let pair =
                |(key, value): (&String, &Value)| Syntax::Toml.pair(&toml::key(key), &toml_value(value));
            format!("{{ {} }}", inside.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        other => Syntax::Toml.value(other).unwrap_or_else(|| Syntax::Toml.quote(&other.to_string())),
    }
}

fn is_date(text: &str) -> bool {
    let is_digit = |at: usize, c: u8| if at == 4 || at == 7 { c == b'-' } else { c.is_ascii_digit() };
    text.len() == 10
        && text.bytes().enumerate().all(|(at, c)| is_digit(at, c))
        && Syntax::Toml.parse(&format!("a = {text}"), Span::new(0, text.len() + 4)).is_ok()
}

#[cfg(test)]
mod tests;
