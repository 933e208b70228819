use std::collections::HashMap;

use serde_json::Value;

use super::reader::{Reader, comment, wrong};
use crate::{
    text::{Span, quote},
    tree::{Data, Document, Duplicate, Entry, Limits, Node, ScalarStyle, SyntaxError},
};

/// Parses the JSON value at `span` of `text`. All spans are in bytes of `text`.
///
/// # Errors
/// [`SyntaxError`] if it is not JSON, or exceeds `limits`. A key that is defined twice is none.
pub fn parse(text: &str, span: Span, limits: Limits) -> Result<Document, SyntaxError> {
    let source = span.of(text);
    if source.len() > limits.bytes {
        let message = format!("the JSON is longer than {} bytes", limits.bytes);
        return Err(SyntaxError::new(Span::empty(span.start()), message));
    }
    let reader = Reader { source, at: 0 };
    let mut parser = Parser { reader, base: span.start(), limits, nodes: 0, duplicates: Vec::new() };
    let root = parser.value(0).and_then(|root| parser.end().map(|()| root));
    match root {
        Ok(root) => Ok(Document { root, duplicates: parser.duplicates, comments: Vec::new() }),
        Err(error) => Err(error.shift(span.start())),
    }
}

/// Offsets of the reader and of errors are those of the source; `base` is added to make the spans of nodes.
struct Parser<'s> {
    reader: Reader<'s>,
    base: usize,
    limits: Limits,
    nodes: usize,
    duplicates: Vec<Duplicate>,
}

impl Parser<'_> {
    /// Reads a value inside `depth` collections.
    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let next = self.reader.peek();
        self.nodes += 1;
        let here = self.reader.char_at(self.reader.at);
        if self.nodes > self.limits.nodes {
            return Err(SyntaxError::new(
                here,
                format!("the JSON has more than {} values", self.limits.nodes),
            ));
        }
        if depth > self.limits.depth {
            return Err(SyntaxError::new(
                here,
                format!("the JSON is nested deeper than {} levels", self.limits.depth),
            ));
        }
        let (value, span, style) = match next {
            Some(b'{') => return self.object(depth),
            Some(b'[') => return self.array(depth),
            Some(b'"') => {
                let (text, span) = self.reader.string()?;
                (Value::String(text), span, ScalarStyle::DoubleQuoted)
            }
            _ => {
                let (value, span) = self.reader.bare()?;
                (value, span, ScalarStyle::Plain)
            }
        };
        let is_written = matches!(value, Value::Bool(_) | Value::Number(_));
        let written = is_written.then(|| span.of(self.reader.source).into());
        Ok(self.node(span, Data::Scalar { value, style, written }))
    }

    fn array(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let start = self.reader.at;
        self.reader.at += 1;
        let mut items = Vec::new();
        while self.goes_on(start, b']', items.is_empty())? {
            items.push(self.value(depth + 1)?);
        }
        Ok(self.node(Span::new(start, self.reader.at), Data::Sequence(items)))
    }

    fn object(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let start = self.reader.at;
        self.reader.at += 1;
        let mut entries: Vec<Entry> = Vec::new();
        let mut index: HashMap<String, Span> = HashMap::new();
        while self.goes_on(start, b'}', entries.is_empty())? {
            let (name, key) = self.key()?;
            let value = self.value(depth + 1)?;
            let key = key.shift(self.base);
            if let Some(first) = index.get(&name) {
                self.duplicates.push(Duplicate { key: name.clone(), first: *first, again: key });
            } else {
                index.insert(name.clone(), key);
            }
            entries.push(Entry { name, key, value });
        }
        Ok(self.node(Span::new(start, self.reader.at), Data::Mapping(entries)))
    }

    /// Whether another part of the collection that begins at `start` follows, after the comma that must be before
    /// all but the first. If not, its end is read.
    fn goes_on(&mut self, start: usize, close: u8, is_first: bool) -> Result<bool, SyntaxError> {
        let end = self.reader.at;
        match self.reader.peek() {
            Some(byte) if byte == close => {
                self.reader.at += 1;
                return Ok(false);
            }
            Some(_) if is_first => return Ok(true),
            Some(b',') => {}
            Some(b'}' | b']') | None => return Err(unclosed(start, close)),
            Some(_) => {
                let rest = &self.reader.source[self.reader.at..];
                let error = comment(rest, Span::empty(self.reader.at));
                let missing =
                    || wrong(Span::empty(end), "expected `,` here").help("separate values with commas");
                return Err(error.unwrap_or_else(missing));
            }
        }
        let comma = Span::new(self.reader.at, self.reader.at + 1);
        self.reader.at += 1;
        match self.reader.peek() {
            Some(b'}' | b']') => Err(wrong(comma, "a comma after the last value").help("delete it")),
            None => Err(unclosed(start, close)),
            Some(_) => Ok(true),
        }
    }

    /// Reads a key and the colon after it.
    fn key(&mut self) -> Result<(String, Span), SyntaxError> {
        if self.reader.peek() != Some(b'"') {
            return Err(self.no_key());
        }
        let (name, span) = self.reader.string()?;
        match self.reader.peek() {
            Some(b':') => {
                self.reader.at += 1;
                Ok((name, span))
            }
            _ => Err(wrong(Span::empty(span.end()), format!("expected `:` after the key {}", quote(&name)))
                .help("write `\"key\": value`")),
        }
    }

    /// What is wrong with a key that does not begin with a quote.
    fn no_key(&self) -> SyntaxError {
        let Reader { source, at } = self.reader;
        let rest = &source[at..];
        if let Some(error) = comment(rest, Span::empty(at)) {
            return error;
        }
        let end = rest.find([':', ',', '}', '\n', '\r']).unwrap_or(rest.len());
        let written = rest[..end].trim_end();
        if written.is_empty() {
            let found = self.reader.found().unwrap_or_else(|| "the end".to_owned());
            return wrong(self.reader.char_at(at), format!("{found} where a key is expected"));
        }
        let name = written.trim_matches('\'');
        wrong(Span::new(at, at + written.len()), format!("the key {} is not between `\"`", quote(name)))
            .help(format!("write {}", quote(&Value::from(name).to_string())))
    }

    /// Refuses what follows the value.
    fn end(&mut self) -> Result<(), SyntaxError> {
        self.reader.peek();
        match self.reader.found() {
            None => Ok(()),
            Some(found) => {
                Err(wrong(self.reader.char_at(self.reader.at), format!("{found} after the value")))
            }
        }
    }

    fn node(&self, span: Span, data: Data) -> Node {
        Node { span: span.shift(self.base), anchor: None, tag: None, data }
    }
}

fn unclosed(start: usize, close: u8) -> SyntaxError {
    let close = char::from(close);
    wrong(Span::new(start, start + 1), format!("the bracket is not closed, expected `{close}`"))
        .help(format!("close it with `{close}`"))
}
