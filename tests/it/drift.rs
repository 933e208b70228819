//! `infer --check`: where notes have drifted from their type, and whether that is a mistake or a change of the template.

use std::{fs, path::Path};

use crate::support::{collection_of, folder, run, write};

/// Writes `count` notes into `folder`, whose texts `text` makes of their numbers.
fn write_notes(folder: &Path, count: usize, text: impl Fn(usize) -> String) {
    for number in 1..=count {
        write(folder, &[(&format!("notes/{number:03}.md"), &text(number))]);
    }
}

/// What `infer --check` prints about `count` notes of the type `talk`, and their texts.
fn drift(schema: &str, count: usize, text: impl Fn(usize) -> String) -> String {
    let folder = collection_of("talk", &format!("x-note: {{ type: talk }}\ntype: object\n{schema}"), &[]);
    write_notes(folder.path(), count, text);
    checked(folder.path(), &["talk"])
}

/// What `infer --check` prints in `folder`.
fn checked(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, ["infer", "--check"].iter().chain(arguments));
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let is_silent = printed.contains("no drift");
    assert_eq!(output.status.code(), Some(i32::from(!is_silent)), "{printed}");
    printed
}

#[test]
fn sections_in_sections_drift() {
    let schema = "\
properties:
  sections:
    type: object
    properties:
      outcome:
        x-note: { heading: Outcome, content: sections }
        type: object
        properties:
          sections:
            type: object
            required: [good, bad]
            properties:
              good: { x-note: { heading: Good }, type: string }
              bad: { x-note: { heading: Bad }, type: string }
";
    let printed = drift(schema, 40, |note| {
        let bad = if note <= 25 { "### Bad\n\nText.\n\n" } else { "### Risk\n\nText.\n\n" };
        // What is in other sections is not in this one.
        format!(
            "## Outcome\n\n### Goods\n\nText.\n\n{bad}### Cost\n\nText.\n\n## Other\n\n### Good\n\nText.\n"
        )
        .replace("### Goods", if note == 1 { "### Goods" } else { "### Good" })
    });
    assert_eq!(
        printed,
        "\
required section `Bad` in `Outcome` is missing in 15 of 40 notes (10 of 10 of the newest)
  help: remove `bad` from `required` in the type, as the template has changed
  notes/026.md
  notes/027.md
  notes/028.md
  notes/029.md
  notes/030.md
  and 10 more
the type does not know the section `Cost` in `Outcome`, which 40 of 40 notes have
  help: add it to `properties` of `sections` in `Outcome` in the type
the type does not know the section `Risk` in `Outcome`, which 15 of 40 notes have (10 of 10 of the newest)
  help: add it to `properties` of `sections` in `Outcome` in the type
the type does not know the section `Other`, which 40 of 40 notes have
  help: add it to `properties` of `sections` in the type

40 notes checked: 4 drifts from the type `talk`
"
    );
}

#[test]
fn a_new_value_is_a_mistake_or_a_change_and_a_listed_one_may_be_unused() {
    let schema = "\
properties:
  frontmatter:
    type: object
    properties:
      status: { enum: [given, planned], x-note: { aliases: [state] } }
      kind: { enum: [short, long] }
";
    let printed = drift(schema, 40, |note| {
        let (key, status) = match note {
            1..=4 => ("state", "gievn"),
            5..=7 => ("status", "odd"),
            8..=9 => ("status", "rare"),
            36.. => ("status", "filmed"),
            _ => ("status", "given"),
        };
        let kind = if note <= 15 { "kind: short\n" } else { "" };
        format!("---\n{key}: {status}\n{kind}---\n\nText.\n")
    });
    assert_eq!(
        printed,
        "\
`status` is `filmed` in 5 of 40 notes (5 of 5 of the newest), which the type does not list
  help: add `filmed` to the `enum` of `status` in the type, as new notes have it
  notes/036.md
  notes/037.md
  notes/038.md
  notes/039.md
  notes/040.md
`status` is `gievn` in 4 of 40 notes, which the type does not list
  help: write `given` in these notes, or add `gievn` to the `enum` of `status` in the type
  notes/001.md
  notes/002.md
  notes/003.md
  notes/004.md
`status` is `odd` in 3 of 40 notes, which the type does not list
  help: correct these notes, or add `odd` to the `enum` of `status` in the type
  notes/005.md
  notes/006.md
  notes/007.md
`status` is `planned` in none of 40 notes, though the type lists it
  help: remove it from the `enum` of `status` in the type, if it is no longer in use

40 notes checked: 4 drifts from the type `talk`
"
    );
}

#[test]
fn numbers_of_points_and_tasks_drift() {
    let schema = "\
properties:
  sections:
    type: object
    properties:
      summary: { x-note: { heading: Summary, content: points }, type: array, minItems: 3, maxItems: 5 }
      actions: { x-note: { heading: Actions, content: tasks }, type: array, minItems: 1 }
      notes: { x-note: { heading: Notes, content: points }, type: array, maxItems: 2 }
      ends: { x-note: { heading: Ends, content: points }, type: array, minItems: 2 }
";
    let printed = drift(schema, 40, |note| {
        let summary = "- a\n".repeat(if note % 2 == 0 { 6 } else { 2 });
        let actions = if note > 28 { "None.\n" } else { "- [ ] a\n" };
        let notes = "- a\n".repeat(if note % 3 == 0 { 2 } else { 3 + note % 2 });
        let ends = "- a\n".repeat(if note % 3 == 0 { 1 } else { 2 });
        format!("## Summary\n\n{summary}\n## Actions\n\n{actions}\n## Notes\n\n{notes}\n## Ends\n\n{ends}")
    });
    assert_eq!(
        printed,
        "\
section `Summary` has another number of points in 40 of 40 notes, which the type does not allow
  help: change `minItems` and `maxItems` of `Summary` in the type
section `Actions` has 0 tasks in 12 of 40 notes (10 of 10 of the newest), which the type does not allow
  help: change `minItems` of `Actions` in the type
section `Notes` has more than 2 points in 27 of 40 notes, which the type does not allow
  help: change `maxItems` of `Notes` in the type

40 notes checked: 3 drifts from the type `talk`
"
    );
}

