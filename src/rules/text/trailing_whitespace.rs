use memchr::memchr2_iter;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    harmless::{About, harmless},
    names::described,
    part::inline_at,
};
use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{BlockKind, Inline, InlineKind, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::{Edit, Span},
    tree::{Data, Node, ScalarStyle, Syntax},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TrailingWhitespace {}

impl NoteRule for TrailingWhitespace {
    const META: Meta = Meta {
        id: RuleId::new("text/trailing-whitespace"),
        summary: "a line has trailing whitespace other than the two spaces of a line break",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("trailing_whitespace.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let note = context.note;
        let mut found = Vec::new();
        let mut blocks = None;
        each_tail(note.text, |line, tail| {
            if !is_content(note, tail, &mut blocks) {
                found.extend(Tail::of(note, line, tail));
            }
        });
        let unsure = found.iter().filter(|tail| !tail.is_certain).map(|tail| vec![tail.edit.clone()]);
        let unsure: Vec<Vec<Edit>> = unsure.collect();
        let mut harmless = harmless(note, About::Tails, &unsure).into_iter();
        for Tail { span, message, help, edit, is_certain } in found {
            let is_safe = is_certain || harmless.next().unwrap_or_default();
            let fix = if is_safe { Fix::safe } else { Fix::unsafe_ };
            let fix = fix("Delete the trailing whitespace", vec![edit]);
            findings.push(Finding::new(span, message).help(help).fix(fix));
        }
    }
}

/// Calls `take` with each line that ends in whitespace, and with that whitespace.
fn each_tail(text: &str, mut take: impl FnMut(Span, Span)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        let line = Span::new(start, end);
        start = end + 1;
        if !ends_blank(&bytes[line.start()..line.end()]) {
            continue;
        }
        let words = line.of(text).trim_end_matches(is_blank).len();
        let tail = Span::new(line.start() + words, line.end());
        if !tail.is_empty() {
            take(line, tail);
        }
    }
}

/// Whether `line`, in UTF-8, ends with whitespace.
fn ends_blank(line: &[u8]) -> bool {
    matches!(
        line,
        [.., b' ' | b'\t']
            | [.., 0xc2, 0xa0]
            | [.., 0xe2, 0x80, 0x80..=0x8a | 0xaf]
            | [.., 0xe2, 0x81, 0x9f]
            | [.., 0xe3, 0x80, 0x80]
    )
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Trailing whitespace to be deleted.
struct Tail {
    span: Span,
    message: String,
    help: &'static str,
    edit: Edit,
    /// Whether deleting it certainly changes nothing else.
    is_certain: bool,
}

impl Tail {
    fn of(note: &Note<'_>, line: Span, tail: Span) -> Option<Self> {
        let words = Span::new(line.start(), tail.start()).of(note.text);
        let written = tail.of(note.text);
        let hard_break = inline_at(note, tail.end().saturating_sub(1))
            .is_some_and(|inline| inline.kind == InlineKind::HardBreak && inline.span.contains(line.end()));
        if hard_break && written == "  " || written == " " && is_empty_item(words) {
            return None;
        }
        let is_item = is_empty_item(words) && written.starts_with([' ', '\t']);
        let (message, help) = if is_item {
            ("more than one space after an empty list item", "keep one space")
        } else if hard_break {
            ("more than two spaces for a line break", "keep two spaces")
        } else if written == "  " && ends_paragraph(note, tail.start()) {
            ("two spaces at the end of a paragraph do not break the line", "delete them")
        } else {
            ("trailing whitespace", "delete it")
        };
        // In frontmatter, such a character is a part of a value.
        let wide = written.chars().find(|char| !char.is_ascii()).filter(|_| tail.start() < note.body.start());
        let message =
            wide.map_or_else(|| message.to_owned(), |char| format!("{message}: {}", described(char)));
        let kept = if is_item {
            " "
        } else if hard_break {
            "  "
        } else {
            ""
        };
        let edit = Edit::replace(tail, kept);
        let is_certain = is_certain(note, words, tail);
        Some(Self { span: tail, message, help, edit, is_certain })
    }
}

/// Whether deleting the whitespace at `tail`, behind the `words` of its line, certainly changes nothing else: it is ASCII,
/// and the line is one of YAML with more than a fence, or blank, or it ends in an inline and has more than what Markdown
/// may read as syntax then.
fn is_certain(note: &Note<'_>, words: &str, tail: Span) -> bool {
    if !tail.of(note.text).bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
        return false;
    }
    if tail.start() < note.body.start() {
        // Outside of block scalars, YAML ignores it, but for an escaped blank.
        let block = note.frontmatter.block().filter(|block| block.content.contains(tail.start()));
        let is_yaml = block.is_some_and(|block| block.syntax == Syntax::Yaml && block.document.is_ok());
        return is_yaml && !words.ends_with('\\') && words.contains(|c: char| c.is_alphanumeric());
    }
    if words.is_empty() {
        // What looks like frontmatter without a fence ends at a blank line.
        return note.frontmatter.block().is_some() && !parts_line_ending(note.text, tail);
    }
    let is_syntax = |c: char| c.is_ascii_whitespace() || matches!(c, '-' | ':' | '=' | '|' | '>');
    let may_be_syntax = words.ends_with(['\\', '|']) || words.chars().all(is_syntax);
    !may_be_syntax && ends_in_inline(note, tail.start())
}

/// Whether the whitespace at `tail` is between CR and LF, which are one line ending without it.
fn parts_line_ending(text: &str, tail: Span) -> bool {
    text[..tail.start()].ends_with('\r') && text[tail.end()..].starts_with('\n')
}

/// Whether an inline of the body ends at `end`, and none but a line ending follows.
fn ends_in_inline(note: &Note<'_>, end: usize) -> bool {
    let before = note.inlines.partition_point(|inline| inline.span.start() < end);
    let ends_there = |inline: &Inline| {
        inline.span.end() == end
            && !matches!(
                inline.kind,
                InlineKind::Html | InlineKind::Math | InlineKind::SoftBreak | InlineKind::HardBreak
            )
    };
    let is_break = |inline: &Inline| {
        matches!(inline.kind, InlineKind::Text { .. } | InlineKind::SoftBreak | InlineKind::HardBreak)
    };
    note.inlines[..before].iter().rev().take(MAX_NESTED).any(ends_there)
        && inline_at(note, end).is_none_or(is_break)
}

/// At most this many inlines that end together are looked through.
const MAX_NESTED: usize = 4;

fn ends_paragraph(note: &Note<'_>, end: usize) -> bool {
    let last = note.blocks.last_from(end).filter(|block| block.span.end() == end);
    last.is_some_and(|block| block.kind == BlockKind::Paragraph)
}

/// Whether the line is an empty list item or task, after which some editors need a space.
fn is_empty_item(words: &str) -> bool {
    let marker = words.trim_start_matches([' ', '\t', '>']);
    let is_marker = |marker: &str| {
        let number = marker.strip_suffix(['.', ')']);
        let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        matches!(marker, "-" | "*" | "+") || number.is_some_and(is_number)
    };
    let boxed = ["[ ]", "[x]", "[X]"].iter().find_map(|end| marker.strip_suffix(end));
    is_marker(marker)
        || boxed.is_some_and(|marker| marker.ends_with([' ', '\t']) && is_marker(marker.trim_end()))
}

/// Whether the whitespace at `tail` is content: in code, in HTML or in a block scalar, or at its end.
fn is_content(note: &Note<'_>, tail: Span, blocks: &mut Option<Vec<Span>>) -> bool {
    if tail.start() >= note.body.start() {
        // A block that ends in whitespace ends before it.
        let block = note.blocks.last_from(tail.start()).filter(|block| tail.start() <= block.span.end());
        let in_block = block.is_some_and(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html));
        let in_inline = inline_at(note, tail.start())
            .is_some_and(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Html));
        return in_block || in_inline;
    }
    let Some(frontmatter) = note.frontmatter.block() else { return true };
    let Ok(document) = &frontmatter.document else { return true };
    let blocks = blocks.get_or_insert_with(|| {
        let mut found = Vec::new();
        block_scalars(&document.root, &mut found);
        found
    });
    let before = blocks.partition_point(|scalar| scalar.start() <= tail.start());
    blocks[..before].last().is_some_and(|scalar| tail.start() <= scalar.end())
}

/// Adds the block scalars in `node` to `found`, in the order of the text.
fn block_scalars(node: &Node, found: &mut Vec<Span>) {
    match &node.data {
        Data::Scalar { style: ScalarStyle::LiteralBlock | ScalarStyle::FoldedBlock, .. } => {
            found.push(node.span);
        }
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| block_scalars(item, found)),
        Data::Mapping(entries) => entries.iter().for_each(|entry| block_scalars(&entry.value, found)),
    }
}

#[cfg(test)]
mod tests;
