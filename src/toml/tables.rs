//! The tables of a document while it is read: which of them may be opened again, and how.

use std::collections::HashMap;

use crate::{
    text::Span,
    tree::{self, Data, Duplicate, Node},
};

/// The number of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableId(usize);

/// The table that a document is.
pub(super) const ROOT: TableId = TableId(0);

/// How a table came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By a header, or it is the document.
    Header,
    /// By the header of a table in it: its own header may follow.
    Implicit,
    /// By a dotted key: more dotted keys may follow, but no header.
    Dotted,
    /// In braces: nothing may follow.
    Inline,
}

/// A key.
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Span,
}

struct Table {
    kind: Kind,
    /// How many tables it is in.
    depth: usize,
    /// What belongs to it in one place: its header and its entries up to the next header.
    span: Option<Span>,
    entries: Vec<Entry>,
    /// The first entry of each name.
    index: HashMap<String, usize>,
}

struct Entry {
    name: String,
    key: Span,
    value: Value,
}

enum Value {
    Node(Node),
    Table(TableId),
    /// The tables of `[[headers]]`.
    Tables(Vec<TableId>),
}

/// All tables of a document.
pub(super) struct Tables {
    all: Vec<Table>,
    pub(super) duplicates: Vec<Duplicate>,
}

impl Tables {
    pub(super) fn new() -> Self {
        let mut tables = Self { all: Vec::new(), duplicates: Vec::new() };
        tables.add(Kind::Header, 0, None);
        tables
    }

    /// Adds a table that is in no other one yet.
    pub(super) fn add(&mut self, kind: Kind, depth: usize, span: Option<Span>) -> TableId {
        let (entries, index) = (Vec::new(), HashMap::new());
        self.all.push(Table { kind, depth, span, entries, index });
        TableId(self.all.len() - 1)
    }

    /// How many tables the table is in.
    pub(super) fn depth(&self, id: TableId) -> usize {
        self.all[id.0].depth
    }

    /// Opens the table `key` in `parent` on the way to the table of a header.
    pub(super) fn pass(&mut self, parent: TableId, key: Key) -> TableId {
        match self.value(parent, &key.name) {
            Some(Value::Table(id)) => *id,
            Some(Value::Tables(all)) => all.last().copied().unwrap_or(parent),
            _ => self.insert_table(parent, key, Kind::Implicit, None),
        }
    }

    /// Opens the table `key` in `parent` on the way to the last part of a dotted key.
    pub(super) fn pass_dotted(&mut self, parent: TableId, key: Key) -> TableId {
        match self.value(parent, &key.name) {
            Some(Value::Table(id)) if self.all[id.0].kind == Kind::Dotted => *id,
            _ => self.insert_table(parent, key, Kind::Dotted, None),
        }
    }

    /// Opens the table of the header `[key]` at `header` in `parent`.
    pub(super) fn open(&mut self, parent: TableId, key: Key, header: Span) -> TableId {
        match self.value(parent, &key.name) {
            Some(&Value::Table(id)) if self.all[id.0].kind == Kind::Implicit => {
                let table = &mut self.all[id.0];
                (table.kind, table.span) = (Kind::Header, Some(header));
                id
            }
            _ => self.insert_table(parent, key, Kind::Header, Some(header)),
        }
    }

    /// Opens the next table of the header `[[key]]` at `header` in `parent`.
    pub(super) fn open_next(&mut self, parent: TableId, key: Key, header: Span) -> TableId {
        let id = self.add(Kind::Header, self.depth(parent) + 2, Some(header));
        let index = self.all[parent.0].index.get(&key.name).copied();
        let value = index.and_then(|index| self.all[parent.0].entries.get_mut(index));
        if let Some(Entry { value: Value::Tables(all), .. }) = value {
            all.push(id);
        } else {
            self.insert(parent, key, Value::Tables(vec![id]));
        }
        id
    }

    /// Adds a value to `parent`.
    pub(super) fn set(&mut self, parent: TableId, key: Key, node: Node) {
        self.insert(parent, key, Value::Node(node));
    }

    /// Makes `part` a part of what is written of the table in one place.
    pub(super) fn extend(&mut self, id: TableId, part: Span) {
        let span = &mut self.all[id.0].span;
        *span = Some(span.map_or(part, |span| span.cover(part)));
    }

    /// Returns the node of a table; where nothing of it is written, at `default`.
    pub(super) fn node(&mut self, id: TableId, default: Span) -> Node {
        let table = &mut self.all[id.0];
        let span = table.span.unwrap_or(default);
        let entries = std::mem::take(&mut table.entries).into_iter().map(|Entry { name, key, value }| {
            let value = match value {
                Value::Node(node) => node,
                Value::Table(id) => self.node(id, key),
                Value::Tables(all) => {
                    let all: Vec<Node> = all.into_iter().map(|id| self.node(id, key)).collect();
                    let span = all.iter().map(|node| node.span).reduce(Span::cover).unwrap_or(key);
                    Node { span, anchor: None, tag: None, data: Data::Sequence(all) }
                }
            };
            tree::Entry { name, key, value }
        });
        let data = Data::Mapping(entries.collect());
        Node { span, anchor: None, tag: None, data }
    }

    fn value(&self, parent: TableId, name: &str) -> Option<&Value> {
        let Table { entries, index, .. } = &self.all[parent.0];
        Some(&entries.get(*index.get(name)?)?.value)
    }

    fn insert_table(&mut self, parent: TableId, key: Key, kind: Kind, span: Option<Span>) -> TableId {
        let id = self.add(kind, self.depth(parent) + 1, span);
        self.insert(parent, key, Value::Table(id));
        id
    }

    /// Adds an entry to `parent`. If the key is there already, the first one counts.
    fn insert(&mut self, parent: TableId, Key { name, span }: Key, value: Value) {
        let table = &mut self.all[parent.0];
        if let Some(first) = table.index.get(&name).and_then(|index| table.entries.get(*index)) {
            let (key, first) = (name.clone(), first.key);
            self.duplicates.push(Duplicate { key, first, again: span });
        } else {
            table.index.insert(name.clone(), table.entries.len());
        }
        table.entries.push(Entry { name, key: span, value });
    }
}
