//! The lines, items and rows that are fields.

use std::ops::Range;

use crate::{
    note::{Block, BlockId, BlockKind, Note},
    notetype::{
        fold::is_colon,
        names::Names,
        read::{
            lead,
            lists::{self, ParsedItem},
            plain_text, typed,
        },
    },
    text::Span,
};

/// A name and its value.
#[derive(Clone, Copy, Debug)]
pub struct ParsedValue {
    /// The index of the field in the type, if that knows it.
    pub field: Option<usize>,
    /// Its name as written.
    pub name: Span,
    /// Its value, trimmed; empty if there is none.
    pub value: Span,
    /// How the value is written.
    pub form: ValueForm,
}

/// How the value of a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// As text behind the name.
    Text,
    /// As a list below the name.
    List,
    /// As a cell of a table.
    Cell,
}

/// A longer name is prose.
const MAX_NAME_BYTES: usize = 200;

/// How many words are in a name of a line that ends the value above it, though the type does not know it.
const MAX_NAME_WORDS: usize = 3;

/// The fields among `blocks`, in the order of the note.
pub(super) fn read(note: &Note<'_>, names: &Names, blocks: Range<BlockId>) -> Vec<ParsedValue> {
    let mut reading = Reading { note, names, fields: Vec::new(), label_ends_at: None };
    reading.blocks(note.blocks.siblings(blocks));
    reading.fields
}

struct Reading<'n> {
    note: &'n Note<'n>,
    names: &'n Names,
    fields: Vec<ParsedValue>,
    /// Where the paragraph ends that was read last, if nothing is below it yet.
    label_ends_at: Option<usize>,
}

/// The name at the start of a line.
struct Name {
    span: Span,
    /// Where the text about it begins.
    rest: usize,
    is_bold: bool,
    /// Which field of the type it names.
    field: Option<usize>,
}

