use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::notetype::{BUILT_IN, FetchError, built_in};

/// Files by their paths below the type's folder.
#[derive(Default)]
struct Files(BTreeMap<&'static str, &'static str>);

impl Fetch for Files {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        let text = self.0.get(path).ok_or_else(|| FetchError("no such file".to_owned()))?;
        Ok((*text).to_owned())
    }
}

/// The faults of a type as lines: `2:3 message | help`, with the path if it is not the type's.
fn faults(path: &str, text: &str, files: &[(&'static str, &'static str)]) -> Vec<String> {
    let files = Files(files.iter().copied().collect());
    let Err(faults) = load(&TypeSource { path, text }, &files) else { return Vec::new() };
    let line = |fault: &Fault| {
        let other = fault.path.as_deref().filter(|found| *found != path);
        let place = fault.range.map(|range| format!("{}:{} ", range.start.line, range.start.column));
        let help = fault.help.as_ref().map(|help| format!(" | {help}"));
        let prefix = other.map(|other| format!("{other}:"));
        [prefix, place, Some(fault.message.clone()), help].into_iter().flatten().collect()
    };
    faults.iter().map(line).collect()
}

/// The faults of a YAML type whose root is complete but for `rest`, which begins in line 2.
fn faults_of(rest: &str) -> Vec<String> {
    faults("types/t.yaml", &format!("x-note: {{ type: t }}\n{rest}"), &[])
}

fn sections(sections: &str) -> String {
    format!("properties: {{ sections: {{ properties: {{\n  {} }} }} }}\n", sections.replace('\n', "\n  "))
}

#[test]
fn a_type_without_a_name_is_refused() {
    assert_eq!(
        faults("t.yaml", "type: object\n", &[]),
        ["1:1 the type has no name | name it in the root: `x-note: { type: … }`"]
    );
}

#[test]
fn syntax_errors_point_into_the_file() {
    assert_eq!(faults("t.schema.json", "{\n  \"type\": object\n}\n", &[]), ["2:11 not JSON: expected value"]);
    assert_eq!(faults("t.yaml", "a: b: c\n", &[]).len(), 1);
    assert_eq!(faults("t.json", "", &[]), ["1:1 not JSON: EOF while parsing a value"]);
}

#[test]
fn a_key_that_stands_twice_is_a_fault() {
    let text = "{ \"x-note\": { \"type\": \"t\" },\n  \"type\": \"object\",\n  \"type\": \"array\" }";
    assert_eq!(faults("t.json", text, &[]), ["3:3 duplicate key `type`"]);
}

#[test]
fn all_breaches_of_the_metaschema_are_said_at_once() {
    let found =
        faults_of("type: strng\nrequired: frontmatter\nminProperties: -1\nproperties: { title: 1 }\n");
    assert_eq!(
        found,
        [
            "2:7 `type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string` | did you mean `string`?",
            "3:11 `required` must be of type `array` | write `[\"frontmatter\"]`",
            "4:16 `minProperties` must be at least 0",
            "5:22 `title` must be of type `boolean` or `object` | write a schema: a mapping of keywords such as `type` and `properties`",
        ]
    );
}

#[test]
fn what_was_meant_is_named() {
    let key = |schema: &str| {
        let found =
            faults_of(&format!("properties: {{ frontmatter: {{ properties: {{ a: {schema} }} }} }}\n"));
        found.into_iter().filter_map(|line| Some(line.split_once(" | ")?.1.to_owned())).collect::<Vec<_>>()
    };
    let section = |schema: &str| {
        let found = faults_of(&sections(&format!("a: {schema}")));
        found.into_iter().filter_map(|line| Some(line.split_once(" | ")?.1.to_owned())).collect::<Vec<_>>()
    };
    let schema = "write a schema: a mapping of keywords such as `type` and `properties`";
    for (found, help) in [
        (key("{ type: text }"), "did you mean `string`?"),
        (key("{ type: Bool }"), "did you mean `boolean`?"),
        (key("{ type: list }"), "did you mean `array`?"),
        (key("{ type: date }"), "write `type: string` and `format: date`"),
        (key("{ enum: draft }"), "write `[\"draft\"]`"),
        (key("{ minItems: '3' }"), "remove the quotes"),
        (key("{ uniqueItems: 'true' }"), "remove the quotes"),
        (key("date"), schema),
        (section("text"), schema),
        (section("{ x-note: { content: checklist } }"), "did you mean `tasks`?"),
        (section("{ type: array, x-note: { content: points, list: unordered } }"), "did you mean `bullets`?"),
        (section("{ type: string, x-note: { alias: [B] } }"), "did you mean `aliases`?"),
        (section("{ type: string, x-note: { aliases: B } }"), "write `[\"B\"]`"),
        (section("{ type: string, x-note: { heading: 2024 } }"), "quote it: `\"2024\"`"),
    ] {
        assert_eq!(found, [help]);
    }
    let name = |text: &str| faults("t.yaml", text, &[]);
    assert_eq!(name("x-note: { typ: t }\n"), ["1:11 unknown key `typ` in `x-note` | did you mean `type`?"]);
    assert_eq!(
        name("x_note: { type: t }\n"),
        ["1:1 unknown JSON Schema keyword `x_note` | did you mean `x-note`?"]
    );
    assert_eq!(
        name("x-note: { type: 3 }\n"),
        ["1:17 `type` must be the name of the type, a string | quote it: `\"3\"`"]
    );
}

