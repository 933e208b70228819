//! Reads the facts of a note.

use std::sync::Arc;

use memchr::memchr3_iter;
use serde_json::Value;

use super::{
    facts::{BodyFacts, FrontmatterFacts, HeadingFacts, KeyFacts, NoteFacts, TextFacts, ValueFacts},
    interner::Interner,
};
use crate::{
    diagnostic::Fault,
    note::{Head, HeadingId, Note},
    notetype::{
        Axis, Content, Extent, Format, NoteType, PointForm, SECTION_LEVEL, Section, TypeSource, Unnamed,
        has_format, heading_key, is_numbered_heading, load_known, shortened_heading_key,
    },
    text::{
        Id, Span, Traced,
        lexicon::{is_empty_star, is_full_star},
        short,
    },
};

/// A type whose sections show what each content kind reads in a text.
const READINGS: &str = include_str!("readings.json");

/// From how many `#` headings on these are the sections of a note: fewer are its title.
const MIN_TOP_SECTIONS: usize = 3;

/// Reads the facts of notes.
#[derive(Debug)]
pub struct Surveyor {
    readings: NoteType,
    texts: Interner,
}

impl Surveyor {
    /// Creates one, which shares the texts of all notes that it reads.
    ///
    /// # Errors
    /// Never, as tests hold.
    pub fn new() -> Result<Self, Vec<Fault>> {
        let readings = load_known(&TypeSource { path: "readings.json", text: READINGS })?;
        Ok(Self { readings, texts: Interner::default() })
    }

    /// Returns the facts of the note `text` at `path`.
    pub fn read(&self, path: &str, text: &str) -> NoteFacts {
        let note = Note::parse_with(text, self.readings.spec.fences());
        let tops = || note.outline.iter().filter(|(_, heading)| heading.level == 1);
        let top_level = if tops().count() >= MIN_TOP_SECTIONS { 1 } else { SECTION_LEVEL };
        let title = tops().next().filter(|_| top_level == SECTION_LEVEL);
        let frontmatter = self.frontmatter(&note);
        let named = || {
            let key = frontmatter.as_ref()?.keys.iter().find(|key| &*key.name == "title")?;
            if let ValueFacts::Text(text) = &key.value { Some(text.beginning.to_string()) } else { None }
        };
        let headings = note.outline.iter().filter(|(id, _)| title.is_none_or(|(title, _)| title != *id));
        let heading = |id| self.texts.heading(self.heading(&note, id, top_level));
        let mut headings: Vec<Arc<HeadingFacts>> = headings.map(|(id, _)| heading(id)).collect();
        // Of thousands of notes, the space that a growing list keeps ready is as large as the facts.
        headings.shrink_to_fit();
        NoteFacts {
            path: path.to_owned(),
            title: title.map(|(_, heading)| heading.plain.to_string()).or_else(named),
            has_title_heading: title.is_some(),
            intro: self.body(&note, &Unnamed::intro(&note, title.map(|(id, _)| id))),
            headings,
            frontmatter,
        }
    }

    fn frontmatter(&self, note: &Note<'_>) -> Option<FrontmatterFacts> {
        let head = Head::of_frontmatter(&note.frontmatter, note.text);
        let values = head.values?;
        Some(FrontmatterFacts { is_readable: head.is_sound, keys: self.keys(&values) })
    }

    fn keys(&self, mapping: &Traced<'_>) -> Vec<KeyFacts> {
        let members = mapping.members().iter();
        members
            .map(|member| KeyFacts { name: self.texts.text(&member.name), value: self.value(&member.value) })
            .collect()
    }

    fn value(&self, value: &Traced<'_>) -> ValueFacts {
        match value.to_value() {
            Value::Null => ValueFacts::Null,
            Value::Bool(_) => ValueFacts::Boolean,
            Value::Number(number) => number.as_i64().map_or(ValueFacts::Number, ValueFacts::Integer),
            Value::String(text) => ValueFacts::Text(self.text(&text)),
            Value::Array(_) => {
                ValueFacts::List(value.elements().iter().map(|item| self.value(item)).collect())
            }
            Value::Object(_) => ValueFacts::Mapping(self.keys(value)),
        }
    }

    fn text(&self, text: &str) -> TextFacts {
        let end = text.char_indices().nth(TextFacts::MAX_CHARS).map_or(text.len(), |(end, _)| end);
        TextFacts {
            beginning: self.texts.text(&text[..end]),
            is_whole: end == text.len(),
            is_date: has_format(Format::Date, text),
            is_iri: has_format(Format::Iri, text),
        }
    }

