//! Finds the nodes of frontmatter values.

use super::layout;
use crate::{
    notetype::Breach,
    rules::Context,
    text::{Span, pointer},
    tree::{Data, Entry, Limits, Node, ScalarStyle},
    yaml,
};

/// Returns the node of the frontmatter at the JSON Pointer `pointer` into the projection.
pub(super) fn at_pointer<'a>(context: &Context<'a>, pointer: &str) -> Option<&'a Node> {
    let root = &context.note.frontmatter.mapping()?.root;
    pointer::tokens(pointer.strip_prefix("/frontmatter")?).try_fold(root, |node, token| match &node.data {
        Data::Scalar { .. } => None,
        Data::Sequence(items) => items.get(token.parse::<usize>().ok()?),
        Data::Mapping(entries) => entries.iter().find(|entry| entry.name == token).map(|entry| &entry.value),
    })
}

/// Returns the node at `span` that is below `node` at `pointer`, which becomes its own.
pub(super) fn at_span<'a>(node: &'a Node, span: Span, pointer: &mut String) -> Option<&'a Node> {
    if node.span == span {
        return Some(node);
    }
    let here = pointer.len();
    let mut inside = |name: &str, node: &'a Node| {
        pointer.push('/');
        pointer.push_str(name);
        let found = at_span(node, span, pointer);
        if found.is_none() {
            pointer.truncate(here);
        }
        found
    };
    match &node.data {
        Data::Scalar { .. } => None,
        Data::Sequence(items) => {
            items.iter().enumerate().find_map(|(index, item)| inside(&index.to_string(), item))
        }
        Data::Mapping(entries) => {
            entries.iter().find_map(|entry| inside(&pointer::escape(&entry.name), &entry.value))
        }
    }
}

/// A part of the frontmatter that a walk reaches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Visited<'a> {
    /// An entry of a mapping, before its value.
    Entry(&'a Entry),
    /// A value, or an item of a list.
    Value(&'a Node),
}

/// Calls `visit` with each part of the frontmatter, in the order of the text, and with its JSON Pointer in
/// the projection; an entry has that of its value.
pub(super) fn walk<'a>(context: &Context<'a>, visit: &mut dyn FnMut(Visited<'a>, &str)) {
    if let Some(document) = context.note.frontmatter.mapping() {
        walk_below(&document.root, &mut "/frontmatter".to_owned(), visit);
    }
}

fn walk_below<'a>(node: &'a Node, pointer: &mut String, visit: &mut dyn FnMut(Visited<'a>, &str)) {
    let here = pointer.len();
    match &node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                visit(Visited::Value(item), pointer);
                walk_below(item, pointer, visit);
                pointer.truncate(here);
            }
        }
        Data::Mapping(entries) => {
            for entry in entries {
                pointer.push('/');
                pointer.push_str(&pointer::escape(&entry.name));
                visit(Visited::Entry(entry), pointer);
                visit(Visited::Value(&entry.value), pointer);
                walk_below(&entry.value, pointer, visit);
                pointer.truncate(here);
            }
        }
    }
}

/// Returns where a breach about keys that the mapping lacks is reported: at its end, in braces before their end.
pub(super) fn span_of_missing(context: &Context<'_>, breach: &Breach) -> Span {
    let in_braces = || {
        let block = context.note.frontmatter.block()?;
        let node = at_pointer(context, &breach.pointer)?;
        layout::missing_in_braces(block, context.note.text, (&breach.pointer, node))
    };
    if breach.span.is_empty() { in_braces().map_or(breach.span, Span::empty) } else { breach.span }
}

/// Whether the plain scalar `text` is this text.
pub(super) fn reads_as_text(text: &str) -> bool {
    let document = yaml::parse(text, Span::new(0, text.len()), Limits::default());
    document.is_ok_and(
        |document| matches!(&document.root.data, Data::Scalar { value, .. } if value.as_str() == Some(text)),
    )
}

/// Returns the span of a single-line scalar without its quotes; `None` for other nodes.
pub(super) fn inner(node: &Node, text: &str) -> Option<Span> {
    let Data::Scalar { style, .. } = node.data else { return None };
    let quotes = match style {
        ScalarStyle::Plain => 0,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        _ => return None,
    };
    let inner = Span::new(node.span.start() + quotes, node.span.end().checked_sub(quotes)?);
    (!inner.of(text).contains(['\n', '\r'])).then_some(inner)
}

/// Returns the comment that follows `offset` on the same line.
pub(super) fn comment_after(context: &Context<'_>, offset: usize) -> Option<Span> {
    let comments = &context.note.frontmatter.mapping()?.comments;
    let comment = *comments.get(comments.partition_point(|comment| comment.start() < offset))?;
    let between = Span::new(offset, comment.start()).of(context.note.text);
    between.bytes().all(|byte| matches!(byte, b' ' | b'\t')).then_some(comment)
}

/// Whether the comment `#…` was probably meant as text: people write a space after the `#` of a
/// comment.
pub(super) fn is_text(comment: &str) -> bool {
    comment.chars().nth(1).is_some_and(|char| !char.is_whitespace() && !matches!(char, '#' | '!' | '-' | '='))
}
