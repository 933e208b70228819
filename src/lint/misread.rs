//! Where YAML reads something else because of a character that it does not take for a blank.

use super::regions::Regions;
use crate::{
    note::Note,
    text::{Span, line_at, line_start},
    tree::{Data, Node, ScalarStyle},
};

/// Returns the parts of the frontmatter of `note` that are read differently because of the characters at
/// `causes`: their `lines`, the line above one that they indent, and the text that goes on over lines.
pub(super) fn misread(note: &Note<'_>, causes: &[Span], lines: impl Iterator<Item = Span>) -> Vec<Span> {
    let text = note.text;
    let in_frontmatter = causes.iter().filter(|cause| cause.end() <= note.body.start());
    let indented = in_frontmatter.filter(|cause| line_start(text, cause.start()) == cause.start());
    let above = indented.map(|cause| line_at(text, text[..cause.start()].trim_end().len()));
    // What is missing is reported at the end of a line.
    let mut found: Vec<Span> =
        lines.chain(above).map(|line| Span::new(line.start(), line.end() + 1)).collect();
    let Some(document) = note.frontmatter.mapping() else { return found };
    let causes = Regions::new(causes.to_vec());
    texts(&document.root, &mut |start, value| {
        let whole = Span::new(start, value.end());
        let is_long = value.of(text).contains(['\n', '\r']);
        if is_long && causes.touch(whole) {
            found.push(whole);
        }
    });
    found
}

/// Calls `take` with the span of each unquoted scalar below `node`, and with the start of its key.
fn texts(node: &Node, take: &mut dyn FnMut(usize, Span)) {
    let mut part = |start: usize, value: &Node| match value.data {
        Data::Scalar { style: ScalarStyle::Plain, .. } => take(start, value.span),
        _ => texts(value, take),
    };
    match &node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| part(item.span.start(), item)),
        Data::Mapping(entries) => entries.iter().for_each(|entry| part(entry.key.start(), &entry.value)),
    }
}
