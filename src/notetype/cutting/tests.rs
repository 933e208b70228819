//! That fragments tell what the whole schema tells, of random schemas, and where that would take forever.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::*;
use crate::{
    notetype::{
        engine::options,
        instance::Instance,
        schema::{Document, Documents},
    },
    text::{Span, Traced},
};

const URI: &str = "note-type:///t.json";

fn documents(schema: &Value) -> Documents {
    let mut documents = Documents::default();
    documents.add(Document::of_json("t.json".to_owned(), URI.to_owned(), schema.to_string(), schema.clone()));
    documents.add_schema((0, String::new()));
    documents
}

fn in_fragments(documents: &Documents) -> Option<Fragments> {
    match Fragments::of(documents) {
        Explaining::InFragments(fragments) => Some(*fragments),
        Explaining::Whole | Explaining::Shallow => None,
    }
}

fn traced(value: &Value) -> Traced<'_> {
    Traced::new(value, Span::new(0, 1))
}

/// What is wrong with `value`, as lines: `/pointer keyword facts schema`.
fn lines(failures: &[Rc<Failure>]) -> Vec<String> {
    let line = |failure: &Rc<Failure>| {
        format!("{} {:?} {}", failure.pointer, failure.keyword, failure.schema.trim_start_matches(URI))
    };
    failures.iter().map(line).collect()
}

