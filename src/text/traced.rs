use std::{borrow::Cow, collections::HashMap};

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use serde_json::{Number, Value};

use super::{
    Span,
    pointer::{escape, tokens},
};

/// The origin of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What names the value: its key, heading or axis. `None` for list items and the root.
    pub key: Option<Span>,
    /// The value itself. Empty if the value is absent.
    pub value: Span,
}

impl Origin {
    /// The span of the key, or of the value if there is no key.
    pub fn key_or_value(self) -> Span {
        self.key.unwrap_or(self.value)
    }
}

/// A JSON value whose parts all have the bytes that they came from. Strings are borrowed from the
/// note if it contains them literally.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced<'a> {
    origin: Origin,
    json: Json<'a>,
}

/// The data of a [`Traced`] value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json<'a> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Traced<'a>>),
    /// An object: its members in their order, with unique names.
    Object(Vec<Member<'a>>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value.
    pub value: Traced<'a>,
}

impl<'a> Traced<'a> {
    /// Returns a value that came from `span`.
    pub fn new(json: impl Into<Json<'a>>, span: Span) -> Self {
        Self { origin: Origin { key: None, value: span }, json: json.into() }
    }

    /// Returns an array with the span `span`.
    pub fn array(elements: impl IntoIterator<Item = Self>, span: Span) -> Self {
        Self::new(Json::Array(elements.into_iter().collect()), span)
    }

    /// Returns an object with the span `span`, without members but with capacity for `size`.
    pub fn object(size: usize, span: Span) -> Self {
        Self::new(Json::Object(Vec::with_capacity(size)), span)
    }

