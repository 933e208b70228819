//! The text of new sections and quadrants, and where it is inserted.

pub(super) use crate::notetype::{
    PLACEHOLDER, SECTION_LEVEL, heading_line as heading, section_lines as section,
};
use crate::{
    note::{BlockId, BlockKind, Frontmatter, HeadingId, Note},
    text::{Edit, Id, LineEnding, Span, apply, line_start},
};

/// Where new text is inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Anchor {
    /// After all text under this heading.
    After(HeadingId),
    /// Above this heading.
    Before(HeadingId),
    /// At the end of the note.
    End,
}

/// Returns where part `id` of a type belongs among those `present`, which are others, each given by its own id
/// and its heading, sorted by id: after the nearest earlier one, else above the nearest later one.
pub(super) fn anchor<I: Ord + Copy>(id: I, present: &[(I, HeadingId)]) -> Anchor {
    let (before, after) = present.split_at(present.partition_point(|(other, _)| *other < id));
    match (before.last(), after.first()) {
        (Some(&(_, heading)), _) => Anchor::After(heading),
        (None, Some(&(_, heading))) => Anchor::Before(heading),
        (None, None) => Anchor::End,
    }
}

/// Returns the edit that inserts `lines`, which end in LF and contain a heading, at `anchor`; `None`
/// if they would become part of another block there.
pub(super) fn insert(note: &Note<'_>, anchor: Anchor, lines: &str) -> Option<Edit> {
    if matches!(note.frontmatter, Frontmatter::Unclosed { .. }) {
        return None;
    }
    let end_of_line = LineEnding::of(note.text).as_str();
    let blank = end_of_line.repeat(2);
    let next = match anchor {
        Anchor::After(heading) => Some(note.outline.below(heading).end),
        Anchor::Before(heading) => Some(heading),
        Anchor::End => None,
    };
    let next = next.filter(|next| note.outline.get(*next).is_some());
    let stop = next.map_or(note.text.len(), |heading| own_lines(note, heading));
    let offset = note.text[..stop].trim_end().len();
    let first = note.text[..offset].trim_start_matches('\u{feff}').is_empty();
    let last = || note.blocks.top_level().last().map(|(_, block)| block.kind);
    let is_parted = next.is_none() && last() == Some(BlockKind::Break);
    // At the top of a file `---` would open frontmatter; after another `---` it would be one too many.
    let lines = if first || is_parted { lines.trim_start_matches("---\n\n") } else { lines };
    let lines = lines.replace('\n', end_of_line);
    let before = if first { "" } else { &blank };
    let after = match next {
        None if first => end_of_line,
        Some(_) if first => &blank,
        // What follows must remain a block of its own.
        Some(_) if note.text[offset..stop].matches('\n').count() < 2 => end_of_line,
        _ => "",
    };
    let edit = Edit::insert(offset, format!("{before}{lines}{after}"));
    (next.is_some() || stays_open(note).is_none() || is_heading_after(note, &edit)).then_some(edit)
}

/// Returns the block at the end of the note that would swallow text appended to it if it is not
/// closed: a code fence or a comment.
fn stays_open<'n>(note: &'n Note<'_>) -> Option<&'n crate::note::Block> {
    let last = note.blocks.top_level().last().map(|(_, block)| block);
    last.filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html))
}

/// Whether `edit` adds a heading to the note.
fn is_heading_after(note: &Note<'_>, edit: &Edit) -> bool {
    let headings = |text: &str| Note::parse(text).outline.iter().count();
    apply(note.text, std::slice::from_ref(edit))
        .is_ok_and(|text| headings(&text) > note.outline.iter().count())
}

/// Returns where the lines that belong to `heading` begin: with a `---` above it, and a comment on the line
/// directly above.
fn own_lines(note: &Note<'_>, heading: HeadingId) -> usize {
    let block = note.outline[heading].block;
    let mut top = line_start(note.text, note.blocks[block].span.start());
    let above = note.outline.range(HeadingId::new(0)..heading).next_back();
    let first = above.map_or(BlockId::new(0), |(_, above)| above.block);
    let before: Vec<_> = note.blocks.siblings(first..block).collect();
    for (_, above) in before.into_iter().rev() {
        let between = Span::new(above.span.end(), top).of(note.text);
        let lines = between.bytes().filter(|&byte| byte == b'\n').count();
        let belongs = match above.kind {
            BlockKind::Break => between.trim().is_empty(),
            BlockKind::Html => between.trim().is_empty() && lines < 2,
            _ => false,
        };
        if !belongs {
            break;
        }
        top = line_start(note.text, above.span.start());
    }
    top
}
