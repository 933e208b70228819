use std::{borrow::Cow, vec};

use toml_parser::{
    ParseError, Source,
    decoder::{Encoding, ScalarKind},
    parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document},
};

use super::{
    explain, scalar,
    tables::{Key, Kind, ROOT, TableId, Tables},
};
use crate::{
    text::Span,
    tree::{Data, Document, Limits, Node, ScalarStyle, SyntaxError},
};

/// Parses the TOML document at `span` of `text`. All spans are in bytes of `text`. The span of a table is what is
/// written of it in one place: of the document, without the tables that have headers; of a table with a header, from
/// the header to its last entry.
///
/// # Errors
/// [`SyntaxError`] if it is not TOML, has a number that JSON does not have, or exceeds `limits`. A key that is
/// defined twice is none.
pub fn parse(text: &str, span: Span, limits: Limits) -> Result<Document, SyntaxError> {
    let source = span.of(text);
    if source.len() > limits.bytes {
        let message = format!("the TOML is longer than {} bytes", limits.bytes);
        return Err(SyntaxError::new(Span::empty(span.start()), message));
    }
    let (events, wrong) = events(source, limits);
    let composer = Composer {
        source: Source::new(source),
        base: span.start(),
        limits,
        events: events.into_iter(),
        tables: Tables::new(),
        comments: Vec::new(),
        nodes: 0,
    };
    match (composer.document(), wrong) {
        (Ok(document), None) => Ok(document),
        (Err(error), Some(wrong)) if error.span.start() < wrong.span.start() => {
            Err(error.shift(span.start()))
        }
        (Err(error), None) => Err(error.shift(span.start())),
        (_, Some(wrong)) => Err(wrong.shift(span.start())),
    }
}

/// Returns the events of `source`, and the first fault of its form.
fn events(source: &str, limits: Limits) -> (Vec<Event>, Option<SyntaxError>) {
    let depth = u32::try_from(limits.depth).unwrap_or(u32::MAX);
    let tokens = Source::new(source).lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut errors: Vec<ParseError> = Vec::new();
    let mut checked = ValidateWhitespace::new(&mut events, Source::new(source));
    parse_document(&tokens, &mut RecursionGuard::new(&mut checked, depth), &mut errors);
    let start = |error: &ParseError| error.unexpected().or(error.context()).map_or(0, |span| span.start());
    let first = errors.iter().min_by_key(|error| start(error));
    let wrong = first.map(|error| explain::form(source, error, limits.depth));
    (events, wrong)
}

/// Builds the tree from the events of the parser. Offsets of events and errors are those of `source`; `base` is added
/// to make the spans of nodes.
struct Composer<'s> {
    source: Source<'s>,
    base: usize,
    limits: Limits,
    events: vec::IntoIter<Event>,
    tables: Tables,
    comments: Vec<Span>,
    nodes: usize,
}

