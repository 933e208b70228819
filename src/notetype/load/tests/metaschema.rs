//! The dialect's metaschema is for editors: it knows types one file at a time.

use super::*;

fn accepts(schema: &Value) -> bool {
    let text = include_str!("../../../../schema/note-type.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap().is_valid(schema)
}

fn yaml(text: &str) -> Value {
    parse(&TypeSource { path: "t.yaml", text }).map_err(|fault| fault.message).unwrap().schema
}

#[test]
fn accepts_the_built_in_types_and_the_example() {
    for name in BUILT_IN {
        assert!(accepts(&serde_json::from_str(built_in(name).unwrap().text).unwrap()), "{name}");
    }
    assert!(accepts(&yaml(include_str!("../../../../seeds/types/review.schema.yaml"))));
}

#[test]
fn takes_the_versions_of_json_schema_that_the_loader_takes() {
    for (version, is_known) in [
        ("http://json-schema.org/draft-04/schema#", true),
        ("https://json-schema.org/draft-06/schema", true),
        ("http://json-schema.org/draft-07/schema#", true),
        ("https://json-schema.org/draft/2019-09/schema", true),
        ("https://json-schema.org/draft/2020-12/schema", true),
        ("https://json-schema.org/schema", true),
        ("http://json-schema.org/draft-03/schema#", false),
        ("https://json-schema.org/draft-2020-12/schema", false),
    ] {
        let text = format!("$schema: '{version}'\nx-note: {{ type: t }}\n");
        assert_eq!(accepts(&yaml(&text)), is_known, "{text}");
        assert_eq!(faults("t.yaml", &text, &[]).is_empty(), is_known, "{text}");
        // An older version has lists of schemas in `items`, which 2020-12 has not.
        let list = format!("{text}definitions: {{ a: {{ items: [{{}}] }} }}\n");
        let is_older = is_known && (version.contains("-0") || version.contains("2019"));
        assert_eq!(accepts(&yaml(&list)), is_older, "{list}");
        assert_eq!(faults("t.yaml", &list, &[]).is_empty(), is_older, "{list}");
    }
}

#[test]
fn refuses_the_faults_of_the_dialect() {
    let own = [
        "type: object\n".to_owned(),
        "x-note: { type: ' ' }\n".to_owned(),
        "x-note: { type: t, name: t }\n".to_owned(),
        "x-note: { type: t }\nproperties: { date: {} }\n".to_owned(),
        "x-note: { type: t }\nrequired: [frontmater]\n".to_owned(),
        "x-note: { type: t }\ntype: strng\n".to_owned(),
        "x-note: { type: t }\nproperties: { frontmatter: { properties: { a: { x-note: { heading: A } } } } }\n".to_owned(),
    ];
    let faulty = [
        "type: string, x-note: { headings: A }",
        "type: string, x-note: { content: text, list: ordered }",
        "type: object, x-note: { content: ponts }",
        "type: array, x-note: { content: rating }",
        "type: array, x-note: { content: points }, items: { x-note: { aliases: [x] } }",
        "type: string, x-note: { break-before: 1 }",
        "type: object, x-note: { content: rating, scale: 0 }",
        "type: object, x-note: { content: rating }, properties: { i: { x-note: { heading: I } } }",
        "type: object, x-note: { content: swot }, properties: { i: { x-note: { content: text } } }",
        "type: array, x-note: { content: table }, items: { properties: { i: { x-note: { list: ordered } } } }",
    ];
    let faulty =
        faulty.iter().map(|part| format!("x-note: {{ type: t }}\n{}", sections(&format!("a: {{ {part} }}"))));
    for text in own.into_iter().chain(faulty) {
        assert!(!faults("t.yaml", &text, &[]).is_empty(), "the loader accepts {text}");
        assert!(!accepts(&yaml(&text)), "{text}");
    }
}
