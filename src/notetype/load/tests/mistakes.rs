//! What authors of types write by mistake, and a note could only suffer from.

use super::*;

/// The faults of a type whose frontmatter has these properties, without their places.
fn in_frontmatter(properties: &str) -> Vec<String> {
    without_places(&faults_of(&format!(
        "properties: {{ frontmatter: {{ properties: {{ {properties} }} }} }}\n"
    )))
}

fn without_places(faults: &[String]) -> Vec<String> {
    faults.iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
}

/// The notices of such a type.
fn notices(properties: &str) -> Vec<String> {
    let text = format!(
        "x-note: {{ type: t }}\nproperties: {{ frontmatter: {{ properties: {{ {properties} }} }} }}\n"
    );
    let loaded = load(&TypeSource { path: "t.yaml", text: &text }, &Files::default()).unwrap();
    loaded.notices.iter().map(|notice| notice.message.clone()).collect()
}

#[test]
fn slashes_around_a_regular_expression_are_a_fault() {
    for (pattern, meant) in [
        ("/^a$/", "^a$"),
        ("/^a/", "^a"),
        ("/a$/", "a$"),
        ("/^a$/i", "(?i)^a$"),
        ("/^a$/gu", "^a$"),
        ("/^a/b$/", "^a/b$"),
    ] {
        let said = format!(
            "nothing matches `{pattern}`: its slashes are part of the regular expression | write `{meant}`"
        );
        let found = in_frontmatter(&format!("a: {{ pattern: '{pattern}' }}"));
        assert_eq!(found, std::slice::from_ref(&said), "{pattern}");
        let section = sections(&format!("{{}}\n}}, patternProperties: {{ '{pattern}': {{ type: string }}"))
            .replace("{}\n  }, ", "}, ");
        assert_eq!(without_places(&faults_of(&section)), std::slice::from_ref(&said), "{section}");
        let id = format!("x-note: {{ type: t, id: '{pattern}' }}\n");
        assert_eq!(without_places(&faults("t.yaml", &id, &[])), [said], "{pattern}");
    }
    for pattern in ["/^a$/b", "/blog/", "^/a/$", "/a/i", "//", "/", "/a\\$/", "^/^a$/"] {
        assert_eq!(in_frontmatter(&format!("a: {{ pattern: '{pattern}' }}")), [""; 0], "{pattern}");
    }
}

#[test]
fn a_heading_is_written_without_its_marks() {
    for (section, said) in [
        (
            "a: { type: string, x-note: { heading: '## Summary' } }",
            "`## Summary` is a heading with its marks, expected its words | write `Summary`",
        ),
        (
            "a: { type: string, x-note: { heading: [Summary, '# Abstract'] } }",
            "`# Abstract` is a heading with its marks, expected its words | write `Abstract`",
        ),
        (
            "a: { type: string, x-note: { aliases: ['### TL;DR'] } }",
            "`### TL;DR` is a heading with its marks, expected its words | write `TL;DR`",
        ),
        (
            "'## Summary': { type: string }",
            "`## Summary` is a heading with its marks, expected its words | write `Summary`",
        ),
        (
            "a: { type: string, x-note: { heading: '##Summary' } }",
            "`##Summary` is a heading with its marks, expected its words | write `Summary`",
        ),
        (
            "a: { type: object, x-note: { content: swot }, properties: { strengths: { type: array, x-note: { heading: '### Strengths' } } } }",
            "`### Strengths` is a heading with its marks, expected its words | write `Strengths`",
        ),
    ] {
        assert_eq!(without_places(&faults_of(&sections(section))), [said], "{section}");
    }
    let lines = "a: { type: string, x-note: { heading: \"A\\nB\" } }";
    assert_eq!(
        without_places(&faults_of(&sections(lines))),
        ["section `a` has a heading of several lines, expected one line"]
    );
    for heading in ["#tag", "C# in practice", "Issue #1"] {
        let section = format!("a: {{ type: string, x-note: {{ heading: '{heading}' }} }}");
        assert_eq!(faults_of(&sections(&section)), [""; 0], "{heading}");
    }
    let column =
        "a: { type: array, x-note: { content: table }, items: { properties: { '# of votes': {} } } }";
    assert_eq!(faults_of(&sections(column)), [""; 0]);
}

#[test]
fn two_keys_have_no_name_in_common() {
    for (properties, said) in [
        (
            "date: { x-note: { aliases: [day] } }, created: { x-note: { aliases: [Day] } }",
            "`Day` is a name of both key `date` and key `created`",
        ),
        (
            "date: { x-note: { aliases: [created-at] } }, created_at: {}",
            "`created-at` is a name of both key `created_at` and key `date`",
        ),
        (
            "created_at: {}, date: { x-note: { aliases: [Created-At] } }",
            "`Created-At` is a name of both key `created_at` and key `date`",
        ),
    ] {
        assert_eq!(in_frontmatter(properties), [said], "{properties}");
    }
    for properties in
        ["date: {}, Date: {}", "date: { x-note: { aliases: [date, Date, day, Day] } }", "a-b: {}, a_b: {}"]
    {
        assert_eq!(in_frontmatter(properties), [""; 0], "{properties}");
    }
}