/// The same, said by fragments.
fn told(fragments: &Fragments, value: &Value) -> Vec<String> {
    let traced = traced(value);
    let parts = Parts::new(&traced);
    lines(&Cutting::new(fragments, &parts).failures())
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        // Knuth's MMIX; its high bits are the random ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % count as u64).unwrap()
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn name(&mut self) -> &'static str {
        ["a", "b", "c"][self.below(3)]
    }

    /// A value that is at most `depth` deep.
    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 3 } else { 9 }) {
            0 => json!(self.below(4)),
            1 => json!(["x", "xyz", "é"][self.below(3)]),
            2 => json!(self.is(2)),
            3 | 4 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let members = (0..self.below(4)).map(|_| (self.name().to_owned(), self.value(depth - 1)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// Definitions that refer to each other, and a root that is one of them.
    fn schema(&mut self) -> Value {
        let count = 1 + self.below(3);
        let definitions: Map<_, _> =
            (0..count).map(|index| (format!("d{index}"), self.subschema(3, index + 1..count))).collect();
        json!({ "$ref": "#/$defs/d0", "$defs": definitions })
    }

    /// A schema that is at most `depth` deep. It may refer to `definitions` for its own value, and to all
    /// for parts of it, as those are less deep.
    fn subschema(&mut self, depth: usize, definitions: std::ops::Range<usize>) -> Value {
        let mut schema = Map::new();
        for _ in 0..=self.below(2) {
            let (keyword, value) = self.keyword(depth, definitions.clone());
            schema.insert(keyword.to_owned(), value);
        }
        Value::Object(schema)
    }

    fn part(&mut self, depth: usize, count: usize) -> Value {
        match self.below(8) {
            0 => json!(false),
            1..=4 => json!({ "$ref": format!("#/$defs/d{}", self.below(count)) }),
            _ => self.subschema(depth - 1, 0..count),
        }
    }

    fn keyword(&mut self, depth: usize, own: std::ops::Range<usize>) -> (&'static str, Value) {
        let count = own.end;
        if depth == 0 || self.is(4) {
            return self.assertion();
        }
        let same = |random: &mut Self| random.subschema(depth - 1, own.clone());
        match self.below(18) {
            0..=2 => ("anyOf", (0..2 + self.below(2)).map(|_| same(self)).collect()),
            3 | 4 => ("oneOf", (0..2 + self.below(2)).map(|_| same(self)).collect()),
            5 => ("allOf", (0..2).map(|_| same(self)).collect()),
            6 => ("not", same(self)),
            7 => ("dependentSchemas", json!({ self.name(): same(self) })),
            8 => ("additionalProperties", self.part(depth, count)),
            9 => ("unevaluatedProperties", self.part(depth, count)),
            10 => ("items", self.part(depth, count)),
            11 => ("prefixItems", json!([self.part(depth, count), self.part(depth, count)])),
            12 => ("contains", self.part(depth, count)),
            13 => ("patternProperties", json!({ "[ab]": self.part(depth, count) })),
            14 if !own.is_empty() => {
                ("$ref", json!(format!("#/$defs/d{}", own.start + self.below(own.len()))))
            }
            15 => ("propertyNames", self.part(depth, count)),
            _ => {
                let properties =
                    (0..=self.below(3)).map(|_| (self.name().to_owned(), self.part(depth, count)));
                ("properties", Value::Object(properties.collect()))
            }
        }
    }

    fn assertion(&mut self) -> (&'static str, Value) {
        match self.below(10) {
            0 => ("type", json!(["object", "array", "string", "integer"][self.below(4)])),
            1 => ("type", json!(["object", "string"])),
            2 => ("required", json!([self.name()])),
            3 => ("const", self.value(1)),
            4 => ("enum", json!([1, "x", true])),
            5 => ("minItems", json!(2)),
            6 => ("minProperties", json!(2)),
            7 => ("maximum", json!(1)),
            8 => ("pattern", json!("^x")),
            _ => ("uniqueItems", json!(true)),
        }
    }
}

/// Compares the failures of `values` random values under each of `schemas` random schemas.
fn compare(schemas: u64, values: usize) -> String {
    let (mut invalid, mut cut, mut differ) = (0, 0, String::new());
    for seed in 0..schemas {
        let mut random = Random(seed);
        let schema = random.schema();
        let documents = documents(&schema);
        let whole = options::<Instance>().with_base_uri(URI).build(&schema);
        let Ok(whole) = whole else { continue };
        let recursive = in_fragments(&documents);
        cut += u64::from(recursive.is_some());
        let all = Fragments::of_all_parts(&documents).unwrap();
        for _ in 0..values {
            let value = random.value(4);
            let traced = traced(&value);
            if whole.is_valid(&traced) {
                continue;
            }
            invalid += 1;
            let expected = lines(&failures(&Parts::new(&traced), "", whole.iter_errors(&traced)));
            for fragments in recursive.iter().chain([&all]) {
                let found = told(fragments, &value);
                if found != expected {
                    writeln!(differ, "{schema}\n{value}\nwhole {expected:#?}\nin fragments {found:#?}")
                        .unwrap();
                }
            }
        }
    }
    assert!(cut > schemas / 4 && invalid > schemas, "{cut} recursive schemas, {invalid} invalid values");
    differ
}

/// More if it is compiled with `NOTELINT_RANDOM_SCHEMAS=10000`.
#[test]
fn fragments_tell_what_the_whole_schema_tells() {
    let schemas = option_env!("NOTELINT_RANDOM_SCHEMAS").and_then(|count| count.parse().ok());
    let differ = compare(schemas.unwrap_or(1_000), 4);
    assert!(differ.is_empty(), "{differ}");
}

/// `inner` below `depth` keys `v`.
fn nested(depth: usize, inner: Value) -> Value {
    (0..depth).fold(inner, |value, _| json!({ "v": value }))
}

#[test]
fn a_value_of_any_depth_is_explained_once_under_each_schema() {
    let node = json!({ "$ref": "#" });
    let v = json!({ "type": "object", "properties": { "v": node } });
    let of_kind = |kind: &str| json!({ "properties": { "v": node }, "required": [kind] });
    let innermost = format!("{} Required {{ property: \"v\" }} #/required", "/v".repeat(80));
    let innermost = [innermost.as_str()];
    let unevaluated = " AdditionalProperties { property: \"v\" } #/unevaluatedProperties";
    for (schema, expected) in [
        (json!({ "anyOf": [v, v], "required": ["v"] }), [" AnyOf #/anyOf"].as_slice()),
        (json!({ "oneOf": [of_kind("a"), of_kind("c"), { "type": "string" }] }), &[" OneOf #/oneOf"]),
        (json!({ "oneOf": [v, v, v], "required": ["v"] }), &[" OneOf #/oneOf"]),
        (
            json!({ "anyOf": [v, v], "required": ["v"], "unevaluatedProperties": false }),
            &[" AnyOf #/anyOf", unevaluated],
        ),
        (json!({ "allOf": [v, v], "required": ["v"] }), innermost.as_slice()),
        (
            json!({ "properties": { "v": node }, "dependentSchemas": { "v": v }, "required": ["v"] }),
            innermost.as_slice(),
        ),
    ] {
        let fragments = in_fragments(&documents(&schema)).unwrap();
        assert_eq!(told(&fragments, &nested(80, json!({ "b": 1 }))), expected, "{schema}");
    }
}

#[test]
fn a_chain_of_definitions_is_explained_once_under_each() {
    let definition = |index: usize| {
        let next = json!({ "properties": { "v": { "$ref": format!("#/$defs/d{}", index + 1) } } });
        if index == 16 { json!({ "type": "string" }) } else { json!({ "allOf": [next, next] }) }
    };
    let definitions: Map<_, _> = (0..=16).map(|index| (format!("d{index}"), definition(index))).collect();
    let schema = json!({ "$ref": "#/$defs/d0", "$defs": definitions });
    let fragments = in_fragments(&documents(&schema)).unwrap();
    let innermost = format!("{} Type {{ expected: [\"string\"] }} #/$defs/d16/type", "/v".repeat(16));
    assert_eq!(told(&fragments, &nested(16, json!(1))), [innermost]);
}

/// A type whose part `n` has the keywords `node`, in a version of JSON Schema.
fn of_version(version: &str, node: &Value) -> Documents {
    let frontmatter = json!({ "$ref": "http://example.org/n.json" });
    let mut documents = documents(&json!({ "properties": { "v": frontmatter } }));
    let mut file = json!({ "$schema": version });
    for (keyword, value) in node.as_object().unwrap() {
        file[keyword] = value.clone();
    }
    let uri = "http://example.org/n.json";
    documents.add(Document::of_json("n.json".to_owned(), uri.to_owned(), file.to_string(), file));
    documents.add_schema((1, String::new()));
    documents
}

#[test]
fn a_value_of_any_depth_is_explained_once_in_older_versions() {
    const DRAFT_4: &str = "http://json-schema.org/draft-04/schema#";
    const DRAFT_7: &str = "http://json-schema.org/draft-07/schema#";
    const V2019: &str = "https://json-schema.org/draft/2019-09/schema";
    let of_reference = |keyword: &str| {
        let v = json!({ "properties": { "v": { keyword: "#" } } });
        json!({ "allOf": [v, v], "required": ["v"], "$recursiveAnchor": true })
    };
    let wrong = "/v".repeat(81);
    for (version, mut node, leaf, expected) in [
        (V2019, of_reference("$recursiveRef"), json!({ "b": 1 }), "Required { property: \"v\" } /required"),
        (DRAFT_7, of_reference("$ref"), json!({ "b": 1 }), "Required { property: \"v\" } /required"),
        (DRAFT_4, of_reference("$ref"), json!({ "b": 1 }), "Required { property: \"v\" } /required"),
        (
            DRAFT_4,
            of_reference("$ref"),
            json!({ "v": 1, "i": 1.0 }),
            "/i Type { expected: [\"integer\"] } /properties/i/type",
        ),
        (
            DRAFT_7,
            of_reference("$ref"),
            json!({ "v": 1, "c": "%" }),
            "/c Other { keyword: \"contentEncoding\" } /properties/c/contentEncoding",
        ),
    ] {
        node["properties"] =
            json!({ "i": { "type": "integer" }, "c": { "type": "string", "contentEncoding": "base64" } });
        let fragments = in_fragments(&of_version(version, &node)).unwrap();
        let space = if expected.starts_with('/') { "" } else { " " };
        let (fact, schema) = expected.rsplit_once(' ').unwrap();
        let expected = format!("{wrong}{space}{fact} http://example.org/n.json#{schema}");
        assert_eq!(told(&fragments, &nested(81, leaf)), [expected], "{version}");
    }
}

#[test]
fn what_only_describes_a_value_may_have_any_form_in_a_file_of_another_program() {
    let node = json!({ "properties": { "v": { "$ref": "#", "examples": "3.15", "deprecated": "soon" } },
        "required": ["v"], "title": 1, "$comment": [] });
    let fragments = in_fragments(&of_version("https://json-schema.org/draft/2020-12/schema", &node)).unwrap();
    let expected = "/v/v Required { property: \"v\" } http://example.org/n.json#/required";
    assert_eq!(told(&fragments, &nested(2, json!({}))), [expected]);
}

#[test]
fn branches_of_many_schemas_are_explained_one_by_one() {
    let closed =
        |index: usize| json!({ "properties": { format!("p{index}"): {} }, "additionalProperties": false });
    let fitting = json!({ "properties": { "k0": {}, "k1": { "type": "string" } } });
    let branches: Vec<_> = (0..600).map(closed).chain([fitting]).collect();
    let value = json!({ "k0": 1, "k1": 1 });
    for (keyword, expected) in [
        ("anyOf", vec!["/k1 Type { expected: [\"string\"] } #/anyOf/600/properties/k1/type"]),
        ("oneOf", vec!["/k1 Type { expected: [\"string\"] } #/oneOf/600/properties/k1/type"]),
        (
            "allOf",
            vec![
                " AdditionalProperties { property: \"k0\" } #/allOf/0/additionalProperties",
                " AdditionalProperties { property: \"k1\" } #/allOf/0/additionalProperties",
                "/k1 Type { expected: [\"string\"] } #/allOf/600/properties/k1/type",
            ],
        ),
    ] {
        let fragments = in_fragments(&documents(&json!({ keyword: branches }))).unwrap();
        assert_eq!(told(&fragments, &value), expected, "{keyword}");
    }
}

#[test]
fn schemas_whose_anchors_are_several_are_explained_if_the_value_is_not_deep() {
    let of_anchor = |id: &str| json!({ "$id": id, "$dynamicAnchor": "n", "properties": { "v": { "$dynamicRef": "#n" } } });
    let schema = json!({ "properties": { "a": of_anchor("a"), "b": of_anchor("b") } });
    assert!(matches!(Fragments::of(&documents(&schema)), Explaining::Shallow));
    let names: Vec<_> = (0..200).map(|index| format!("k{index}")).collect();
    let anchor = |id: &str| json!({ "$id": id, "$dynamicAnchor": "n" });
    let schema = json!({ "properties": { "a": anchor("a"), "b": anchor("b"),
        "l": { "items": { "required": names, "$dynamicRef": "a#n" } } } });
    assert!(matches!(Fragments::of(&documents(&schema)), Explaining::Whole), "it is not recursive");
}

#[test]
fn what_is_not_explained_any_more_is_said_to_be_wrong() {
    let schema = json!({ "properties": { "v": { "$ref": "#" } }, "required": ["v"] });
    let fragments = in_fragments(&documents(&schema)).unwrap();
    let value = nested(2, json!({}));
    let traced = traced(&value);
    let parts = Parts::new(&traced);
    let cutting = Cutting::new(&fragments, &parts);
    cutting.explained.set(MAX_EXPLAINED - fragments.cost(ROOT, 1));
    assert_eq!(lines(&cutting.failures()), ["/v Other { keyword: \"$ref\" } #"]);
}

#[test]
fn a_type_without_recursion_is_explained_whole() {
    for schema in [
        json!({ "anyOf": [{ "required": ["a"] }, { "properties": { "a": { "type": "string" } } }] }),
        json!({ "properties": { "a": { "$ref": "#/$defs/a" }, "b": { "$ref": "#/$defs/a" } }, "$defs": { "a": {} } }),
    ] {
        assert!(matches!(Fragments::of(&documents(&schema)), Explaining::Whole), "{schema}");
    }
}

#[test]
fn only_schemas_of_each_member_cost_more_for_more_members() {
    let part = json!({ "$ref": "#" });
    let cost_of_100 = |mut schema: Value| {
        schema["not"] = json!({ "properties": { "v": part } });
        let fragments = in_fragments(&documents(&schema)).unwrap();
        fragments.cost(ROOT, 100) - fragments.cost(ROOT, 0)
    };
    for schema in [
        json!({ "required": ["a", "b"] }),
        json!({ "dependentSchemas": { "a": { "required": ["b"] } } }),
        json!({ "properties": { "a": { "type": "string" }, "b": true } }),
        json!({ "prefixItems": [true, { "type": "string" }] }),
    ] {
        assert_eq!(cost_of_100(schema.clone()), 0, "{schema}");
    }
    for (schema, each) in [
        (json!({ "additionalProperties": false }), 1),
        (json!({ "propertyNames": { "pattern": "^a" } }), 1),
        (json!({ "patternProperties": { "^a": part, "^b": {} } }), 2),
        (json!({ "allOf": [{ "items": { "allOf": [{ "type": "string" }, { "minLength": 2 }] } }] }), 3),
        (json!({ "uniqueItems": true, "contains": {}, "unevaluatedItems": false }), 3),
    ] {
        assert_eq!(cost_of_100(schema.clone()), 100 * each, "{schema}");
    }
}
