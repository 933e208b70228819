use memchr::memchr2_iter;
use schemars::JsonSchema;
use serde::Deserialize;

use super::part::{block_at, inline_at};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{BlockKind, InlineKind, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Edit, Span},
    yaml::{Data, Node, ScalarStyle},
};

/// The rule `text/trailing-whitespace`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct TrailingWhitespace {}

impl NoteRule for TrailingWhitespace {
    const META: Meta = Meta {
        id: RuleId::new("text/trailing-whitespace"),
        summary: "white space at the end of a line, other than two spaces for a line break",
        severity: Severity::Warning,
        on: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("trailing_whitespace.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let bytes = note.text.as_bytes();
        let mut start = 0;
        let mut blocks = None;
        for end in memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
            let line = Span::new(start, end);
            start = end + 1;
            // The last bytes of a space, a tab, a no-break space and an ideographic space.
            if end == line.start || !matches!(bytes[end - 1], b' ' | b'\t' | 0xa0 | 0x80..=0x8a | 0xaf | 0x9f)
            {
                continue;
            }
            let words = line.of(note.text).trim_end_matches(is_blank).len();
            let tail = Span::new(line.start + words, line.end);
            if tail.is_empty() || is_content(note, tail, &mut blocks) {
                continue;
            }
            if let Some(finding) = finding(note, line, tail) {
                findings.push(finding);
            }
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn finding(note: &Note<'_>, line: Span, tail: Span) -> Option<Finding> {
    let words = Span::new(line.start, tail.start).of(note.text);
    let written = tail.of(note.text);
    let hard_break = inline_at(note, tail.end.saturating_sub(1))
        .is_some_and(|inline| inline.kind == InlineKind::HardBreak && inline.span.contains(line.end));
    if hard_break && written == "  " || written == " " && is_checkbox(words) {
        return None;
    }
    let (message, help) = if hard_break {
        ("more than two spaces for a line break", "leave two spaces")
    } else if written == "  " && ends_paragraph(note, tail.start) {
        ("two spaces at the end of a paragraph break no line", "delete them")
    } else {
        ("white space at the end of the line", "delete it")
    };
    let edit = Edit::replace(tail, if hard_break { "  " } else { "" });
    // A backslash at the end of a line breaks it, and a line of nothing else ends a paragraph.
    let is_mark = words.ends_with('\\') || words.is_empty() && !written.is_ascii();
    let fix = if is_mark { Fix::unsafe_ } else { Fix::safe };
    Some(Finding::new(tail, message).help(help).fix(fix("Delete the white space", vec![edit])))
}

fn ends_paragraph(note: &Note<'_>, end: usize) -> bool {
    let last = note.blocks.last_from(end).filter(|block| block.span.end == end);
    last.is_some_and(|block| block.kind == BlockKind::Paragraph)
}

/// Whether the line is an item with nothing but its box, whose space some editors need.
fn is_checkbox(words: &str) -> bool {
    ["[ ]", "[x]", "[X]"]
        .iter()
        .any(|end| words.strip_suffix(end).is_some_and(|marker| marker.ends_with([' ', '\t'])))
}

/// Whether white space is content at `tail`: in code, in HTML, in a block scalar.
fn is_content(note: &Note<'_>, tail: Span, blocks: &mut Option<Vec<Span>>) -> bool {
    if tail.start >= note.body.start {
        let in_block = matches!(block_at(note, tail.start), Some(BlockKind::Code | BlockKind::Html));
        let in_inline = inline_at(note, tail.start)
            .is_some_and(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Html));
        return in_block || in_inline;
    }
    let Some(frontmatter) = note.frontmatter.block() else { return true };
    let Ok(document) = &frontmatter.yaml else { return true };
    let blocks = blocks.get_or_insert_with(|| {
        let mut found = Vec::new();
        block_scalars(&document.root, &mut found);
        found
    });
    let before = blocks.partition_point(|scalar| scalar.start <= tail.start);
    blocks[..before].last().is_some_and(|scalar| tail.start < scalar.end)
}

/// The block scalars in `node`, in the order of the text.
fn block_scalars(node: &Node, found: &mut Vec<Span>) {
    match &node.data {
        Data::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => found.push(node.span),
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| block_scalars(item, found)),
        Data::Mapping(entries) => entries.iter().for_each(|entry| block_scalars(&entry.value, found)),
    }
}
