//! Properties that every note has.

use proptest::prelude::*;

use super::{super::super::Section, read, spec};
use crate::{
    note::Note,
    notetype::{ParsedPart, ParsedPoints, Projection, project},
    text::Span,
};

/// Lines of which notes are made: what a type asks for, rightly and wrongly written, and noise.
const LINES: &[&str] = &[
    "",
    "",
    "---",
    "# M-1 甲",
    "## 要点(3つ)",
    "### 1. **要点**（3つ)",
    "## 導入事例",
    "### 乙社",
    "**丙社**",
    "## My Notes",
    "## 評価: ⭐⭐⭐☆ (3/5)",
    "### 評価(5段階)",
    "## 立ち位置",
    "### 強み",
    "### 1. 弱み：甲",
    "### 2️⃣ **乙（機会）**",
    "## 一覧",
    "# 評価",
    "1. **a**: b",
    "2. **界面（固体）**が",
    "   - **c**: d",
    "-",
    "- **リンク**: <https://x.example>",
    "* URL：一",
    "- **品質**: ⭐⭐⭐⭐☆（確立（甲）",
    "- 価格 4.5 / 5.0 - 高い",
    "**総合評価: 3/5**",
    "**品質**: 高 **価格**: ★★ x",
    "品質: ⭐ 価格: ⭐⭐",
    "| 項目 | 値 | 備考 |",
    "|---|---|---|",
    "| 品質 | ★★ (2/5) | a\\|b |",
    "| 価格 |",
    "<!-- x -->",
    "> ## 要点",
    "```",
    "```rust x",
    "   ~~~",
    "    let x = 1;",
    "## 属性",
    "## コード",
    "## 本文",
    "担当:: 佐藤, 田中、(甲, 乙)",
    "- 数: ４２",
    "  続き",
    "- 数:",
    "**数:**  ",
    "- [x] 数: 1",
    "- `a: b` [c: d](e): f",
    "| 数 | 12 |",
    "<https://x.example/a,b> %%x%% `c` $y$ &amp; ![z](z.png)",
    "文。  ",
    "**",
    "***",
    "(((((",
    "））））",
    "［１．２】",
    "\u{feff}",
    "a\rb",
    "⭐️⭐️",
    "４／５",
    "【甲】乙",
    ": - : -",
    "\t- x",
    "\u{0}",
];

fn note() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..40).prop_map(|lines| lines.join("\n"));
    prop_oneof![4 => lines, 1 => "\\PC{0,200}", 1 => "[#*_\\-0-9/.（）()：:⭐☆★ \n`|]{0,200}"]
}

/// All spans that a projection tells, JSON origins aside.
fn spans(projection: &Projection) -> Vec<Span> {
    let mut spans = Vec::new();
    let points = |points: &ParsedPoints, spans: &mut Vec<Span>| {
        for point in &points.points {
            spans.extend([point.span, point.text]);
            spans.extend(point.lead);
        }
        for list in &points.lists {
            spans.push(list.span);
            spans.extend(list.items.iter().flat_map(|item| [item.span, item.marker]));
        }
    };
    spans.extend(projection.title.iter().map(|title| title.span));
    for section in &projection.sections {
        spans.push(section.span);
        match &section.content {
            Section::Text { parsed: span, .. } | Section::Sections { parsed: span, .. } => spans.push(*span),
            Section::Points { parsed: reading, .. } => points(reading, &mut spans),
            Section::Entries { parsed: reading, .. } => {
                for entry in &reading.entries {
                    spans.extend([entry.name, entry.span]);
                    spans.extend(entry.fields.iter().flat_map(|field| [field.name, field.value]));
                    points(&entry.points, &mut spans);
                }
            }
            Section::Rating { parsed: reading, .. } => {
                for score in &reading.scores {
                    spans.push(score.span);
                    spans.extend(score.axis_span);
                    spans.extend(score.reason);
                    spans.extend(score.stars.iter().map(|stars| stars.span));
                    spans.extend(score.number.iter().map(|number| number.span));
                }
            }
            Section::Swot { parsed: reading, .. } => {
                for quadrant in &reading.quadrants {
                    spans.push(quadrant.span);
                    points(&quadrant.points, &mut spans);
                }
            }
            Section::Tasks { parsed: reading, .. } => {
                points(&reading.items, &mut spans);
                spans.extend(reading.checkboxes.iter().map(|checkbox| checkbox.span));
            }
            Section::Fields { parsed: reading, .. } => {
                spans.extend(reading.fields.iter().flat_map(|field| [field.name, field.value]));
            }
            Section::Code { parsed: reading, .. } => {
                spans.extend(reading.blocks.iter().flat_map(|block| [block.span, block.content]));
                spans.extend(reading.blocks.iter().filter_map(|block| block.lang));
            }
            Section::Prose { parsed: reading, .. } => {
                spans.extend(reading.parts.iter().map(|part| part.source).chain([reading.span]));
            }
            Section::Parts { parsed: reading, .. } => {
                for part in &reading.parts {
                    match part {
                        ParsedPart::Points(reading) => points(reading, &mut spans),
                        ParsedPart::Tasks(reading) => points(&reading.items, &mut spans),
                        ParsedPart::Prose(reading) => spans.push(reading.span),
                        ParsedPart::Fields(reading) => {
                            spans.extend(reading.fields.iter().flat_map(|field| [field.name, field.value]));
                        }
                        ParsedPart::Other => {}
                    }
                }
            }
            Section::Table { parsed: reading, .. } => {
                spans.extend(
                    reading.iter().flat_map(|table| table.header.iter().copied().chain([table.span])),
                );
            }
        }
    }
    spans
}

