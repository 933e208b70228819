use crate::notetype::place::ROOT;
use crate::text::Id;

use super::{
    super::super::{HeadingMatch, NameMatch, Wording},
    CASES, MEMO, POINTS, RATING, SWOT, read,
};

/// The section that the heading `written` is recognised as, and how.
fn recognised(written: &str) -> Option<(usize, NameMatch, Wording)> {
    let projection = read(&format!("# M-1 甲\n\n{written}\n\n1. **a**: b\n"));
    let section = projection.sections.first()?;
    let HeadingMatch { name, wording } = section.matched;
    Some((section.spec_id.index(), name, wording))
}

#[test]
fn a_heading_is_recognised_by_ever_fewer_of_its_words() {
    let canonical = |section, wording| Some((section, NameMatch::Canonical, wording));
    assert_eq!(recognised("## 要点(3つ)"), canonical(POINTS, Wording::Exact));
    assert_eq!(recognised("## 要点（3つ）"), canonical(POINTS, Wording::Folded));
    assert_eq!(recognised("## 🎯 1. **要点**（3つ)"), canonical(POINTS, Wording::Folded));
    assert_eq!(recognised("### 要点"), canonical(POINTS, Wording::WithoutBrackets));
    assert_eq!(recognised("## 要点（5つにまとめた(概要)）"), canonical(POINTS, Wording::WithoutBrackets));
    assert_eq!(recognised("## 📊 要点 - 3つの話"), canonical(POINTS, Wording::WithoutSuffix));
    assert_eq!(recognised("## 要点：技術の話"), canonical(POINTS, Wording::WithoutSuffix));
    assert_eq!(recognised("## my notes"), canonical(MEMO, Wording::Folded));
    assert_eq!(recognised("## 【導入事例】"), canonical(CASES, Wording::Folded));
    assert_eq!(recognised("#### 評価 ★★★☆☆"), canonical(RATING, Wording::WithoutSuffix));
    assert_eq!(recognised("## ⭐ 評価"), canonical(RATING, Wording::WithoutBrackets));
}

#[test]
fn an_alias_is_recognised_too() {
    let alias = |section, wording| Some((section, NameMatch::Alias(0), wording));
    assert_eq!(recognised("## Key points"), alias(POINTS, Wording::Exact));
    assert_eq!(recognised("## ＫＥＹ points"), alias(POINTS, Wording::Folded));
    assert_eq!(recognised("## Rating: 4/5"), alias(RATING, Wording::WithoutSuffix));
    assert_eq!(recognised("## 立ち位置 - 4点サマリー"), alias(SWOT, Wording::WithoutSuffix));
}

#[test]
fn words_that_only_begin_alike_are_not_recognised() {
    for heading in ["## 要点の一覧表", "## Key points of view", "## 評価者", "## 導入", "## 🎯", "## 1."]
    {
        assert_eq!(recognised(heading), None, "{heading}");
    }
}

/// For each missing section, the heading that is only similar.
fn similar(text: &str) -> Vec<(usize, String)> {
    let projection = read(text);
    let note = crate::note::Note::parse(text);
    let heading = |id| note.outline.get(id).map(|heading| heading.plain.to_string()).unwrap_or_default();
    projection.groups[ROOT]
        .similar
        .iter()
        .map(|similar| (similar.section.index(), heading(similar.heading)))
        .collect()
}

#[test]
fn a_slip_is_similar_to_the_missing_section() {
    let text = "# M-1 甲\n\n## 立ち位置・強み・弱味のまとめ\n\n## 導入事례\n\n## 全然違う話\n";
    let found = vec![(CASES, "導入事례".to_owned()), (SWOT, "立ち位置・強み・弱味のまとめ".to_owned())];
    assert_eq!(similar(text), found);
}

#[test]
fn the_best_match_is_taken_and_each_heading_once() {
    let text = "# M-1 甲\n\n## My Motess\n\n## My Motes\n";
    assert_eq!(similar(text), vec![(MEMO, "My Motes".to_owned())]);
    assert_eq!(similar("# M-1 甲\n\n## My Notes\n\n## My Motes\n"), vec![]);
}
