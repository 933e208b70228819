//! The ids of a note, and what else of it must agree.

use std::{borrow::Cow, ops::Range};

use unicode_normalization::UnicodeNormalization;

use crate::{
    note::Note,
    notetype::{
        PLACEHOLDER,
        projection::{FoundId, NotePath, ParsedTitle, Projection},
        spec::{IdSource, SourcePlace},
    },
    text::{Json, Span, Traced, file_stem, nfc},
};

/// The texts of a note that have ids.
pub(super) struct Identity<'p, 'a> {
    pub(super) note: &'a Note<'a>,
    /// Its title, and that in its frontmatter.
    pub(super) titles: [Option<ParsedTitle<'a>>; 2],
    pub(super) path: Option<NotePath<'p>>,
}

impl<'a> Identity<'_, 'a> {
    /// Returns what each of `sources` gives, in their order.
    pub(super) fn find(&self, sources: &[IdSource], json: &Traced<'_>) -> Vec<FoundId<'a>> {
        let found = sources.iter().enumerate();
        let found = found.filter_map(|(index, source)| {
            let (text, span) = match &source.place {
                SourcePlace::Title => self.in_title(source)?,
                SourcePlace::Value(pointer) => self.in_value(source, json.at(pointer)?)?,
                SourcePlace::Path => (in_name(source, self.path?.path)?, None),
                SourcePlace::File => (in_name(source, file_stem(self.path?.path))?, None),
                SourcePlace::Folder => (in_name(source, self.path?.folder)?, None),
            };
            Some(FoundId { source: index, text, span })
        });
        found.collect()
    }

    /// In the heading, else in the frontmatter's title: a heading that lost its id is told by the rule that compares
    /// the two.
    fn in_title(&self, source: &IdSource) -> Option<(Cow<'a, str>, Option<Span>)> {
        let mut titles = self.titles.iter().flatten();
        let (title, found) = titles.find_map(|title| Some((title, source.find(title.text)?)))?;
        let span = place_of(title.text, &found, title.span, self.note.text);
        Some((Cow::Borrowed(title.text.get(found)?), Some(span)))
    }

    fn in_value(&self, source: &IdSource, value: &Traced<'_>) -> Option<(Cow<'a, str>, Option<Span>)> {
        let span = value.origin().value;
        let text = text_of(value, self.note.text)?;
        // What a repair has left open.
        let found = source.find(&text).filter(|_| text.trim() != PLACEHOLDER)?;
        let place = place_of(&text, &found, span, self.note.text);
        Some((Cow::Owned(text.get(found)?.to_owned()), Some(place)))
    }
}

/// Returns the text of a `value` of the note `text` that is text or a number.
pub fn text_of<'v>(value: &'v Traced<'_>, text: &str) -> Option<Cow<'v, str>> {
    match value.json() {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => {
            // Zeros at its start are part of an id.
            let written: String = value.origin().value.of(text).trim().nfkc().collect();
            let is_written = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
            Some(if is_written { written.into() } else { number.to_string().into() })
        }
        _ => None,
    }
}

fn in_name<'a>(source: &IdSource, name: &str) -> Option<Cow<'a, str>> {
    let name = nfc(name);
    Some(Cow::Owned(name.get(source.find(&name)?)?.to_owned()))
}

/// Returns where the part `found` of a value is in `text`, which has the value at `span`; `span` if it is written
/// otherwise there.
fn place_of(value: &str, found: &Range<usize>, span: Span, text: &str) -> Span {
    let written = span.of(text);
    // Quotes and marks may be around it.
    let start = if written == value { Some(0) } else { written.find(value) };
    let inside = || value.get(found.clone()).and_then(|id| written.find(id));
    let start = start.map(|start| start + found.start).or_else(inside);
    start.map_or(span, |start| Span::new(span.start() + start, span.start() + start + found.len()))
}

impl<'a> Projection<'a> {
    /// Returns the id of the note.
    pub fn id(&self) -> Option<&FoundId<'a>> {
        self.ids.first()
    }

    /// Returns what to point at for a value that is not in the text: the title, else the start of the note.
    pub fn place_of_names(&self) -> Span {
        self.title.as_ref().map_or(Span::empty(0), |title| title.span)
    }
}
