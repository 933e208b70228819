//! The documents that are open in the editor.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::{address, encoding::Encoding};
use crate::text::{LineIndex, Span};

/// A document that is open in the editor.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its address, as the client writes it.
    pub(super) uri: Uri,
    /// Its absolute path; for a buffer without a file, one in the folder that it would be saved to.
    pub(super) path: PathBuf,
    /// Whether it is a file.
    pub(super) is_file: bool,
    /// Its version, as the client counts.
    pub(super) version: i32,
    /// Its text, saved or not.
    pub(super) text: Arc<str>,
    /// The lines of its text.
    pub(super) lines: Arc<LineIndex>,
    encoding: Encoding,
}

impl Document {
    /// Opens `item`, whose columns are counted in `encoding`. A buffer without a file belongs to `folder`.
    fn open(item: TextDocumentItem, encoding: Encoding, folder: &Path) -> Self {
        let file = address::path(&item.uri);
        let lines = Arc::new(LineIndex::new(&item.text));
        Self {
            is_file: file.is_some(),
            path: file.unwrap_or_else(|| folder.join(unsaved_name(&item.uri))),
            uri: item.uri,
            version: item.version,
            text: item.text.into(),
            lines,
            encoding,
        }
    }

    /// Returns the byte offset of `position`.
    pub(super) fn offset(&self, position: Position) -> usize {
        self.encoding.offset(position, &self.text, &self.lines)
    }

    /// Returns the span of `range`.
    pub(super) fn span(&self, range: Range) -> Span {
        self.encoding.span(range, &self.text, &self.lines)
    }

    /// Returns the range of `span`.
    pub(super) fn range(&self, span: Span) -> Range {
        self.encoding.range(span, &self.text, &self.lines)
    }

    fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = self.span(part.range);
                    let mut text = String::with_capacity(self.text.len() + part.text.len());
                    text.push_str(&self.text[..span.start()]);
                    text.push_str(&part.text);
                    text.push_str(&self.text[span.end()..]);
                    self.set(text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.set(whole.text);
                }
            }
        }
    }

    fn set(&mut self, text: String) {
        self.lines = Arc::new(LineIndex::new(&text));
        self.text = text.into();
    }
}

/// Returns the name of a file for the buffer at `uri`, which has none: a note, whatever the editor calls it.
fn unsaved_name(uri: &Uri) -> String {
    let name: String = uri.0.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    format!("{name}.md")
}

/// The documents that are open, by their addresses.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
    encoding: Encoding,
}

impl Documents {
    /// Returns none, for a client that counts columns in `encoding`.
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { open: BTreeMap::new(), encoding }
    }

    /// The unit of columns.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Opens `item`; a buffer without a file belongs to `folder`. Returns its path.
    pub(super) fn open(&mut self, item: TextDocumentItem, folder: &Path) -> PathBuf {
        let document = Document::open(item, self.encoding, folder);
        let path = document.path.clone();
        self.open.insert(document.uri.0.clone(), document);
        path
    }

    /// Makes the `changes` that lead to `version`. Returns the document; `None` if it is not open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> Option<&Document> {
        let document = self.open.get_mut(&uri.0)?;
        document.change(changes);
        document.version = version;
        Some(document)
    }

    /// Closes the document at `uri`; returns it if it was open.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<Document> {
        self.open.remove(&uri.0)
    }

    /// Returns the document at `uri`.
    pub(super) fn get(&self, uri: &Uri) -> Option<&Document> {
        self.open.get(&uri.0)
    }

    /// Returns the document of the file at the absolute `path`.
    pub(super) fn at(&self, path: &Path) -> Option<&Document> {
        self.open.values().find(|document| document.path == path)
    }

    /// Returns the address of the file at the absolute `path`, as the client writes it if it is open.
    pub(super) fn uri(&self, path: &Path) -> Uri {
        self.at(path).map_or_else(|| address::uri(path), |document| document.uri.clone())
    }

    /// Returns all of them, by address.
    pub(super) fn all(&self) -> impl Iterator<Item = &Document> {
        self.open.values()
    }
}

#[cfg(test)]
mod tests;
