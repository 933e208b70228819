mod copy;
mod keys;

use std::{borrow::Cow, collections::HashMap};

use granit_parser::{Event, Parser, StrInput, StructureStyle, Tag};
use serde_json::Value;

use self::{copy::Size, keys::Keys};
use super::{explain, json_only::StandIns, parser::parser, scalar, seek, tabs};
use crate::{
    text::Span,
    tree::{Data, Document, Duplicate, Entry, Limits, Node, ScalarStyle, SyntaxError},
};

/// Parses the YAML document at `span` of `text`. All spans are in bytes of `text`.
///
/// # Errors
/// [`SyntaxError`] if it is not YAML, more than one document, or exceeds `limits`.
pub fn parse(text: &str, span: Span, limits: Limits) -> Result<Document, SyntaxError> {
    let source = span.of(text);
    if source.len() > limits.bytes {
        let message = format!("the YAML is longer than {} bytes", limits.bytes);
        return Err(SyntaxError::new(Span::empty(span.start()), message));
    }
    compose(source, span.start(), limits).or_else(|error| {
        let stand_ins = StandIns::of(source).filter(|_| source.contains(['"', '\'']));
        let read = stand_ins.and_then(|stand_ins| {
            let document = compose(&stand_ins.source, span.start(), limits).ok()?;
            stand_ins.restore(document, text)
        });
        read.ok_or(error)
    })
}

fn compose(source: &str, base: usize, limits: Limits) -> Result<Document, SyntaxError> {
    let mut composer = Composer::new(source, base, limits);
    let root = composer.document()?;
    Ok(Document { root, duplicates: composer.duplicates, comments: composer.comments })
}

/// Builds the tree from the events of the parser. Internal offsets are those of `source`; `base` is
/// added to make spans.
struct Composer<'a> {
    source: &'a str,
    base: usize,
    limits: Limits,
    parser: Parser<'a, StrInput<'a>>,
    duplicates: Vec<Duplicate>,
    comments: Vec<Span>,
    /// The node of each anchor, by the parser's number; `None` while the node is being read.
    anchors: HashMap<usize, Option<Anchored>>,
    nodes: usize,
    copied: usize,
    /// The end of the last token that was read, except comments.
    at: usize,
}

struct Anchored {
    node: Node,
    size: Size,
}

/// The start of a node and the properties before it (YAML 1.2.2, 6.9).
#[derive(Clone, Copy)]
struct Head {
    /// The end of the previous token.
    from: usize,
    marks: Marks,
    anchor: Option<Span>,
    tag: Option<Span>,
}

impl<'a> Composer<'a> {
    fn new(source: &'a str, base: usize, limits: Limits) -> Self {
        Self {
            source,
            base,
            limits,
            parser: parser(source, limits.depth),
            duplicates: Vec::new(),
            comments: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
            copied: 0,
            at: 0,
        }
    }