#[test]
fn parts_of_a_note_are_always_of_one_type() {
    assert_eq!(
        faults_of(
            "type: array\nproperties: { title: { type: [integer, 'null'] }, frontmatter: { type: array }, sections: { type: array }, id: { type: [integer, string] } }\n"
        ),
        [
            "2:7 the projection of a note is of type `object`, not `array`",
            "3:30 the title of a note is of type `string`, not `integer` or `null`",
            "3:72 the frontmatter of a note is of type `object`, not `array`",
            "3:99 the sections of a note are of type `object`, not `array`",
        ]
    );
}

#[test]
fn misspelt_keywords_and_regular_expressions_are_found() {
    let found = faults_of(
        "properties:\n  frontmatter:\n    properties:\n      a: { minItem: 1, myOwn: 2, x-tool: 3 }\n      b: { format: dat }\n      c: { pattern: '(' }\n      d: { pattern: '(?=a)b' }\n      e: { pattern: '\\w{1000}{1000}' }\n      f: { patternProperties: { '[': true } }\n",
    );
    assert_eq!(
        found,
        [
            "5:12 unknown JSON Schema keyword `minItem` | did you mean `minItems`?",
            "7:21 `(` is not a valid regular expression",
            "8:21 the regular expression `(?=a)b` uses look-around, which is not supported",
            "9:21 the regular expression `\\w{1000}{1000}` is too large",
            "10:33 `[` is not a valid regular expression",
        ]
    );
}

#[test]
fn the_dialect_is_closed() {
    let found = faults_of(&sections(
        "a: { type: string, x-note: { headings: A } },
b: { type: string, x-note: { list: ordered } },
c: { type: object, x-note: { content: ponts } },
d: { type: array, x-note: { content: rating } },
e: { type: object },
f: { type: array, items: { x-note: { aliases: [x] } } },
g: { type: string, x-note: { break-before: yes, heading: null } },
h: { type: object, x-note: { content: rating, scale: 0 }, properties: { i: { x-note: { heading: I } } } }",
    ));
    assert_eq!(
        found,
        [
            "3:32 unknown key `headings` in `x-note` | did you mean `heading`?",
            "4:32 `list` is not valid on a section of content `text` | a section of content `text` accepts `heading`, `aliases`, `content`, `repeat`, `placeholder`, `break-before`, `severity`",
            "5:41 `content` must be `text`, `points`, `entries`, `rating`, `swot`, `table`, `tasks`, `fields`, `code`, `prose`, `sections` or `parts` | did you mean `points`?",
            "6:14 content `rating` is of type `object`, not `array`",
            "7:3 the section does not declare its content | add `x-note: { content: … }`: `text`, `points`, `entries`, `rating`, `swot`, `table`, `tasks`, `fields`, `code`, `prose`, `sections` or `parts`",
            "8:30 `x-note` is not valid here | it belongs on the root, `frontmatter`, a frontmatter key, `sections`, a section, a field, an axis, a quadrant or a column",
            "9:46 `break-before` must be `true` or `false`",
            "9:60 `heading` must be the words of the heading: a string, or a list of strings",
            "10:56 `scale` must be between 1 and 100",
            "10:90 `heading` is not valid on an axis | an axis accepts `aliases`, `severity`",
        ]
    );
}

