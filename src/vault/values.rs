//! The values of a note that are about other notes: those that name them, and those that no two notes may have.

use std::borrow::Cow;

use super::{
    Facts,
    mentions::{Collector, Kind, Mention},
};
use crate::{
    diagnostic::Severity,
    note::{Link, LinkKind, Note},
    notetype::{NoteType, Projection, ReferenceValue},
    text::{Json, Span, Traced},
};

/// A value that names other notes.
#[derive(Clone, Debug)]
pub(super) struct NamingValue<'f> {
    /// The types of which these notes must be; any, if there are none.
    pub(super) types: Vec<&'f str>,
    /// What the type says of how bad it is if there is no such note.
    pub(super) severity: Option<Severity>,
    /// The value as text, with its span. They are of one length if the note has no escapes there.
    pub(super) text: Mention<'f>,
    /// The links in it.
    pub(super) links: Vec<NamingLink<'f>>,
}

/// A value that no two notes may have.
#[derive(Clone, Copy, Debug)]
pub struct UniqueValue<'f> {
    /// The key that has it, alone or in a list.
    pub key: &'f str,
    /// The value as text.
    pub value: Mention<'f>,
    /// What the type says of how bad it is if two have it.
    pub severity: Option<Severity>,
}

/// A link in a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamingLink<'f> {
    pub(super) target: &'f str,
    pub(super) wiki: bool,
    /// Where the destination is.
    pub(super) destination: Span,
    /// Where the link is.
    pub(super) span: Span,
}

impl Facts {
    /// Returns the values of keys that must be unique.
    pub fn unique_values(&self) -> impl Iterator<Item = UniqueValue<'_>> {
        let (mut key, mut severity, mut next) = ("", None, None);
        self.mentions.if_any(&[Kind::UniqueValue]).filter_map(move |(kind, value)| match kind {
            Kind::Severity => {
                next = Severity::from_word(value.text);
                None
            }
            Kind::UniqueKey => {
                (key, severity) = (value.text, next.take());
                None
            }
            Kind::UniqueValue => Some(UniqueValue { key, value, severity }),
            _ => None,
        })
    }

    /// Returns the values that name other notes.
    pub(super) fn naming_values(&self) -> Vec<NamingValue<'_>> {
        let mut values: Vec<NamingValue<'_>> = Vec::new();
        let (mut types, mut severity) = (Vec::new(), None);
        for (kind, mention) in self.mentions.if_any(&[Kind::NamingValue]) {
            match kind {
                Kind::Severity => severity = Severity::from_word(mention.text),
                Kind::ExpectedType => types.push(mention.text),
                Kind::NamingValue => {
                    let (types, severity) = (std::mem::take(&mut types), severity.take());
                    values.push(NamingValue { types, severity, text: mention, links: Vec::new() });
                }
                Kind::NamingLink | Kind::NamingWikiLink => {
                    let Some(value) = values.last_mut() else { continue };
                    let Mention { text: target, span: destination } = mention;
                    let wiki = kind == Kind::NamingWikiLink;
                    value.links.push(NamingLink { target, wiki, destination, span: destination });
                }
                Kind::NamingLinkSpan => {
                    if let Some(link) = values.last_mut().and_then(|value| value.links.last_mut()) {
                        link.span = mention.span;
                    }
                }
                _ => {}
            }
        }
        values
    }
}

/// Adds the values of keys that must be unique.
pub(super) fn add_unique(
    note: &Note<'_>,
    note_type: &NoteType,
    projection: &Projection<'_>,
    collector: &mut Collector,
) {
    for key in note_type.spec.frontmatter.keys.iter().filter(|key| key.is_unique) {
        let value = projection.json.get("frontmatter").and_then(|frontmatter| frontmatter.get(&key.name));
        let Some(value) = value else { continue };
        add_severity(key.unique_severity, collector);
        collector.add(Kind::UniqueKey, &key.name, Span::empty(0));
        for value in std::iter::once(value).chain(value.elements()) {
            let text = match value.json() {
                Json::String(text) => text,
                Json::Number(_) | Json::Boolean(_) => value.origin().value.of(note.text),
                _ => continue,
            };
            if !text.trim().is_empty() {
                collector.add(Kind::UniqueValue, text, value.origin().value);
            }
        }
    }
}

