use crate::notetype::place::ROOT;
use serde_json::json;

use crate::{note::HeadingId, text::Id};

use super::{POINTS, RATING, SWOT, json, read};

/// The sections of `text` in the order of the note: which, and whether it repeats another.
fn sections(text: &str) -> Vec<(usize, bool)> {
    read(text)
        .sections
        .iter()
        .map(|section| (section.spec_id.index(), section.duplicates.is_some()))
        .collect()
}

#[test]
fn the_first_of_two_sections_is_projected() {
    let text = "# M-1 甲\n\n## 要点\n\n1. **a**: b\n\n## 要点\n\n1. **c**: d\n";
    assert_eq!(sections(text), [(POINTS, false), (POINTS, true)]);
    assert_eq!(json(text, "/sections/points"), json!([{ "lead": "a", "text": "b" }]));
}

#[test]
fn what_is_less_than_exact_repeats_no_exact_heading() {
    let text = "# M-1 甲\n\n## 要点(3つ)\n\n1. **a**: b\n\n## 要点\n\n1. **c**: d\n";
    assert_eq!(sections(text), [(POINTS, false)]);
    assert_eq!(json(text, "/sections/points"), json!([{ "lead": "a", "text": "b" }]));
}

#[test]
fn a_section_ends_where_another_begins_at_any_level() {
    let text = "# M-1 甲\n\n## 要点\n\n1. **a**: b\n\n#### 評価\n\n- 品質: 4/5\n\n## その他\n\n1. **x**: y\n";
    assert_eq!(sections(text), [(POINTS, false), (RATING, false)]);
    assert_eq!(json(text, "/sections/points"), json!([{ "lead": "a", "text": "b" }]));
    assert_eq!(json(text, "/sections/rating"), json!({ "品質": { "score": 4, "scale": 5 } }));
}

#[test]
fn sections_below_an_unknown_heading_are_recognised() {
    let text = "# M-1 甲\n\n## 具体例\n\n### 導入事例\n\n#### 乙社\n\n- **p**: q\n\n### 要点\n\n- **a**: b\n";
    assert_eq!(json(text, "/sections/cases/0/name"), json!("乙社"));
    assert_eq!(json(text, "/sections/points/0/lead"), json!("a"));
    assert_eq!(read(text).groups[ROOT].unknown, [HeadingId::new(1)]);
}

#[test]
fn a_sub_heading_named_like_a_section_repeats_none() {
    let text = "# M-1 甲\n\n## 要点\n\n- **a**: b\n\n## My Notes\n\n### 要点\n\n- 甲\n\n## 評価\n";
    assert_eq!(sections(text).iter().filter(|(section, _)| *section == POINTS).count(), 1);
    assert_eq!(json(text, "/sections/memo"), json!("### 要点\n\n- 甲"));
}

#[test]
fn a_section_of_level_one_holds_no_other() {
    let text = "# M-1 甲\n\n# 要点\n\n- **a**: b\n\n## 評価: 3/5\n\n## 別の話\n\n- **x**: y\n";
    assert_eq!(sections(text), [(POINTS, false), (RATING, false)]);
    assert_eq!(json(text, "/sections/points"), json!([{ "lead": "a", "text": "b" }]));
    assert_eq!(json(text, "/sections/rating/overall/score"), json!(3));
}

#[test]
fn quadrants_may_stand_at_the_level_of_their_section() {
    let text =
        "# M-1 甲\n\n### 立ち位置\n### 強み\n1. **a**: b\n### 弱み\n1. **c**: d\n### 参考\n1. **x**: y\n";
    assert_eq!(sections(text), [(SWOT, false)]);
    let swot =
        json!({ "strengths": [{ "lead": "a", "text": "b" }], "weaknesses": [{ "lead": "c", "text": "d" }] });
    assert_eq!(json(text, "/sections/swot"), swot);
    assert_eq!(read(text).groups[ROOT].unknown, [HeadingId::new(4)]);
}

#[test]
fn a_break_above_the_next_section_is_no_content() {
    let text = "# M-1 甲\n\n## My Notes\n\n---\n\n## 要点\n\n- **a**: b\n\n---\n";
    assert_eq!(json(text, "/sections/memo"), json!(""));
    let points = &read(text).sections[1];
    assert_eq!(points.span.of(text).trim(), "- **a**: b");
}

#[test]
fn the_title_is_no_section() {
    let text = "# 要点\n\n## 要点\n\n- **a**: b\n";
    assert_eq!(sections(text), [(POINTS, false)]);
    assert_eq!(json(text, "/title"), json!("要点"));
    assert_eq!(json("# Rating: the story\n", "/sections"), json!({}));
    let slip = "# 要点\n\n- **a**: b\n\n# M-1 甲\n";
    assert_eq!(json(slip, "/title"), json!(null), "the type names no title");
    assert_eq!(json(slip, "/sections/points/0/lead"), json!("a"));
}
