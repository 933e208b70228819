//! What no note could meet is a fault, wherever a type says it.

use super::*;

/// A type that declares a section `options`, with `rest` at its root.
fn with_options(rest: &str) -> String {
    format!(
        "x-note: {{ type: t }}\nproperties: {{ sections: {{ properties: {{ options: {{ type: array }} }} }} }}\n{rest}\n"
    )
}

/// What puts a schema where it applies to some notes only, and the keyword that faults name.
const CONDITIONS: [(&str, &str); 12] = [
    ("if: {}\nthen: SCHEMA", "then"),
    ("if: {}\nelse: SCHEMA", "else"),
    ("if: SCHEMA\nthen: {}", "if"),
    ("anyOf: [{ required: [title] }, SCHEMA]", "anyOf"),
    ("oneOf: [{ required: [title] }, SCHEMA]", "oneOf"),
    ("not: SCHEMA", "not"),
    ("dependentSchemas: { title: SCHEMA }", "dependentSchemas"),
    ("allOf: [{ anyOf: [SCHEMA, {}] }]", "anyOf"),
    ("anyOf: [{ allOf: [SCHEMA] }]", "anyOf"),
    ("if: {}\nthen: { $ref: '#/$defs/a' }\n$defs: { a: SCHEMA }", "then"),
    ("if: {}\nthen: { if: {}, else: SCHEMA }", "then"),
    ("$dynamicRef: '#a'\n$defs: { a: { $dynamicAnchor: a, allOf: [SCHEMA] } }", "$dynamicRef"),
];

/// The faults, without their places, of the sections `sections` under each of the conditions.
fn in_conditions(sections: &str) -> Vec<(&'static str, Vec<String>)> {
    let each = CONDITIONS.iter().map(|(condition, keyword)| {
        let schema = format!("{{ properties: {{ sections: {sections} }} }}");
        let found = faults("t.yaml", &with_options(&condition.replace("SCHEMA", &schema)), &[]);
        let without_place = |fault: &String| fault.split_once(' ').unwrap_or_default().1.to_owned();
        (*keyword, found.iter().map(without_place).collect())
    });
    each.collect()
}

#[test]
fn conditions_can_say_more_of_what_is_declared() {
    for sections in [
        "{ required: [options] }",
        "{ properties: { options: { minItems: 3 } } }",
        "{ properties: { options: false } }",
        "{ dependentRequired: { options: [options] } }",
        "{ patternProperties: { '^opt': { minItems: 2 } } }",
    ] {
        for (keyword, found) in in_conditions(sections) {
            assert!(found.is_empty(), "{sections} in {keyword}: {found:?}");
        }
    }
}

#[test]
fn conditions_cannot_name_a_section_that_is_not_declared() {
    for (sections, said) in [
        ("{ required: [risks] }", "required"),
        ("{ properties: { risks: { minItems: 2 } } }", "described here"),
        ("{ properties: { risks: false } }", "described here"),
        ("{ dependentRequired: { options: [risks] } }", "required"),
        ("{ dependentRequired: { risks: [options] } }", "described here"),
        ("{ dependentSchemas: { risks: { required: [options] } } }", "described here"),
    ] {
        for (keyword, found) in in_conditions(sections) {
            let fault = format!(
                "section `risks` is {said} but not declared in `properties` | declare the section in `properties`, outside of `{keyword}`"
            );
            assert_eq!(found, [fault], "{sections}");
        }
    }
}

#[test]
fn conditions_cannot_give_words() {
    for (keyword, found) in in_conditions("{ properties: { options: { x-note: { heading: Options } } } }") {
        let fault = format!(
            "`x-note` is not valid in `{keyword}` | move it to the same part outside of `{keyword}`: `x-note` applies to all notes"
        );
        assert_eq!(found, [fault]);
    }
}

#[test]
fn conditions_cannot_forbid_sections_that_are_not_projected() {
    for (keyword, found) in in_conditions("{ additionalProperties: false }") {
        let fault = format!(
            "unknown sections cannot be forbidden in `{keyword}` | move `additionalProperties: false` to the sections outside of `{keyword}`"
        );
        assert_eq!(found, [fault]);
    }
    let closed = with_options(
        "if: { required: [title] }\nthen: { properties: { sections: { additionalProperties: false } } }",
    )
    .replace("{ properties: { options", "{ additionalProperties: false, properties: { options");
    assert_eq!(faults("t.yaml", &closed, &[]), <[String; 0]>::default(), "{closed}");
}

