use memchr::memmem;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    diagnostic::{RuleId, Severity},
    note::{Block, BlockId, BlockKind},
    rules::{Context, Finding, Findings, Meta, NoteRule, template::PLACEHOLDER},
    text::{Id, Span},
    tree::{Data, Node},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Unfinished {}

impl NoteRule for Unfinished {
    const META: Meta = Meta {
        id: RuleId::new("structure/unfinished"),
        summary: "`…` is left where something is to be written",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("unfinished.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        // Nearly all notes have none.
        if memmem::find(context.note.text.as_bytes(), PLACEHOLDER.as_bytes()).is_none() {
            return;
        }
        let mut report = |what: &str, span: Span| {
            findings.push(
                Finding::new(span, format!("the {what} is still `{PLACEHOLDER}`"))
                    .help(format!("write the {what} in its place")),
            );
        };
        if let Some(document) = context.note.frontmatter.mapping() {
            values(&document.root, &mut |span| report("value", span));
        }
        for (_, heading) in context.note.outline.iter() {
            let is_title = heading.level == 1;
            let is_open =
                heading.plain.trim() == PLACEHOLDER || is_title && has_only_id(context, &heading.plain);
            if is_open && (is_title || section_at(context, heading.span).is_some()) {
                report(if is_title { "title" } else { "heading" }, heading.content);
            }
        }
        for (id, block) in context.note.blocks.iter() {
            if is_inside(context, block.span) {
                inside(context, (id, block), &mut report);
            }
        }
    }
}

/// Whether all that follows the id in `title` is the placeholder.
fn has_only_id(context: &Context<'_>, title: &str) -> bool {
    let id = || context.note_type.spec.identity.find(title);
    let Some(before) = title.trim_end().strip_suffix(PLACEHOLDER) else { return false };
    id().is_some_and(|id| before.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(id))
}

/// Calls `found` with the values in `node` that are the placeholder.
fn values(node: &Node, found: &mut impl FnMut(Span)) {
    match &node.data {
        Data::Scalar { value: Value::String(text), .. } if text.trim() == PLACEHOLDER => found(node.span),
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| values(item, found)),
        Data::Mapping(entries) => entries.iter().for_each(|entry| values(&entry.value, found)),
    }
}

/// Returns the index of the section that contains the start of `span`.
fn section_at(context: &Context<'_>, span: Span) -> Option<usize> {
    let sections = &context.projection.sections;
    let after = sections.partition_point(|section| section.span.start() <= span.start());
    let index = after.checked_sub(1)?;
    (span.start() < sections[index].span.end()).then_some(index)
}

fn is_inside(context: &Context<'_>, span: Span) -> bool {
    section_at(context, span).is_some()
}

/// Reports what is unfinished in a block of a section.
fn inside(context: &Context<'_>, (id, block): (BlockId, &Block), report: &mut impl FnMut(&str, Span)) {
    let blocks = &context.note.blocks;
    match block.kind {
        BlockKind::List { .. } => {
            let items: Vec<Span> = blocks.children(id).map(|(id, item)| content(context, id, item)).collect();
            let is_open = |item: &Span| item.of(context.note.text) == PLACEHOLDER;
            // At the end of a list that is written, it means `and so on`.
            let goes_on = items.iter().filter(|item| is_open(item)).count() == 1
                && items.len() > 1
                && items.last().is_some_and(is_open);
            for item in items.into_iter().filter(|item| is_open(item) && !goes_on) {
                report("item", item);
            }
        }
        BlockKind::Table => {
            let rows = blocks.children(id).filter(|(_, row)| row.kind == BlockKind::Row { header: false });
            let rows: Vec<Vec<Span>> =
                rows.map(|(row, _)| blocks.children(row).map(|(_, cell)| cell.span).collect()).collect();
            let is_open = |cell: &Span| cell.of(context.note.text) == PLACEHOLDER;
            let is_written = |row: &Vec<Span>| !row.iter().all(is_open);
            let any_written = rows.iter().any(is_written);
            // A whole row of them among others means that rows are left out.
            for row in rows.iter().filter(|row| is_written(row) || !any_written) {
                row.iter().filter(|cell| is_open(cell)).for_each(|cell| report("cell", *cell));
            }
        }
        BlockKind::Paragraph => {
            let text = block.span.of(context.note.text);
            if text == PLACEHOLDER && is_alone(context, id, block) {
                report("text", block.span);
            }
            let Some((lead, behind, rest)) = labelled(text) else { return };
            let end = block.span.end();
            let rest_span = Span::new(end - rest.len(), end).trim(context.note.text);
            match (lead == PLACEHOLDER, rest.trim() == PLACEHOLDER) {
                (true, true) => report("point", block.span),
                (true, false) => {
                    report("lead", Span::new(block.span.start(), block.span.start() + text.len() - behind));
                }
                (false, true) => report("text", rest_span),
                (false, false) => {}
            }
        }
        _ => {}
    }
}

/// Returns the content of the item `id` without its checkbox, if it is one paragraph.
fn content(context: &Context<'_>, id: BlockId, item: &Block) -> Span {
    let mut children = context.note.blocks.children(id);
    let (Some((_, only)), None) = (children.next(), children.next()) else {
        return Span::empty(item.span.end());
    };
    let text = only.span.of(context.note.text);
    let rest = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    Span::new(only.span.end() - rest.len(), only.span.end()).trim(context.note.text)
}

/// Whether the block `id` is all that is below its heading.
fn is_alone(context: &Context<'_>, id: BlockId, block: &Block) -> bool {
    let outline = &context.note.outline;
    let Some(section) = section_at(context, block.span) else { return false };
    let mut heading = context.projection.sections[section].heading;
    while outline.get(heading.next()).is_some_and(|next| next.span.start() <= block.span.start()) {
        heading = heading.next();
    }
    let mut own = context.note.blocks.siblings(outline.own_blocks(heading));
    own.all(|(other, block)| other == id || matches!(block.kind, BlockKind::Break | BlockKind::Html))
}

/// Returns the bold words that `text` begins with, the length of what follows them, and that without a colon.
fn labelled(text: &str) -> Option<(&str, usize, &str)> {
    let (lead, behind) = text.strip_prefix("**")?.split_once("**")?;
    let rest = behind.trim_start().trim_start_matches([':', '：']);
    Some((lead.trim_end_matches([':', '：']).trim(), behind.len(), rest))
}
