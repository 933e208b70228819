//! Places in files, as the protocol has them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use gen_lsp_types::{Location, Uri};
use rayon::prelude::*;

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

    /// Reads the notes at the `indexes` in the vault on all threads: there may be thousands.
    pub(super) fn read_all(&mut self, indexes: impl IntoIterator<Item = usize>) {
        let missing: BTreeSet<usize> =
            indexes.into_iter().filter(|index| !self.texts.contains_key(index)).collect();
        let others = self.others;
        let read = missing.into_par_iter().filter_map(|index| Some((index, read(index, others)?)));
        let read: Vec<_> = read.collect();
        self.texts.extend(read);
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

    /// Returns the `places`, spans of notes by their indexes in the vault, sorted. There may be thousands of notes: they
    /// are read on all threads, and their texts are not kept.
    pub(super) fn all(&self, places: &[(usize, Span)]) -> Vec<Location> {
        let of_note = |places: &[(usize, Span)]| -> Option<Vec<Location>> {
            let index = places.first()?.0;
            let uri = self.documents.uri(self.others.path(index)?);
            let own = if self.texts.contains_key(&index) { None } else { Some(read(index, self.others)?) };
            let (text, lines) = own.as_ref().or_else(|| self.texts.get(&index))?;
            let location =
                |span| Location { uri: uri.clone(), range: self.encoding.range(span, text, lines) };
            Some(places.iter().map(|(_, span)| location(*span)).collect())
        };
        let notes = places.par_chunk_by(|(one, _), (other, _)| one == other);
        notes.filter_map(of_note).flatten_iter().collect()
    }

    fn read(&mut self, index: usize) -> Option<&(String, LineIndex)> {
        if !self.texts.contains_key(&index) {
            self.texts.insert(index, read(index, self.others)?);
        }
        self.texts.get(&index)
    }
}

fn read(index: usize, others: &Neighbors<'_>) -> Option<(String, LineIndex)> {
    let text = others.text(index)?;
    let lines = LineIndex::new(&text);
    Some((text, lines))
}
