//! Edits as the protocol has them.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use gen_lsp_types::{
    CreateFile, CreateFileOptions, DocumentChange, OptionalVersionedTextDocumentIdentifier, RenameFile,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::{address, client::Abilities, documents::Document};
use crate::text::Edit;

/// Changes of several files, made together.
#[derive(Debug, Default)]
pub(super) struct Changes {
    created: Vec<DocumentChange>,
    edited: Vec<(Uri, Option<i32>, Vec<TextEdit>)>,
    renamed: Vec<DocumentChange>,
    known: HashSet<Uri>,
}

impl Changes {
    /// Adds the `edits` of `document`.
    pub(super) fn edit(&mut self, document: &Document, edits: &[Edit]) {
        let edits = edits.iter().map(|edit| text_edit(document, edit)).collect();
        self.known.insert(document.uri.clone());
        self.edited.push((document.uri.clone(), Some(document.version), edits));
    }

    /// Adds the `edits` of the file at `uri`, which is not open.
    pub(super) fn edit_file(&mut self, uri: Uri, edits: Vec<TextEdit>) {
        self.known.insert(uri.clone());
        self.edited.push((uri, None, edits));
    }

    /// Creates the file at the absolute `path` with the `text`.
    pub(super) fn create(&mut self, path: &Path, text: String) {
        let uri = address::uri(path);
        let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
        self.created
            .push(CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None }.into());
        self.edited.push((
            uri,
            None,
            vec![TextEdit { range: gen_lsp_types::Range::default(), new_text: text }],
        ));
    }

    /// Renames the file at `old`, after the edits of it.
    pub(super) fn rename(&mut self, old: Uri, new: Uri) {
        self.renamed
            .push(RenameFile { old_uri: old, new_uri: new, options: None, annotation_id: None }.into());
    }

    /// Whether there are edits of the file at `uri`.
    pub(super) fn has(&self, uri: &Uri) -> bool {
        self.known.contains(uri)
    }

    /// Whether nothing is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.created.is_empty() && self.edited.is_empty() && self.renamed.is_empty()
    }

    /// Returns them for a client with these `abilities`.
    pub(super) fn into_edit(self, abilities: Abilities) -> WorkspaceEdit {
        if !abilities.has_versioned_edits {
            let changes: HashMap<Uri, Vec<TextEdit>> =
                self.edited.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let edited = self.edited.into_iter().map(|(uri, version, edits)| {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version,
                text_document_identifier: TextDocumentIdentifier { uri },
            };
            let edits = edits.into_iter().map(Into::into).collect();
            DocumentChange::from(TextDocumentEdit { text_document, edits })
        });
        let all = self.created.into_iter().chain(edited).chain(self.renamed).collect();
        WorkspaceEdit { document_changes: Some(all), ..WorkspaceEdit::default() }
    }
}

/// Returns `edit` of `document`.
pub(super) fn text_edit(document: &Document, edit: &Edit) -> TextEdit {
    TextEdit { range: document.range(edit.span), new_text: edit.text.clone() }
}
