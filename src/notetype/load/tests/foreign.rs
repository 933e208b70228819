//! Schemas that other programs read too, or that are written in other versions of JSON Schema.

use super::*;
use crate::diagnostic::{Notice, Severity};

/// The notices of a type as lines: `severity path: message | help`.
fn notices(text: &str, files: &[(&'static str, &'static str)]) -> Vec<String> {
    let files = Files(files.iter().copied().collect());
    let loaded = load(&TypeSource { path: "t.yaml", text }, &files);
    let loaded = loaded.unwrap_or_else(|faults| panic!("{faults:?}"));
    let line = |notice: &Notice| {
        let Notice { path, message, help, severity } = notice;
        format!("{} {}: {message} | {}", severity.as_str(), path.as_ref().unwrap(), help.as_ref().unwrap())
    };
    loaded.notices.iter().map(line).collect()
}

fn frontmatter(schema: &str) -> String {
    format!("x-note: {{ type: t }}\nproperties: {{ frontmatter: {schema} }}\n")
}

#[test]
fn keywords_of_other_programs_are_named_once() {
    let text = frontmatter(
        "{ properties: { a: { tsType: A, errorMessage: no, x-tool: 1 }, b: { tsType: B, nullable: true } } }",
    );
    assert_eq!(
        notices(&text, &[]),
        ["info t.yaml: unknown JSON Schema keywords have no effect: `tsType` (2:49), \
             `nullable` (2:107) | a prefix `x-` marks a keyword of another program"]
    );
    let many: Vec<String> = (0..20).map(|number| format!("own{number}: 1")).collect();
    let text = frontmatter(&format!("{{ {} }}", many.join(", ")));
    let [notice] = &notices(&text, &[])[..] else { panic!() };
    assert!(notice.contains("`own7`") && notice.contains(", and 12 more"), "{notice}");
    assert!(!notice.contains("`own8`"), "{notice}");
}

#[test]
fn no_word_is_a_keyword_where_values_and_names_are() {
    let words = "{ requried: [a], minItem: 1, tsType: x }";
    let schemas = ["properties", "$defs", "definitions", "patternProperties"]
        .map(|keyword| format!("{keyword}: {{ requried: {{}}, minItem: {{}}, tsType: {{}} }}"));
    let values = ["enum", "examples"].map(|keyword| format!("{keyword}: [{words}]"));
    let value = ["const", "default", "x-tool"].map(|keyword| format!("{keyword}: {words}"));
    for part in schemas.iter().chain(&values).chain(&value) {
        assert_eq!(
            notices(&frontmatter(&format!("{{ properties: {{ a: {{ {part} }} }} }}")), &[]),
            [""; 0],
            "{part}"
        );
    }
}

#[test]
fn a_near_miss_that_has_an_effect_is_no_fault() {
    let text =
        frontmatter("{ $ref: '#/defintions/a' }") + "defintions: { a: { type: object, minItem: 1 } }\n";
    assert_eq!(
        faults("t.yaml", &text, &[]),
        ["3:34 unknown JSON Schema keyword `minItem` | did you mean `minItems`?"]
    );
}

#[test]
fn unknown_formats_are_not_checked() {
    let text =
        frontmatter("{ properties: { a: { format: uint32 }, b: { format: color }, c: { format: date } } }");
    assert_eq!(
        notices(&text, &[]),
        [
            "info t.yaml: unknown formats are not checked: `uint32` (2:57), `color` (2:80) | restrict the values \
             with other keywords, such as `pattern`"
        ]
    );
    let text = frontmatter("{ properties: { a: { format: dat-time } } }");
    assert_eq!(
        notices(&text, &[]),
        ["warning t.yaml: unknown format is not checked: `dat-time` (2:57) | did you mean `date-time` by \
             `dat-time`?"]
    );
}

const WRAPPER: &str = "
openapi: 3.1.0
info: { title: An API, version: '1' }
$schema: https://example.com/not-a-version
type: module
components:
  schemas:
    A: { type: object, properties: { b: { $ref: '#/components/schemas/B' }, c: { $ref: '#named' } } }
    B: { type: integer, minimum: 1, example: 2 }
    C: { $anchor: named, enum: [x, y] }
    D: { type: strin }
";

#[test]
fn a_reference_reaches_a_schema_in_a_file_of_another_kind() {
    let a = frontmatter("{ $ref: 'api.yaml#/components/schemas/A' }");
    assert_eq!(
        notices(&a, &[("api.yaml", WRAPPER)]),
        [
            "info api.yaml: unknown JSON Schema keyword has no effect: `example` (9:37) | a prefix `x-` marks a \
             keyword of another program"
        ]
    );
    let named = frontmatter("{ properties: { c: { $ref: 'api.yaml#named' } } }");
    assert_eq!(notices(&named, &[("api.yaml", WRAPPER)]), [""; 0]);
    let broken = frontmatter("{ $ref: 'api.yaml#/components/schemas/D' }");
    assert_eq!(
        faults("t.yaml", &broken, &[("api.yaml", WRAPPER)])[0],
        "api.yaml:11:16 `type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, \
         `string` | did you mean `string`?"
    );
    let whole = frontmatter("{ $ref: 'api.yaml' }");
    assert!(!faults("t.yaml", &whole, &[("api.yaml", WRAPPER)]).is_empty());
}