    /// Returns an object with the span `span` of `members`, each with its name and the span of what names it. No two
    /// have the same name.
    pub fn object_of(
        members: impl IntoIterator<Item = (Cow<'a, str>, Option<Span>, Self)>,
        span: Span,
    ) -> Self {
        let members = members.into_iter().map(|(name, key, mut value)| {
            value.origin.key = key;
            Member { name, value }
        });
        Self::new(Json::Object(members.collect()), span)
    }

    /// Adds `value` under `name`; `key` is the span of what names it in the file. An existing name
    /// keeps its value, as diagnostics treat the first of two keys as the original.
    ///
    /// Does nothing if this is not an object.
    pub fn insert(&mut self, name: impl Into<Cow<'a, str>>, key: Option<Span>, mut value: Self) {
        let Json::Object(members) = &mut self.json else { return };
        let name = name.into();
        if members.iter().all(|member| member.name != name) {
            value.origin.key = key;
            members.push(Member { name, value });
        }
    }

    /// Adds `value` under `name`, which must be new, before the other members.
    ///
    /// Does nothing if this is not an object.
    pub fn insert_first(&mut self, name: impl Into<Cow<'a, str>>, value: Self) {
        if let Json::Object(members) = &mut self.json {
            members.insert(0, Member { name: name.into(), value });
        }
    }

    /// Adds `value` under `name`, in place of a value that is there.
    ///
    /// Does nothing if this is not an object.
    pub fn replace(&mut self, name: impl Into<Cow<'a, str>>, value: Self) {
        let Json::Object(members) = &mut self.json else { return };
        let name = name.into();
        match members.iter_mut().find(|member| member.name == name) {
            Some(member) => member.value = value,
            None => members.push(Member { name, value }),
        }
    }

    pub fn json(&self) -> &Json<'a> {
        &self.json
    }

    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.json {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements; none if this is not an array.
    pub fn elements(&self) -> &[Self] {
        match &self.json {
            Json::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The members; none if this is not an object.
    pub fn members(&self) -> &[Member<'a>] {
        match &self.json {
            Json::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns the value of the member `name`.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|member| member.name == name).map(|member| &member.value)
    }

    /// Returns the part at the JSON Pointer (RFC 6901) `pointer`; `None` if there is no such part.
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        tokens(pointer).try_fold(self, |value, token| match &value.json {
            Json::Array(elements) => elements.get(token.parse::<usize>().ok()?),
            _ => value.get(&token),
        })
    }

    /// Returns the origin of the part at the JSON Pointer `pointer`; `None` if there is no such
    /// part.
    pub fn origin_at(&self, pointer: &str) -> Option<Origin> {
        self.at(pointer).map(Self::origin)
    }

    /// Returns the origin of the part at `pointer`, or of its nearest enclosing part that exists.
    pub fn nearest_origin(&self, pointer: &str) -> Origin {
        nearest(pointer, |pointer| self.at(pointer)).unwrap_or(self).origin
    }

    /// Returns a copy with `value` at the JSON Pointer `pointer`: in place of what is there, or as a new member
    /// of an object; `None` if it can be neither.
    pub fn with(&self, pointer: &str, value: Self) -> Option<Self> {
        let mut copy = self.clone();
        let mut part = &mut copy;
        for token in tokens(pointer) {
            part = match &mut part.json {
                Json::Array(elements) => elements.get_mut(token.parse::<usize>().ok()?)?,
                Json::Object(members) => {
                    let known = members.iter().position(|member| member.name == token);
                    let at = known.unwrap_or(members.len());
                    if known.is_none() {
                        members.push(Member { name: Cow::Owned(token.into()), value: Self::default() });
                    }
                    &mut members.get_mut(at)?.value
                }
                _ => return None,
            };
        }
        part.json = value.json;
        Some(copy)
    }

    /// Adds this value, at `pointer`, and its parts to `all`.
    pub(super) fn collect<'t>(&'t self, pointer: String, all: &mut HashMap<String, &'t Self>) {
        for (index, element) in self.elements().iter().enumerate() {
            element.collect(format!("{pointer}/{index}"), all);
        }
        for Member { name, value } in self.members() {
            value.collect(format!("{pointer}/{}", escape(name)), all);
        }
        all.insert(pointer, self);
    }

    /// Returns the JSON value without its origins.
    pub fn to_value(&self) -> Value {
        match &self.json {
            Json::Null => Value::Null,
            Json::Boolean(value) => Value::Bool(*value),
            Json::Number(value) => Value::Number(value.clone()),
            Json::String(text) => Value::String(text.as_ref().to_owned()),
            Json::Array(elements) => elements.iter().map(Self::to_value).collect(),
            Json::Object(members) => {
                members.iter().map(|Member { name, value }| (name.as_ref(), value.to_value())).collect()
            }
        }
    }

    /// Returns the value with owned strings.
    pub fn into_owned(self) -> Traced<'static> {
        let json = match self.json {
            Json::Null => Json::Null,
            Json::Boolean(value) => Json::Boolean(value),
            Json::Number(value) => Json::Number(value),
            Json::String(text) => Json::String(Cow::Owned(text.into_owned())),
            Json::Array(elements) => Json::Array(elements.into_iter().map(Self::into_owned).collect()),
            Json::Object(members) => {
                let members = members.into_iter().map(|Member { name, value }| Member {
                    name: Cow::Owned(name.into_owned()),
                    value: value.into_owned(),
                });
                Json::Object(members.collect())
            }
        };
        Traced { origin: self.origin, json }
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::String(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Json<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::String(text)
    }
}

/// Returns `value`, with empty spans as origins.
impl<'a> From<&'a Value> for Json<'a> {
    fn from(value: &'a Value) -> Self {
        let nowhere = Span::empty(0);
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(value) => Self::Number(value.clone()),
            Value::String(text) => Self::from(text.as_str()),
            Value::Array(elements) => {
                Self::Array(elements.iter().map(|element| Traced::new(element, nowhere)).collect())
            }
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| Member {
                    name: Cow::Borrowed(name),
                    value: Traced::new(value, nowhere),
                });
                Self::Object(members.collect())
            }
        }
    }
}

impl Serialize for Traced<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.json {
            Json::Null => serializer.serialize_unit(),
            Json::Boolean(value) => serializer.serialize_bool(*value),
            Json::Number(value) => value.serialize(serializer),
            Json::String(text) => serializer.serialize_str(text),
            Json::Array(elements) => {
                let mut array = serializer.serialize_seq(Some(elements.len()))?;
                elements.iter().try_for_each(|element| array.serialize_element(element))?;
                array.end()
            }
            Json::Object(members) => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                members
                    .iter()
                    .try_for_each(|Member { name, value }| object.serialize_entry(name.as_ref(), value))?;
                object.end()
            }
        }
    }
}

/// Returns what `find` returns for `pointer`, or for the nearest enclosing part.
pub(super) fn nearest<T>(pointer: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut pointer = pointer;
    loop {
        match find(pointer) {
            None => pointer = &pointer[..pointer.rfind('/')?],
            found => return found,
        }
    }
}

#[cfg(test)]
mod tests;
