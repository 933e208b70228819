//! Lines that Markdown reads as text, but are meant as the heading of a missing section.

use crate::{
    note::{BlockKind, Note},
    notetype::{names::Names, place::SectionSpecId, projection::MeantHeading, read::lead},
    text::{Id, IndexVec, Span, line_start},
};

/// What a line is written with in place of the marks of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// `##Overview`, `＃＃ 概要`, or `## 概要` so far to the right that it is code.
    Hashes,
    /// `**概要**`
    Bold,
}

/// A note with more such lines was written for another type.
const MAX_MEANT: usize = 100;

/// For each of the `missing` sections, the first line with `marks` in `span` that is meant as its heading. Sections
/// for which there is one are no longer missing.
pub(super) fn find(
    note: &Note<'_>,
    names: &Names,
    (marks, span): (Marks, Option<Span>),
    missing: &mut IndexVec<SectionSpecId, bool>,
) -> Vec<MeantHeading> {
    let mut meant: Vec<MeantHeading> = Vec::new();
    if missing.iter().all(|missing| !missing) {
        return meant;
    }
    let mut take = |line: Span, words: Span| {
        let written = words.of(note.text);
        let Some((section, _)) = names.recognise_name(written, written) else { return };
        let section = SectionSpecId::new(section);
        if missing[section] && meant.len() < MAX_MEANT {
            missing[section] = false;
            meant.push(MeantHeading { section, line });
        }
    };
    // Of the blocks of a large note, only those of the section are visited.
    let span = span.unwrap_or(Span::new(0, usize::MAX));
    let blocks = note.blocks.first_from(span.start())..note.blocks.first_from(span.end());
    for (_, block) in note.blocks.siblings(blocks) {
        match (block.kind, marks) {
            (BlockKind::Paragraph, Marks::Bold) => {
                let bold = lead::read(note.text, block.span).filter(|lead| lead.rest >= block.span.end());
                if let Some(lead) = bold.filter(|_| !block.span.of(note.text).contains('\n')) {
                    take(block.span, lead.words);
                }
            }
            (BlockKind::Paragraph | BlockKind::Code, Marks::Hashes) => {
                let start = line_start(note.text, block.span.start());
                let lines = Span::new(start, block.span.end().max(start));
                // Of code, only a single line can have been meant as text.
                if block.kind == BlockKind::Code && lines.trim(note.text).of(note.text).contains('\n') {
                    continue;
                }
                let mut at = start;
                for line in lines.of(note.text).split_inclusive('\n') {
                    let whole = Span::new(at, at + line.len());
                    at = whole.end();
                    if let Some(words) = behind_hashes(note.text, whole) {
                        take(Span::new(whole.start(), words.end()), words);
                    }
                }
            }
            _ => {}
        }
    }
    meant
}

/// Returns the words of the line at `line` if it begins with marks that Markdown reads as text: two `#`,
/// a full-width one, or one with a full-width space behind it. A single `#` is a tag.
fn behind_hashes(text: &str, line: Span) -> Option<Span> {
    let line = line.trim(text);
    let written = line.of(text);
    let rest = written.trim_start_matches(['#', '＃']);
    let marks = &written[..written.len() - rest.len()];
    let is_meant = marks.contains('＃') || marks.len() > 1 || rest.starts_with(['\u{3000}', '\u{a0}']);
    if marks.is_empty() || marks.chars().count() > 6 || !is_meant {
        return None;
    }
    let words = Span::new(line.start() + marks.len(), line.start() + written.trim_end_matches('#').len());
    let words = Span::new(words.start().min(words.end()), words.end()).trim(text);
    (!words.is_empty()).then_some(words)
}
