//! Places in files, as the protocol has them.

use std::{collections::BTreeMap, path::Path};

use gen_lsp_types::{Location, Uri};

use super::{documents::Documents, encoding::Encoding};
use crate::{
    text::{LineIndex, Span},
    workspace::Neighbors,
};

/// Places in the notes of a collection. The text of each note is read once.
pub(super) struct Locations<'l> {
    documents: &'l Documents,
    others: &'l Neighbors<'l>,
    encoding: Encoding,
    texts: BTreeMap<usize, (String, LineIndex)>,
}

impl<'l> Locations<'l> {
    /// Returns places in the notes of `others`, some of which may be open as one of `documents`.
    pub(super) fn new(documents: &'l Documents, others: &'l Neighbors<'l>) -> Self {
        Self { documents, others, encoding: documents.encoding(), texts: BTreeMap::new() }
    }

    /// Returns the address of the file at the absolute `path`.
    pub(super) fn uri(&self, path: &Path) -> Uri {
        self.documents.uri(path)
    }

    /// Returns the text of the note at `index` in the vault.
    pub(super) fn text(&mut self, index: usize) -> Option<&str> {
        self.read(index).map(|(text, _)| text.as_str())
    }

    /// Returns `span` of the note at `index` in the vault; `None` if it cannot be read.
    pub(super) fn of(&mut self, index: usize, span: Span) -> Option<Location> {
        let uri = self.documents.uri(self.others.path(index)?);
        let encoding = self.encoding;
        let (text, lines) = self.read(index)?;
        Some(Location { uri, range: encoding.range(span, text, lines) })
    }

    fn read(&mut self, index: usize) -> Option<&(String, LineIndex)> {
        if !self.texts.contains_key(&index) {
            let text = self.others.text(index)?;
            let lines = LineIndex::new(&text);
            self.texts.insert(index, (text, lines));
        }
        self.texts.get(&index)
    }
}
