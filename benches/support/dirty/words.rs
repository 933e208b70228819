//! Faults in the words of a note: its frontmatter, its scores, its links, and its typography.

use super::edit::{edit_line, end_of_prose, map_lines, replace};
use crate::support::random::Random;

/// Other words for the headings of the type, the usual ones first.
const HEADINGS: [(&str, &[&str]); 9] = [
    (
        "## Summary(5つの要点)",
        &["Summary（5つの要点）", "Summary（5つの要点）", "Summary - 5つの要点", "技術サマリー（5つの要点）"],
    ),
    ("## 日本企業の先進事例", &["🇯🇵 日本企業の先進事例", "🇯🇵 **日本企業の先進事例**", "国内企業の先進事例"]),
    ("## グローバルスタンダード", &["🌐 グローバルスタンダード", "グローバルスタンダード事例"]),
    ("## My Notes", &["📝 My Notes", "個人メモ"]),
    ("## Rating(5段階評価)", &["Rating（5段階評価）", "Rating", "Rating (5段階評価)"]),
    (
        "## 記事内容の特徴(5つの要点)",
        &["記事内容の特徴（5つの要点）", "全体要約の特徴", "🎯 全体要約（5つの要点）"],
    ),
    (
        "## 日本の立ち位置・強み弱みのSummary(4点)",
        &[
            "日本の立ち位置・強み弱みのSummary",
            "日本の立ち位置・強み弱みのSummary（4点）",
            "日本の立ち位置分析",
        ],
    ),
    ("### 強み", &["強み(4つの要点)", "日本の強み", "強み：他の国より進んでいること"]),
    ("### 弱み", &["弱み(4つの要点)", "日本の弱み", "弱み：他の国より遅れていること"]),
];

/// More than half of the headings have other words.
pub fn headings_otherwise(note: &mut String, random: &mut Random) {
    for (heading, others) in HEADINGS {
        if random.is_in(57) {
            let (marks, _) = heading.split_once(' ').unwrap();
            let other = random.one_of(others);
            replace(note, &format!("{heading}\n"), &format!("{marks} {other}\n"));
        }
    }
}

/// Two or three axes of the rating have other names.
pub fn axes_renamed(note: &mut String, random: &mut Random) {
    let axes = [("品質保証の重要性", "導入費用"), ("実装可能性", "社会への影響"), ("市場性", "新しさ")];
    for (axis, other) in &axes[..2 + random.below(2)] {
        edit_line(note, &format!("- **{axis}**"), |line| Some(line.replace(axis, other)));
    }
}

/// The scores are written in another way.
pub fn stars_otherwise(note: &mut String, random: &mut Random) {
    let write: fn(usize) -> String = random.one_of(&[
        (|score| format!("{}{} ({score}/5)", "★".repeat(score), "☆".repeat(5 - score)))
            as fn(usize) -> String,
        |score| format!("{}{}", "★".repeat(score), "☆".repeat(5 - score)),
        |score| "⭐".repeat(score),
        |score| format!("{score}/5"),
    ]);
    let all = 0..note.len();
    map_lines(note, all, |line| {
        let is_score = line.starts_with("- **") || line.starts_with("| ");
        let Some(start) = line.find('⭐').filter(|_| is_score) else { return Some(line.to_owned()) };
        let score = line.matches('⭐').count();
        let end = line.rfind(['⭐', '☆']).map_or(start, |last| last + '⭐'.len_utf8());
        Some(format!("{}{}{}", &line[..start], write(score), &line[end..]))
    });
}

/// A score has no reason.
pub fn reason_removed(note: &mut String, _: &mut Random) {
    edit_line(note, "- **市場性**", |line| line.split_once('(').map(|(score, _)| score.to_owned()));
}

/// The title is missing.
pub fn title_removed(note: &mut String, _: &mut Random) {
    edit_line(note, "# ", |_| None);
}

/// The title differs from the one in the frontmatter.
pub fn title_otherwise(note: &mut String, _: &mut Random) {
    edit_line(note, "# ", |line| Some(format!("{line}の動向")));
}

/// The title in the frontmatter is not YAML.
pub fn title_unquoted(note: &mut String, _: &mut Random) {
    edit_line(note, "title: ", |line| Some(format!("{}: 概要", line.replace('"', ""))));
}

/// The address is a list of two.
pub fn url_as_list(note: &mut String, _: &mut Random) {
    edit_line(note, "url: ", |line| {
        let url = line.trim_start_matches("url: ");
        Some(format!("url:\n  - {url}\n  - {url}more"))
    });
}

/// The address is missing.
pub fn url_removed(note: &mut String, _: &mut Random) {
    edit_line(note, "url: ", |_| None);
}

/// The address comes after the tags.
pub fn url_after_tags(note: &mut String, _: &mut Random) {
    edit_line(note, "url: ", |_| None);
    replace(note, "\n---\n", "\nurl: https://example.org/\n---\n");
}

/// The date is written in another way.
pub fn date_otherwise(note: &mut String, _: &mut Random) {
    edit_line(note, "date: ", |line| Some(line.replace('-', "/")));
}

/// A tag is written in two ways.
pub fn tag_otherwise(note: &mut String, random: &mut Random) {
    let tag = random.one_of(&["Heat-Pump", "HeatPump", "Heat-Pump", "Heat-Pump"]);
    replace(note, "\ntags:\n", &format!("\ntags:\n  - {tag}\n"));
}

/// The frontmatter has a key that the type does not know.
pub fn key_added(note: &mut String, random: &mut Random) {
    let key = random.one_of(&["rating: 4", "source: 展示会", "category: 設備", "author: 編集部"]);
    replace(note, "\n---\n", &format!("\n{key}\n---\n"));
}

/// A link leads to a file that does not exist.
pub fn link_to_nothing(note: &mut String, random: &mut Random) {
    let link = format!("、[別の資料](survey-{}.md)も読む", random.below(1000));
    append(note, &link, random);
}

/// An id belongs to no note.
pub fn id_of_nothing(note: &mut String, random: &mut Random) {
    let id = format!("(T{}-{:02}-{:02} を参照)", 90 + random.below(9), random.below(100), random.below(100));
    append(note, &id, random);
}

/// Bold text that CommonMark does not close.
pub fn bold_that_does_not_close(note: &mut String, random: &mut Random) {
    let text = random.one_of(&[
        "。**条件（実測値）**を確かめた",
        "。**費用（年間）**が下がった",
        "、**規格（国内）**と合わせる",
    ]);
    append(note, text, random);
}

/// A bracket is closed by one of another width.
pub fn brackets_mixed(note: &mut String, random: &mut Random) {
    append(note, "（詳細は未定)", random);
}

/// A line of dashes makes a heading of the text above it.
pub fn line_under_text(note: &mut String, _: &mut Random) {
    replace(note, "アクションアイテムを記入)\n", "アクションアイテムを記入)\n次に調べること\n-\n");
}

/// Whitespace at the end of a line.
pub fn space_at_end(note: &mut String, random: &mut Random) {
    let space = random.one_of(&[" ", "  ", "   "]);
    append(note, space, random);
}

/// The last line does not end.
pub fn final_newline_removed(note: &mut String, _: &mut Random) {
    note.truncate(note.trim_end().len());
}

/// Adds `text` to a line of prose.
fn append(note: &mut String, text: &str, random: &mut Random) {
    if let Some(end) = end_of_prose(note, random) {
        note.insert_str(end, text);
    }
}
