//! `when`: the frontmatter that a note must have for a type or an override to apply to it.

use std::{borrow::Cow, cell::OnceCell, fmt, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use crate::{
    notetype::Condition,
    text::{Json, Span, Traced, nfc},
    tree::Spanned,
    yaml,
};

/// The key of [`When`] that is not one of the frontmatter.
pub(super) const SCHEMA: &str = "schema";

/// A note as a configuration sees it.
pub struct Subject<'a> {
    /// Its path from the folder of the configuration.
    pub path: &'a str,
    frontmatter: &'a dyn Fn() -> Option<Traced<'static>>,
    seen: OnceCell<Traced<'static>>,
}

impl<'a> Subject<'a> {
    /// Returns the note at `path`, whose `frontmatter` is asked for at most once, and only if it matters.
    pub fn new(path: &'a str, frontmatter: &'a dyn Fn() -> Option<Traced<'static>>) -> Self {
        Self { path, frontmatter, seen: OnceCell::new() }
    }

    /// The note as JSON: its path, and its frontmatter if there is any.
    fn json(&self) -> &Traced<'static> {
        self.seen.get_or_init(|| {
            let mut json = Traced::object(2, Span::empty(0));
            json.insert("path", None, Traced::new(self.path.to_owned(), Span::empty(0)));
            if let Some(frontmatter) = (self.frontmatter)() {
                json.insert("frontmatter", None, frontmatter);
            }
            json
        })
    }
}

/// What the frontmatter of a note must be.
#[derive(Clone, Debug, Default)]
pub struct When {
    keys: Vec<Key>,
    /// Its schema as written.
    pub(super) schema: Option<Spanned<WhenSchema>>,
    condition: Option<Arc<Condition>>,
}

/// A key, and the values of which it must have one.
#[derive(Clone, Debug)]
struct Key {
    /// Its name; that of a key in a mapping has dots.
    name: String,
    values: Vec<Value>,
}

/// The JSON Schema in a [`When`], as written.
#[derive(Clone, Debug)]
pub enum WhenSchema {
    /// The path of its file.
    File(String),
    /// The schema itself.
    Inline(Traced<'static>),
}

impl When {
    /// Whether the note is such.
    pub fn matches(&self, note: &Subject<'_>) -> bool {
        let note = note.json();
        let has = |key: &Key| note.get("frontmatter").is_some_and(|mapping| key.is_in(mapping, &key.name));
        self.keys.iter().all(has) && self.condition.as_ref().is_none_or(|condition| condition.holds(note))
    }

    /// Returns its keys, each with the first value that it may have.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.keys.iter().filter_map(|key| Some((key.name.as_str(), key.values.first()?)))
    }

    /// Its schema, with its place.
    pub fn schema(&self) -> Option<&Spanned<WhenSchema>> {
        self.schema.as_ref()
    }

    /// Sets what its schema is compiled to.
    pub fn set_condition(&mut self, condition: Option<Arc<Condition>>) {
        self.condition = condition;
    }

    /// What its schema is compiled to.
    pub fn condition(&self) -> Option<&Condition> {
        self.condition.as_deref()
    }
}

impl Key {
    /// Whether `mapping` has one of the values at `name`: under this key, else inside of what is before a dot.
    fn is_in(&self, mapping: &Traced<'_>, name: &str) -> bool {
        if mapping.get(name).is_some_and(|value| self.is_met_by(value)) {
            return true;
        }
        let inside = name.split_once('.').and_then(|(outer, rest)| Some((mapping.get(outer)?, rest)));
        inside.is_some_and(|(mapping, rest)| self.is_in(mapping, rest))
    }

    fn is_met_by(&self, value: &Traced<'_>) -> bool {
        let is_one = |value: &Traced<'_>| self.values.iter().any(|wanted| is_equal(value, wanted));
        is_one(value) || value.elements().iter().any(is_one)
    }
}

/// Whether `value` is the scalar `wanted`; text is compared in NFC, as globs are.
fn is_equal(value: &Traced<'_>, wanted: &Value) -> bool {
    match (value.json(), wanted) {
        (Json::Boolean(value), Value::Bool(wanted)) => value == wanted,
        (Json::Number(value), Value::Number(wanted)) => value == wanted || value.as_f64() == wanted.as_f64(),
        (Json::String(value), Value::String(wanted)) => nfc(value) == nfc(wanted),
        _ => false,
    }
}

