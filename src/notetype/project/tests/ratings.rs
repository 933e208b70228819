use serde_json::{Value, json};

use crate::text::Id;

use super::{
    super::super::{Axis, AxisId, ParsedRating, ScoreForm, Section},
    json, read,
};

/// The rating of a section with `content`.
fn rating(content: &str) -> Value {
    json(&format!("# M-1 甲\n\n## 評価(5段階)\n\n{content}\n"), "/sections/rating")
}

/// The readings of the rating in `text`.
fn reading(text: &str) -> ParsedRating {
    let projection = read(text);
    let Section::Rating { parsed, .. } = &projection.sections[0].content else { panic!() };
    parsed.clone()
}

#[test]
fn a_score_is_read_wherever_it_stands() {
    let expected = json!({
        "品質": { "score": 4, "scale": 5, "reason": "確立" },
        "価格": { "score": 2, "scale": 5, "reason": "高い" }
    });
    for content in [
        "- **品質**: ⭐⭐⭐⭐☆（確立）\n- **価格**: ⭐⭐☆☆☆（高い）",
        "- 価格: 2/5 - 高い\n- 品質： ★★★★☆ (4/5) - 確立",
        "1. **品質：** ４／５（確立)\n2. **コスト** ★★☆☆☆ 高い",
        "- **品質**\n  - ⭐⭐⭐⭐☆\n  - 確立\n- **価格**:\n  - 2/5\n  - 高い",
        "**品質**: ⭐️⭐️⭐️⭐️☆ 確立  \n**価格**: ⭐⭐ (2/5) 高い",
        "品質: 4/5、確立\n価格: 2/5、高い",
        "**品質**: ★★★★☆ (4/5) 確立 **価格**: ★★☆☆☆ (2/5) 高い",
        "品質 ⭐⭐⭐⭐ 確立 / 価格 ⭐⭐ 高い",
        "| 項目 | スコア | 備考 |\n|---|---|---|\n| **品質** | ★★★★☆ (4/5) | 確立 |\n| 価格 | 2/5 | 高い |",
        "| # | 観点 | 根拠 | 評価 |\n|---|---|---|---|\n| 1 | 品質 | 確立 | 4 |\n| 2 | 価格 | 高い | 2 |",
        "### 品質: ⭐⭐⭐⭐☆\n\n確立\n\n### 価格 2/5\n\n高い",
    ] {
        let found = rating(content);
        let found = if content.contains("- 確立") { dash_off(found) } else { found };
        assert_eq!(found, expected, "{content}");
    }
}

/// The reasons of nested items, which keep their markers.
fn dash_off(mut rating: Value) -> Value {
    for axis in ["品質", "価格"] {
        let reason = rating[axis]["reason"].as_str().unwrap_or_default().trim_start_matches("- ").to_owned();
        rating[axis]["reason"] = Value::from(reason);
    }
    rating
}

#[test]
fn a_score_without_an_axis_is_overall() {
    for (text, score, scale) in [
        ("## 評価: ⭐⭐⭐⭐☆ (4/5)\n", json!(4), 5),
        ("## ⭐ 評価: 4/5\n", json!(4), 5),
        ("## 評価 ★★★★☆\n", json!(4), 5),
        ("## 評価\n\n⭐⭐⭐⭐☆ (4/5)\n", json!(4), 5),
        ("## 評価\n\n**4.5 / 5.0**\n", json!(4.5), 5),
        ("## 評価\n\n- 8/10\n", json!(8), 10),
        ("## 評価\n\n**総合評価**: ★★★★☆ (4.2/5)\n", json!(4.2), 5),
        ("## 評価\n\n**総合評価: 3/5**\n", json!(3), 5),
        ("## 評価\n\nOverall: 3/5\n", json!(3), 5),
        ("## 評価\n\n| 項目 | 評価 |\n|---|---|\n| 総合評価 | ⭐⭐⭐ |\n", json!(3), 5),
    ] {
        let found = json(&format!("# M-1 甲\n\n{text}"), "/sections/rating");
        assert_eq!(found, json!({ "overall": { "score": score, "scale": scale } }), "{text}");
    }
}

