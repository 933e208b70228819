use serde::{
    Deserializer,
    de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor, value::StrDeserializer},
    forward_to_deserialize_any,
};
use serde_json::Value;

use super::{
    fault::{LIST, ReadFault},
    keys::{Fields, distinct},
    node_ref::NODE_REF,
    place::Place,
    placeholder::Placeholder,
    sink::{Error, Sink},
    spanned::SPANNED,
};
use crate::{
    text::{Span, alternatives},
    tree::{Data, Entry, Node},
};

/// Reads one node.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeDeserializer<'r, 'n> {
    node: &'n Node,
    place: &'r Place<'r>,
    sink: &'r Sink<'n>,
}

type Result<T> = std::result::Result<T, Error>;

impl<'r, 'n> NodeDeserializer<'r, 'n> {
    pub(super) fn new(node: &'n Node, place: &'r Place<'r>, sink: &'r Sink<'n>) -> Self {
        Self { node, place, sink }
    }

    /// Records why there is no value, unless it is recorded already.
    fn finish<T>(self, result: Result<T>) -> Result<T> {
        result.map_err(|error| match error {
            Error::WrongKind(expected) => {
                self.wrong_kind(expected);
                Error::Recorded
            }
            error => self.sink.record(error, self.node.span, self.place),
        })
    }

    /// Records that the node is not `expected`, and returns the placeholder to continue with, which
    /// has no faults of its own.
    fn wrong_kind(self, expected: impl Into<String>) -> Placeholder {
        self.sink.push(ReadFault::wrong_kind(self.node, self.place, expected));
        Placeholder
    }

    /// The string, or the characters of a number or a boolean that is meant as one.
    fn text(self) -> Option<&'n str> {
        match &self.node.data {
            Data::Scalar { value: Value::String(text), .. } => Some(text),
            Data::Scalar { written, .. } => written.as_deref(),
            Data::Sequence(_) | Data::Mapping(_) => None,
        }
    }

    fn integer<V: Visitor<'n>>(self, min: i128, max: i128, visitor: V) -> Result<V::Value> {
        let number = match &self.node.data {
            Data::Scalar { value: Value::Number(number), .. } => {
                number.as_u64().map(i128::from).or_else(|| number.as_i64().map(i128::from))
            }
            _ => None,
        };
        let Some(number) = number.filter(|number| (min..=max).contains(number)) else {
            let expected = match (min, max) {
                (0, max) if max == i128::from(u64::MAX) => "an integer of at least 0".to_owned(),
                (min, _) if min == i128::from(i64::MIN) => "an integer".to_owned(),
                _ => format!("an integer from {min} to {max}"),
            };
            return recorded(self.wrong_kind(expected).deserialize_i64(visitor));
        };
        self.finish(match u64::try_from(number) {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => visitor.visit_i64(i64::try_from(number).unwrap_or(i64::MIN)),
        })
    }

    /// The entries of a mapping; none of a root that is null.
    fn mapping(self) -> Option<Mapping<'r, 'n>> {
        let entries = match &self.node.data {
            Data::Mapping(entries) => entries,
            _ if self.is_empty_root() => &[][..],
            _ => return None,
        };
        Some(Mapping::new(entries, self.node.span.start(), self.place, self.sink))
    }

    fn items(self) -> Option<Items<'r, 'n>> {
        let items = match &self.node.data {
            Data::Sequence(items) => items.iter(),
            _ if self.is_empty_root() => [].iter(),
            _ => return None,
        };
        Some(Items { left: items, index: 0, place: self.place, sink: self.sink })
    }

    fn is_empty_root(self) -> bool {
        matches!(self.place, Place::Root(_)) && self.node.is_null()
    }
}

/// The result of a placeholder, whose fault is recorded.
fn recorded<T>(result: Result<T>) -> Result<T> {
    result.map_err(|_| Error::Recorded)
}

