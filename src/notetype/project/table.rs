use std::borrow::Cow;

use super::{
    super::{ParsedTable, TableSpec, heading::Names},
    Scope, words,
};
use crate::{
    note::{BlockId, BlockKind, Note},
    text::{Span, Traced},
};

/// The first table of a section.
pub(super) fn read(scope: &Scope<'_>) -> Option<ParsedTable> {
    let (block, table) = scope.top_level().find(|(_, block)| block.kind == BlockKind::Table)?;
    let (header, _) = scope.note.blocks.children(block).next()?;
    let header = cells(scope.note, header).collect();
    Some(ParsedTable { block, span: table.span, header })
}

/// The spans of the cells of `row`.
fn cells<'a>(note: &'a Note<'_>, row: BlockId) -> impl Iterator<Item = Span> + use<'a> {
    note.blocks.children(row).map(|(_, cell)| cell.span)
}

/// A table as a JSON array of its rows: the columns that the type knows in its order, then the
/// others. An empty cell counts as missing.
pub(super) fn json<'a>(
    scope: &Scope<'a>,
    spec: &'a TableSpec,
    names: &Names,
    reading: Option<&ParsedTable>,
) -> Traced<'a> {
    let Some(reading) = reading else { return Traced::array([], scope.span()) };
    let note = scope.note;
    let mut columns: Vec<(Option<usize>, Cow<'a, str>, usize)> = reading
        .header
        .iter()
        .enumerate()
        .map(|(index, &cell)| {
            let plain = words::plain(note, cell);
            let known = names.recognise_name(cell.of(note.text), &plain).map(|(column, _)| column);
            let name =
                known.and_then(|column| spec.columns.get(column)).map(|column| column.name.as_str().into());
            (known, name.unwrap_or(plain), index)
        })
        .filter(|(_, name, _)| !name.is_empty())
        .collect();
    columns.sort_by_key(|(known, _, index)| (known.is_none(), known.unwrap_or(*index)));
    let rows = note.blocks.children(reading.block).skip(1).map(|(row, block)| {
        let cells: Vec<Span> = cells(note, row).collect();
        let mut json = Traced::object(columns.len(), block.span);
        for (_, name, index) in &columns {
            let cell = cells.get(*index).copied().filter(|cell| !cell.is_empty());
            if let (Some(cell), Some(&header)) = (cell, reading.header.get(*index)) {
                let text = unescaped(cell.of(note.text));
                json.insert(name.clone(), Some(header), Traced::new(text, cell));
            }
        }
        json
    });
    Traced::array(rows, reading.span)
}

/// A cell's text: a `|` is escaped even in code (GFM 4.10).
fn unescaped(cell: &str) -> Cow<'_, str> {
    if cell.contains("\\|") { Cow::Owned(cell.replace("\\|", "|")) } else { Cow::Borrowed(cell) }
}
