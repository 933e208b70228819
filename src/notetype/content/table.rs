use std::borrow::Cow;

use super::{
    kind::{Kind, Noun, Spec},
    template::PLACEHOLDER,
};
use crate::{
    note::{Block, BlockId, BlockKind, Note},
    notetype::{
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::{
            Scope, plain_text,
            typed::{self, Written},
        },
        schema::{ALIASES, Annotation, ContentKind, Declaring, Form, Named, Node, REF, Role, ValueType},
    },
    text::{Span, Traced, quote},
};

const COLUMN: Role = Role { noun: "a column", keys: &[ALIASES, REF] };

/// A table as rows of named cells.
#[derive(Clone, Debug, Default)]
pub struct TableSpec {
    /// The columns in the schema's order.
    pub columns: Vec<Named>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct ParsedTable {
    /// The table's block.
    pub block: BlockId,
    /// The whole table.
    pub span: Span,
    /// The header cells.
    pub header: Vec<Span>,
}

impl Spec for TableSpec {
    fn names(&self) -> Names {
        Names::new(self.columns.iter().map(|column| (&*column.name, &*column.aliases)))
    }

    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        match inside {
            [] => Place::Items(ItemsPlace::Section { section }),
            _ => Place::Table { section },
        }
    }

    fn template(&self, _level: u8) -> Option<String> {
        let row = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
        if self.columns.is_empty() {
            return Some(PLACEHOLDER.to_owned());
        }
        let header = row(self.columns.iter().map(|column| column.name.as_str()).collect());
        let fill = |cell| row(vec![cell; self.columns.len()]);
        Some([header, fill("---"), fill(PLACEHOLDER)].join("\n"))
    }

    fn contents(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quote(&column.name)).collect();
        if names.is_empty() { String::new() } else { format!("a table of {}", names.join(", ")) }
    }

    fn noun(&self) -> Option<Noun> {
        Some(Noun { one: "row", many: "rows" })
    }

    fn how_to_write(&self, _level: u8) -> String {
        "add a table with a header row and one row per item".to_owned()
    }
}

impl Kind for TableSpec {
    const KIND: ContentKind = ContentKind {
        name: "table",
        json_type: "array",
        is_default: false,
        keys: &[],
        part: Some(COLUMN),
        form: Form::List(&Form::Values),
    };

    type Parsed = Option<ParsedTable>;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, _says: &Annotation) -> Self {
        let row = declaring.read(node).get("items");
        Self { columns: row.map(|row| declaring.names(&row, COLUMN, "column")).unwrap_or_default() }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (Option<ParsedTable>, Traced<'a>) {
        let parsed = read(scope);
        let json = json(scope, self, names, parsed.as_ref());
        (parsed, json)
    }
}

/// The first table of a section.
fn read(scope: &Scope<'_>) -> Option<ParsedTable> {
    scope.top_level().find_map(|(id, block)| table(scope.note, id, block))
}

/// The table that the block `id` is.
pub(super) fn table(note: &Note<'_>, id: BlockId, block: &Block) -> Option<ParsedTable> {
    let (header, _) = note.blocks.children(id).next().filter(|_| block.kind == BlockKind::Table)?;
    Some(ParsedTable { block: id, span: block.span, header: cells(note, header).collect() })
}

/// The spans of the cells of `row`.
fn cells<'a>(note: &'a Note<'_>, row: BlockId) -> impl Iterator<Item = Span> + use<'a> {
    note.blocks.children(row).map(|(_, cell)| cell.span)
}

/// A column of a table in a note.
struct Column<'a> {
    /// Which one of the type it is.
    known: Option<usize>,
    name: Cow<'a, str>,
    value: ValueType,
    /// Which cell of a row is in it.
    index: usize,
    header: Span,
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
    let mut columns: Vec<Column<'a>> = reading
        .header
        .iter()
        .enumerate()
        .map(|(index, &cell)| {
            let plain = plain_text::plain(note, cell);
            let known = names.recognise_name(cell.of(note.text), &plain).map(|(column, _)| column);
            let declared = known.and_then(|column| spec.columns.get(column));
            let value = declared.map_or_else(ValueType::default, |column| column.value);
            let name = declared.map_or(plain, |column| column.name.as_str().into());
            Column { known, name, value, index, header: cell }
        })
        .filter(|column| !column.name.is_empty())
        .collect();
    columns.sort_by_key(|column| (column.known.is_none(), column.known.unwrap_or(column.index)));
    let rows = note.blocks.children(reading.block).skip(1).map(|(row, block)| {
        let cells: Vec<Span> = cells(note, row).collect();
        let mut json = Traced::object(columns.len(), block.span);
        for column in &columns {
            if let Some(&cell) = cells.get(column.index).filter(|cell| !cell.is_empty()) {
                let value = typed::value(note, cell, column.value, Written::Cell);
                json.insert(column.name.clone(), Some(column.header), value);
            }
        }
        json
    });
    Traced::array(rows, reading.span)
}
