//! Faults in the structure of a note: its sections, their levels, and their lists.

use super::edit::{edit_line, map_lines, point, section};
use crate::support::random::Random;

const JAPAN: &str = "## 日本企業の先進事例";
const GLOBAL: &str = "## グローバルスタンダード";
const NOTES: &str = "## My Notes";
const RATING: &str = "## Rating(5段階評価)";
const FEATURES: &str = "## 記事内容の特徴(5つの要点)";
const SUMMARY: &str = "## Summary(5つの要点)";

/// Sections with numbered points, and the level of headings inside of them.
const LISTS: [(&str, &str); 4] =
    [(SUMMARY, "###"), (FEATURES, "###"), ("### 強み", "####"), ("### 弱み", "####")];

/// Four sections have other names, and the scores are a table below the third level.
pub fn other_form(note: &mut String, _: &mut Random) {
    for (heading, other) in [
        (JAPAN, "## 導入の流れ"),
        (GLOBAL, "## 海外の動き"),
        (NOTES, "## 用語"),
        (FEATURES, "## 今後の見通し"),
    ] {
        edit_line(note, heading, |_| Some(other.to_owned()));
    }
    let Some(range) = section(note, RATING) else { return };
    map_lines(note, range, |line| {
        if line == RATING {
            return Some(
                "### 技術評価表(定量的な視点)\n\n| 項目 | 評価 | 根拠 |\n| --- | --- | --- |".to_owned(),
            );
        }
        let Some((axis, score)) = line.strip_prefix("- **").and_then(|rest| rest.split_once("**: ")) else {
            return Some(line.to_owned());
        };
        let (stars, reason) = score.split_once('(')?;
        let axis = if axis == "実装可能性" { "導入費用" } else { axis };
        Some(format!("| {axis} | {stars} | {} |", reason.trim_end_matches(')')))
    });
    let text = note.replace("| --- |\n\n|", "| --- |\n|");
    *note = text;
}

/// One score instead of five.
pub fn overall_score(note: &mut String, _: &mut Random) {
    let Some(range) = section(note, RATING) else { return };
    map_lines(note, range, |line| match line {
        RATING => Some("## Rating: ⭐⭐⭐⭐☆ (4/5)\n\n実績が増え、費用も下がってきた。".to_owned()),
        line => (!line.starts_with("- **")).then(|| line.to_owned()),
    });
}

/// Two of the four quadrants are missing.
pub fn two_quadrants(note: &mut String, _: &mut Random) {
    if let Some(range) = section(note, "### 機会") {
        note.truncate(range.start - 1);
    }
}

/// Two sections are one level too deep, with all in them.
pub fn levels_down(note: &mut String, _: &mut Random) {
    for heading in [JAPAN, GLOBAL] {
        let Some(range) = section(note, heading) else { continue };
        map_lines(note, range, |line| {
            Some(if line.starts_with("##") { format!("#{line}") } else { line.to_owned() })
        });
    }
}

/// Each point of a list is a heading with text below.
pub fn points_as_headings(note: &mut String, random: &mut Random) {
    let (heading, level) = random.one_of(&LISTS[..2]);
    let Some(range) = section(note, heading) else { return };
    let mut number = 0;
    map_lines(note, range, |line| {
        let Some((lead, text)) = point(line) else { return Some(line.to_owned()) };
        number += 1;
        Some(format!("{level} {number}. {lead}\n\n{text}\n"))
    });
}

/// The points of a list are bulleted.
pub fn points_as_bullets(note: &mut String, random: &mut Random) {
    let (heading, _) = random.one_of(&LISTS);
    let Some(range) = section(note, heading) else { return };
    map_lines(note, range, |line| {
        let point = point(line).map(|(lead, text)| format!("- **{lead}**: {text}"));
        Some(point.unwrap_or_else(|| line.to_owned()))
    });
}

/// The points of two quadrants do not begin with bold text.
pub fn points_without_leads(note: &mut String, _: &mut Random) {
    for (heading, _) in &LISTS[2..] {
        let Some(range) = section(note, heading) else { continue };
        let mut number = 0;
        map_lines(note, range, |line| {
            let Some((lead, text)) = point(line) else { return Some(line.to_owned()) };
            number += 1;
            Some(format!("{number}. {lead}を確かめる。{text}"))
        });
    }
}

/// A section is missing.
pub fn section_removed(note: &mut String, _: &mut Random) {
    if let Some(range) = section(note, FEATURES) {
        note.replace_range(range, "");
    }
}

/// Two sections are in the wrong order.
pub fn sections_swapped(note: &mut String, _: &mut Random) {
    let Some(range) = section(note, GLOBAL) else { return };
    let moved = note[range.clone()].to_owned();
    note.replace_range(range, "");
    if let Some(range) = section(note, SUMMARY) {
        note.insert_str(range.end, &moved);
    }
}

/// A section has text instead of points.
pub fn section_without_points(note: &mut String, _: &mut Random) {
    let Some(range) = section(note, FEATURES) else { return };
    map_lines(note, range, |line| Some(point(line).map_or(line, |(_, text)| text).to_owned()));
}

/// A point is there twice.
pub fn point_twice(note: &mut String, _: &mut Random) {
    let Some(range) = section(note, SUMMARY) else { return };
    map_lines(note, range, |line| {
        Some(if line.starts_with("3. ") { format!("{line}\n{line}") } else { line.to_owned() })
    });
}

/// An entry has no link.
pub fn entry_without_link(note: &mut String, random: &mut Random) {
    let links = note.matches("\n- **リンク**").count();
    if links == 0 {
        return;
    }
    let chosen = random.below(links);
    let mut number = 0;
    let all = 0..note.len();
    map_lines(note, all, |line| {
        let is_link = line.starts_with("- **リンク**");
        number += usize::from(is_link);
        (!is_link || number != chosen + 1).then(|| line.to_owned())
    });
}