macro_rules! integers {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
            self.integer(<$type>::MIN.into(), <$type>::MAX.into(), visitor)
        })*
    };
}

impl<'n> Deserializer<'n> for NodeDeserializer<'_, 'n> {
    type Error = Error;

    integers! {
        deserialize_i8: i8,
        deserialize_i16: i16,
        deserialize_i32: i32,
        deserialize_i64: i64,
        deserialize_u8: u8,
        deserialize_u16: u16,
        deserialize_u32: u32,
        deserialize_u64: u64,
    }

    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        match &self.node.data {
            Data::Scalar { value: Value::String(text), .. } => self.finish(visitor.visit_borrowed_str(text)),
            Data::Scalar { value: Value::Bool(value), .. } => self.finish(visitor.visit_bool(*value)),
            Data::Scalar { value: Value::Number(number), .. } if number.is_f64() => {
                self.deserialize_f64(visitor)
            }
            Data::Scalar { value: Value::Number(number), .. } if number.is_u64() => {
                self.deserialize_u64(visitor)
            }
            Data::Scalar { value: Value::Number(_), .. } => self.deserialize_i64(visitor),
            Data::Scalar { .. } => self.finish(visitor.visit_unit()),
            Data::Sequence(_) => self.deserialize_seq(visitor),
            Data::Mapping(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        match &self.node.data {
            Data::Scalar { value: Value::Bool(value), .. } => self.finish(visitor.visit_bool(*value)),
            _ => recorded(self.wrong_kind("`true` or `false`").deserialize_bool(visitor)),
        }
    }

    fn deserialize_f32<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        let number = match &self.node.data {
            Data::Scalar { value, .. } => value.as_f64(),
            Data::Sequence(_) | Data::Mapping(_) => None,
        };
        match number {
            Some(number) => self.finish(visitor.visit_f64(number)),
            None => recorded(self.wrong_kind("a number").deserialize_f64(visitor)),
        }
    }