#[test]
fn a_score_is_within_the_scale() {
    let rating = |scale: &str, score: &str| {
        sections(&format!(
            "a: {{ type: object, x-note: {{ content: rating{scale} }}, properties: {{ cost: {{ properties: {{ score: {{ {score} }} }} }} }} }}"
        ))
    };
    for (scale, score, said) in [
        (
            "",
            "maximum: 10",
            "`maximum` is 10, but the scale of the rating is 5 | write `scale: 10` in the `x-note` of the section, or a lower limit",
        ),
        (
            "",
            "exclusiveMinimum: 5",
            "`exclusiveMinimum` is 5, but the scale of the rating is 5 | write a lower limit",
        ),
        ("", "maximum: 7.5", "`maximum` is 7.5, but the scale of the rating is 5 | write a lower limit"),
        (
            ", scale: 3",
            "minimum: 4",
            "`minimum` is 4, but the scale of the rating is 3 | write `scale: 4` in the `x-note` of the section, or a lower limit",
        ),
    ] {
        assert_eq!(without_places(&faults_of(&rating(scale, score))), [said], "{score}");
    }
    for (scale, score) in
        [("", "minimum: 1, maximum: 5"), (", scale: 10", "maximum: 10"), ("", "maximum: 4.5")]
    {
        assert_eq!(faults_of(&rating(scale, score)), [""; 0], "{score}");
    }
}

#[test]
fn the_nearest_definition_is_named() {
    let refers = |reference: &str, definitions: &str| {
        without_places(&faults_of(&format!(
            "properties: {{ frontmatter: {{ properties: {{ a: {{ $ref: '{reference}' }} }} }} }}\n{definitions}: {{ status: {{}}, either/or: {{}} }}\n"
        )))
    };
    for (reference, definitions, meant) in [
        ("#/$defs/statu", "$defs", "#/$defs/status"),
        ("#/definitions/status", "$defs", "#/$defs/status"),
        ("#/$defs/status", "definitions", "#/definitions/status"),
        ("#status", "$defs", "#/$defs/status"),
        ("#/$def/status", "$defs", "#/$defs/status"),
        ("#/status", "$defs", "#/$defs/status"),
        ("#/$defs/eithr~1or", "$defs", "#/$defs/either~1or"),
    ] {
        assert_eq!(
            refers(reference, definitions),
            [format!("`$ref` refers to `{reference}`, which does not exist | did you mean `{meant}`?")]
        );
    }
    assert_eq!(refers("#/$defs/other", "$defs"), ["`$ref` refers to `#/$defs/other`, which does not exist"]);
}

#[test]
fn a_list_that_must_contain_more_than_it_may_is_a_fault() {
    for (schema, said) in [
        (
            "minContains: 3, maxContains: 1",
            "`minContains` is 3, but `maxContains` is 1: no array satisfies both",
        ),
        ("maxContains: 0", "`minContains` is 1, but `maxContains` is 0: no array satisfies both"),
        ("minContains: 3, maxItems: 2", "`minContains` is 3, but `maxItems` is 2: no array satisfies both"),
    ] {
        let found = in_frontmatter(&format!("a: {{ type: array, contains: {{}}, {schema} }}"));
        assert_eq!(found, [said], "{schema}");
    }
    assert_eq!(in_frontmatter("a: { type: array, contains: {}, minContains: 0, maxContains: 0 }"), [""; 0]);
    assert_eq!(
        notices("a: { contains: {}, minContains: 3, maxContains: 1 }"),
        ["no array satisfies both `minContains` and `maxContains`: `maxContains` (2:79)"]
    );
}

#[test]
fn a_default_that_its_schema_does_not_allow_is_told() {
    for (schema, said) in [
        ("default: soon, type: integer", "`\"soon\"` (2:58)"),
        ("default: c, enum: [a, b]", "`\"c\"` (2:58)"),
        ("default: bad, type: string, minLength: 4", "`\"bad\"` (2:58)"),
        ("default: bad, allOf: [{ type: integer }]", "`\"bad\"` (2:58)"),
        ("default: bad, const: good", "`\"bad\"` (2:58)"),
    ] {
        let found = notices(&format!("a: {{ {schema} }}"));
        assert_eq!(found, [format!("`default` does not satisfy its schema: {said}")], "{schema}");
    }
    assert_eq!(notices("a: { type: string, enum: [a, b], default: b }, b: { default: x }"), [""; 0]);
}

#[test]
fn deprecated_is_a_fault_where_it_is_about_no_value() {
    for (schema, keyword) in [
        ("not: { deprecated: true }", "not"),
        ("propertyNames: { anyOf: [{ deprecated: true }, {}] }", "propertyNames"),
        ("unevaluatedProperties: { deprecated: true }", "unevaluatedProperties"),
        ("not: { properties: { b: { deprecated: true } } }", "not"),
    ] {
        assert_eq!(
            in_frontmatter(&format!("a: {{ {schema} }}")),
            [format!(
                "`deprecated` has no effect in `{keyword}` | move it to the same part outside of `{keyword}`"
            )]
        );
    }
    for schema in
        ["then: { deprecated: true }, if: {}", "contains: { deprecated: true }", "not: { deprecated: false }"]
    {
        assert_eq!(in_frontmatter(&format!("a: {{ {schema} }}")), [""; 0], "{schema}");
    }
}

#[test]
fn the_nearest_word_for_an_order_is_named() {
    let of_sections =
        "properties: { sections: { x-note: { order: fre }, properties: { a: { type: string } } } }\n";
    assert_eq!(
        without_places(&faults_of(of_sections)),
        ["`order` of sections must be `type`, `free` or a list of sections | did you mean `free`?"]
    );
    let by_pattern = "properties: { sections: { patternProperties: { a: { type: string, x-note: { order: descendin } } } } }\n";
    assert_eq!(
        without_places(&faults_of(by_pattern)),
        [
            "`order` of sections by pattern must be `ascending`, `descending` or `consecutive` | did you mean `descending`?"
        ]
    );
}
