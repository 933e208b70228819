//! Types that are made of others: what a base says of sections and frontmatter holds.

use std::fs;

use crate::support::{describe, json, run};

const BASE: &str = "x-note: { type: base }
properties:
  frontmatter:
    required: [date]
    properties: { date: { type: string }, status: { enum: [open, closed] } }
  sections:
    required: [context]
    properties:
      context: { type: string, x-note: { heading: Context } }
      options:
        type: array
        minItems: 2
        x-note: { heading: Options }
        items: { properties: { lead: { maxLength: 8 } } }
";

const CHILD: &str = "
properties:
  frontmatter: { required: [owner], properties: { owner: { type: string } } }
  sections:
    properties:
      decision: { type: string, x-note: { heading: Decision } }
      options:
        minItems: 3
        x-note: { aliases: [Choices] }
        items: { required: [text] }
";

const NOTE: &str = "---\ndate: 2026-01-01\nstatus: open\n---\n\n# T\n\n## Decision\n\nx\n\n## Choices\n\n- **A long lead**\n- **B**: b\n";

/// What a type that adds `CHILD` to `BASE` reports of `NOTE`.
const EXPECTED: [&str; 7] = [
    "3:13-3:13 error[frontmatter/missing-key] missing key `owner`",
    "6:1-6:4 error[structure/section-missing] missing section `Context`",
    "8:4-8:12 warning[structure/section-order] section `Decision` is out of order, expected after `Choices`",
    "12:4-12:11 warning[structure/heading-text] expected heading `Options`, found its alias `Choices`",
    "12:4-12:11 error[structure/points-count] expected at least 3 points, found 2",
    "14:3-14:18 error[schema/violation] point 1 of `Options`: missing text after the lead",
    "14:5-14:16 error[schema/violation] the lead of point 1 of `Options`: expected at most 8 characters, found 11",
];

/// What is reported of `NOTE` under a type of these texts, which begins with `head`.
fn check(head: &str, child: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let child = format!("x-note: {{ type: t }}\n{head}{child}");
    for (path, text) in [
        ("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\n"),
        ("base.yaml", BASE),
        ("t.yaml", &child),
        ("note.md", NOTE),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    describe(&json(&run(folder.path(), ["check", "--format", "json"])))
}

fn lines(report: &str) -> Vec<&str> {
    report.lines().filter(|line| !line.starts_with("  ")).collect()
}

#[test]
fn all_that_a_base_says_of_sections_and_frontmatter_is_checked() {
    for head in
        ["$ref: base.yaml", "allOf: [{ $ref: base.yaml }]", "allOf: [{ allOf: [{ $ref: base.yaml }] }]"]
    {
        assert_eq!(lines(&check(head, CHILD)), EXPECTED, "{head}");
    }
}

#[test]
fn parts_may_refer_to_those_of_a_base_one_by_one() {
    let child = CHILD
        .replace("frontmatter: {", "frontmatter: { $ref: 'base.yaml#/properties/frontmatter',")
        .replace("  sections:\n", "  sections:\n    $ref: 'base.yaml#/properties/sections'\n");
    assert_eq!(lines(&check("", &child)), EXPECTED);
}

#[test]
fn sections_of_a_base_come_first_in_the_order_of_bases() {
    let types = "allOf:
  - $ref: base.yaml
  - properties: { sections: { properties: { b: { type: string, x-note: { heading: Options } } } } }
";
    let report = check(types, "");
    assert!(report.contains("`Options` is a name of both section `options` and section `b`"), "{report}");
    let folder = tempfile::tempdir().unwrap();
    let text = "x-note: { type: t }
properties: { sections: { properties: { last: { type: string } } } }
allOf:
  - properties: { sections: { properties: { one: { type: string } } } }
  - allOf: [{ properties: { sections: { properties: { two: { type: string } } } } }]
    properties: { sections: { properties: { three: { type: string }, one: { minLength: 1 } } } }
";
    fs::write(folder.path().join("notelint.yaml"), "types: [{ name: t, schema: t.yaml }]\n").unwrap();
    fs::write(folder.path().join("t.yaml"), text).unwrap();
    fs::write(
        folder.path().join("note.md"),
        "# T\n\n## last\n\n1\n\n## three\n\n1\n\n## two\n\n1\n\n## one\n\n1\n",
    )
    .unwrap();
    let output = run(folder.path(), ["extract", "note.md"]);
    let keys: Vec<String> =
        json(&output)["notes"][0]["sections"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["one", "two", "three", "last"]);
}

#[test]
fn conditions_over_what_a_base_declares_hold() {
    let child = "if: { properties: { frontmatter: { required: [date] } } }\nthen: { properties: { sections: { required: [options], properties: { options: { maxItems: 1 } } } } }\n";
    let report = check("$ref: base.yaml\n", child);
    assert!(report.contains("missing sections `Options` and `Context`"), "{report}");
}