#[test]
fn parts_that_nobody_could_tell_apart_are_refused() {
    let found = faults_of(&sections(
        "a: { type: string, x-note: { heading: '1. Summary' } },
b: { type: string, x-note: { heading: B, aliases: ['💡 SUMMARY'] } },
c: { type: string, x-note: { heading: ' ' } },
d: { type: object, x-note: { content: swot }, properties: { s: { x-note: { heading: 強み } }, w: { x-note: { heading: 強み } } } }",
    ));
    assert_eq!(
        found,
        [
            "4:3 `💡 SUMMARY` is a name of both section `a` and section `b`",
            "5:3 section `c` has a name without letters or digits",
            "6:95 `強み` is a name of both quadrant `s` and quadrant `w`",
        ]
    );
}

#[test]
fn what_is_required_must_be_described() {
    let found = faults_of(
        "required: [frontmater]\nproperties:\n  date: {}\n  sections: { required: [sumary], properties: { summary: { type: string } } }\n",
    );
    assert_eq!(
        found,
        [
            "2:12 the projection of a note has no `frontmater` | did you mean `frontmatter`?",
            "4:3 the projection of a note has no `date` | keys of the frontmatter are below `frontmatter`, sections below `sections`",
            "5:26 section `sumary` is required but not declared in `properties` | did you mean `summary`?",
        ]
    );
}

#[test]
fn references_reach_files_below_the_folder_of_the_type_and_no_others() {
    let found = faults_of(
        "$defs:
  a: { $ref: 'https://example.com/a.json' }
  b: { $ref: '../../etc/passwd' }
  c: { $ref: '/etc/passwd' }
  d: { $ref: 'file:///etc/passwd' }
  e: { $ref: '%2e%2e/x.yaml' }
  f: { $ref: '//example.com/a.json' }
  g: { $ref: 'missing.yaml' }
  h: { $ref: '#/$defs/nowhere' }
  i: { $ref: 'a b' }
",
    );
    let elsewhere = "but remote schemas are not fetched | keep a copy of the schema below the folder of the type, and refer to it by its relative path";
    let above =
        "which is not below the folder of the type | refer to a file in the folder of the schema or below it";
    assert_eq!(
        found,
        [
            format!("3:14 `$ref` refers to `https://example.com/a.json`, {elsewhere}"),
            format!("4:14 `$ref` refers to `../../etc/passwd`, {above}"),
            format!("5:14 `$ref` refers to `/etc/passwd`, {above}"),
            format!("6:14 `$ref` refers to `file:///etc/passwd`, {elsewhere}"),
            format!("7:14 `$ref` refers to `%2e%2e/x.yaml`, {above}"),
            format!("8:14 `$ref` refers to `//example.com/a.json`, {elsewhere}"),
            "9:14 `$ref` refers to `missing.yaml`, which cannot be read: no such file".to_owned(),
            "10:14 `$ref` refers to `#/$defs/nowhere`, which does not exist".to_owned(),
            "11:14 `$ref` is not a valid URI reference: `a b` | percent-encode all characters except ASCII letters, digits and `-._~/#`".to_owned(),
        ]
    );
}

#[test]
fn a_type_that_its_notes_cannot_have_is_refused() {
    assert_eq!(
        faults_of("properties:\n  type: { const: other }\n"),
        ["3:18 the `type` of a note is `t`, which this does not allow | write `const: t`, or omit it"]
    );
    assert!(faults_of("properties: { type: { const: t }, path: { pattern: '^a' } }\n").is_empty());
    assert!(
        faults_of("if: { properties: { type: { const: other } } }\nthen: { required: [title] }\n").is_empty()
    );
}

#[test]
fn faults_of_other_files_are_said_in_them() {
    let own = "x-note: { type: t }\n$defs: { a: { $ref: 'parts/a.yaml' }, b: { $ref: 'parts/b.json' } }\n";
    let files = [
        ("parts/a.yaml", "type: strin\n$ref: c.yaml#/x\n$defs: { y: { $ref: c.yaml#/y } }\n"),
        ("parts/c.yaml", "y: { minItem: 1 }\n"),
        ("parts/b.json", "{"),
    ];
    assert_eq!(
        faults("types/t.yaml", own, &files),
        [
            "types/parts/a.yaml:1:7 `type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string` | did you mean `string`?",
            "types/parts/a.yaml:2:7 `$ref` refers to `c.yaml#/x`, which does not exist",
            "types/parts/c.yaml:1:6 unknown JSON Schema keyword `minItem` | did you mean `minItems`?",
            "types/parts/b.json:1:1 not JSON: EOF while parsing an object",
        ]
    );
}

#[test]
fn references_without_end_are_refused_and_recursion_is_not() {
    assert_eq!(
        faults_of("$defs: { a: { $ref: '#/$defs/b' }, b: { anyOf: [{ $ref: '#/$defs/a' }] } }\n"),
        ["2:57 `$ref` refers to itself in a cycle"]
    );
    assert_eq!(faults_of("$defs: { tree: { properties: { child: { $ref: '#/$defs/tree' } } } }\n"), [""; 0]);
}

