//! Types that no note satisfies.

use super::*;

/// The faults of a type whose frontmatter key `a` has that schema, without their places.
fn said_of(schema: &str) -> Vec<String> {
    let found = faults_of(&format!(
        "$defs: {{ base: {{ type: object, additionalProperties: false, properties: {{ title: {{}}, date: {{}} }} }} }}\nproperties: {{ frontmatter: {{ properties: {{ a: {{ {schema} }} }} }} }}\n"
    ));
    found.into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
}

#[test]
fn a_key_that_is_required_and_cannot_be_there_is_a_fault() {
    let closed = "additionalProperties: false, properties: { title: {}, date: {} }";
    let not_allowed = |name: &str, help: &str| {
        vec![format!("`{name}` is required, but `additionalProperties: false` does not allow it | {help}")]
    };
    let declare = "declare it in `properties` beside that keyword";
    for (schema, said) in [
        (format!("{closed}, required: [dat]"), not_allowed("dat", "did you mean `date`?")),
        (format!("{closed}, required: [title, owner]"), not_allowed("owner", declare)),
        (format!("{closed}, allOf: [{{ required: [owner] }}]"), not_allowed("owner", declare)),
        ("$ref: '#/$defs/base', required: [owner]".to_owned(), not_allowed("owner", declare)),
        (
            "allOf: [{ $ref: '#/$defs/base' }, { properties: { owner: {} }, required: [owner] }]".to_owned(),
            not_allowed("owner", declare),
        ),
        (
            format!("{closed}, anyOf: [{{ required: [owner] }}, {{ required: [group] }}]"),
            not_allowed("owner", declare),
        ),
        (
            "unevaluatedProperties: false, anyOf: [{ properties: { size: {} } }], required: [c]".to_owned(),
            vec![format!(
                "`c` is required, but `unevaluatedProperties: false` does not allow it | {declare}"
            )],
        ),
        (
            "properties: { b: false }, required: [b]".to_owned(),
            vec!["`b` is required, but its schema is `false`".to_owned()],
        ),
        (
            "maxProperties: 1, required: [b, c]".to_owned(),
            vec!["`maxProperties` is 1, but 2 keys are required".to_owned()],
        ),
    ] {
        assert_eq!(said_of(&schema), said, "{schema}");
    }
}

#[test]
fn limits_that_exclude_each_other_are_a_fault() {
    for (schema, said) in [
        (
            "minItems: 3, maxItems: 2",
            "`minItems` is 3, but `maxItems` is 2: no array satisfies both".to_owned(),
        ),
        (
            "minLength: 3, maxLength: 2",
            "`minLength` is 3, but `maxLength` is 2: no string satisfies both".to_owned(),
        ),
        (
            "minimum: 3, maximum: 2.5",
            "`minimum` is 3, but `maximum` is 2.5: no number satisfies both".to_owned(),
        ),
        (
            "exclusiveMinimum: 3, maximum: 3",
            "`exclusiveMinimum` is 3, but `maximum` is 3: no number satisfies both".to_owned(),
        ),
        (
            "minProperties: 3, maxProperties: 2",
            "`minProperties` is 3, but `maxProperties` is 2: no object satisfies both".to_owned(),
        ),
        (
            "maxItems: 2, allOf: [{ allOf: [{ minItems: 4 }] }]",
            "`minItems` is 4, but `maxItems` is 2: no array satisfies both".to_owned(),
        ),
        (
            "prefixItems: [true], items: false, minItems: 2",
            "`minItems` is 2, but `items: false` allows no more than 1".to_owned(),
        ),
        (
            "type: string, allOf: [{ type: [array, object] }]",
            "no value is of type `string` and of type `array` or `object`".to_owned(),
        ),
        (
            "items: { minimum: 2, maximum: 1 }",
            "`minimum` is 2, but `maximum` is 1: no number satisfies both".to_owned(),
        ),
    ] {
        assert_eq!(said_of(schema), [said], "{schema}");
    }
}

#[test]
fn values_that_the_schema_excludes_are_a_fault() {
    for (schema, said) in [
        (
            "type: string, enum: [2025, 2026]",
            "no value of `enum` satisfies `type: string` | quote the values",
        ),
        ("type: string, const: 1", "the value of `const` does not satisfy `type: string` | quote the value"),
        ("const: a, pattern: '^b'", "the value of `const` does not satisfy `pattern`"),
        ("enum: [a, b], minLength: 2", "no value of `enum` satisfies `minLength`"),
        ("enum: [1, 2], allOf: [{ minimum: 3 }]", "no value of `enum` satisfies `minimum`"),
        ("enum: [a, b], allOf: [{ const: c }]", "no value of `enum` satisfies `const`"),
    ] {
        assert_eq!(said_of(schema), [said], "{schema}");
    }
}

#[test]
fn a_key_that_not_or_the_rule_for_names_excludes_is_a_fault() {
    for (schema, said) in [
        ("required: [b], not: { required: [b] }", "`b` is required, but `not` forbids it"),
        (
            "required: [b, c, d], not: { required: [b, c] }",
            "`b` and `c` are required, but `not` forbids all of them",
        ),
        ("required: [b], properties: { b: { not: {} } }", "`b` is required, but its schema is `not: {}`"),
        (
            "required: [B], propertyNames: { pattern: '^[a-z]$' }",
            "`B` is required, but `propertyNames` does not allow it",
        ),
        (
            "required: [b], dependentRequired: { b: [c], c: [d] }, properties: { d: false }",
            "`d` is required, but its schema is `false`",
        ),
    ] {
        assert_eq!(said_of(schema), [said], "{schema}");
    }
}

