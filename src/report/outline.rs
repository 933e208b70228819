use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    note::{Heading, Note},
    notetype::Projection,
    text::{Id, LineIndex, Span},
};

/// A heading and what is below it, up to the next heading; or what is before the first heading, the frontmatter
/// included. The `heading` and `markdown` of all parts, one after the other, are the text of the note.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutlinePart<'a> {
    /// The level of the heading, 1 to 6; 0 before the first heading.
    #[schemars(range(max = 6))]
    level: u8,
    /// The text of the heading, without markup; absent before the first heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "str")]
    title: Option<&'a str>,
    /// The JSON Pointer of what the heading names in this note, such as `/sections/summary`; null if the type
    /// knows nothing of it.
    key: Option<String>,
    /// The lines of the part.
    lines: Lines,
    /// The lines of the heading as written, with their line ending; empty before the first heading.
    heading: &'a str,
    /// The Markdown below the heading.
    markdown: &'a str,
}

/// A range of lines.
#[derive(Debug, Serialize, JsonSchema)]
struct Lines {
    /// The first line, from 1.
    #[schemars(range(min = 1))]
    start: usize,
    /// The last line.
    #[schemars(range(min = 1))]
    end: usize,
}

/// Returns the parts of `note`, which was read as `projection`.
pub fn outline<'n>(note: &'n Note<'_>, projection: &Projection<'_>) -> Vec<OutlinePart<'n>> {
    let text = note.text;
    let mut keys = projection.heading_pointers();
    let lines = LineIndex::new(text);
    // A byte order mark is a part of the first line.
    let start = |heading: &Heading<'_>| lines.line_span(lines.line(heading.span.start()), text).start();
    let mut parts = Vec::with_capacity(note.outline.iter().len() + 1);
    let first = note.outline.iter().next().map_or(text.len(), |(_, heading)| start(heading));
    if first > 0 {
        let markdown = &text[..first];
        let lines = Lines { start: 1, end: lines.line(first - 1) };
        parts.push(OutlinePart { level: 0, title: None, key: None, lines, heading: "", markdown });
    }
    for (id, heading) in note.outline.iter() {
        let from = start(heading);
        let to = note.outline.get(id.next()).map_or(text.len(), start);
        let below = lines.line_span(lines.line(heading.span.end()), text).end().min(to);
        parts.push(OutlinePart {
            level: heading.level,
            title: Some(&heading.plain),
            key: keys.remove(&id),
            lines: Lines { start: lines.line(from), end: lines.line(to - 1) },
            heading: Span::new(from, below).of(text),
            markdown: Span::new(below, to).of(text),
        });
    }
    parts
}