#[test]
fn each_version_has_its_own_keywords() {
    let draft_07 = "$schema: http://json-schema.org/draft-07/schema#\n";
    let text = format!(
        "{draft_07}{}",
        frontmatter(
            "{ properties: { a: { items: [{ type: string }], additionalItems: false }, b: { $ref: '#/definitions/b', \
             minLength: 3, description: B }, c: { prefixItems: [true] } }, dependencies: { a: [b] } }"
        ) + "definitions: { b: { $id: '#b', type: string } }\n"
    );
    let [version, beside] = &notices(&text, &[])[..] else { panic!() };
    assert_eq!(
        version,
        "warning t.yaml: keyword has no effect in JSON Schema draft-07: `prefixItems` (3:169) | name the version \
         that has the keyword in `$schema`"
    );
    assert_eq!(
        beside,
        "warning t.yaml: keyword has no effect beside `$ref` in JSON Schema draft-07: `minLength` (3:132) | put \
         the `$ref` in `allOf`"
    );
    assert_eq!(
        faults_of(
            "$defs: { a: { items: [true] }, b: { additionalItems: false }, c: { exclusiveMinimum: true } }\n"
        ),
        [
            "2:22 `items` must be of type `boolean` or `object` | write `prefixItems`, and the schema of further \
             items in `items`; or name the version that the schema is written in: `$schema: …`",
            "2:37 `additionalItems` is not a keyword of JSON Schema 2020-12 | write `items`, and `prefixItems` for \
             the items before",
            "2:86 `exclusiveMinimum` must be of type `number` | write the limit itself: `exclusiveMinimum: …`; or \
             name the version that the schema is written in: `$schema: …`",
        ]
    );
}

#[test]
fn a_version_that_is_none_is_refused() {
    for uri in ["http://json-schema.org/draft-03/schema#", "https://example.com/schema", "draft-07"] {
        assert_eq!(
            faults_of(&format!("$schema: '{uri}'\n")),
            [
                "2:10 unsupported version of JSON Schema, expected one from draft-04 to 2020-12 | write `$schema: \
                 https://json-schema.org/draft/2020-12/schema`, or omit it"
            ]
        );
    }
}

#[test]
fn a_part_is_of_the_version_of_its_file() {
    let part = |id: &str| {
        format!(
            "$defs: {{ a: {{ {id}$schema: 'http://json-schema.org/draft-07/schema#', items: [true] }} }}\n"
        )
    };
    assert_eq!(
        faults_of(&part("")),
        ["2:24 this part is in draft-07, but its file is in 2020-12 | move it into a file of its own, \
             and refer to that with `$ref`"]
    );
    assert_eq!(faults_of(&part("$id: 'https://example.com/a', ")), [""; 0]);
}

#[test]
fn sections_are_read_in_every_version() {
    for version in ["draft-04", "draft-06", "draft-07", "draft/2019-09", "draft/2020-12"] {
        let text = format!(
            "$schema: http://json-schema.org/{version}/schema\nx-note: {{ type: t }}\ndefinitions:\n  list: {{ type: array, \
             minItems: 2, x-note: {{ content: points }} }}\nproperties: {{ sections: {{ required: [a], properties: {{ a: {{ \
             $ref: '#/definitions/list', x-note: {{ heading: All }}, maxItems: 9 }} }} }} }}\n"
        );
        let spec = load(&TypeSource { path: "t.yaml", text: &text }, &Files::default()).unwrap().spec;
        let [all] = spec.sections.all.iter().collect::<Vec<_>>()[..] else { panic!("{spec:?}") };
        let crate::notetype::Content::Points(points) = &all.content else { panic!("{all:?}") };
        assert_eq!((&*all.heading, all.required, points.min), ("All", true, Some(2)), "{version}");
        let is_old = version.starts_with("draft-");
        assert_eq!(points.max, (!is_old).then_some(9), "{version}");
    }
}

#[test]
fn a_notice_is_worth_knowing_or_a_warning() {
    let text = frontmatter("{ tsType: A, properties: { a: { format: dat } } }");
    let loaded = load(&TypeSource { path: "t.yaml", text: &text }, &Files::default()).unwrap();
    let severities: Vec<Severity> = loaded.notices.iter().map(|notice| notice.severity).collect();
    assert_eq!(severities, [Severity::Info, Severity::Warning]);
}