#[test]
fn what_is_never_reached_is_a_fault() {
    let value = |why: &str| format!("this value of `enum` does not satisfy `{why}`, and is never allowed");
    let branch = |item: &str, why: &str| format!("no value can match item {item}: {why}");
    let owner = "`owner` is required, but `additionalProperties: false` does not allow it | declare it in `properties` beside that keyword";
    for (schema, said) in [
        ("type: string, enum: [draft, 2024]", value("type: string") + " | quote it: `\"2024\"`"),
        ("type: string, enum: [a, null]", value("type: string") + " | add `null` to `type`, or remove the value"),
        ("type: [integer, 'null'], enum: [1, '2', null]", value("type: [integer,null]")),
        ("enum: [a1, b1], pattern: '^a'", value("pattern")),
        ("enum: [a, b, a]", "item 3 of `enum` is the same as item 1 | remove one of them".to_owned()),
        ("oneOf: [{ type: string }, { type: array }, { type: string }]", "item 3 of `oneOf` is the same as item 1: no value satisfies just one of them | remove one of them".to_owned()),
        ("anyOf: [{ type: string }, { type: string }]", "item 2 of `anyOf` is the same as item 1 | remove one of them".to_owned()),
        ("anyOf: [{ minItems: 2, maxItems: 1 }, { type: string }]", branch("1 of `anyOf`", "`minItems` is 2, but `maxItems` is 1: no array satisfies both")),
        ("type: string, oneOf: [{ format: date }, { type: integer }]", branch("2 of `oneOf`", "no value is of type `string` and of type `integer`")),
        ("additionalProperties: false, properties: { title: {} }, anyOf: [{ required: [owner] }, { required: [title] }]", branch("1 of `anyOf`", owner)),
        ("type: string, minimum: 3", "`minimum` has no effect on a value of `type: string` | did you mean `minLength`?".to_owned()),
        ("type: array, maxLength: 3", "`maxLength` has no effect on a value of `type: array` | did you mean `maxItems`?".to_owned()),
        ("type: [string, 'null'], items: {}", "`items` has no effect on a value of `type: [string,null]` | remove it, or write `type: array`".to_owned()),
    ] {
        assert_eq!(said_of(schema), [said], "{schema}");
    }
    // What another file says may be meant for another program.
    let own = "x-note: { type: t }\nproperties: { frontmatter: { properties: { a: { $ref: b.yaml } } } }\n";
    assert_eq!(faults("t.yaml", own, &[("b.yaml", "type: string\nenum: [a, 1]\nminimum: 3\n")]), [""; 0]);
}

#[test]
fn what_may_be_satisfied_is_no_fault() {
    for schema in [
        "additionalProperties: false, properties: { title: {} }, patternProperties: { '^x': {} }, required: [title, xy]",
        "additionalProperties: false, properties: { title: {} }, not: { required: [owner] }",
        "additionalProperties: false, properties: { title: {} }, if: { required: [owner] }, then: { required: [b] }",
        "additionalProperties: { type: string }, properties: { title: {} }, required: [owner]",
        "unevaluatedProperties: false, allOf: [{ properties: { b: {} } }], required: [b]",
        "unevaluatedProperties: false, oneOf: [{ properties: { b: {} } }, { additionalProperties: true }], required: [c]",
        "properties: { b: false }",
        "dependentRequired: { b: [c] }, additionalProperties: false, properties: { b: {} }",
        "minItems: 2, maxItems: 2, minLength: 3, maxLength: 3, minimum: 1, maximum: 1",
        "exclusiveMinimum: 1, maximum: 2",
        "type: [string, 'null'], enum: [null]",
        "type: number, allOf: [{ type: integer }], const: 3.0",
        "type: integer, enum: [1.0]",
        "not: { minItems: 2, maxItems: 1 }",
        "required: [b], not: { required: [b, c] }",
        "required: [b], not: { required: [b], properties: { b: { const: 1 } } }",
        "required: [b], propertyNames: { pattern: '^[a-z]$' }",
        "type: [string, integer], minimum: 3, minLength: 2",
        "type: number, minimum: 3",
        "anyOf: [{ type: string }, { type: array, minItems: 1 }]",
        "oneOf: [true, true, false]",
        "type: string, enum: [a], default: b",
        "properties: { b: { $ref: '#/properties/frontmatter' } }",
    ] {
        assert_eq!(said_of(schema), [""; 0], "{schema}");
    }
}

#[test]
fn limits_are_read_as_the_version_has_them() {
    let draft_04 = "$schema: http://json-schema.org/draft-04/schema#\nproperties: { frontmatter: { properties: { a: { minimum: 1, maximum: 1, exclusiveMinimum: true } } } }\n";
    assert_eq!(faults_of(draft_04), ["3:58 `minimum` is 1, but `maximum` is 1: no number satisfies both"]);
    let draft_07 = "$schema: http://json-schema.org/draft-07/schema#\ndefinitions: { b: { minItems: 2 } }\nproperties: { frontmatter: { properties: { a: { $ref: '#/definitions/b', maxItems: 1 } } } }\n";
    assert_eq!(faults_of(draft_07), [""; 0]);
    let idle = "$schema: http://json-schema.org/draft-07/schema#\nproperties: { frontmatter: { properties: { a: { type: array, minItems: 1, additionalItems: false } } } }\n";
    assert_eq!(faults_of(idle), [""; 0]);
    let three = "properties: { frontmatter: { properties: { a: { type: [string, 'null'], allOf: [{ type: ['null', integer] }, { type: integer }] } } } }\n";
    assert!(
        faults_of(three)[0].contains("no value is of type `null` and of type `integer`"),
        "{:?}",
        faults_of(three)
    );
}
