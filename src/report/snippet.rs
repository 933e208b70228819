//! The source code that miette draws: lines with labelled places, prepared by [`Excerpt`]. miette's own
//! source types count columns in bytes and show whole lines, and its table of widths is outdated, so it
//! lays out masks with one character per column, which are replaced by the text afterwards.

use memchr::memchr_iter;
use miette::{LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};

use super::excerpt::{Excerpt, MASK, clean, columns};
use crate::text::{LineIndex, Position, Range, Span};

/// The distance between blocks, so that miette does not merge them.
const GAP_BYTES: usize = 16;

/// The number of columns that miette puts before a line, not counting its number.
const MARGIN_COLUMNS: usize = 5;

/// Lines with labelled places, of one or more files. Offsets count from the first line, in the
/// order in which they are shown.
#[derive(Debug, Default)]
pub(super) struct Snippets {
    blocks: Vec<Block>,
    end: usize,
}

/// Consecutive lines of one file.
#[derive(Debug)]
struct Block {
    file: String,
    /// The lines, masked, each with a line feed.
    mask: String,
    /// The lines as they are shown.
    shown: Vec<String>,
    offset: usize,
    /// The 1-based number of the first line.
    line: usize,
    /// The 1-based number of the line that the labels are on.
    marked: usize,
    /// The start of that line in `mask`.
    marked_at: usize,
    labels: Vec<Label>,
}

#[derive(Debug)]
struct Label {
    /// As an offset in all snippets.
    span: Span,
    position: Position,
    message: Option<String>,
}

/// A file that snippets are cut from.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    /// Its path, as reported.
    pub(super) path: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// Its lines.
    pub(super) index: &'a LineIndex,
}

/// How snippets are cut.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    /// The number of columns.
    pub(super) width: usize,
    /// What replaces text that is left out.
    pub(super) ellipsis: &'static str,
}

impl Cut {
    /// Returns the number of columns that are left for the text of the 1-based `line`.
    pub(super) fn columns_of(self, line: usize) -> usize {
        self.width.saturating_sub(MARGIN_COLUMNS + line.to_string().len())
    }
}

impl Snippets {
    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds the line of `file` that `range` begins on, with `message` at the range. Adds nothing if
    /// the file has changed since and does not contain the range.
    pub(super) fn push(&mut self, file: File<'_>, range: Range, message: Option<&str>, cut: Cut) {
        let File { path, text, index } = file;
        if index.position(range.start.offset, text) != range.start {
            return;
        }
        let line = range.start.line;
        let width = cut.columns_of(line);
        let span = line_without_ending(index, line, text);
        let within = |offset: usize| offset.clamp(span.start(), span.end()) - span.start();
        let marked = Span::new(within(range.start.offset), within(range.end.offset));
        let message = match (message, range.end.line.saturating_sub(line)) {
            (Some(message), _) => Some(clean(message).into_owned()),
            // A range that ends with a line ending needs no extra label.
            (None, 0) => None,
            (None, _) if range.end.column == 1 && range.end.line == line + 1 => None,
            (None, _) => Some(format!("to line {}", range.end.line)),
        };

        let excerpt = Excerpt::new(span.of(text), marked, width, cut.ellipsis);
        let under = Span::new(
            mask_len(&excerpt.text[..excerpt.span.start()]),
            mask_len(&excerpt.text[..excerpt.span.end()]),
        );
        let label = |at: usize| Label { span: under.shift(at), position: range.start, message };
        let file = clean(path);
        let same = |block: &&mut Block| {
            block.file == file && block.marked == line && block.shown.last() == Some(&excerpt.text)
        };
        if let Some(block) = self.blocks.iter_mut().find(same) {
            let label = label(block.offset + block.marked_at);
            block.labels.push(label);
            return;
        }

        // At the start of a line, the line before gives context.
        let alone = range.start.column == 1 && marked.is_empty();
        let first = if alone { line.saturating_sub(1).max(1) } else { line };
        let mut shown = Vec::new();
        if first < line {
            let before = line_without_ending(index, first, text);
            shown.push(Excerpt::new(before.of(text), Span::default(), width, cut.ellipsis).text);
        }
        let marked_at = shown.iter().map(|line| mask_len(line) + 1).sum();
        shown.push(excerpt.text);
        let mask: String = shown.iter().map(|line| mask(line)).collect();
        let offset = self.end;
        self.end += mask.len() + GAP_BYTES;
        let labels = vec![label(offset + marked_at)];
        let file = file.into_owned();
        self.blocks.push(Block { file, mask, shown, offset, line: first, marked: line, marked_at, labels });
    }