    fn document(&mut self) -> Result<Node, SyntaxError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if root.is_some() => return Err(self.second_document(span)),
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => self.at = span.end,
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        Ok(root.unwrap_or_else(|| absent(Span::empty(self.base))))
    }

    /// Returns the next event that is not a comment, with its offsets.
    fn next(&mut self) -> Result<(Event<'a>, Marks), SyntaxError> {
        loop {
            let (event, span) = match self.parser.next_event() {
                Some(Ok(next)) => next,
                Some(Err(error)) => return Err(explain::explain(self.source, &error).shift(self.base)),
                None => return Ok((Event::StreamEnd, Marks::default())),
            };
            let marks = Marks::new(&span);
            if let Event::Comment(..) = event {
                self.comments.push(self.span(marks.start, marks.end));
            } else {
                return Ok((event, marks));
            }
        }
    }

    /// Reads the node that begins with `event`, inside `depth` collections.
    fn node(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> Result<Node, SyntaxError> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            return Err(self.too_many(marks));
        }
        if depth > self.limits.depth {
            return Err(self.too_deep(marks));
        }
        match event {
            Event::Alias(id) => self.alias(id, marks, depth),
            Event::Scalar(text, style, anchor, tag) => {
                let head = self.head(anchor, marks)?;
                let node = self.scalar(text, style, tag.as_deref(), head);
                self.define(anchor, &node, marks)?;
                Ok(node)
            }
            Event::SequenceStart(style, anchor, _) => {
                let head = self.head(anchor, marks)?;
                let node = self.sequence(style, head, depth)?;
                self.define(anchor, &node, marks)?;
                Ok(node)
            }
            Event::MappingStart(style, anchor, _) => {
                let head = self.head(anchor, marks)?;
                let node = self.mapping(style, head, depth)?;
                self.define(anchor, &node, marks)?;
                Ok(node)
            }
            _ => Ok(absent(self.span(self.at, self.at))),
        }
    }

    /// Reads the anchor, whose event comes after its node's. Its node is not known yet.
    fn head(&mut self, anchor: usize, marks: Marks) -> Result<Head, SyntaxError> {
        let tag = marks.tag.map(|(start, end)| self.span(start, end));
        let mut head = Head { from: self.at, marks, anchor: None, tag };
        self.at = self.at.max(marks.tag.map_or(0, |(_, end)| end));
        if anchor != 0 {
            let (_, at) = self.next()?;
            head.anchor = Some(self.span(at.start, at.end));
            self.at = self.at.max(at.end);
            self.anchors.insert(anchor, None);
        }
        Ok(head)
    }

    fn define(&mut self, anchor: usize, node: &Node, marks: Marks) -> Result<(), SyntaxError> {
        if anchor != 0 {
            let size = Size::of(node);
            self.copy(size.bytes, 0, marks)?;
            self.anchors.insert(anchor, Some(Anchored { node: node.clone(), size }));
        }
        Ok(())
    }

    /// Counts a copy toward the limits, before it is made.
    fn copy(&mut self, bytes: usize, nodes: usize, marks: Marks) -> Result<(), SyntaxError> {
        self.nodes += nodes;
        self.copied += bytes;
        let within = self.nodes <= self.limits.nodes && self.copied <= self.limits.bytes;
        if within { Ok(()) } else { Err(self.too_many(marks)) }
    }

    fn alias(&mut self, id: usize, marks: Marks, depth: usize) -> Result<Node, SyntaxError> {
        self.at = marks.end;
        let span = self.span(marks.start, marks.end);
        let Some(Some(Anchored { size, .. })) = self.anchors.get(&id) else {
            return Err(SyntaxError::new(span, "the alias refers to a value that contains it"));
        };
        let size = *size;
        if depth + size.depth > self.limits.depth {
            return Err(self.too_deep(marks));
        }
        self.copy(size.bytes, size.nodes, marks)?;
        let Some(Some(anchored)) = self.anchors.get(&id) else { return Ok(absent(span)) };
        let mut node = anchored.node.clone();
        copy::respan(&mut node, span);
        Ok(node)
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: granit_parser::ScalarStyle,
        tag: Option<&Tag>,
        head: Head,
    ) -> Node {
        let Head { from, marks, .. } = head;
        let plain = style == granit_parser::ScalarStyle::Plain;
        if plain && marks.start >= marks.end {
            let value = if tag.is_some_and(|tag| tag.core_suffix() != Some("null")) {
                Value::String(String::new())
            } else {
                Value::Null
            };
            let data = Data::Scalar { value, style: ScalarStyle::Absent, written: None };
            return head.node(self.span(self.at, self.at), data);
        }
        let (start, end) = match style {
            granit_parser::ScalarStyle::Literal | granit_parser::ScalarStyle::Folded => {
                seek::block_scalar(self.source, from, marks.start, marks.end)
            }
            _ => (marks.start, marks.end),
        };
        self.at = end;
        let resolved = tag.map_or(plain, is_resolved).then(|| scalar::resolve(&text));
        let (value, written) = match resolved {
            None => (Value::String(text.into_owned()), None),
            Some(value @ (Value::Bool(_) | Value::Number(_))) if tag.is_none() => (value, Some(text.into())),
            Some(value) => (value, None),
        };
        let data = Data::Scalar { value, style: style_of(style), written };
        head.node(self.span(start, end), data)
    }

    fn sequence(&mut self, style: StructureStyle, head: Head, depth: usize) -> Result<Node, SyntaxError> {
        let marks = head.marks;
        let block = style == StructureStyle::Block;
        let start = if block {
            seek::dash(self.source, self.at).unwrap_or(marks.start)
        } else {
            self.at = marks.end;
            marks.start
        };
        let mut items = Vec::new();
        loop {
            let (event, marks) = self.next()?;
            if event == Event::SequenceEnd {
                self.at = self.at.max(if block { 0 } else { marks.end });
                let span = self.span(start.min(self.at), self.at);
                return Ok(head.node(span, Data::Sequence(items)));
            }
            if block && let Some(dash) = seek::dash(self.source, self.at) {
                self.at = dash + 1;
                self.indented(dash)?;
            }
            items.push(self.node(event, marks, depth + 1)?);
        }
    }

    fn mapping(&mut self, style: StructureStyle, head: Head, depth: usize) -> Result<Node, SyntaxError> {
        let marks = head.marks;
        let block = style == StructureStyle::Block;
        if !block {
            self.at = marks.end;
        }
        let mut start = marks.start;
        let mut keys = Keys::default();
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, marks) = self.next()?;
            if event == Event::MappingEnd {
                self.at = self.at.max(if block { 0 } else { marks.end });
                let span = self.span(start.min(self.at), self.at);
                return Ok(head.node(span, Data::Mapping(entries)));
            }
            let (name, key) = self.key(event, marks, depth)?;
            if block {
                self.indented(key.start() - self.base)?;
            }
            if block && entries.is_empty() {
                start = key.start() - self.base;
            }
            if let Some(first) = keys.find(&name, &entries) {
                let first = entries[first].key;
                self.duplicates.push(Duplicate { key: name.clone(), first, again: key });
            }
            self.at = seek::colon(self.source, self.at).map_or(self.at, |colon| colon + 1);
            let (event, marks) = self.next()?;
            let value = self.node(event, marks, depth + 1)?;
            keys.add(&name, entries.len());
            entries.push(Entry { name, key, value });
        }
    }

    /// Returns a key as a string, with its span.
    fn key(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> Result<(String, Span), SyntaxError> {
        let written = match &event {
            Event::Scalar(_, granit_parser::ScalarStyle::Plain, ..) if marks.start == marks.end => {
                self.at = self.at.max(marks.start);
                Some(String::new())
            }
            Event::Scalar(text, ..) => Some(text.clone().into_owned()),
            _ => None,
        };
        let node = self.node(event, marks, depth + 1)?;
        let name = match (written, node.data) {
            (Some(written), _) => written,
            (None, Data::Scalar { value: Value::String(value), .. }) => value,
            _ => self.source[node.span.start() - self.base..node.span.end() - self.base].to_owned(),
        };
        Ok((name, node.span))
    }

    /// Refuses a tab in the indentation of the entry at `start` of a block collection.
    fn indented(&self, start: usize) -> Result<(), SyntaxError> {
        match tabs::before_entry(self.source, start) {
            Some(tab) => Err(explain::tab(self.source, tab).shift(self.base)),
            None => Ok(()),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn too_many(&self, marks: Marks) -> SyntaxError {
        let message =
            format!("the YAML has more than {} values once its aliases are expanded", self.limits.nodes);
        SyntaxError::new(self.span(marks.start, marks.end), message)
    }

    fn too_deep(&self, marks: Marks) -> SyntaxError {
        let message = format!("the YAML is nested deeper than {} levels", self.limits.depth);
        SyntaxError::new(self.span(marks.start, marks.end), message)
    }

    fn second_document(&self, marks: Marks) -> SyntaxError {
        let mark = if marks.start < marks.end {
            Span::new(marks.start, marks.end)
        } else {
            seek::line_before(self.source, marks.start)
        };
        SyntaxError::new(mark.shift(self.base), "a second YAML document starts here, expected one")
            .help("delete the line that ends the first one (`...` or `---`), or the text after it")
    }
}

impl Head {
    fn node(self, span: Span, data: Data) -> Node {
        Node { span, anchor: self.anchor, tag: self.tag, data }
    }
}

/// The offsets of an event and of its tag.
#[derive(Clone, Copy, Default)]
struct Marks {
    start: usize,
    end: usize,
    tag: Option<(usize, usize)>,
}

impl Marks {
    fn new(span: &granit_parser::Span) -> Self {
        let range = span.byte_range().unwrap_or_default();
        let tag = span.tag_span().and_then(|tag| tag.byte_range()).map(|tag| (tag.start, tag.end));
        Self { start: range.start, end: range.end.max(range.start), tag }
    }
}

/// Whether the core schema resolves a scalar with `tag`, even if it is quoted: `!!int "3"` is 3.
fn is_resolved(tag: &Tag) -> bool {
    matches!(tag.core_suffix(), Some("int" | "float" | "bool" | "null"))
}

fn style_of(style: granit_parser::ScalarStyle) -> ScalarStyle {
    match style {
        granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
        granit_parser::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        granit_parser::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        granit_parser::ScalarStyle::Literal => ScalarStyle::LiteralBlock,
        granit_parser::ScalarStyle::Folded => ScalarStyle::FoldedBlock,
    }
}

fn absent(span: Span) -> Node {
    let data = Data::Scalar { value: Value::Null, style: ScalarStyle::Absent, written: None };
    Node { span, anchor: None, tag: None, data }
}