/// As it is written on one line.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), yaml::quote_if_needed);
        for (at, Key { name, values }) in self.keys.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            match values.as_slice() {
                [value] => write!(f, "{comma}{name}: {}", word(value))?,
                values => {
                    write!(f, "{comma}{name}: [{}]", values.iter().map(word).collect::<Vec<_>>().join(", "))?;
                }
            }
        }
        let comma = if self.keys.is_empty() { "" } else { ", " };
        match self.schema.as_ref().map(|schema| &schema.value) {
            Some(WhenSchema::File(path)) => write!(f, "{comma}{SCHEMA}: {path}"),
            Some(WhenSchema::Inline(_)) => write!(f, "{comma}{SCHEMA}: {{…}}"),
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Conditions;

        impl<'de> Visitor<'de> for Conditions {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<When, A::Error> {
                let (mut when, mut last) = (When::default(), None);
                while let Some(name) = map.next_key::<String>()? {
                    // A value that cannot be read is recorded, and the next one can.
                    let read = if name == SCHEMA {
                        map.next_value().map(|schema| when.schema = Some(schema))
                    } else {
                        map.next_value_seed(Values { key: &name, is_item: false })
                            .map(|values| when.keys.push(Key { name, values }))
                    };
                    last = read.err().or(last);
                }
                last.map_or(Ok(when), Err)
            }
        }

        deserializer.deserialize_map(Conditions)
    }
}

/// Reads the values that a key may have: a scalar or a list of them, whose items are read as values of one scalar.
#[derive(Clone, Copy)]
struct Values<'k> {
    key: &'k str,
    is_item: bool,
}

impl Values<'_> {
    /// The error that `found` is no value that a key can have.
    fn refuse<E: Error>(self, found: &str) -> E {
        let key = self.key;
        let what = if self.is_item { format!("an item of `{key}`") } else { format!("`{key}`") };
        E::custom(format!("{what} is {found}"))
    }
}

impl<'de> DeserializeSeed<'de> for Values<'_> {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar or a list")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Vec<Value>, E> {
        Ok(vec![value.into()])
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Vec<Value>, E> {
        Ok(vec![value.into()])
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Vec<Value>, E> {
        Ok(vec![value.into()])
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Vec<Value>, E> {
        Ok(vec![value.into()])
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Vec<Value>, E> {
        Ok(vec![value.into()])
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<Value>, E> {
        Err(self.refuse("null, which matches no note"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Value>, A::Error> {
        if self.is_item {
            return Err(self.refuse("a list, expected a value"));
        }
        let (mut values, mut failed) = (Vec::new(), None);
        while list.size_hint().is_none_or(|left| left > 0) {
            match list.next_element_seed(Self { is_item: true, ..self }) {
                Ok(Some(read)) => values.extend(read),
                Ok(None) => break,
                Err(error) => failed = Some(error),
            }
        }
        match failed {
            Some(error) => Err(error),
            None if values.is_empty() => Err(self.refuse("an empty list, which matches no note")),
            None => Ok(values),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Value>, A::Error> {
        let inner: Option<String> = map.next_key()?;
        let inner = inner.unwrap_or_else(|| "…".to_owned());
        let key = self.key;
        let expected = if self.is_item {
            "a mapping, expected a value".to_owned()
        } else {
            format!("a mapping, expected a value or a list (write `{key}.{inner}: …` for a key in it)")
        };
        Err(self.refuse(&expected))
    }
}

/// Reads the schema without what is in it, which is read from the tree.
impl<'de> Deserialize<'de> for WhenSchema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FileOrSchema;

        impl<'de> Visitor<'de> for FileOrSchema {
            type Value = WhenSchema;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON Schema or the path of its file")
            }

            fn visit_str<E: Error>(self, path: &str) -> Result<WhenSchema, E> {
                Ok(WhenSchema::File(path.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WhenSchema, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(WhenSchema::Inline(Traced::default()))
            }
        }

        deserializer.deserialize_any(FileOrSchema)
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "when".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let scalar = ["string", "number", "boolean"];
        json_schema!({
            "description": "Values that the frontmatter of a note must have, by key. The key of a mapping's key has dots: `a.b`.",
            "type": "object",
            "minProperties": 1,
            "properties": {
                SCHEMA: {
                    "description": "A JSON Schema of the note as `{ path, frontmatter }`, or the path of its file.",
                    "type": ["object", "string"],
                },
            },
            "additionalProperties": {
                "description": "The value, or a list of values: one must be the key's value or an item of it.",
                "anyOf": [
                    { "type": scalar },
                    { "type": "array", "items": { "type": scalar }, "minItems": 1 },
                ],
            },
        })
    }
}