#[test]
fn an_unknown_axis_needs_a_score() {
    let found = rating(
        "- **速度**: ⭐⭐⭐\n- Important: ⭐⭐⭐⭐⭐\n- 締切: 4/5\n- 期日: 11/20\n- **備考**: 2025年の値",
    );
    assert_eq!(found["速度"], json!({ "score": 3, "scale": 5 }));
    assert_eq!(found["Important"]["score"], json!(5));
    assert_eq!(found["期日"], Value::Null);
    assert_eq!(found["備考"], Value::Null);
}

#[test]
fn prose_gives_no_scores() {
    for content in [
        "4/5の企業が導入した。",
        "2025/11/2 に見直す。",
        "- **根拠**: 量産が3/5ほど進む\n- 一部は★を付けた",
        "総評として、品質は高い。",
        "- **品質**: 既に確立。量産へ\n- **価格**: 下落、続く",
        "- 品質は今後5年で大きく上がると見られている\n- 価格は下がる",
        "⭐ 注目の話",
        "```\n品質: 4/5\n```",
        "| 型 | 値 |\n|---|---|\n| A | 10/年 |",
    ] {
        assert_eq!(rating(content), json!({}), "{content}");
    }
}

#[test]
fn a_score_that_cannot_be_read_is_absent_with_its_place() {
    let text = "# M-1 甲\n\n## 評価\n\n- **品質**: 高（確立）\n- **価格**:\n- **将来性**: ⭐⭐⭐\n";
    let found = json(text, "/sections/rating");
    assert_eq!(found["品質"], json!({ "reason": "確立" }));
    assert_eq!(found["価格"], json!({}));
    let scores = reading(text).scores;
    assert_eq!(scores[0].span.of(text), "高");
    assert!(scores[1].span.is_empty());
    assert_eq!(scores[1].axis, Axis::Known(AxisId::new(1)));

    let row = "# M-1 甲\n\n## 評価\n\n| 項目 | 評価 | 備考 |\n|---|---|---|\n| 品質 | 良い | 確立 |\n| 価格 | | 高い |\n";
    assert_eq!(json(row, "/sections/rating/品質"), json!({ "reason": "確立" }));
    assert_eq!(json(row, "/sections/rating/価格"), json!({ "reason": "高い" }));
    assert_eq!(reading(row).scores[0].span.of(row), "良い");
}

#[test]
fn arguments_below_an_overall_score_are_no_scores() {
    let content = "⭐⭐⭐☆☆ (3/5)\n\n**評価理由**:\n- 品質: 既存の技術の応用で実現できるが、騒音が課題として残る\n- 速さ: 実証の段階";
    assert_eq!(rating(content), json!({ "overall": { "score": 3, "scale": 5 } }));
}

#[test]
fn readings_tell_stars_from_digits() {
    let text = "# M-1 甲\n\n## 評価\n\n- **品質**: ★★★★☆ (4.5/5) - 確立\n";
    let score = &reading(text).scores[0];
    assert_eq!(score.form, ScoreForm::Item);
    assert_eq!(score.axis_span.map(|span| span.of(text)), Some("品質"));
    assert_eq!(score.span.of(text), "★★★★☆ (4.5/5)");
    let stars = score.stars.as_ref().unwrap();
    assert_eq!((stars.span.of(text), stars.full, stars.empty), ("★★★★☆", 4, 1));
    let number = score.number.as_ref().unwrap();
    assert_eq!((number.span.of(text), number.score, number.scale), ("4.5/5", 4.5, Some(5.0)));
    assert_eq!(score.reason.map(|span| span.of(text)), Some("確立"));
    assert_eq!(score.score(), Some(4.5));
}

#[test]
fn the_first_of_two_scores_of_an_axis_is_projected() {
    let text = "# M-1 甲\n\n## 評価\n\n- 品質: 4/5\n- 品質: 3/5\n";
    assert_eq!(json(text, "/sections/rating"), json!({ "品質": { "score": 4, "scale": 5 } }));
    assert_eq!(reading(text).scores.len(), 2);
}

#[test]
fn a_soft_wrapped_reason_is_one() {
    let found = rating("**品質**: ⭐⭐⭐（確立\nした技術）\n**価格**: 2/5");
    assert_eq!(found["品質"]["reason"], json!("確立\nした技術"));
    assert_eq!(found["価格"]["score"], json!(2));
}