#[test]
fn references_that_multiply_or_lead_on_and_on_are_refused() {
    let definitions = |count: usize, schema: fn(usize) -> String| {
        let all: Vec<_> = (0..count).map(|number| format!("  d{number}: {}", schema(number + 1))).collect();
        format!("$defs:\n{}\n  d{count}: {{}}\n", all.join("\n"))
    };
    let twice = |next| format!("{{ allOf: [{{ $ref: '#/$defs/d{next}' }}, {{ $ref: '#/$defs/d{next}' }}] }}");
    let once = |next| format!("{{ $ref: '#/$defs/d{next}' }}");
    assert_eq!(faults_of(&definitions(40, twice)), ["30:8 more than 20000 schemas apply to one value"]);
    assert_eq!(
        faults_of(&definitions(2_000, once)),
        ["1802:18 the chain of `$ref` is longer than 200 schemas"]
    );
    assert_eq!(faults_of(&definitions(100, once)), [""; 0]);
}

#[test]
fn a_section_behind_a_broken_reference_has_no_second_fault() {
    assert_eq!(
        faults_of(&sections("a: { $ref: missing.yaml }")),
        ["3:14 `$ref` refers to `missing.yaml`, which cannot be read: no such file"]
    );
}

#[test]
fn definitions_count_where_they_are_used() {
    let own = "x-note: { type: t }\n$id: https://example.com/types/t.json\nproperties: { sections: { $ref: 'parts.yaml#sections' } }\n";
    let parts = "$defs:
  sections:
    $anchor: sections
    required: [todo]
    allOf: [{ properties: { todo: { $ref: '#/$defs/list', x-note: { heading: To do } } } }]
  list: { type: array, minItems: 1, x-note: { heading: List, content: points, list: bullets } }
";
    let files = Files([("parts.yaml", parts)].into());
    let spec = load(&TypeSource { path: "t.yaml", text: own }, &files).unwrap().spec;
    let [todo] = spec.sections.all.iter().collect::<Vec<_>>()[..] else { panic!("{spec:?}") };
    assert_eq!((&*todo.heading, todo.required), ("To do", true));
    let crate::notetype::Content::Points(points) = &todo.content else { panic!("{todo:?}") };
    assert_eq!((points.min, points.list), (Some(1), Some(crate::notetype::ListKind::Bullets)));
}

#[test]
fn ids_in_running_text_are_found_where_the_regex_can_tell_them() {
    let mention = |id: &str| {
        let text = format!("x-note: {{ type: t, id: '{id}' }}\n");
        load(&TypeSource { path: "t.yaml", text: &text }, &Files::default()).unwrap().spec.identity.mention
    };
    assert_eq!(mention(r"^M-\d+$").unwrap().find("see M-12").unwrap().as_str(), "M-12");
    assert_eq!(mention(r"(?i)^m-\d+$").unwrap().find("see M-12").unwrap().as_str(), "M-12");
    assert!(mention(r"^\d+").is_none());
    assert!(mention(r"^\w+").is_none());
    assert!(mention(r"^\d{4}-\d{2}-\d{2}").is_none());
}

#[test]
fn a_heading_may_be_a_list_and_the_dialect_has_one_version() {
    assert_eq!(
        faults(
            "t.yaml",
            "x-note: { type: t, dialect: 2 }
properties:
  sections:
    properties:
      a: { type: string, x-note: { heading: [A, Alpha] } }
      b: { type: string, x-note: { heading: [] } }
      c: { type: string, x-note: { heading: [C, 1] } }
      d: { type: string, x-note: { heading: [D, alpha] } }
",
            &[]
        ),
        [
            "1:29 `dialect` must be `1`: this notelint reads dialect 1",
            "6:45 `heading` must be the words of the heading: a string, or a list of strings",
            "7:45 `heading` must be the words of the heading: a string, or a list of strings",
            "8:7 `alpha` is a name of both section `a` and section `d`",
        ]
    );
    for dialect in ["1", "1.0"] {
        assert_eq!(
            faults("t.yaml", &format!("x-note: {{ type: t, dialect: {dialect} }}\n"), &[]),
            <[String; 0]>::default()
        );
    }
}

mod effective;
mod foreign;
mod identity;
mod impossible;
mod metaschema;
mod mistakes;
mod path_template;
mod words;
