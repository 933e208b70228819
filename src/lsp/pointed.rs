//! A position in a note, among the other notes of its collection.

use gen_lsp_types::TextDocumentPositionParams;

use super::{
    documents::{Document, Documents},
    locations::Locations,
    server::Server,
    subject::Subject,
};
use crate::{note::Note, text::Span, workspace::Neighbors};

/// A note that a client points at.
pub(super) struct Pointed<'s> {
    pub(super) documents: &'s Documents,
    pub(super) document: &'s Document,
    /// The byte in its text that is pointed at.
    pub(super) offset: usize,
    pub(super) note: Note<'s>,
    pub(super) others: Neighbors<'s>,
}

impl Server {
    /// Returns the note at a position; `None` if it is not open, or no rule about its collection runs.
    pub(super) fn pointed(&mut self, params: TextDocumentPositionParams) -> Option<Pointed<'_>> {
        let Self { documents, folders, .. } = self;
        let document = documents.get(&params.text_document.uri)?;
        let offset = document.offset(params.position);
        let workspace = folders.of(document)?.workspace(document)?;
        let note_type = workspace.read_as(&document.path)?;
        let note = Note::parse_with(&document.text, note_type.spec.fences());
        let others = workspace.neighbors(&document.path)?;
        Some(Pointed { documents, document, offset, note, others })
    }
}

impl Pointed<'_> {
    /// Returns what the position is about, with the span that names it there.
    pub(super) fn subject(&self) -> Option<(Span, Subject)> {
        Subject::at(&self.note, &self.others, self.offset)
    }

    /// Returns the places of the notes of the collection.
    pub(super) fn locations(&self) -> Locations<'_> {
        Locations::new(self.documents, &self.others)
    }
}
