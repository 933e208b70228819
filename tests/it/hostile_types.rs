//! Notes and types of many sections, quadrants, points and fields: each costs in proportion. A cost that grows
//! with the square of their number makes these tests hang.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::support::{collection_of, json, run};

/// The findings of `rule` in `note`, whose type has the `sections`, all of them required.
fn found(rule: &str, sections: &Value, note: &str) -> Vec<Value> {
    let required: Vec<&String> = sections.as_object().unwrap().keys().collect();
    let sections = json!({ "type": "object", "required": required, "properties": sections });
    let schema =
        json!({ "x-note": { "type": "t" }, "type": "object", "properties": { "sections": sections } });
    let folder = collection_of("t", &schema.to_string(), &[("a.md", note)]);
    let report = json(&run(folder.path(), ["--format", "json", "--select", rule]));
    assert_eq!(report["faults"], json!([]));
    report["diagnostics"].as_array().unwrap().clone()
}

/// `count` sections of text, `Section 0000` and so on.
fn text_sections(count: usize) -> Value {
    let section = |number: usize| {
        let says = json!({ "heading": format!("Section {number:04}"), "content": "text" });
        (format!("s{number:04}"), json!({ "type": "string", "x-note": says }))
    };
    Value::Object((0..count).map(section).collect())
}

fn section(number: usize) -> String {
    format!("## Section {number:04}\n\ntext\n\n")
}

/// One SWOT of `count` quadrants, `Quadrant 0000` and so on.
fn swot(count: usize) -> Value {
    let point = json!({ "type": "object", "required": ["lead", "text"] });
    let quadrant = |number: usize| {
        let says = json!({ "heading": format!("Quadrant {number:04}") });
        (format!("q{number:04}"), json!({ "type": "array", "x-note": says, "items": point }))
    };
    let quadrants: Map<String, Value> = (0..count).map(quadrant).collect();
    let required: Vec<&String> = quadrants.keys().collect();
    let says = json!({ "heading": "SWOT", "content": "swot" });
    json!({ "swot": { "type": "object", "x-note": says, "required": required, "properties": quadrants } })
}

fn quadrants(numbers: impl Iterator<Item = usize>, points: &str) -> String {
    let quadrant = |number: usize| format!("### Quadrant {number:04}\n\n{points}\n");
    format!("# A\n\n## SWOT\n\n{}", numbers.map(quadrant).collect::<String>())
}

#[test]
fn sections_out_of_order_without_number() {
    const SECTIONS: usize = 3_000;
    let numbers = (0..SECTIONS).step_by(2).chain((0..SECTIONS / 2).rev().map(|half| 2 * half + 1));
    let note = format!("# A\n\n{}", numbers.map(section).collect::<String>());
    let found = found("structure/section-order", &text_sections(SECTIONS), &note);
    assert_eq!(found.len(), SECTIONS / 2 - 1);
    let last = found.last().unwrap()["message"].as_str().unwrap();
    assert_eq!(last, "section `Section 0001` is out of order, expected after `Section 0000`");
}

#[test]
fn missing_sections_that_each_belong_elsewhere_without_number() {
    const SECTIONS: usize = 4_000;
    let long = |number: usize| section(number) + &"- a\n\n***\n\n".repeat(10);
    let note = format!("# A\n\n{}", (0..SECTIONS).step_by(2).map(long).collect::<String>());
    let found = found("structure/section-missing", &text_sections(SECTIONS), &note);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["fix"]["edits"].as_array().unwrap().len(), SECTIONS / 2);
}

#[test]
fn points_without_a_lead_in_a_quadrant_without_number() {
    let found = found("structure/point-lead", &swot(1), &quadrants(0..1, &"- a\n".repeat(20_000)));
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("none of the 20000 points have a lead"), "{message}");
}

#[test]
fn quadrants_that_are_missing_or_out_of_order_without_number() {
    const QUADRANTS: usize = 1_500;
    let point = "- **a**: b\n";
    let gaps = quadrants((0..QUADRANTS).step_by(2), point);
    let missing = found("swot/incomplete", &swot(QUADRANTS), &gaps);
    assert_eq!(missing[0]["fix"]["edits"].as_array().unwrap().len(), QUADRANTS / 2);
    let rest = found("swot/incomplete", &swot(QUADRANTS), &quadrants(0..1, point));
    assert_eq!(rest[0]["fix"]["edits"].as_array().unwrap().len(), 1);
    let swapped = quadrants((0..QUADRANTS - 2).chain([QUADRANTS - 1, QUADRANTS - 2]), point);
    assert_eq!(found("swot/order", &swot(QUADRANTS), &swapped).len(), 1);
}

#[test]
fn each_unknown_subheading_is_compared_with_some_of_the_missing_quadrants() {
    let spelling = |name: &str| {
        let headings = (0..2_000).map(|number| format!("### {name} {number:04}\n\n- **a**: b\n"));
        let note = format!("# A\n\n## SWOT\n\n{}\n", headings.collect::<Vec<_>>().join("\n"));
        let found = found("swot/incomplete", &swot(2_000), &note);
        assert_eq!(found.len(), 1);
        found[0]["related"].as_array().unwrap().len()
    };
    assert_eq!(spelling("Qadrant"), 100);
    assert_eq!(spelling("Something else"), 0);
    let again = found("swot/duplicate", &swot(2_000), &quadrants(std::iter::repeat_n(0, 2_000), ""));
    assert_eq!(again.len(), 1_999);
}

#[test]
fn fields_whose_values_are_lists_without_number() {
    let fields = json!({ "type": "object", "properties": { "Field": { "type": "string" } } });
    let point = json!({ "type": "object", "required": ["lead", "text"] });
    let entry = json!({ "type": "object", "required": ["name"], "properties": {
        "name": { "type": "string" }, "points": { "type": "array", "items": point }, "fields": fields } });
    let says = json!({ "heading": "Entries", "content": "entries" });
    let sections = json!({ "entries": { "type": "array", "x-note": says, "items": entry } });
    let note = format!("# A\n\n## Entries\n\n### E\n\n{}", "**Field**:\n\n- b\n\n".repeat(30_000));
    assert_eq!(found("structure/point-lead", &sections, &note), Vec::<Value>::new());
}

#[test]
fn sections_by_pattern_and_those_inside_of_them_without_number() {
    let inner = json!({
        "type": "object",
        "properties": { "added": { "type": "string", "minLength": 99, "x-note": { "heading": "Added" } } }
    });
    let release = json!({
        "type": "object",
        "x-note": { "content": "sections", "order": "descending" },
        "properties": { "sections": inner }
    });
    let schema = json!({
        "x-note": { "type": "page" },
        "properties": { "title": {}, "sections": { "patternProperties": { r"^1\.(\d+)$": release } } }
    });
    let mut note = "# A\n\n".to_owned();
    for number in 0..5_000 {
        write!(note, "## 1.{number}\n\n### Added\n\nx\n\n#### Aded\n\n").unwrap();
    }
    let folder = collection_of("page", &schema.to_string(), &[("a.md", &note)]);
    let report = json(&run(folder.path(), ["a.md", "--format", "json", "--max-diagnostics", "all"]));
    let of = |rule: &str| {
        report["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == rule).count()
    };
    assert_eq!(of("structure/section-order"), 4_999);
    assert_eq!(of("schema/violation"), 5_000);
}
