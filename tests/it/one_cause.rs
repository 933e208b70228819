//! One cause, one diagnostic: what has the same cause as something else is not said, and is said
//! where the rule of the cause does not run.

use std::fs;

use crate::support::{json, run};

const CONFIG: &str = "\
types: [{ name: page, schema: page.yaml, files: [note.md] }]
rules: { structure/section-unknown: warning }
";

const TYPE: &str = r#"
x-note: { type: page, id: 'P-\d+' }
type: object
required: [frontmatter, title, sections]
properties:
  frontmatter:
    type: object
    required: [title, date]
    additionalProperties: false
    properties:
      title: { type: string }
      date: { type: string, format: date }
      tags: { type: array, items: { type: string }, uniqueItems: true }
  title: { type: string }
  sections:
    type: object
    properties:
      summary:
        x-note: { heading: "Summary(2つの要点)", content: points, list: ordered }
        type: array
        minItems: 2
      rating:
        x-note: { heading: Rating, content: rating, scale: 5, symbols: [⭐, ☆] }
        type: object
        minProperties: 1
        required: [Impact]
        properties:
          Impact:
            type: object
            required: [score]
            properties: { score: { type: number, minimum: 1, maximum: 5 }, scale: { const: 5 } }
"#;

/// The rules that speak of `note`, sorted.
fn said(note: &str, flags: &[&str]) -> Vec<String> {
    said_under(TYPE, note, flags)
}

fn said_under(note_type: &str, note: &str, flags: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("notelint.yaml", CONFIG), ("page.yaml", note_type), ("note.md", note)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let report = json(&run(folder.path(), ["note.md", "--format", "json"].iter().chain(flags)));
    assert_eq!(report["faults"], serde_json::json!([]));
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let mut rules: Vec<String> = diagnostics.iter().map(|d| d["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort();
    rules
}

/// Holds that `cause` alone is said of `note`, and `silent` where its rule does not run.
fn hold(note: &str, cause: &str, silent: &[&str]) {
    assert_eq!(said(note, &[]), [cause], "{note}");
    assert_eq!(said(note, &["--ignore", cause]), silent, "{note}");
}

fn note(frontmatter: &str, body: &str) -> String {
    format!("---\n{frontmatter}---\n\n{body}")
}

const GOOD: &str = "title: Water\ndate: 2025-11-02\n";

#[test]
fn frontmatter_that_cannot_be_read_is_the_only_thing_said_of_it() {
    assert_eq!(said("# Water\n", &[]), ["frontmatter/missing"]);
    assert_eq!(said("---\ntitle: Water\n\n# Water\n", &[]), ["frontmatter/unclosed"]);
    assert_eq!(said(&note("title: Wa: ter\ndate: 2025/1/2\n", "# Water\n"), &[]), ["frontmatter/syntax"]);
}

#[test]
fn a_control_character_that_yaml_refuses_is_said_once() {
    let text = note("title: Wa\u{7}ter\ndate: 2025-11-02\n", "# Water\n");
    hold(&text, "frontmatter/syntax", &["text/control-character"]);
    let text = note("title: Wa\u{7}ter\ndate: 2025-11-02\n", "# Water\n\nA \u{8}eta.\n");
    assert_eq!(said(&text, &[]), ["frontmatter/syntax", "text/control-character"]);
}

#[test]
fn a_missing_title_is_no_other_title() {
    let text = note("date: 2025-11-02\n", "# Water\n");
    assert_eq!(said(&text, &[]), ["frontmatter/missing-key"]);
}

#[test]
fn an_empty_title_is_no_other_title_where_the_type_asks_for_one() {
    let text = note("title: ''\ndate: 2025-11-02\n", "# Water\n");
    assert_eq!(said(&text, &[]), ["structure/title-mismatch"]);
    let note_type = TYPE.replacen("title: { type: string }", "title: { type: string, minLength: 1 }", 1);
    assert_eq!(said_under(&note_type, &text, &[]), ["frontmatter/invalid-value"]);
    let other = note("title: Sea\ndate: 2025-13-02\n", "# Water\n");
    assert_eq!(said(&other, &[]), ["frontmatter/invalid-value", "structure/title-mismatch"]);
}

#[test]
fn a_date_in_another_form_is_no_invalid_value() {
    let text = note("title: Water\ndate: 2025/11/2\n", "# Water\n");
    hold(&text, "frontmatter/date-format", &["frontmatter/invalid-value"]);
}

#[test]
fn a_tag_that_stands_twice_is_no_invalid_value() {
    let text = note(&format!("{GOOD}tags: [水, 水]\n"), "# Water\n");
    hold(&text, "frontmatter/duplicate-tag", &["frontmatter/invalid-value"]);
}

#[test]
fn a_heading_that_is_similar_to_a_missing_section_is_not_unknown_too() {
    let required = "sections:\n    type: object\n    required: [rating]\n";
    let note_type = TYPE.replace("sections:\n    type: object\n", required);
    let text = note(GOOD, "# Water\n\n## Ratings\n\n- **Impact**: 7/5\n");
    assert_eq!(said_under(&note_type, &text, &[]), ["structure/section-missing"]);
}

#[test]
fn an_empty_section_has_no_missing_axes() {
    let text = note(GOOD, "# Water\n\n## Rating\n");
    hold(&text, "structure/section-empty", &["rating/missing-axis"]);
}

#[test]
fn a_score_that_is_wrong_is_not_also_in_the_wrong_style() {
    let rating = |score: &str| note(GOOD, &format!("# Water\n\n## Rating\n\n- **Impact**: {score}\n"));
    hold(&rating("7/5"), "rating/range", &["rating/style"]);
    hold(&rating("★★★★☆ (3/5)"), "rating/inconsistent", &["rating/style"]);
}

#[test]
fn a_link_that_leads_nowhere_has_no_unresolved_reference() {
    let text = note(GOOD, "# Water\n\nSee [P-17](gone.md).\n");
    hold(&text, "link/missing-target", &["vault/unresolved-reference"]);
}
#[test]
fn mixed_brackets_in_a_heading_are_spelling() {
    let text = note(GOOD, "# Water\n\n## Summary（2つの要点)\n\n1. **a**: b\n2. **c**: d\n");
    hold(&text, "structure/heading-text", &["text/mismatched-brackets"]);
}

#[test]
fn mixed_brackets_in_a_title_are_a_mismatch() {
    let text = note("title: Water（H2O）\ndate: 2025-11-02\n", "# Water（H2O)\n");
    hold(&text, "structure/title-mismatch", &["text/mismatched-brackets"]);
}
