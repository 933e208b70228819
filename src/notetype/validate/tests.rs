//! Where breaches point, in notes of a made-up type with every kind of content.

use super::*;
use crate::{
    note::Note,
    notetype::{Fetch, FetchError, NoteType, TypeSource, load, project},
};

const TYPE: &str = r"
x-note: { type: t }
required: [frontmatter, title, sections]
properties:
  frontmatter:
    required: [title, date]
    additionalProperties: false
    properties:
      title: { type: string }
      date: { type: string, format: date }
      tags: { type: array, uniqueItems: true, items: { type: string } }
      author: { required: [name], additionalProperties: false, properties: { name: {} } }
  sections:
    required: [memo, points, cases, rating, swot, actions]
    properties:
      memo: { type: string, minLength: 1, x-note: { heading: Memo } }
      points: { type: array, minItems: 2, items: { $ref: '#/$defs/point' }, x-note: { heading: Points } }
      cases:
        x-note: { heading: Cases, content: entries }
        minItems: 1
        items:
          required: [fields]
          properties:
            points: { minItems: 1, items: { $ref: '#/$defs/point' } }
            fields: { required: [Link], properties: { Link: { type: string, pattern: '^https' } } }
      rating:
        x-note: { heading: Rating, content: rating }
        required: [Cost, Speed]
        additionalProperties: false
        properties: { Cost: { $ref: '#/$defs/score' }, Speed: { $ref: '#/$defs/score' } }
      swot:
        x-note: { heading: SWOT, content: swot }
        required: [strengths, threats]
        properties:
          strengths: { type: array, minItems: 1, x-note: { heading: Strengths } }
          threats: { type: array, minItems: 1, x-note: { heading: Threats } }
      actions:
        x-note: { heading: Actions, content: table }
        items: { required: [Who], properties: { Who: {}, Due: { format: date } } }
$defs:
  point: { required: [lead], properties: { lead: { maxLength: 5 } } }
  score: { required: [score, reason], properties: { score: { type: number, maximum: 5 }, scale: { const: 5 } } }
";

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

fn note_type() -> NoteType {
    load(&TypeSource { path: "t.yaml", text: TYPE }, &NoFiles).unwrap()
}

/// Returns the breaches of a note, as lines: `offset-of-span marked text: place keyword`.
fn breaches(text: &str) -> Vec<String> {
    let note_type = note_type();
    let note = Note::parse(text);
    let projection = project(&note, &note_type.spec);
    let breaches = note_type.validator.validate(&projection);
    let line = |breach: &Breach| {
        let (line, marked) = (text[..breach.span.start()].matches('\n').count() + 1, breach.span.of(text));
        format!("{line} `{marked}`: {:?} {}", breach.place, breach.keyword.name())
    };
    breaches.iter().map(line).collect()
}

const FRONTMATTER: &str = "---\ntitle: a\ndate: 2026-01-31\n---\n";

const BODY: &str = "# a\n\n## Memo\n\nx\n\n## Points\n\n- **a**: b\n- **c**: d\n\n## Cases\n\n### A\n\n- **x**: y\n- **Link**: https://a.example\n
## Rating\n\n- **Cost**: ⭐⭐⭐⭐☆ (r)\n- **Speed**: ⭐⭐⭐⭐☆ (r)\n\n## SWOT\n\n### Strengths\n\n- s\n\n### Threats\n\n- t\n
## Actions\n\n| Who | Due |\n| --- | --- |\n| A | 2026-01-31 |\n";

/// Returns the breaches of the complete note with `from` replaced by `to`.
fn broken(from: &str, to: &str) -> Vec<String> {
    let whole = format!("{FRONTMATTER}{BODY}");
    assert!(whole.contains(from), "{from}");
    breaches(&whole.replacen(from, to, 1))
}

#[test]
fn a_complete_note_breaks_nothing() {
    assert_eq!(breaches(&format!("{FRONTMATTER}{BODY}")), [""; 0]);
}

#[test]
fn a_missing_key_is_said_behind_the_last_entry() {
    assert_eq!(broken("date: 2026-01-31\n", ""), ["2 ``: Frontmatter required"]);
    assert_eq!(
        broken("date: 2026-01-31\n", "date: 2026-01-31\nauthor:\n  mail: x\n"),
        [
            "5 `mail`: FrontmatterValue { key: \"author\" } additionalProperties",
            "5 ``: FrontmatterValue { key: \"author\" } required",
        ]
    );
}

#[test]
fn a_null_is_said_at_its_key_and_an_unexpected_key_is_said_itself() {
    assert_eq!(broken("title: a", "title:"), ["2 `title`: FrontmatterValue { key: \"title\" } type"]);
    assert_eq!(broken("title: a\n", "title: a\nurls: 1\n"), ["3 `urls`: Frontmatter additionalProperties"]);
}

