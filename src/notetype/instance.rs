//! Lets the JSON Schema engine read a projection where it is, without a copy of it.

use std::{borrow::Cow, ptr, slice};

use jsonschema::{
    JsonType,
    json::{Array, Json as Representation, Node, NodeIdentity, Object, cmp},
};
use jsonschema_value::LazyInstance;
use serde_json::{Number, Value};

use crate::text::{Json, Member, Origin, Span, Traced};

/// The representation of JSON that notes are projected to.
#[derive(Debug)]
pub(super) struct Instance;

impl Representation for Instance {
    type Node<'a> = &'a Traced<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> Self::PreparedKey {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Self::Node<'_>) -> T) -> T {
        f(&Traced::new(string, NAME.value))
    }
}

/// Where names of members are from, for the engine.
const NAME: Origin = Origin { key: None, value: Span::empty(0) };

impl<'a> Node<'a, Instance> for &'a Traced<'a> {
    type Object = Members<'a>;
    type Array = Elements<'a>;
    type Number = &'a Number;

    fn as_object(&self) -> Option<Members<'a>> {
        match self.json() {
            Json::Object(members) => Some(Members(members)),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Elements<'a>> {
        match self.json() {
            Json::Array(elements) => Some(Elements(elements)),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<&'a Number> {
        match self.json() {
            Json::Number(number) => Some(number),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.json() {
            Json::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.json(), Json::Null)
    }

    fn json_type(&self) -> JsonType {
        match self.json() {
            Json::Null => JsonType::Null,
            Json::Boolean(_) => JsonType::Boolean,
            Json::Number(_) => JsonType::Number,
            Json::String(_) => JsonType::String,
            Json::Array(_) => JsonType::Array,
            Json::Object(_) => JsonType::Object,
        }
    }

    fn string_length_within(&self, min: u64, max: u64) -> Option<bool> {
        let text = self.as_str()?;
        let bytes = text.len() as u64;
        // A character has one to four bytes.
        if bytes <= max && bytes.div_ceil(4) >= min {
            return Some(true);
        }
        Some((min..=max).contains(&(text.chars().count() as u64)))
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self.json(), expected) {
            (Json::Null, Value::Null) => true,
            (Json::Boolean(value), Value::Bool(expected)) => value == expected,
            (Json::Number(value), Value::Number(expected)) => cmp::equal_numbers(value, expected),
            (Json::String(text), Value::String(expected)) => text == expected,
            (Json::Array(elements), Value::Array(expected)) => {
                let mut pairs = elements.iter().zip(expected);
                elements.len() == expected.len() && pairs.all(|(element, other)| element.equals_value(other))
            }
            (Json::Object(members), Value::Object(expected)) => {
                let is_equal = |member: &Member<'_>| {
                    expected.get(&*member.name).is_some_and(|other| (&member.value).equals_value(other))
                };
                members.len() == expected.len() && members.iter().all(is_equal)
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Traced::to_value(self))
    }

    /// Nothing: an error tells where the value is. With a copy of it in each error, many failures of
    /// one large value would cost its size each. Only a name, which is in no place, is told.
    fn lazy_value(&self) -> LazyInstance<'a> {
        LazyInstance::Ready(Cow::Owned(match self.json() {
            Json::String(text) if self.origin() == NAME => Value::from(text.as_ref()),
            _ => Value::Null,
        }))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(ptr::from_ref::<Traced<'a>>(self).addr()))
    }
}

/// The members of an object.
pub(super) struct Members<'a>(&'a [Member<'a>]);

impl<'a> Object<'a, Instance> for Members<'a> {
    type Node = &'a Traced<'a>;
    type MemberName = &'a str;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &Box<str>) -> Option<&'a Traced<'a>> {
        self.0.iter().find(|member| member.name == **key).map(|member| &member.value)
    }

    fn members(&self) -> MembersIter<'a> {
        MembersIter(self.0.iter())
    }
}

/// Goes through the members of an object.
pub(super) struct MembersIter<'a>(slice::Iter<'a, Member<'a>>);

impl<'a> Iterator for MembersIter<'a> {
    type Item = (&'a str, &'a Traced<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|member| (&*member.name, &member.value))
    }
}

/// The elements of an array.
pub(super) struct Elements<'a>(&'a [Traced<'a>]);

impl<'a> Array<'a, Instance> for Elements<'a> {
    type Node = &'a Traced<'a>;
    type ElementsIter = slice::Iter<'a, Traced<'a>>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Self::ElementsIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::json::conformance;

    use super::*;

    #[test]
    fn the_engine_reads_a_projection_as_it_reads_json() {
        let document = conformance::document();
        let root = Traced::new(&document, Span::empty(0));
        conformance::assert_conformance::<Instance>(&&root);
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let text = Traced::new("界面a", Span::empty(0));
        for (min, max, within) in [(3, 3, true), (4, 9, false), (0, 2, false), (1, 100, true)] {
            assert_eq!((&text).string_length_within(min, max), Some(within), "{min}..={max}");
        }
    }
}