fn add_severity(severity: Option<Severity>, collector: &mut Collector) {
    if let Some(severity) = severity {
        collector.add(Kind::Severity, severity.as_str(), Span::empty(0));
    }
}

/// Adds the values that name other notes.
pub(super) fn add_naming(
    note: &Note<'_>,
    note_type: &NoteType,
    projection: &Projection<'_>,
    collector: &mut Collector,
) {
    for ReferenceValue { value, types, severity } in note_type.reference_values(&projection.json) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            let span = value.origin().value;
            let (text, span) = match value.json() {
                Json::String(text) if !text.trim().is_empty() => as_written(note.text, text, span),
                Json::Number(_) => (Cow::from(span.of(note.text)), span),
                Json::Array(elements) => {
                    let Some(link) = bracketed(note.text, value) else {
                        open.extend(elements.iter().rev());
                        continue;
                    };
                    (Cow::from(link.of(note.text)), link)
                }
                _ => continue,
            };
            add_severity(severity, collector);
            for name in &types {
                collector.add(Kind::ExpectedType, name, Span::empty(0));
            }
            collector.add(Kind::NamingValue, &text, span);
            if span.start() >= note.body.start() {
                add_links(&note.links, span, |place| place, collector);
            } else if text.contains('[') || text.contains("://") {
                let inside = Note::parse(&text);
                let is_plain = text.len() == span.len();
                let place = |place: Span| if is_plain { place.shift(span.start()) } else { span };
                add_links(&inside.links, Span::new(0, text.len()), place, collector);
            }
        }
    }
}

/// Returns `text`, the value at `span` of the note `whole`, with its span without quotation marks; the whole span if
/// the note has escapes.
fn as_written<'t>(whole: &str, text: &'t str, span: Span) -> (Cow<'t, str>, Span) {
    let trimmed = text.trim();
    let at = span.of(whole).find(trimmed).map(|at| span.start() + at);
    (trimmed.into(), at.map_or(span, |start| Span::new(start, start + trimmed.len())))
}

/// Returns the span of the list `value` with its brackets if it is written like a wiki link, which YAML reads as a list
/// in a list: `[[note]]`.
fn bracketed(text: &str, value: &Traced<'_>) -> Option<Span> {
    let [element] = value.elements() else { return None };
    let span = value.origin().value;
    let around = match element.elements() {
        [inner] if inner.as_str().is_some() => span,
        [] if element.as_str().is_some() && span.start() > 0 => Span::new(span.start() - 1, span.end() + 1),
        _ => return None,
    };
    let written = text.get(around.start()..around.end())?;
    let inside = written.strip_prefix("[[")?.strip_suffix("]]")?;
    (!inside.contains(['[', ']'])).then_some(around)
}

/// Adds those of `links` that are at `span`, whose spans `place` tells in the note.
fn add_links(links: &[Link], span: Span, place: impl Fn(Span) -> Span, collector: &mut Collector) {
    let first = links.partition_point(|link| link.span.start() < span.start());
    let inside = links[first..].iter().take_while(|link| link.span.end() <= span.end());
    for link in inside.filter(|link| !link.embedded || link.kind == LinkKind::Wiki) {
        let kind = if link.kind == LinkKind::Wiki { Kind::NamingWikiLink } else { Kind::NamingLink };
        let is_inside = link.span.encloses(link.destination);
        let destination = if is_inside { link.destination } else { link.span };
        collector.add(kind, &link.target, place(destination));
        collector.add(Kind::NamingLinkSpan, "", place(link.span));
    }
}