    fn heading(&self, note: &Note<'_>, id: HeadingId, top_level: u8) -> HeadingFacts {
        let heading = &note.outline[id];
        let has_children = !note.outline.below(id).is_empty();
        let body = |extent| self.body(note, &Unnamed::below(note, id, extent));
        let shortened = shortened_heading_key(&heading.plain);
        HeadingFacts {
            depth: heading.level.saturating_sub(top_level),
            words: self.texts.text(&heading.plain),
            key: self.texts.text(&heading_key(&heading.plain)),
            shortened: shortened.map(|shortened| self.texts.text(&shortened)),
            is_numbered: is_numbered_heading(&heading.plain),
            whole: body(Extent::Whole),
            own: has_children.then(|| Box::new(body(Extent::Own))),
        }
    }

    fn body<'n>(&'n self, note: &'n Note<'n>, below: &Unnamed<'n>) -> BodyFacts {
        let span = below.span();
        let mut facts = BodyFacts {
            has_text: note.has_content(span),
            children: short(below.children().count()),
            numbered_children: short(below.children().filter(|(_, is_numbered)| *is_numbered).count()),
            ..BodyFacts::default()
        };
        if facts.has_text {
            let sections = &self.readings.spec.sections;
            let is_rated = may_rate(span.of(note.text));
            let is_read = |id: &_| is_rated || !matches!(sections.all[*id].content, Content::Rating(_));
            for id in sections.all.ids().filter(is_read) {
                self.add(note, &below.read(sections, id), span.len(), &mut facts);
            }
        }
        facts
    }

    /// Adds what is read as `section`, of `length` bytes, to `facts`.
    fn add(&self, note: &Note<'_>, section: &Section<'_>, length: usize, facts: &mut BodyFacts) {
        let text = |span: Span| self.texts.text(span.of(note.text));
        match section {
            Section::Points { parsed, .. } => {
                facts.points = short(parsed.points.len());
                facts.leads = short(parsed.points.iter().filter(|point| point.lead.is_some()).count());
                facts.has_heading_points = parsed.form == PointForm::Headings;
                let in_lists: usize = parsed.lists.iter().map(|list| list.span.len()).sum();
                facts.is_list = 2 * in_lists >= length;
                let ordered = parsed.lists.iter().filter(|list| list.ordered);
                facts.ordered = short(ordered.map(|list| list.items.len()).sum());
            }
            Section::Rating { parsed, .. } => {
                let scores = parsed.scores.iter().filter(|score| score.is_readable());
                let axes = scores.filter_map(|score| match &score.axis {
                    Axis::Unknown(axis) => Some(self.texts.text(axis)),
                    Axis::Known(_) | Axis::Overall => None,
                });
                facts.axes = self.texts.list(axes.collect());
            }
            Section::Swot { parsed, .. } => {
                for quadrant in parsed.projected() {
                    facts.quadrants[quadrant.id.index()] = true;
                }
            }
            Section::Table { parsed, .. } => {
                let cells =
                    |header: &[Span]| self.texts.list(header.iter().map(|cell| text(*cell)).collect());
                facts.columns = parsed.as_ref().map(|table| cells(&table.header));
            }
            Section::Fields { parsed, .. } => {
                facts.fields = self.texts.list(parsed.fields.iter().map(|field| text(field.name)).collect());
            }
            Section::Tasks { parsed, .. } => facts.tasks = short(parsed.checkboxes.len()),
            Section::Code { parsed, .. } => facts.code_blocks = short(parsed.blocks.len()),
            Section::Text { .. }
            | Section::Entries { .. }
            | Section::Prose { .. }
            | Section::Sections { .. }
            | Section::Parts { .. } => {}
        }
    }
}

/// Whether `text` may have a score: a star, or the line of a fraction behind a digit. To read each text for scores would
/// take a quarter of the time.
fn may_rate(text: &str) -> bool {
    let is_behind_number = |at: usize| {
        let before = text[..at].trim_end().trim_end_matches('点');
        before.ends_with(char::is_numeric)
    };
    let is_sign = |at: usize| match text[at..].chars().next() {
        Some('/' | '⁄' | '∕') => is_behind_number(at),
        Some(c) => is_full_star(c) || is_empty_star(c),
        None => false,
    };
    memchr3_iter(b'/', b'\xe2', b'\xf0', text.as_bytes()).any(is_sign)
        || text.match_indices('／').any(|(at, _)| is_behind_number(at))
}