    /// Returns the labels, the primary one first.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        let labels = self.blocks.iter().flat_map(|block| &block.labels).enumerate();
        labels.map(|(at, label)| {
            let (message, span) = (label.message.clone(), source_span(label.span));
            if at == 0 {
                LabeledSpan::new_primary_with_span(message, span)
            } else {
                LabeledSpan::new_with_span(message, span)
            }
        })
    }

    /// Returns `drawn` with the text in place of the masks.
    pub(super) fn unmask(&self, drawn: &str) -> String {
        let lines = self.blocks.iter().flat_map(|block| &block.shown);
        let mut lines = lines.filter(|line| columns(line) > 0);
        let mut out = String::with_capacity(2 * drawn.len());
        let mut rest = drawn;
        let first = MASK.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let next = |rest: &str| memchr_iter(first, rest.as_bytes()).find(|at| rest[*at..].starts_with(MASK));
        while let Some(at) = next(rest) {
            out.push_str(&rest[..at]);
            out.extend(lines.next().map(String::as_str));
            rest = rest[at..].trim_start_matches(MASK);
        }
        out += rest;
        out
    }
}

/// Returns one character per column of `line`, and a line feed.
fn mask(line: &str) -> String {
    let mut mask = MASK.encode_utf8(&mut [0; 4]).repeat(columns(line));
    mask.push('\n');
    mask
}

/// Returns the length in bytes of the mask of `text`, without a line feed.
fn mask_len(text: &str) -> usize {
    columns(text) * MASK.len_utf8()
}

/// Returns the 1-based `line` of `text` without its ending and without a byte order mark.
fn line_without_ending(index: &LineIndex, line: usize, text: &str) -> Span {
    let span = index.line_span(line, text);
    let shown = span.of(text);
    let start =
        span.start() + if line == 1 && shown.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let end = span.start() + shown.trim_end_matches(['\n', '\r']).len();
    Span::new(start, end.max(start))
}

impl SourceCode for Snippets {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let wanted = Span::new(span.offset(), span.offset() + span.len());
        // miette reads a span over several blocks to decide whether to draw them as one.
        let block =
            self.blocks.iter().find(|block| block.span().encloses(wanted)).ok_or(MietteError::OutOfBounds)?;
        let label = block.labels.iter().find(|label| label.span == wanted);
        let position = label.or(block.labels.first()).map(|label| label.position).unwrap_or_default();
        // Without context lines, miette reads the position for the header.
        let line = if before == 0 { position.line } else { block.line };
        Ok(Box::new(Contents { block, span: source_span(block.span()), line, column: position.column }))
    }
}

impl Block {
    fn span(&self) -> Span {
        Span::new(self.offset, self.offset + self.mask.len())
    }
}

fn source_span(span: Span) -> SourceSpan {
    SourceSpan::new(span.start().into(), span.len())
}

struct Contents<'a> {
    block: &'a Block,
    span: SourceSpan,
    line: usize,
    column: usize,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.block.mask.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.block.file)
    }

    fn line(&self) -> usize {
        self.line.saturating_sub(1)
    }

    fn column(&self) -> usize {
        self.column.saturating_sub(1)
    }

    fn line_count(&self) -> usize {
        self.block.shown.len()
    }
}
