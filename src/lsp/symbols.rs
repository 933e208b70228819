//! The outline of a note, and the notes of all folders, to be searched by name.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location,
    SymbolInformation, SymbolKind,
};

use super::{documents::Document, server::Server};
use crate::{
    disk,
    note::{HeadingId, Note},
    notetype::project,
    text::{Span, pointer},
    tree::{Data, Node},
};

/// The name of the frontmatter among the symbols.
const FRONTMATTER: &str = "frontmatter";

impl Server {
    /// Answers the outline of a note: its frontmatter with its keys, and its headings with what its type calls them.
    pub(super) fn document_symbols(
        &mut self,
        params: DocumentSymbolParams,
    ) -> Option<DocumentSymbolResponse> {
        let Self { documents, folders, abilities, .. } = self;
        let document = documents.get(&params.text_document.uri)?;
        if !disk::is_markdown(&document.path) {
            return None;
        }
        let symbols = match folders.of(document).and_then(|folder| folder.workspace(document)) {
            Some(workspace) => {
                let note_type = workspace.read_as(&document.path)?;
                let note = Note::parse_with(&document.text, note_type.spec.fences());
                let projection = project(&note, &note_type.spec);
                let pointers = projection.heading_pointers();
                symbols(&note, document, &|heading| pointers.get(&heading).map(|pointer| detail(pointer)))
            }
            None => symbols(&Note::parse(&document.text), document, &|_| None),
        };
        if abilities.nests_symbols {
            return Some(symbols.into());
        }
        let mut flat = Vec::new();
        flatten(symbols, (document, None), &mut flat);
        Some(flat.into())
    }
}

/// Returns what a type calls the part at `pointer` of the projection.
fn detail(pointer: &str) -> String {
    let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    let mut names: Vec<_> = pointer::tokens(pointer).collect();
    if names.last().is_some_and(|last| is_index(last)) {
        names.pop();
    }
    names.pop().unwrap_or_default().into_owned()
}

fn symbol(
    name: &str,
    kind: SymbolKind,
    (document, range, selection): (&Document, Span, Span),
) -> DocumentSymbol {
    // Clients refuse symbols without a name.
    let name = if name.trim().is_empty() { "…" } else { name.trim() };
    #[allow(deprecated, reason = "all fields of a structure are written")]
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: document.range(range.cover(selection)),
        selection_range: document.range(selection),
        children: None,
    }
}

fn symbols(
    note: &Note<'_>,
    document: &Document,
    detail: &dyn Fn(HeadingId) -> Option<String>,
) -> Vec<DocumentSymbol> {
    let mut symbols: Vec<DocumentSymbol> = Vec::new();
    if let Some(block) = note.frontmatter.block() {
        let whole = block.opening.cover(block.closing);
        let mut frontmatter = symbol(FRONTMATTER, SymbolKind::Object, (document, whole, whole));
        let root = note.frontmatter.mapping().map(|mapping| &mapping.root);
        frontmatter.children = root.map(|root| keys(root, document, 0));
        symbols.push(frontmatter);
    }
    // Those that are still open, each with its level and what is in it.
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    for (id, heading) in note.outline.iter() {
        while let Some((_, done)) = open.pop_if(|(level, _)| *level >= heading.level) {
            add(done, &mut open, &mut symbols);
        }
        let below = note.outline.below(id).end;
        let end = note.outline.get(below).map_or(note.text.len(), |next| next.span.start());
        let range = Span::new(heading.span.start(), end).trim(note.text);
        let next = symbol(&heading.plain, SymbolKind::String, (document, range, heading.span));
        open.push((heading.level, DocumentSymbol { detail: detail(id), ..next }));
    }
    while let Some((_, done)) = open.pop() {
        add(done, &mut open, &mut symbols);
    }
    symbols
}

/// Adds `symbol` to the innermost of those that are `open`, else to the `outermost`.
fn add(symbol: DocumentSymbol, open: &mut [(u8, DocumentSymbol)], outermost: &mut Vec<DocumentSymbol>) {
    match open.last_mut() {
        Some((_, around)) => around.children.get_or_insert_default().push(symbol),
        None => outermost.push(symbol),
    }
}

/// Returns the keys of `node`, with those that are `MAX_DEPTH` mappings inside of it.
fn keys(node: &Node, document: &Document, depth: usize) -> Vec<DocumentSymbol> {
    const MAX_DEPTH: usize = 3;
    let entries = node.as_mapping().unwrap_or_default().iter().map(|entry| {
        let whole = entry.key.cover(entry.value.span);
        let mut key = symbol(&entry.name, SymbolKind::Key, (document, whole, entry.key));
        if let Data::Scalar { .. } = entry.value.data {
            let value = entry.value.span.of(&document.text).lines().next().unwrap_or_default();
            key.detail = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        }
        if depth < MAX_DEPTH {
            key.children = Some(keys(&entry.value, document, depth + 1)).filter(|keys| !keys.is_empty());
        }
        key
    });
    entries.collect()
}

/// Adds `symbols`, which are in the one with the name `container`, one after the other.
fn flatten(
    symbols: Vec<DocumentSymbol>,
    (document, container): (&Document, Option<&str>),
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let location = Location { uri: document.uri.clone(), range: symbol.range };
        flat.push(information(&symbol.name, symbol.kind, (location, container)));
        flatten(symbol.children.unwrap_or_default(), (document, Some(&symbol.name)), flat);
    }
}

/// Returns the symbol `name` at a location, which is in the one with the name `container`.
pub(super) fn information(
    name: &str,
    kind: SymbolKind,
    (location, container): (Location, Option<&str>),
) -> SymbolInformation {
    let container_name = container.map(str::to_owned);
    let base = BaseSymbolInformation { name: name.to_owned(), kind, tags: None, container_name };
    #[allow(deprecated, reason = "all fields of a structure are written")]
    SymbolInformation { deprecated: None, location, base_symbol_information: base }
}