    fn deserialize_char<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        let mut chars = self.text().unwrap_or_default().chars();
        match (chars.next(), chars.next()) {
            (Some(char), None) => self.finish(visitor.visit_char(char)),
            _ => recorded(self.wrong_kind("one character").deserialize_char(visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        match self.text() {
            Some(text) => self.finish(visitor.visit_borrowed_str(text)),
            None => recorded(self.wrong_kind("a string").deserialize_str(visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        if self.node.is_null() { self.finish(visitor.visit_none()) } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'n>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == NODE_REF {
            return self.finish(visitor.visit_u64(self.sink.keep(self.node).number()));
        }
        self.finish(visitor.visit_newtype_struct(self))
    }

    fn deserialize_seq<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        match self.items() {
            Some(items) => self.finish(visitor.visit_seq(items)),
            None => recorded(self.wrong_kind(LIST).deserialize_seq(visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'n>>(self, len: usize, visitor: V) -> Result<V::Value> {
        match self.items().filter(|items| items.left.len() == len) {
            Some(items) => self.finish(visitor.visit_seq(items)),
            None => {
                recorded(self.wrong_kind(format!("a list of {len} items")).deserialize_tuple(len, visitor))
            }
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'n>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        match self.mapping() {
            Some(mapping) => mapping.deserialize_map(visitor),
            None => recorded(self.wrong_kind("a mapping").deserialize_map(visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if name == SPANNED {
            return self.finish(visitor.visit_seq(SpannedParts { node: self, next: 0 }));
        }
        match self.mapping() {
            Some(mapping) => mapping.deserialize_struct(name, fields, visitor),
            None => recorded(self.wrong_kind("a mapping").deserialize_struct(name, fields, visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'n>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let placeholder = match self.text() {
            Some(text) if variants.contains(&text) => {
                let word: StrDeserializer<'_, Error> = text.into_deserializer();
                return self.finish(visitor.visit_enum(word));
            }
            Some(text) => {
                let error = Error::UnknownWord { found: text.to_owned(), known: variants };
                self.sink.record(error, self.node.span, self.place);
                Placeholder
            }
            None => self.wrong_kind(alternatives(variants.iter().copied())),
        };
        recorded(placeholder.deserialize_enum(name, variants, visitor))
    }

    forward_to_deserialize_any! { <V: Visitor<'n>> i128 u128 bytes byte_buf unit unit_struct identifier ignored_any }
}

/// Reads the entries of a mapping. Of several with one name, the first counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapping<'r, 'n> {
    entries: &'n [Entry],
    start: usize,
    place: &'r Place<'r>,
    sink: &'r Sink<'n>,
}

impl<'r, 'n> Mapping<'r, 'n> {
    /// The mapping of `entries`, which begins at the offset `start`.
    pub(super) fn new(entries: &'n [Entry], start: usize, place: &'r Place<'r>, sink: &'r Sink<'n>) -> Self {
        Self { entries, start, place, sink }
    }

    fn finish<T>(self, result: Result<T>) -> Result<T> {
        result.map_err(|error| self.sink.record(error, Span::empty(self.start), self.place))
    }
}

impl<'n> Deserializer<'n> for Mapping<'_, 'n> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value> {
        let entries = distinct(self.entries, None);
        self.finish(visitor.visit_map(Entries { left: entries, value: None, sink: self.sink }))
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let fields = Fields(fields);
        fields.record_unknown(self.entries, self.place, self.sink);
        let entries = distinct(self.entries, Some(fields));
        match visitor.visit_map(Entries { left: entries, value: None, sink: self.sink }) {
            Err(Error::MissingKey(key)) => {
                Err(fields.record_missing(key, (self.entries, self.start), self.place, self.sink))
            }
            result => self.finish(result),
        }
    }

    forward_to_deserialize_any! { <V: Visitor<'n>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Entries<'r, 'n, I> {
    left: I,
    value: Option<&'n Entry>,
    sink: &'r Sink<'n>,
}

impl<'n, I: Iterator<Item = &'n Entry>> MapAccess<'n> for Entries<'_, 'n, I> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some(entry) = self.left.next() else { return Ok(None) };
        self.value = Some(entry);
        let key: StrDeserializer<'_, Error> = entry.name.as_str().into_deserializer();
        let result = seed.deserialize(key).map(Some);
        result.map_err(|error| self.sink.record(error, entry.key, &Place::Key(&entry.name)))
    }

    fn next_value_seed<V: DeserializeSeed<'n>>(&mut self, seed: V) -> Result<V::Value> {
        let Some(entry) = self.value.take() else { return Err(Error::Invalid) };
        let place = Place::Key(&entry.name);
        seed.deserialize(NodeDeserializer::new(&entry.value, &place, self.sink))
    }
}

/// The items of a list. After one that could not be read, the next one can.
struct Items<'r, 'n> {
    left: std::slice::Iter<'n, Node>,
    index: usize,
    place: &'r Place<'r>,
    sink: &'r Sink<'n>,
}

impl<'n> SeqAccess<'n> for Items<'_, 'n> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'n>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(node) = self.left.next() else { return Ok(None) };
        let place = Place::Item(self.place, self.index);
        self.index += 1;
        seed.deserialize(NodeDeserializer::new(node, &place, self.sink)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// Start, end and value of a node.
struct SpannedParts<'r, 'n> {
    node: NodeDeserializer<'r, 'n>,
    next: usize,
}

impl<'n> SeqAccess<'n> for SpannedParts<'_, 'n> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'n>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let span = self.node.node.span;
        self.next += 1;
        match self.next {
            1 => seed.deserialize(span.start().into_deserializer()).map(Some),
            2 => seed.deserialize(span.end().into_deserializer()).map(Some),
            3 => seed.deserialize(self.node).map(Some),
            _ => Ok(None),
        }
    }
}
