//! Whether two versions of a note mean the same, to programs that read the frontmatter and to readers of
//! the rendered body.

use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{
    Frontmatter, Inline, InlineKind, Link, LinkKind, Note, frontmatter,
    parse::{options, parsed_part, read},
};
use crate::text::Span;

/// The differences that are ignored when two versions of a note are compared.
#[derive(Clone, Copy, Debug)]
pub struct Normalization {
    /// Normalises a key or value of the frontmatter.
    pub from_value: fn(&str) -> String,
    /// Normalises text of the body that is not code, HTML or a URL.
    pub from_words: fn(&str) -> String,
}

/// Whether `before` and the text `after` mean the same under `normalization`. Frontmatter that cannot be read must
/// be identical; its fences may be spelled in any way.
pub fn semantically_equal(before: &Note<'_>, after: &str, normalization: Normalization) -> bool {
    let (frontmatter, body) = frontmatter::split(after, before.fences);
    let is_same = match (&before.frontmatter, &frontmatter) {
        (Frontmatter::Closed(old), Frontmatter::Closed(new)) => match (&old.document, &new.document) {
            (Ok(old), Ok(new)) => {
                let value = |value: Value| normalization.value(value);
                value(old.to_traced().to_value()) == value(new.to_traced().to_value())
            }
            (Err(_), Err(_)) => {
                old.syntax == new.syntax && old.content.of(before.text) == new.content.of(after)
            }
            _ => false,
        },
        (Frontmatter::Missing, Frontmatter::Missing)
        | (Frontmatter::Unclosed { .. }, Frontmatter::Unclosed { .. }) => true,
        _ => false,
    };
    let (old, new) = (parsed_part(before.text, before.body), parsed_part(after, body));
    is_same
        && Pieces::of(before.text, old, normalization).eq(Pieces::of(after, new, normalization))
        && Opaque::of_note(before, normalization) == Opaque::of(after, new, normalization)
}

impl Normalization {
    fn value(self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String((self.from_value)(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(entries) => {
                let entry = |(key, value): (String, Value)| ((self.from_value)(&key), self.value(value));
                Value::Object(entries.into_iter().map(entry).collect())
            }
            other => other,
        }
    }
}

/// A piece of a rendered body.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    /// Text up to the next piece of another kind.
    Words(String),
    /// An HTML block without trailing whitespace.
    Html(String),
    /// Anything else.
    Event(Event<'a>),
}

/// Returns the pieces of a body.
struct Pieces<'a, I> {
    events: I,
    normalization: Normalization,
    next: Option<Event<'a>>,
    in_code: bool,
}

impl Pieces<'_, ()> {
    fn of(
        text: &str,
        part: Span,
        normalization: Normalization,
    ) -> Pieces<'_, impl Iterator<Item = Event<'_>>> {
        let events = Parser::new_ext(part.of(text), options());
        Pieces { events, normalization, next: None, in_code: false }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Pieces<'a, I> {
    /// Returns `first` and the text of the following events, as long as `text` returns some.
    fn joined(&mut self, first: &str, text: fn(&Event<'a>) -> Option<String>) -> String {
        let mut all = first.to_owned();
        for event in self.events.by_ref() {
            if let Some(more) = text(&event) {
                all.push_str(&more);
            } else {
                self.next = Some(event);
                break;
            }
        }
        all
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Pieces<'a, I> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let event = self.next.take().or_else(|| self.events.next())?;
            match &event {
                Event::Text(text) if !self.in_code => {
                    let words = self.joined(text, |event| match event {
                        Event::Text(text) => Some(text.to_string()),
                        _ => None,
                    });
                    let words = (self.normalization.from_words)(&words);
                    if words.is_empty() {
                        continue;
                    }
                    return Some(Piece::Words(words));
                }
                Event::Html(html) => {
                    let html = self.joined(html, |event| match event {
                        Event::Html(html) => Some(html.to_string()),
                        _ => None,
                    });
                    return Some(Piece::Html(html.trim_end().to_owned()));
                }
                Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
                Event::End(TagEnd::CodeBlock) => self.in_code = false,
                _ => {}
            }
            return Some(Piece::Event(event));
        }
    }
}

/// What a body has that `CommonMark` takes for text.
#[derive(Debug, Default, PartialEq)]
struct Opaque {
    /// The math and the comments.
    contents: Vec<String>,
    /// The number of double brackets that are wiki links.
    wiki_links: usize,
}

impl Opaque {
    fn of_note(note: &Note<'_>, normalization: Normalization) -> Self {
        Self::new(note.text, (&note.inlines, &note.links, &note.comments), normalization)
    }

    fn of(text: &str, part: Span, normalization: Normalization) -> Self {
        let source = part.of(text).as_bytes();
        if ["$", "%%", "[["].iter().all(|mark| memmem::find(source, mark.as_bytes()).is_none()) {
            return Self::default();
        }
        let body = read(text, part);
        Self::new(text, (&body.inlines, &body.links, &body.comments), normalization)
    }

    fn new(
        text: &str,
        (inlines, links, comments): (&[Inline], &[Link], &[Span]),
        normalization: Normalization,
    ) -> Self {
        let math = inlines.iter().filter(|inline| inline.kind == InlineKind::Math);
        let spans = math.map(|inline| inline.span).chain(comments.iter().copied());
        let contents = spans.flat_map(|span| span.of(text).lines());
        Self {
            contents: contents.map(normalization.from_words).collect(),
            wiki_links: links.iter().filter(|link| link.kind == LinkKind::Wiki).count(),
        }
    }
}

#[cfg(test)]
mod tests;
