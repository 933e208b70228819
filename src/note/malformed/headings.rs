//! Labels in brackets at the start of headings, as a changelog has: `## [1.2.0] - 2026-03-01`.

use crate::{
    note::{Heading, Link, LinkKind, Outline},
    text::Span,
};

/// Returns the labels, without their brackets, that are not defined although such a label of another heading of the same level is.
pub(super) fn find<'o>(text: &'o str, outline: &'o Outline<'_>, links: &'o [Link]) -> Vec<Span> {
    let link_at = |heading: &Heading<'_>| {
        let next = links.partition_point(|link| link.span.start() < heading.content.start());
        links.get(next).filter(|link| link.span.start() == heading.content.start())
    };
    let mut has_defined = [false; 7];
    let mut alone = Vec::new();
    for (_, heading) in outline.iter().filter(|(_, heading)| heading.content.of(text).starts_with('[')) {
        match link_at(heading) {
            Some(link) => has_defined[usize::from(heading.level)] |= link.kind == LinkKind::Reference,
            None => alone.push(heading),
        }
    }
    let is_meant = |heading: &&Heading<'_>| has_defined[usize::from(heading.level)];
    alone.into_iter().filter(is_meant).filter_map(|heading| label(text, heading)).collect()
}

fn label(text: &str, heading: &Heading<'_>) -> Option<Span> {
    let words = heading.content.of(text);
    let close = words.find(']')?;
    let label = Span::new(heading.content.start() + 1, heading.content.start() + close);
    let is_label = !label.of(text).trim().is_empty() && !label.of(text).contains(['[', '\\', '^', '`']);
    let is_other = words[close + 1..].starts_with(['[', '(']);
    (is_label && !is_other).then_some(label)
}