/// The JSON pointers of all values in `value`.
fn pointers(value: &serde_json::Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        serde_json::Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, &format!("{at}/{index}"), out);
            }
        }
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(member, &format!("{at}/{name}"), out);
            }
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn every_place_lies_on_characters_of_the_note(text in note()) {
        let projection = read(&text);
        let mut places = spans(&projection);
        let mut all = Vec::new();
        pointers(&projection.json.to_value(), "", &mut all);
        for pointer in all {
            let origin = projection.json.origin_at(&pointer);
            prop_assert!(origin.is_some(), "no origin at {pointer}");
            places.extend(origin.into_iter().flat_map(|origin| origin.key.into_iter().chain([origin.value])));
        }
        for span in places {
            prop_assert!(text.get(span.start()..span.end()).is_some(), "{span:?}");
        }
    }

    #[test]
    fn line_endings_change_nothing(text in note()) {
        let text = text.replace('\r', "");
        let crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(read(&crlf).json.to_value(), read(&text).json.to_value());
    }

    #[test]
    fn sections_do_not_overlap(text in note()) {
        let sections = read(&text).sections;
        for pair in sections.windows(2) {
            prop_assert!(pair[0].span.end() <= pair[1].span.start());
            prop_assert!(pair[0].heading < pair[1].heading);
        }
    }
}

/// Hostile notes: each would take minutes if anything were quadratic.
#[test]
fn size_costs_in_proportion() {
    let spec = spec();
    let repeated = |line: &str, times: usize| line.repeat(times);
    let notes = [
        repeated("### 強み\n\n", 10_000),
        repeated("## My Mote\n\n", 10_000),
        repeated("# 評価\n\n", 10_000),
        format!("## 立ち位置\n\n{}", repeated("### 1. 強み: 甲\n\n", 10_000)),
        format!("## 要点\n\n{}", repeated("1. **a**: b\n", 10_000)),
        format!("## 要点\n\n- {}\n", repeated("**a", 300_000)),
        format!("## 要点\n\n- **{}\n", repeated("`", 1_000_000)),
        format!("## 要点{}\n", repeated("(", 500_000)),
        format!("## 要点{}\n", repeated("()", 500_000)),
        format!("## 評価\n\n{}\n", repeated("**品質**: 4/5 ", 50_000)),
        format!("## 評価\n\n{}\n", repeated("⭐", 300_000)),
        format!("## 評価\n\n- 品質: {}\n", repeated("（", 300_000)),
        format!("## 評価\n\n{}\n", repeated("品質: 4/5\n", 20_000)),
        format!("## 評価\n\n{}\n", repeated("品質 ⭐⭐ ", 50_000)),
        format!("## 評価\n\n- **品質**: 4/5 {}\n", repeated("**a** ", 100_000)),
        format!("## 導入事例\n\n{}", repeated("**乙**\n\n- URL: x\n\n", 10_000)),
        format!("## 属性\n\n- 数: {}\n", repeated("(、[,", 50_000)),
        format!("## 属性\n\n{}", repeated("- **甲**: x\n", 20_000)),
        format!("## 属性\n\n{}", (0..20_000).map(|n| format!("- 甲{n}: x\n")).collect::<Vec<_>>().concat()),
        format!("## 属性\n\n{}", repeated("担当: x\n", 20_000)),
        format!("## 属性\n\n- `a:` {}\n", repeated("`: `", 50_000)),
        format!("## コード\n\n{}", repeated("```\nx\n```\n\n", 10_000)),
        format!("## 本文\n\n{}", repeated("a `b` c <https://x.example> ", 20_000)),
    ];
    for text in &notes {
        let note = Note::parse(text);
        for span in spans(&project(&note, &spec)) {
            assert!(text.get(span.start()..span.end()).is_some(), "{span:?}");
        }
    }
}
