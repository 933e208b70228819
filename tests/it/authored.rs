//! What the author of a type writes for people: `errorMessage`, `description` and `severity`.

use std::fs;

use serde_json::Value;

use crate::support::{json, run};

const TYPE: &str = "x-note: { type: t }
description: The root is not a note
allOf:
  - description: An accepted decision has a date
    if: { required: [frontmatter], properties: { frontmatter: { properties: { status: { const: accepted } } } } }
    then:
      properties:
        frontmatter:
          required: [date]
          x-note: { severity: warning }
          errorMessage: { required: { date: 'write `date:` with the day of the meeting' } }
properties:
  title: true
  frontmatter:
    description: The frontmatter is not a note
    required: [owner]
    errorMessage: { required: ask the office, properties: { number: write a low number } }
    properties:
      mail: { $ref: '#/$defs/mail', errorMessage: write the address of the team }
      number: { type: integer, maximum: 3, x-note: { severity: info } }
      member: { anyOf: [{ type: string, pattern: '^A' }, { type: integer }], errorMessage: { anyOf: name a member } }
      tags: { type: array, items: { pattern: '^[a-z]+$', description: \"A\\n  tag\", errorMessage: { _: write it in lower case, type: x } } }
      plain: { type: string }
  sections:
    description: The sections are not a note
    properties:
      context: { type: string, minLength: 20, description: Why we need it, x-note: { heading: Context } }
      options:
        type: array
        minItems: 2
        description: Real options
        x-note: { heading: Options, severity: info }
        items: { errorMessage: 'write `- **Name**: why`', required: [lead], x-note: { severity: error } }
$defs:
  mail: { type: string, format: email, description: An address }
";

const NOTE: &str = "---
status: accepted
mail: nobody
number: 9
member: B
tags: [a, B]
plain: [x]
---

# T

## Context

x

## Options

- a
";

/// For each diagnostic of the note: what it is about, its severity, help and note.
fn check(configuration: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let configuration = format!("types: [{{ name: t, schema: t.yaml }}]\n{configuration}");
    for (path, text) in [("notelint.yaml", configuration.as_str()), ("t.yaml", TYPE), ("note.md", NOTE)] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let report = json(&run(folder.path(), ["check", "--format", "json"]));
    let words = |diagnostic: &Value| {
        let text = |key: &str| diagnostic[key].as_str().unwrap_or("-").to_owned();
        format!(
            "{} {} {} | {} | {}",
            text("pointer"),
            text("keyword"),
            text("severity"),
            text("help"),
            text("note")
        )
    };
    report["diagnostics"].as_array().unwrap().iter().map(words).collect()
}

#[test]
fn the_nearest_words_outward_are_reported() {
    assert_eq!(
        check(""),
        [
            "/frontmatter/mail format error | write the address of the team | An address",
            "/frontmatter/number maximum info | write a low number | -",
            "/frontmatter/member pattern error | name a member | -",
            "/frontmatter/tags/1 pattern error | write it in lower case | A tag",
            "/frontmatter/plain type error | write a single value: `x` | -",
            "/frontmatter required error | ask the office | -",
            "/frontmatter required warning | write `date:` with the day of the meeting | An accepted decision has a date",
            "/sections/context minLength error | - | Why we need it",
            "/sections/options minItems info | add 1 point: `- **…**: …` | Real options",
            "/sections/options/0 required error | write `- **Name**: why` | Real options",
        ]
    );
}

#[test]
fn a_configuration_that_names_the_rule_or_its_group_sets_the_severity() {
    let severities = |configuration: &str| -> Vec<String> {
        let all = check(configuration);
        all.iter().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect()
    };
    assert_eq!(
        severities("rules: { frontmatter: error, structure/points-count: warning }\n"),
        ["error", "error", "error", "error", "error", "error", "error", "error", "warning", "error"]
    );
    assert_eq!(
        severities("rules: { structure/point-lead: info }\n").last().map(String::as_str),
        Some("info")
    );
}
