//! Reads a text in the ways that its type names.

use serde_json::Number;

use super::kinds::{PartContent, PartSpec};
use crate::{
    note::{Block, BlockId, BlockKind},
    notetype::{
        content::{
            fields::ParsedFields, items::ParsedPoints, kind::Kind, prose::ParsedProse, table,
            tasks::ParsedTasks,
        },
        place::PartId,
        read::{Scope, counts, lists, plain_text, prose},
    },
    text::{IndexVec, Json, Span, Traced, line_end, next_line},
};

/// A text as it was read.
#[derive(Clone, Debug, Default)]
pub struct ParsedParts {
    /// The readings, in the order of the type.
    pub parts: IndexVec<PartId, ParsedPart>,
}

/// A reading, as far as rules must know of its form.
#[derive(Clone, Debug)]
pub enum ParsedPart {
    /// Items of lists.
    Points(ParsedPoints),
    /// Items with a checkbox.
    Tasks(ParsedTasks),
    /// The text as readers see it.
    Prose(ParsedProse),
    /// Names with values.
    Fields(ParsedFields),
    /// What the projection has is all.
    Other,
}

/// Reads `scope` in the way of `part`.
pub(super) fn read<'a>(scope: &Scope<'a>, part: &'a PartSpec) -> (ParsedPart, Traced<'a>) {
    let other = |json| (ParsedPart::Other, json);
    let names = part.names();
    match &part.content {
        PartContent::Text(spec) => other(spec.read(scope, names).1),
        PartContent::Prose(spec) => {
            let (parsed, json) = spec.read(scope, names);
            (ParsedPart::Prose(parsed), json)
        }
        PartContent::Words => {
            let prose = prose::read(scope.note, scope.all_blocks());
            other(count(scope, counts::words(&prose.text)))
        }
        PartContent::Lines => other(count(scope, counts::lines(scope.text().of(scope.note.text)))),
        PartContent::Paragraphs => {
            let blocks = scope.note.blocks.siblings(scope.all_blocks());
            let paragraphs = blocks.filter(|(_, block)| block.kind == BlockKind::Paragraph);
            other(count(scope, paragraphs.count() as u64))
        }
        PartContent::Points(spec) => {
            let (parsed, json) = spec.read(scope, names);
            (ParsedPart::Points(parsed), json)
        }
        PartContent::Tasks(spec) => {
            let (parsed, json) = spec.read(scope, names);
            (ParsedPart::Tasks(parsed), json)
        }
        PartContent::Code(spec) => other(spec.read(scope, names).1),
        PartContent::Tables(spec) => {
            let tables = scope.top_level().filter_map(|(id, block)| table::table(scope.note, id, block));
            let tables: Vec<Traced<'a>> =
                tables.map(|parsed| table::json(scope, spec, names, Some(&parsed))).collect();
            other(Traced::array(tables, scope.span()))
        }
        PartContent::Images(_) => other(links(scope, true)),
        PartContent::Links(_) => other(links(scope, false)),
        PartContent::Callouts(_) => {
            let blocks = scope.note.blocks.range(scope.blocks());
            let callouts = blocks.filter(|(_, block)| lists::is_callout(scope.note, block));
            other(Traced::array(callouts.map(|callout| self::callout(scope, callout)), scope.span()))
        }
        PartContent::Headings(_) => other(headings(scope)),
        PartContent::Fields(spec) => {
            let (parsed, json) = spec.read(scope, names);
            (ParsedPart::Fields(parsed), json)
        }
    }
}

fn count<'a>(scope: &Scope<'a>, count: u64) -> Traced<'a> {
    Traced::new(Json::Number(Number::from(count)), scope.text())
}

/// The images of a text, each with its `alt`, or the links, each with its `text`; with their `target`.
fn links<'a>(scope: &Scope<'a>, images: bool) -> Traced<'a> {
    let note = scope.note;
    let span = scope.span();
    let first = note.links.partition_point(|link| link.span.start() < span.start());
    let inside = note.links[first..].iter().take_while(|link| link.span.start() < span.end());
    let links = inside.filter(|link| link.embedded == images).map(|link| {
        let mut json = Traced::object(2, link.span);
        let text = plain_text::plain(note, link.span);
        if !text.is_empty() {
            json.insert(if images { "alt" } else { "text" }, None, Traced::new(text, link.span));
        }
        json.insert("target", None, Traced::new(link.target.as_str(), link.destination));
        json
    });
    Traced::array(links, span)
}

fn headings<'a>(scope: &Scope<'a>) -> Traced<'a> {
    let note = scope.note;
    let headings = note.outline.range(scope.headings.clone()).map(|(_, heading)| {
        let mut json = Traced::object(2, heading.span);
        let level = Json::Number(Number::from(heading.level));
        json.insert("level", None, Traced::new(level, heading.span));
        json.insert("text", None, Traced::new(&*heading.plain, heading.content));
        json
    });
    Traced::array(headings, scope.span())
}

/// A callout: its kind in lower case, its title, and the text below them.
fn callout<'a>(scope: &Scope<'a>, (_, block): (BlockId, &Block)) -> Traced<'a> {
    let text = scope.note.text;
    let mut json = Traced::object(3, block.span);
    let written = block.span.of(text);
    let Some(open) = written.find("[!").map(|at| block.span.start() + at) else { return json };
    let line = Span::new(open, line_end(text, open).min(block.span.end()));
    let close = line.of(text).find(']').map_or(line.end(), |at| open + at);
    let kind = Span::new((open + 2).min(close), close);
    json.insert("kind", None, Traced::new(kind.of(text).to_lowercase(), kind));
    let behind = Span::new((close + 1).min(line.end()), line.end());
    let folds = usize::from(behind.of(text).starts_with(['+', '-']));
    let title = Span::new(behind.start() + folds, behind.end()).trim(text);
    if !title.is_empty() {
        json.insert("title", None, Traced::new(title.of(text), title));
    }
    let below = Span::new(next_line(text, line.end()).min(block.span.end()), block.span.end());
    let marks = below.of(text).len() - below.of(text).trim_start_matches(['>', ' ', '\t']).len();
    let below = Span::new(below.start() + marks, below.end()).trim(text);
    if !below.is_empty() {
        json.insert("text", None, plain_text::source(text, below, Some(open)));
    }
    json
}
