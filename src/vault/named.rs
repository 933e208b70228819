//! The notes that a text names: by an id, or by a path.

use super::{
    Facts, Vault,
    gather::stands_alone,
    references::{Named, items, mentioned_by},
    values::NamingValue,
};
use crate::{
    notetype::NoteType,
    text::{Span, line_at},
};

impl Vault<'_> {
    /// Returns the notes, by their indexes in [`Self::notes`], that something other than a link at `offset` of the note
    /// `from` names, with the span of the name: an id in the `text` of that note, or a value of its frontmatter.
    pub fn named_at(&self, from: &Facts, text: &str, offset: usize) -> Option<(Span, Vec<usize>)> {
        for value in from.naming_values() {
            let mut items = naming_items(&value).into_iter();
            let item = items.find(|(span, _)| span.start() <= offset && offset <= span.end());
            if let Some((span, item)) = item {
                return Some((span, self.named_by(from, &value.types, item)));
            }
        }
        let own = self.types.iter().find(|known| Some(&*known.name) == from.type_name())?;
        let line = line_at(text, offset.min(text.len()));
        let mut mentions = own.spec.identity.mentions(line.of(text));
        let (id, span) = mentions.find_map(|(id, span)| {
            let span = span.shift(line.start());
            let is_here = span.start() <= offset && offset <= span.end();
            (is_here && !id.is_empty() && stands_alone(text, span)).then_some((id, span))
        })?;
        Some((span, self.having_id(id, own)))
    }

    /// Returns the notes of one of the `types`, or of any if there are none, that the text `name` of the note `from`
    /// names.
    pub(super) fn named_by(&self, from: &Facts, types: &[&str], name: &str) -> Vec<usize> {
        let is_expected = |known: &&NoteType| types.is_empty() || types.contains(&&*known.name);
        let expected = || self.types.iter().map(|known| &**known).filter(is_expected);
        let by_id = expected().flat_map(|known| {
            let ids = [Some(name), mentioned_by(known, name)];
            ids.into_iter().flatten().flat_map(|id| self.having_id(id, known))
        });
        let mut found: Vec<usize> = by_id.collect();
        if found.is_empty() {
            let inside = expected().flat_map(|known| {
                known.spec.identity.mentions(name).flat_map(|(id, _)| self.having_id(id, known))
            });
            found.extend(inside);
        }
        if let (true, Named::Note(at)) = (found.is_empty(), self.named(from, name)) {
            found.push(at);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns the names in `value` that are not links, each with its span.
pub(super) fn naming_items<'f>(value: &NamingValue<'f>) -> Vec<(Span, &'f str)> {
    let at = value.text.span;
    let is_plain = value.text.text.len() == at.len();
    let place = |(start, item): (usize, &'f str)| {
        let span = if is_plain { Span::new(at.start() + start, at.start() + start + item.len()) } else { at };
        (span, item)
    };
    let is_link = |span: Span| value.links.iter().any(|link| link.span.overlaps(span));
    items(value).into_iter().map(place).filter(|(span, _)| !is_link(*span)).collect()
}