#[test]
fn axes_columns_and_fields_drift() {
    let named = |kind: &str, value: &str, names: [&str; 2]| {
        let [first, second] = names;
        format!(
            "{kind}\n        required: [{first}, {second}]\n        properties: {{ {first}: {value}, {second}: {value} }}\n"
        )
    };
    let schema = format!(
        "\
properties:
  sections:
    type: object
    properties:
      rating:
        x-note: {{ heading: Rating, content: rating }}
        type: object
        {}      table:
        x-note: {{ heading: Table, content: table }}
        type: array
        items:
          type: object
          required: [Item]
          properties: {{ Item: {{ type: string }} }}
      facts:
        x-note: {{ heading: Facts, content: fields }}
        type: object
        {}      open: {{ x-note: {{ heading: Open, content: table }}, type: array }}
",
        named("", "{ type: object }", ["Taste", "Overall"]).trim_start(),
        named("", "{ type: string }", ["Place", "Room"]).trim_start(),
    );
    let printed = drift(&schema, 40, |note| {
        let price = if note > 25 { "Price" } else { "Taste" };
        let item = if note == 1 { "Other" } else { "item" };
        let room = if note % 4 == 0 { "Floor" } else { "Room" };
        format!(
            "## Rating\n\n- **{price}**: ⭐⭐⭐☆☆\n- **Look**: ⭐⭐☆☆☆\n\n## Table\n\n| {item} | Cost |\n| --- | --- |\n\
             | a | 1 |\n\n## Facts\n\n- Place: hall\n- {room}: 1\n\n## Open\n\n| A | B |\n| --- | --- |\n| a | 1 |\n"
        )
    });
    let messages: Vec<&str> = printed.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        messages,
        [
            "required axis `Taste` of `Rating` is missing in 15 of 40 notes (10 of 10 of the newest)",
            "the type does not know the axis `Look` of `Rating`, which 40 of 40 notes have",
            "the type does not know the axis `Price` of `Rating`, which 15 of 40 notes have (10 of 10 of the newest)",
            "the type does not know the column `Cost` of `Table`, which 40 of 40 notes have",
            "required field `Room` of `Facts` is missing in 10 of 40 notes of all ages",
            "",
            "40 notes checked: 5 drifts from the type `talk`",
        ]
    );
}

#[test]
fn a_type_is_named_by_its_name_or_the_file_of_its_schema() {
    let schema =
        "x-note: { type: talk }\ntype: object\nproperties: { title: { type: string } }\nrequired: [title]\n";
    let folder =
        folder(&[("types/talk.yaml", schema), ("notes/001.md", "# T\n"), ("notes/002.md", "Text.\n")]);
    let silent = |notes: &str| format!("{notes} checked: no drift from the type `talk`\n");
    // No configuration names it: all notes are asked about.
    assert_eq!(checked(folder.path(), &["types/talk.yaml"]), silent("2 notes"));
    let typed = |arguments: &[&str]| {
        let output = run(folder.path(), ["--format", "concise"].iter().chain(arguments));
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let found = typed(&["--type", "types/talk.yaml"]);
    assert!(found.starts_with("notes/002.md:1:1: error[structure/title-missing]"), "{found}");
    fs::write(
        folder.path().join("notelint.yaml"),
        "types: [{ name: talk, schema: types/talk.yaml, files: [notes/001.md] }]\n",
    )
    .unwrap();
    for named in ["talk", "types/talk.yaml", "./types/../types/talk.yaml"] {
        assert_eq!(checked(folder.path(), &[named]), silent("1 note"), "{named}");
    }
    let inside = folder.path().join("notes");
    assert_eq!(checked(&inside, &["../types/talk.yaml"]), silent("1 note"));
    for (flag, arguments) in [("--type", &["--type"][..]), ("--check", &["infer", "--check"])] {
        let said = typed_faults(folder.path(), arguments);
        assert!(said.contains(&format!("{flag}: the schema `types/tlak.yaml` cannot be read")), "{said}");
    }
}

/// What is said if a schema that does not exist is named.
fn typed_faults(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments.iter().chain(&["types/tlak.yaml"]));
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_schema_without_configuration_can_be_described_and_filled_in() {
    let schema = "x-note: { type: adr }\ntype: object\nrequired: [sections]\nproperties:\n  sections:\n    type: object\n    required: [why]\n    properties: { why: { x-note: { heading: Why }, type: string } }\n";
    let folder = folder(&[("adr.json.yaml", schema)]);
    let printed = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let described = printed(&["describe", "adr.json.yaml"]);
    assert!(described.contains("- Schema: `adr.json.yaml`") && described.contains("Why"), "{described}");
    // It has the name of a built-in type, and is not that one.
    let bundled = printed(&["schema", "adr.json.yaml"]);
    assert!(bundled.contains("\"why\"") && !bundled.contains("decision"), "{bundled}");
    let new = printed(&["new", "adr.json.yaml", "a.md"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), "## Why\n\n…\n", "{new}");
}