impl Composer<'_> {
    fn document(mut self) -> Result<Document, SyntaxError> {
        let mut table = ROOT;
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => table = self.header(event)?,
                EventKind::SimpleKey => self.pair(table, event, false)?,
                // What follows what is no TOML.
                _ => {}
            }
        }
        let root = self.tables.node(ROOT, Span::empty(self.base));
        Ok(Document { root, duplicates: self.tables.duplicates, comments: self.comments })
    }

    /// Returns the next event that is neither whitespace nor a comment.
    fn next(&mut self) -> Option<Event> {
        loop {
            let event = self.events.next()?;
            match event.kind() {
                EventKind::Whitespace | EventKind::Newline => {}
                EventKind::Comment => self.comments.push(self.span(event)),
                _ => return Some(event),
            }
        }
    }

    /// Reads a header, and returns the table that it opens.
    fn header(&mut self, open: Event) -> Result<TableId, SyntaxError> {
        let mut keys = Vec::new();
        let mut header = self.span(open);
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)?),
                EventKind::KeySep => {}
                _ => {
                    header = header.cover(self.span(event));
                    break;
                }
            }
        }
        let Some(last) = keys.pop() else { return Err(self.unfinished()) };
        let mut table = ROOT;
        for key in keys {
            self.deeper(self.tables.depth(table), key.span)?;
            table = self.tables.pass(table, key);
        }
        self.deeper(self.tables.depth(table), last.span)?;
        Ok(match open.kind() {
            EventKind::ArrayTableOpen => self.tables.open_next(table, last, header),
            _ => self.tables.open(table, last, header),
        })
    }

    /// Reads a key, which begins with `first`, and its value.
    fn pair(&mut self, table: TableId, first: Event, is_flow: bool) -> Result<(), SyntaxError> {
        let mut keys = vec![self.key(first)?];
        loop {
            let event = self.next().ok_or_else(|| self.unfinished())?;
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)?),
                EventKind::KeySep => {}
                EventKind::KeyValSep => break,
                _ => return Err(self.unfinished()),
            }
        }
        let Some(last) = keys.pop() else { return Err(self.unfinished()) };
        let mut parents = vec![(table, self.span(first))];
        let mut inner = table;
        let starts: Vec<Span> = keys.iter().skip(1).chain([&last]).map(|key| key.span).collect();
        for (key, start) in keys.into_iter().zip(starts) {
            self.deeper(self.tables.depth(inner), key.span)?;
            inner = self.tables.pass_dotted(inner, key);
            parents.push((inner, start));
        }
        let event = self.next().ok_or_else(|| self.unfinished())?;
        let value = self.value(event, self.tables.depth(inner), is_flow)?;
        for (table, start) in parents {
            self.tables.extend(table, start.cover(value.span));
        }
        self.tables.set(inner, last, value);
        Ok(())
    }

    fn key(&mut self, event: Event) -> Result<Key, SyntaxError> {
        let Some(raw) = self.source.get(event) else { return Err(self.unfinished()) };
        let mut errors: Vec<ParseError> = Vec::new();
        let mut name = Cow::Borrowed("");
        raw.decode_key(&mut name, &mut errors);
        match errors.first() {
            Some(_) if event.encoding().is_none() => {
                Err(explain::key(raw.as_str()).shift(event.span().start()))
            }
            Some(error) => Err(explain::text(self.source.input(), event, error)),
            None => Ok(Key { name: name.into_owned(), span: self.span(event) }),
        }
    }

    /// Reads the value that begins with `event`, inside `depth` collections; `is_flow` if it is inside brackets.
    fn value(&mut self, event: Event, depth: usize, is_flow: bool) -> Result<Node, SyntaxError> {
        self.deeper(depth, self.span(event))?;
        match event.kind() {
            EventKind::Scalar => self.scalar(event, is_flow),
            EventKind::ArrayOpen => self.array(event, depth + 1),
            EventKind::InlineTableOpen => self.inline_table(event, depth + 1),
            _ => Err(self.unfinished()),
        }
    }

    fn array(&mut self, open: Event, depth: usize) -> Result<Node, SyntaxError> {
        let mut items = Vec::new();
        loop {
            let event = self.next().ok_or_else(|| self.unfinished())?;
            match event.kind() {
                EventKind::ValueSep => {}
                EventKind::ArrayClose => {
                    let span = self.span(open).cover(self.span(event));
                    return Ok(node(span, Data::Sequence(items)));
                }
                _ => items.push(self.value(event, depth, true)?),
            }
        }
    }

    fn inline_table(&mut self, open: Event, depth: usize) -> Result<Node, SyntaxError> {
        let table = self.tables.add(Kind::Inline, depth, Some(self.span(open)));
        loop {
            let event = self.next().ok_or_else(|| self.unfinished())?;
            match event.kind() {
                EventKind::ValueSep => {}
                EventKind::InlineTableClose => {
                    let close = self.span(event);
                    self.tables.extend(table, close);
                    return Ok(self.tables.node(table, close));
                }
                EventKind::SimpleKey => self.pair(table, event, true)?,
                _ => return Err(self.unfinished()),
            }
        }
    }

    fn scalar(&self, event: Event, is_flow: bool) -> Result<Node, SyntaxError> {
        let Some(raw) = self.source.get(event) else { return Err(self.unfinished()) };
        let style = match event.encoding() {
            Some(Encoding::BasicString) => ScalarStyle::DoubleQuoted,
            Some(Encoding::LiteralString) => ScalarStyle::SingleQuoted,
            Some(Encoding::MlBasicString | Encoding::MlLiteralString) => ScalarStyle::LiteralBlock,
            None => ScalarStyle::Plain,
        };
        let mut errors: Vec<ParseError> = Vec::new();
        let mut text = Cow::Borrowed("");
        let kind = raw.decode_scalar(&mut text, &mut errors);
        let value = match errors.first() {
            None => scalar::value(kind, &text),
            Some(_) => None,
        };
        let numbers = match (kind, errors.first()) {
            (ScalarKind::Integer(_), None) => Some("integers"),
            (ScalarKind::Float, None) => Some("floats"),
            _ => None,
        };
        let wrong = || match errors.first() {
            Some(error) if event.encoding().is_some() => explain::text(self.source.input(), event, error),
            _ => explain::unquoted(self.source.input(), event, is_flow, numbers),
        };
        let value = value.ok_or_else(wrong)?;
        let written = (!value.is_string()).then(|| raw.as_str().into());
        Ok(node(self.span(event), Data::Scalar { value, style, written }))
    }

    /// Counts a value at `span` inside `depth` collections toward the limits.
    fn deeper(&mut self, depth: usize, span: Span) -> Result<(), SyntaxError> {
        self.nodes += 1;
        let span = Span::new(span.start() - self.base, span.end() - self.base);
        if self.nodes > self.limits.nodes {
            let message = format!("the TOML has more than {} values", self.limits.nodes);
            return Err(SyntaxError::new(span, message));
        }
        if depth > self.limits.depth {
            return Err(explain::too_deep(span, self.limits.depth));
        }
        Ok(())
    }

    /// What is left off here is reported with the fault of the form that is after it.
    fn unfinished(&self) -> SyntaxError {
        SyntaxError::new(
            Span::empty(self.source.input().len()),
            "this is not TOML: a key or a value is missing",
        )
    }

    fn span(&self, event: Event) -> Span {
        Span::new(event.span().start(), event.span().end()).shift(self.base)
    }
}

fn node(span: Span, data: Data) -> Node {
    Node { span, anchor: None, tag: None, data }
}
