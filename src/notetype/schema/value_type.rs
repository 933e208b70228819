//! What a schema asks of a value that is text on the page: text, unless it does not allow any.

use serde_json::Value;

use super::{documents::Documents, node::Node, reader::Reader};

/// How the text of a cell or a field is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueType {
    /// What the text as a whole is read as.
    pub scalar: ScalarType,
    /// What each item is read as, if the text may be a list.
    pub items: Option<ScalarType>,
}

/// What a text may be read as. Otherwise, it stays text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScalarType {
    /// A number.
    pub number: bool,
    /// `true` or `false`.
    pub boolean: bool,
}

/// JSON types.
type Types = u8;

const STRING: Types = 1;
const NUMBER: Types = 1 << 1;
const BOOLEAN: Types = 1 << 2;
const ARRAY: Types = 1 << 3;
const OTHERS: Types = 1 << 4;
const ALL: Types = STRING | NUMBER | BOOLEAN | ARRAY | OTHERS;

/// How many schemas are read to tell what one value may be; behind them, it may be anything.
const MAX_SCHEMAS: usize = 200;

impl ValueType {
    /// Whether the text may be read as anything but text.
    pub(crate) fn is_typed(self) -> bool {
        self != Self::default()
    }

    /// What `node` asks.
    pub(crate) fn of(documents: &Documents, node: &Node<'_>) -> Self {
        let allowed = allowed(documents, node, &mut MAX_SCHEMAS.clone());
        if allowed & STRING != 0 {
            return Self::default();
        }
        let of_items = || {
            let items = Reader::new(documents, node).get("items");
            let items = items.map_or(ALL, |items| self::allowed(documents, &items, &mut MAX_SCHEMAS.clone()));
            ScalarType::of(items)
        };
        Self { scalar: ScalarType::of(allowed), items: (allowed & ARRAY != 0).then(of_items) }
    }
}

impl ScalarType {
    fn of(allowed: Types) -> Self {
        let is_text = allowed & STRING != 0;
        let may_be = |types: Types| !is_text && allowed & types != 0;
        Self { number: may_be(NUMBER), boolean: may_be(BOOLEAN) }
    }
}

/// The types of the values that `node` allows, as far as its references, `allOf` and branches tell.
fn allowed(documents: &Documents, node: &Node<'_>, left: &mut usize) -> Types {
    if *left == 0 {
        return ALL;
    }
    let facets = documents.facets(node);
    *left = left.saturating_sub(facets.len());
    let mut types = ALL;
    for facet in facets.iter().filter(|facet| !facet.only_refers()) {
        if let Some(named) = facet.get("type") {
            let one = named.value.as_str().map(named_type);
            types &= one.unwrap_or_else(|| {
                union(named.elements().map(|name| name.value.as_str().map_or(ALL, named_type)))
            });
        }
        if let Some(only) = facet.get("const") {
            types &= type_of(only.value);
        }
        if let Some(values) = facet.get("enum") {
            types &= union(values.elements().map(|value| type_of(value.value)));
        }
        for branches in ["anyOf", "oneOf"].iter().filter_map(|keyword| facet.get(keyword)) {
            types &= union(branches.elements().map(|branch| allowed(documents, &branch, left)));
        }
    }
    types
}

fn union(types: impl Iterator<Item = Types>) -> Types {
    types.fold(0, |all, types| all | types)
}

fn named_type(name: &str) -> Types {
    match name {
        "string" => STRING,
        "number" | "integer" => NUMBER,
        "boolean" => BOOLEAN,
        "array" => ARRAY,
        "object" | "null" => OTHERS,
        _ => ALL,
    }
}

fn type_of(value: &Value) -> Types {
    match value {
        Value::String(_) => STRING,
        Value::Number(_) => NUMBER,
        Value::Bool(_) => BOOLEAN,
        Value::Array(_) => ARRAY,
        Value::Null | Value::Object(_) => OTHERS,
    }
}
