//! The text of cells and fields as the JSON type that the note type asks for.

use std::borrow::Cow;

use memchr::memmem;
use serde_json::Number;
use unicode_normalization::UnicodeNormalization;

use super::{lists, plain_text};
use crate::{
    note::{BlockKind, InlineKind, Note},
    notetype::{
        fold::{Bracket, bracket},
        schema::{ScalarType, ValueType},
    },
    text::{Json, Span, Traced},
};

/// Longer text is no number that anybody wrote.
const MAX_NUMBER_BYTES: usize = 400;

/// Where a text is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Written {
    /// In a cell of a table, where each `|` is escaped.
    Cell,
    /// In lines, those behind the first with the indentation of the item whose content begins at this offset.
    Lines(usize),
}

/// The text at `span` as `wanted`; as text, if it cannot be read as that.
pub(crate) fn value<'a>(note: &'a Note<'_>, span: Span, wanted: ValueType, written: Written) -> Traced<'a> {
    let span = span.trim(note.text);
    if let Some(json) = number_or_boolean(span.of(note.text), wanted.scalar) {
        return Traced::new(json, span);
    }
    match wanted.items {
        Some(items) => list(note, span, items, written),
        None => text(note, span, written),
    }
}

/// The text at `span` as an array: what stands between commas outside links, code and brackets, and the items of
/// lists in it.
pub(crate) fn list<'a>(note: &'a Note<'_>, span: Span, wanted: ScalarType, written: Written) -> Traced<'a> {
    let mut blocks = note.blocks.first_from(span.start())..note.blocks.first_from(span.end());
    let is_list = |kind| matches!(kind, BlockKind::List { .. });
    let below = match written {
        Written::Cell => None,
        Written::Lines(_) => note.blocks.siblings(blocks.clone()).find(|(_, block)| is_list(block.kind)),
    };
    let mut elements = Vec::new();
    let line_end = below.map_or(span.end(), |(_, list)| list.span.start());
    for piece in pieces(note, Span::new(span.start(), line_end)) {
        elements.push(scalar(note, piece, wanted, written));
    }
    if let Some((first, _)) = below {
        blocks.start = first;
        for item in lists::read(note, blocks).iter().flat_map(|list| &list.items) {
            let content = lists::content(note, item);
            if !content.is_empty() {
                elements.push(scalar(note, content, wanted, Written::Lines(content.start())));
            }
        }
    }
    Traced::array(elements, span)
}

fn scalar<'a>(note: &'a Note<'_>, span: Span, wanted: ScalarType, written: Written) -> Traced<'a> {
    match number_or_boolean(span.of(note.text), wanted) {
        Some(json) => Traced::new(json, span),
        None => text(note, span, written),
    }
}

fn text<'a>(note: &'a Note<'_>, span: Span, written: Written) -> Traced<'a> {
    match written {
        Written::Cell => Traced::new(unescaped(span.of(note.text)), span),
        Written::Lines(start) => plain_text::source(note.text, span, Some(start)),
    }
}

/// A cell's text: a `|` is escaped even in code (GFM 4.10).
fn unescaped(cell: &str) -> Cow<'_, str> {
    if cell.contains("\\|") { Cow::Owned(cell.replace("\\|", "|")) } else { Cow::Borrowed(cell) }
}

/// What `text` is by the grammar of JSON, its characters in any width.
fn number_or_boolean(text: &str, wanted: ScalarType) -> Option<Json<'static>> {
    if wanted == ScalarType::default() || text.len() > MAX_NUMBER_BYTES {
        return None;
    }
    let plain: String = text.nfkc().collect();
    match plain.as_str() {
        "true" | "false" => wanted.boolean.then_some(Json::Boolean(plain == "true")),
        _ if wanted.number => serde_json::from_str::<Number>(&plain).ok().map(Json::Number),
        _ => None,
    }
}

/// What stands between the commas at `span` that are outside links, code and brackets, without what is blank.
fn pieces(note: &Note<'_>, span: Span) -> Vec<Span> {
    let cuts = cuts(note, span);
    let starts = std::iter::once(span.start()).chain(cuts.iter().map(|cut| cut.end()));
    let ends = cuts.iter().map(|cut| cut.start()).chain([span.end()]);
    let pieces = starts.zip(ends).map(|(start, end)| Span::new(start, end).trim(note.text));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn cuts(note: &Note<'_>, span: Span) -> Vec<Span> {
    let written = span.of(note.text);
    if memchr::memchr(b',', written.as_bytes()).is_none()
        && memmem::find(written.as_bytes(), "、".as_bytes()).is_none()
    {
        return Vec::new();
    }
    let mut opaque = opaque(note, span).into_iter().peekable();
    let mut cuts: Vec<Span> = Vec::new();
    // The brackets that are open, each with the number of cuts before it; and how many are open of each kind.
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut of_kind = [0_usize; 256];
    for (at, c) in written.char_indices() {
        let at = span.start() + at;
        while opaque.next_if(|hidden| hidden.end() <= at).is_some() {}
        if opaque.peek().is_some_and(|hidden| hidden.start() <= at) {
            continue;
        }
        match (c, bracket(c).or_else(|| corner_bracket(c))) {
            (',' | '、', _) => cuts.push(Span::new(at, at + c.len_utf8())),
            (_, Some(bracket)) if bracket.opens => {
                open.push((bracket.kind, cuts.len()));
                of_kind[usize::from(bracket.kind)] += 1;
            }
            // What is inside brackets that are closed is not cut.
            (_, Some(bracket)) if of_kind[usize::from(bracket.kind)] > 0 => {
                while let Some((kind, before)) = open.pop() {
                    of_kind[usize::from(kind)] -= 1;
                    if kind == bracket.kind {
                        cuts.truncate(before);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    cuts
}

/// What bracket `c` is of those that are around quotations and names.
fn corner_bracket(c: char) -> Option<Bracket> {
    let (kind, opens) = match c {
        '「' | '｢' => (10, true),
        '」' | '｣' => (10, false),
        '『' => (11, true),
        '』' => (11, false),
        '《' => (12, true),
        '》' => (12, false),
        '〈' => (13, true),
        '〉' => (13, false),
        '{' | '｛' => (14, true),
        '}' | '｝' => (14, false),
        _ => return None,
    };
    Some(Bracket { kind, opens })
}

/// The code, formulas, HTML and links at `span`, in the order of the text.
pub(crate) fn opaque(note: &Note<'_>, span: Span) -> Vec<Span> {
    let first = note.inlines.partition_point(|inline| inline.span.start() < span.start());
    let inlines = note.inlines[first..].iter().take_while(|inline| inline.span.start() < span.end());
    let is_opaque =
        |kind: &InlineKind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Html);
    let inlines = inlines.filter(|inline| is_opaque(&inline.kind)).map(|inline| inline.span);
    let first = note.links.partition_point(|link| link.span.start() < span.start());
    let links = note.links[first..].iter().take_while(|link| link.span.start() < span.end());
    let mut all: Vec<Span> = inlines.chain(links.map(|link| link.span)).collect();
    // Of two that are nested, the outer one comes last, as the inner ones are then passed by.
    all.sort_by_key(|span| (span.start(), span.end()));
    let mut end = 0;
    all.retain(|span| {
        let is_outside = span.end() > end;
        end = end.max(span.end());
        is_outside
    });
    all
}