impl Reading<'_> {
    fn blocks<'b>(&mut self, blocks: impl Iterator<Item = (BlockId, &'b Block)>) {
        let note = self.note;
        for (id, block) in blocks {
            match block.kind {
                BlockKind::Paragraph => {
                    self.paragraph(block.span);
                    self.label_ends_at = Some(block.span.trim(note.text).end());
                    continue;
                }
                BlockKind::List { ordered } if !self.is_value(id, block) => {
                    let lists = lists::read(note, id..block.end);
                    for item in lists.iter().flat_map(|list| &list.items) {
                        self.item(item, ordered);
                    }
                }
                BlockKind::Table => self.table(id),
                BlockKind::Quote if lists::is_callout(note, block) => {
                    self.label_ends_at = None;
                    self.blocks(note.blocks.children(id));
                }
                // A comment parts nothing.
                BlockKind::Html => continue,
                _ => {}
            }
            self.label_ends_at = None;
        }
    }

    /// Whether the list at `id` is the value of the field right above it, which has no other.
    fn is_value(&mut self, id: BlockId, list: &Block) -> bool {
        let note = self.note;
        let above = self.fields.last().filter(|field| Some(field.value.end()) == self.label_ends_at);
        let Some(above) = above.filter(|field| field.value.is_empty()) else { return false };
        // `**Details**:` may stand above the fields themselves.
        let has_fields = |items: &[ParsedItem]| {
            items.iter().any(|item| self.item_name(item).is_some_and(|name| name.field.is_some()))
        };
        let is_heading = above.field.is_none()
            && lists::read(note, id..list.end).iter().any(|list| has_fields(&list.items));
        if is_heading {
            self.fields.pop();
            return false;
        }
        if let Some(field) = self.fields.last_mut() {
            field.value = list.span.trim(note.text);
            field.form = ValueForm::List;
        }
        true
    }

    /// The lines of the paragraph at `span`. What follows a field in the same paragraph is its value as well, up to
    /// a line break that readers see, or to a line that has a name itself.
    fn paragraph(&mut self, span: Span) {
        let text = self.note.text;
        let mut at = span.start();
        let mut is_open = false;
        for written in span.of(text).split_inclusive('\n') {
            let line = Span::new(at, at + written.len());
            at += written.len();
            let (content, breaks) = without_break(text, line);
            if let Some(name) = self.name(content) {
                let is_field = name.is_bold || name.field.is_some();
                let is_name = is_field || name.span.of(text).split_whitespace().count() <= MAX_NAME_WORDS;
                if is_field {
                    self.add(&name, content.end());
                }
                if is_name {
                    is_open = is_field && !breaks;
                    continue;
                }
            }
            if let Some(field) = self.fields.last_mut().filter(|_| is_open) {
                let start = if field.value.is_empty() { content.start() } else { field.value.start() };
                field.value = Span::new(start, content.end().max(start));
            }
            is_open &= !breaks;
        }
    }

    fn item(&mut self, item: &ParsedItem, is_ordered: bool) {
        let Some(name) = self.item_name(item) else { return };
        if is_ordered && !name.is_bold && name.field.is_none() {
            return;
        }
        let note = self.note;
        self.add(&name, lists::content(note, item).end());
        // A nested list and nothing else.
        if let Some(field) = self.fields.last_mut() {
            let first = note.blocks.first_from(field.value.start());
            let below = note.blocks.siblings(first..note.blocks[item.block].end).next();
            if below.is_some_and(|(_, block)| {
                matches!(block.kind, BlockKind::List { .. }) && block.span.trim(note.text) == field.value
            }) {
                field.form = ValueForm::List;
            }
        }
    }

    fn item_name(&self, item: &ParsedItem) -> Option<Name> {
        let paragraph = lists::first_paragraph(self.note, item)?;
        let text = lists::content(self.note, item).of(self.note.text);
        let is_task = ["[ ]", "[x]", "[X]"].iter().any(|mark| text.starts_with(mark));
        if is_task { None } else { self.name(paragraph) }
    }

    /// The rows of a table of two columns; its header row only if the type knows that field.
    fn table(&mut self, id: BlockId) {
        let blocks = &self.note.blocks;
        for (row, block) in blocks.children(id) {
            let cells: Vec<Span> = blocks.children(row).map(|(_, cell)| cell.span).collect();
            let [name, value] = cells[..] else { return };
            let written = name.of(self.note.text).trim_end_matches(is_colon);
            let name = Span::new(name.start(), name.start() + written.len());
            let field = self.field(name);
            let is_header = block.kind == BlockKind::Row { header: true };
            if !name.is_empty() && (field.is_some() || !is_header) {
                self.fields.push(ParsedValue { field, name, value, form: ValueForm::Cell });
            }
        }
    }

    fn add(&mut self, name: &Name, end: usize) {
        let value = Span::new(name.rest.min(end), end).trim(self.note.text);
        // What is empty is right behind the name.
        let value = if value.is_empty() { Span::empty(end) } else { value };
        self.fields.push(ParsedValue { field: name.field, name: name.span, value, form: ValueForm::Text });
    }

    /// The name that the text at `span` begins with: bold, or before the first colon that white space follows.
    fn name(&self, span: Span) -> Option<Name> {
        let text = self.note.text;
        let bold = lead::read(text, span).filter(|lead| {
            let behind = Span::new(lead.words.end(), lead.rest);
            behind.of(text).contains(is_colon)
        });
        let (name, rest, is_bold) = match bold {
            Some(lead) => (lead.words, lead.rest, true),
            None => self.before_colon(span).map(|(name, rest)| (name, rest, false))?,
        };
        // `Key:: value`
        let written = name.of(text).trim_end_matches(is_colon).trim_end();
        let name = Span::new(name.start(), name.start() + written.len());
        let behind = text[rest..span.end().max(rest)].trim_start_matches(is_colon);
        let rest = span.end().max(rest) - behind.len();
        let field = self.field(name);
        (!name.is_empty()).then_some(Name { span: name, rest, is_bold, field })
    }

    /// The text before the first colon of the first line at `span` that is outside code and links and that white
    /// space follows or that is wide itself, and where that colon ends.
    fn before_colon(&self, span: Span) -> Option<(Span, usize)> {
        let text = self.note.text;
        let line = span.of(text).lines().next().unwrap_or_default();
        let ends =
            |at: usize, c: char| c != ':' || line[at + 1..].chars().next().is_none_or(char::is_whitespace);
        let mut colons = line
            .char_indices()
            .take_while(|(at, _)| *at <= MAX_NAME_BYTES)
            .filter(|&(at, c)| is_colon(c) && ends(at, c))
            .peekable();
        colons.peek()?;
        let opaque = typed::opaque(self.note, Span::new(span.start(), span.start() + line.len()));
        let is_hidden = |at: usize| opaque.iter().any(|hidden| hidden.start() <= at && at < hidden.end());
        let (at, colon) = colons.find(|(at, _)| !is_hidden(span.start() + at))?;
        let name = Span::new(span.start(), span.start() + at).trim(text);
        Some((name, span.start() + at + colon.len_utf8()))
    }

    fn field(&self, name: Span) -> Option<usize> {
        let plain = plain_text::plain(self.note, name);
        self.names.recognise_name(name.of(self.note.text), &plain).map(|(field, _)| field)
    }
}

/// The `line` without the marks of a line break at its end, and whether it has such marks.
fn without_break(text: &str, line: Span) -> (Span, bool) {
    let written = line.of(text).trim_end_matches(['\n', '\r']);
    let is_broken = written.ends_with("  ");
    let content = line.trim(text);
    let words = content.of(text);
    let marks = ["\\", "<br>", "<br/>", "<br />"];
    match marks.iter().find_map(|mark| words.strip_suffix(mark)) {
        Some(words) => (Span::new(content.start(), content.start() + words.trim_end().len()), true),
        None => (content, is_broken),
    }
}
