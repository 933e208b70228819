use std::collections::HashMap;

use serde_json::{Map, Value, map::Entry};

use super::{
    Span,
    pointer::{escape, tokens},
};

/// Where a value came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What names the value: its key, heading or axis. None for list items and the root.
    pub key: Option<Span>,
    /// The value itself. Empty where it is an absent value's place.
    pub value: Span,
}

impl Origin {
    /// The span of the key, or of the value where there is no key.
    pub fn key_or_value(self) -> Span {
        self.key.unwrap_or(self.value)
    }
}

/// The origins of a value and, in the same order, of its elements or members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    origin: Origin,
    children: Vec<Origins>,
}

/// A JSON value in which every part knows the bytes it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    value: Value,
    origins: Origins,
}

impl Traced {
    /// A value without parts.
    pub fn leaf(value: impl Into<Value>, span: Span) -> Self {
        let origin = Origin { key: None, value: span };
        Self { value: value.into(), origins: Origins { origin, children: Vec::new() } }
    }

    /// An array that spans `span`.
    pub fn array(elements: impl IntoIterator<Item = Self>, span: Span) -> Self {
        let (values, children): (Vec<_>, Vec<_>) =
            elements.into_iter().map(|element| (element.value, element.origins)).unzip();
        let origin = Origin { key: None, value: span };
        Self { value: Value::Array(values), origins: Origins { origin, children } }
    }

    /// An object without members yet that spans `span`.
    pub fn object(span: Span) -> Self {
        Self::leaf(Value::Object(Map::new()), span)
    }

    /// Adds `member` under `name`; `key` is the span of what names it in the file. A name that
    /// is there already keeps its first value, as the first of two keys is the one that a
    /// diagnostic calls the original.
    ///
    /// Does nothing where this is not an object.
    pub fn insert(&mut self, name: impl Into<String>, key: Option<Span>, mut member: Self) {
        let Value::Object(map) = &mut self.value else { return };
        if let Entry::Vacant(vacant) = map.entry(name) {
            member.origins.origin.key = key;
            vacant.insert(member.value);
            self.origins.children.push(member.origins);
        }
    }

    /// The JSON value.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The JSON value, its origins dropped.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// The origin of the whole.
    pub fn origin(&self) -> Origin {
        self.origins.origin
    }

    /// The origin of the part that the JSON Pointer (RFC 6901) `pointer` names; none where there
    /// is no such part.
    pub fn origin_at(&self, pointer: &str) -> Option<Origin> {
        let mut value = &self.value;
        let mut origins = &self.origins;
        for token in tokens(pointer) {
            let index = match value {
                Value::Array(elements) => {
                    let index = token.parse().ok()?;
                    value = elements.get(index)?;
                    index
                }
                Value::Object(members) => {
                    let (index, member) = members.iter().enumerate().find(|(_, (key, _))| **key == token)?;
                    value = member.1;
                    index
                }
                _ => return None,
            };
            origins = origins.children.get(index)?;
        }
        Some(origins.origin)
    }

    /// The origin of the part at `pointer`, or of its nearest enclosing part that exists.
    pub fn nearest_origin(&self, pointer: &str) -> Origin {
        nearest(pointer, |pointer| self.origin_at(pointer)).unwrap_or(self.origin())
    }

    /// The same for each of `pointers`. One look at a large object is cheap, and thousands are not.
    pub fn nearest_origins<'p>(&self, pointers: impl ExactSizeIterator<Item = &'p str>) -> Vec<Origin> {
        if pointers.len() <= FEW {
            return pointers.map(|pointer| self.nearest_origin(pointer)).collect();
        }
        let mut all = HashMap::new();
        collect(&self.value, &self.origins, String::new(), &mut all);
        pointers
            .map(|pointer| nearest(pointer, |pointer| all.get(pointer).copied()).unwrap_or(self.origin()))
            .collect()
    }
}

/// Up to so many parts are looked for one by one.
const FEW: usize = 50;

/// What `find` finds for `pointer`, or for the nearest enclosing part.
fn nearest(pointer: &str, find: impl Fn(&str) -> Option<Origin>) -> Option<Origin> {
    let mut pointer = pointer;
    loop {
        match find(pointer) {
            None => pointer = &pointer[..pointer.rfind('/')?],
            found => return found,
        }
    }
}

/// Adds the origins of `value`, which `pointer` names, and of its parts to `all`.
fn collect(value: &Value, origins: &Origins, pointer: String, all: &mut HashMap<String, Origin>) {
    match value {
        Value::Array(elements) => {
            for (index, (element, origins)) in elements.iter().zip(&origins.children).enumerate() {
                collect(element, origins, format!("{pointer}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for ((key, member), origins) in members.iter().zip(&origins.children) {
                collect(member, origins, format!("{pointer}/{}", escape(key)), all);
            }
        }
        _ => {}
    }
    all.insert(pointer, origins.origin);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sample() -> Traced {
        let tags = Traced::array([Traced::leaf("a", Span::new(7, 8))], Span::new(6, 9));
        let mut root = Traced::object(Span::new(0, 9));
        root.insert("a/b~c", Some(Span::new(0, 4)), tags);
        root
    }

    #[test]
    fn a_pointer_finds_the_span_of_key_and_value() {
        let origin = sample().origin_at("/a~1b~0c").unwrap();
        assert_eq!(origin, Origin { key: Some(Span::new(0, 4)), value: Span::new(6, 9) });
        assert_eq!(sample().origin_at("/a~1b~0c/0").unwrap().value, Span::new(7, 8));
        assert_eq!(sample().value(), &json!({ "a/b~c": ["a"] }));
    }

    #[test]
    fn an_absent_part_has_the_nearest_enclosing_origin() {
        assert_eq!(sample().origin_at("/a~1b~0c/1"), None);
        assert_eq!(sample().nearest_origin("/a~1b~0c/1/x").value, Span::new(6, 9));
    }

    #[test]
    fn many_parts_are_found_where_one_is() {
        let pointers = ["", "/a~1b~0c", "/a~1b~0c/0", "/a~1b~0c/1/x", "/a", "no pointer"];
        for times in [1, FEW] {
            let many = pointers.repeat(times);
            let one_by_one: Vec<Origin> =
                many.iter().map(|pointer| sample().nearest_origin(pointer)).collect();
            assert_eq!(sample().nearest_origins(many.iter().copied()), one_by_one);
        }
    }

    #[test]
    fn the_first_of_two_members_of_one_name_stays() {
        let mut object = sample();
        object.insert("a/b~c", None, Traced::leaf(1, Span::empty(0)));
        assert_eq!(object.value(), &json!({ "a/b~c": ["a"] }));
        assert_eq!(object.origin_at("/a~1b~0c/0").unwrap().value, Span::new(7, 8));
    }
}
