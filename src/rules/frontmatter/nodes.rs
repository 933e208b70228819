//! Finds the YAML nodes of frontmatter values.

use crate::{
    rules::Context,
    text::Span,
    tree::{Data, Node, ScalarStyle},
};

/// Returns the node of the frontmatter at exactly `span`; the innermost if there are several.
pub(super) fn at<'a>(context: &Context<'a>, span: Span) -> Option<&'a Node> {
    let mut node = &context.note.frontmatter.mapping()?.root;
    let mut found = None;
    loop {
        if node.span == span {
            found = Some(node);
        }
        let inside = |part: &&Node| part.span.encloses(span);
        let part = match &node.data {
            Data::Scalar { .. } => None,
            Data::Sequence(items) => items.iter().find(inside),
            Data::Mapping(entries) => entries.iter().map(|entry| &entry.value).find(inside),
        };
        match part {
            Some(part) => node = part,
            None => return found,
        }
    }
}

/// Returns the span of a single-line scalar without its quotes; `None` for other nodes.
pub(super) fn inner(node: &Node, text: &str) -> Option<Span> {
    let Data::Scalar { style, .. } = node.data else { return None };
    let quotes = match style {
        ScalarStyle::Plain => 0,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        _ => return None,
    };
    let inner = Span::new(node.span.start + quotes, node.span.end.checked_sub(quotes)?);
    (!inner.of(text).contains(['\n', '\r'])).then_some(inner)
}

/// Returns the comment that follows `offset` on the same line.
pub(super) fn comment_after(context: &Context<'_>, offset: usize) -> Option<Span> {
    let comments = &context.note.frontmatter.mapping()?.comments;
    let comment = *comments.get(comments.partition_point(|comment| comment.start < offset))?;
    let between = Span::new(offset, comment.start).of(context.note.text);
    between.bytes().all(|byte| matches!(byte, b' ' | b'\t')).then_some(comment)
}

/// Whether the comment `#…` was probably meant as text: people write a space after the `#` of a
/// comment.
pub(super) fn is_text(comment: &str) -> bool {
    comment.chars().nth(1).is_some_and(|char| !char.is_whitespace() && !matches!(char, '#' | '!' | '-' | '='))
}