#[test]
fn fields_and_quadrants_must_be_declared_too() {
    let text = "x-note: { type: t }
properties:
  sections:
    properties:
      options: { type: array, x-note: { content: entries }, items: { properties: { fields: { properties: { cost: {} } } } } }
      swot: { type: object, x-note: { content: swot }, properties: { strengths: { type: array } } }
then:
  properties:
    sections:
      properties:
        options: { items: { properties: { fields: { required: [costs] } } } }
        swot: { required: [weaknesses], properties: { strengths: { minItems: 1 } } }
";
    assert_eq!(
        faults("t.yaml", text, &[]),
        [
            "11:64 field `costs` is required but not declared in `properties` | did you mean `cost`?",
            "12:28 quadrant `weaknesses` is required but not declared in `properties` | declare the quadrant in `properties`, outside of `then`",
        ]
    );
}

#[test]
fn members_that_no_projection_has_are_found_in_conditions() {
    for (condition, _) in CONDITIONS {
        let found =
            faults("t.yaml", &with_options(&condition.replace("SCHEMA", "{ required: [sectons] }")), &[]);
        assert_eq!(found.len(), 1, "{condition}: {found:?}");
        assert!(found[0].ends_with("the projection of a note has no `sectons` | did you mean `sections`?"));
    }
}

#[test]
fn sections_that_no_schema_declares_cannot_be_described_together() {
    let others = "x-note: { type: t }\nproperties: { sections: { additionalProperties: { minItems: 1 } } }\n";
    assert_eq!(
        faults("t.yaml", others, &[]),
        [
            "2:27 `additionalProperties` describes sections that the type does not declare | declare each section in `properties`, or forbid others with `false`"
        ]
    );
    let base = "x-note: { type: t }\nproperties: { sections: { $ref: '#/$defs/base', additionalProperties: { minItems: 1 } } }\n$defs: { base: { properties: { a: { type: array } } } }\n";
    assert_eq!(faults("t.yaml", base, &[]), <[String; 0]>::default());
}

#[test]
fn a_base_that_allows_no_other_section_cannot_be_extended() {
    let text = |keyword: &str| {
        format!(
            "x-note: {{ type: t }}\nproperties: {{ sections: {{ $ref: '#/$defs/base', properties: {{ b: {{ type: string }} }} }} }}\n$defs: {{ base: {{ {keyword}: false, properties: {{ a: {{ type: string }} }} }} }}\n"
        )
    };
    for keyword in ["additionalProperties", "unevaluatedProperties"] {
        assert_eq!(
            faults("t.yaml", &text(keyword), &[]),
            [format!(
                "3:18 `{keyword}: false` forbids section `b`, which is declared elsewhere | forbid unknown sections where all are known: write `unevaluatedProperties: false` in `sections` beside a `$ref` to these"
            )]
        );
    }
    let beside = "x-note: { type: t }\nproperties: { sections: { $ref: '#/$defs/base', unevaluatedProperties: false, properties: { b: { type: string } } } }\n$defs: { base: { properties: { a: { type: string } } } }\n";
    assert_eq!(faults("t.yaml", beside, &[]), <[String; 0]>::default());
}

#[test]
fn words_of_a_definition_count_where_it_is_used() {
    let used = "x-note: { type: t }\nproperties: { frontmatter: { properties: { tags: { items: { $ref: '#/$defs/tag' } } } } }\n$defs: { tag: { x-note: { aliases: [label] } }, unused: { x-note: { heading: A } } }\n";
    assert_eq!(
        faults("t.yaml", used, &[]),
        [
            "3:17 `x-note` is not valid here | it belongs on the root, `frontmatter`, a frontmatter key, `sections`, a section, a field, an axis, a quadrant or a column"
        ]
    );
}

/// A type whose section `a` is of that content, with `rest` at its root.
fn with_section(section: &str, rest: &str) -> String {
    format!(
        "x-note: {{ type: t }}\nproperties:\n  sections:\n    properties:\n      a: {{ {section} }}\n{rest}\n"
    )
}