#[test]
fn a_wrong_value_is_said_itself() {
    assert_eq!(broken("2026-01-31", "someday"), ["3 `someday`: FrontmatterValue { key: \"date\" } format"]);
    assert_eq!(
        broken("title: a\n", "title: a\ntags: [x, 2]\n"),
        ["3 `2`: FrontmatterValue { key: \"tags\" } type"]
    );
}

#[test]
fn missing_sections_are_said_at_the_heading_of_the_note() {
    assert_eq!(broken("## Memo\n\nx\n\n", ""), ["5 `a`: Sections { group: 0 } required"]);
    let without_heading = format!("{FRONTMATTER}{}", &BODY["# a\n\n## Memo\n\nx\n\n".len()..]);
    assert_eq!(breaches(&without_heading), ["1 ``: Root required", "1 ``: Sections { group: 0 } required"]);
}

#[test]
fn missing_frontmatter_is_said_at_the_start() {
    assert_eq!(breaches(BODY), ["1 ``: Root required"]);
}

#[test]
fn what_is_empty_is_said_at_what_names_it() {
    assert_eq!(broken("## Memo\n\nx\n", "## Memo\n"), ["7 `## Memo`: Text { section: 0 } minLength"]);
    assert_eq!(
        broken("- **a**: b\n- **c**: d\n", ""),
        ["11 `## Points`: Items(Section { section: 1 }) minItems"]
    );
    assert_eq!(
        broken("- s\n", ""),
        ["30 `### Strengths`: Items(Quadrant { section: 4, quadrant: 0 }) minItems"]
    );
    assert_eq!(broken("- **x**: y\n", ""), ["18 `A`: Items(Entry { section: 2, entry: 0 }) minItems"]);
}

#[test]
fn points_are_said_where_they_stand() {
    assert_eq!(
        broken("- **a**: b\n- **c**: d", "- **abcdef**: b"),
        [
            "13 `**abcdef**: b`: Items(Section { section: 1 }) minItems",
            "13 `abcdef`: ItemPart(Section { section: 1 }, 0) maxLength",
        ]
    );
    assert_eq!(broken("- **c**: d", "- d"), ["14 `d`: Item(Section { section: 1 }, 1) required"]);
}

#[test]
fn a_missing_field_is_said_at_the_name_of_its_entry() {
    assert_eq!(
        broken("- **Link**: https://a.example\n", ""),
        ["18 `A`: Fields { section: 2, entry: Some(0) } required"]
    );
    assert_eq!(
        broken("https://a.example", "none"),
        ["21 `none`: Field { section: 2, entry: Some(0), name: \"Link\" } pattern"]
    );
}

#[test]
fn missing_axes_and_quadrants_are_said_at_the_heading_of_their_section() {
    assert_eq!(broken("- **Cost**: ⭐⭐⭐⭐☆ (r)\n", ""), ["23 `## Rating`: Rating { section: 3 } required"]);
    assert_eq!(broken("### Threats\n\n- t\n\n", ""), ["28 `## SWOT`: Swot { section: 4 } required"]);
}

#[test]
fn scores_are_said_where_they_stand() {
    assert_eq!(
        broken("**Cost**: ⭐⭐⭐⭐☆ (r)", "**Cost**: 6/5 (r)"),
        ["25 `6/5`: Score { section: 3, axis: \"Cost\" } maximum"]
    );
    assert_eq!(
        broken("**Cost**: ⭐⭐⭐⭐☆ (r)", "**Cost**: ⭐⭐⭐⭐☆"),
        ["25 `Cost`: Axis { section: 3, axis: \"Cost\" } required"]
    );
    assert_eq!(
        broken("- **Cost**", "- **Price**: ⭐⭐⭐⭐☆ (r)\n- **Cost**"),
        ["25 `Price`: Rating { section: 3 } additionalProperties"]
    );
}

#[test]
fn a_score_for_the_whole_is_no_unknown_axis() {
    assert_eq!(broken("- **Cost**", "- **総合評価**: ⭐⭐⭐⭐☆ (r)\n- **Cost**"), [""; 0]);
}

#[test]
fn cells_and_rows_are_said_where_they_stand() {
    assert_eq!(broken("| A | 2026-01-31 |", "| A | soon |"), ["42 `soon`: Table { section: 5 } format"]);
    assert_eq!(
        broken("| A | 2026-01-31 |", "|  | 2026-01-31 |"),
        ["42 `|  | 2026-01-31 |`: Table { section: 5 } required"]
    );
}