#[test]
fn members_that_items_never_have_are_faults() {
    let object =
        |content: &str, rest: &str| format!("type: object, x-note: {{ content: {content} }}, {rest}");
    let array = |content: &str, rest: &str| format!("type: array, x-note: {{ content: {content} }}, {rest}");
    let parts = |rest: &str| object("parts", &format!("properties: {{ {rest} }}"));
    for (section, said) in [
        ("type: array, items: { required: [led] }".to_owned(), "a point has no `led` | did you mean `lead`?"),
        (
            "type: array, items: { properties: { weight: {} } }".to_owned(),
            "a point has no `weight` | it has `lead` and `text`",
        ),
        (
            "type: array, items: { patternProperties: { '^note': {} } }".to_owned(),
            "`^note` matches no member of a point",
        ),
        (
            "type: array, contains: { dependentRequired: { lead: [link] } }".to_owned(),
            "a point has no `link` | it has `lead` and `text`",
        ),
        (array("tasks", "items: { required: [doen] }"), "a task has no `doen` | did you mean `done`?"),
        (
            array("tasks", "repeat: true").replace(
                " }, repeat: true",
                ", repeat: true }, items: { type: array, items: { required: [doen] } }",
            ),
            "a task has no `doen` | did you mean `done`?",
        ),
        (
            array("code", "items: { required: [language] }"),
            "a code block has no `language` | it has `lang` and `text`",
        ),
        (
            array("entries", "items: { properties: { title: {} } }"),
            "an entry has no `title` | it has `name`, `points` and `fields`",
        ),
        (
            array("entries", "items: { properties: { points: { items: { required: [txt] } } } }"),
            "a point has no `txt` | did you mean `text`?",
        ),
        (
            object("rating", "properties: { cost: { required: [scor] } }"),
            "an axis has no `scor` | did you mean `score`?",
        ),
        (
            object("swot", "properties: { strengths: { type: array, items: { required: [led] } } }"),
            "a point has no `led` | did you mean `lead`?",
        ),
        (
            parts("tasks: { items: { required: [state] } }"),
            "a task has no `state` | it has `done` and `text`",
        ),
        (
            parts("links: { items: { required: [href] } }"),
            "a link has no `href` | it has `text` and `target`",
        ),
        (
            parts("images: { items: { required: [text] } }"),
            "an image has no `text` | it has `alt` and `target`",
        ),
        (
            parts("headings: { items: { required: [levl] } }"),
            "a heading has no `levl` | did you mean `level`?",
        ),
        (
            parts("callouts: { items: { required: [type] } }"),
            "a callout has no `type` | it has `kind`, `title` and `text`",
        ),
    ] {
        let found = faults("t.yaml", &with_section(&section, ""), &[]);
        let found: Vec<&str> = found.iter().map(|fault| fault.split_once(' ').unwrap().1).collect();
        assert_eq!(found, [said], "{section}");
    }
}

#[test]
fn members_that_the_note_names_are_free() {
    for section in [
        "type: array, x-note: { content: table }, items: { if: { required: [Due] }, then: { required: [Owner] } }",
        "type: object, x-note: { content: fields }, if: { required: [Due] }, then: { required: [Owner] }",
        "type: object, x-note: { content: rating }, patternProperties: { '.': { required: [score] } }",
        "type: array, items: { if: { required: [lead] }, then: { properties: { text: { minLength: 1 } } } }",
    ] {
        assert_eq!(faults("t.yaml", &with_section(section, ""), &[]), <[String; 0]>::default(), "{section}");
    }
}

#[test]
fn conditions_cannot_name_a_section_that_is_not_declared_inside_of_others() {
    let text = |condition: &str| {
        format!(
            "x-note: {{ type: t }}
properties:
  sections:
    properties:
      design: {{ type: object, x-note: {{ content: sections }}, properties: {{ sections: {{ properties: {{ goals: {{ type: string }} }} }} }} }}
      option: {{ type: array, x-note: {{ content: sections, repeat: true }}, items: {{ properties: {{ sections: {{ properties: {{ pros: {{ type: array }} }} }} }} }} }}
    patternProperties:
      '^\\d': {{ type: object, x-note: {{ content: sections }}, properties: {{ sections: {{ properties: {{ added: {{ type: array }} }} }} }} }}
then:
  properties:
    sections:
      {condition}
"
        )
    };
    for (condition, said) in [
        (
            "properties: { design: { properties: { sections: { required: [golas] } } } }",
            "section `golas` is required but not declared in `properties` | did you mean `goals`?",
        ),
        (
            "properties: { option: { items: { properties: { sections: { required: [pro] } } } } }",
            "section `pro` is required but not declared in `properties` | did you mean `pros`?",
        ),
        (
            "patternProperties: { '^\\d': { properties: { sections: { required: [aded] } } } }",
            "section `aded` is required but not declared in `properties` | did you mean `added`?",
        ),
        (
            "properties: { '1.0': { properties: { sections: { required: [aded] } } } }",
            "section `aded` is required but not declared in `properties` | did you mean `added`?",
        ),
        (
            "patternProperties: { '^\\d': { properties: { sections: { properties: { added: { items: { required: [led] } } } } } } }",
            "a point has no `led` | did you mean `lead`?",
        ),
        ("required: ['1.0']", ""),
    ] {
        let found = faults("t.yaml", &text(condition), &[]);
        let found: Vec<&str> = found.iter().map(|fault| fault.split_once(' ').unwrap().1).collect();
        let said: Vec<&str> = Some(said).filter(|said| !said.is_empty()).into_iter().collect();
        assert_eq!(found, said, "{condition}");
    }
}
