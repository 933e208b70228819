//! Completion: what can be written where the cursor is.

mod candidate;
mod cursor;
mod flow;
mod frontmatter;
mod link;
mod links;
mod names;
mod schema;
mod sections;
mod suppressions;
mod vocabulary;

use gen_lsp_types::{CompletionList, CompletionParams, CompletionResponse};
use jiff::Zoned;

use self::{
    candidate::{Candidate, MAX_ITEMS, Offered},
    cursor::Cursor,
    frontmatter::Frontmatter,
    link::Link,
    names::Names,
    schema::Written,
    suppressions::Comment,
};
use super::{documents::Document, folder::Folder, server::Server};
use crate::{config, disk, vault::percent_decoded, workspace::Workspace};

impl Server {
    /// Answers what can be written at a position.
    pub(super) fn complete(&mut self, params: CompletionParams) -> Option<CompletionResponse> {
        let Self { documents, folders, abilities, .. } = self;
        let place = params.text_document_position_params;
        let document = documents.get(&place.text_document.uri)?;
        let offset = document.offset(place.position);
        let folder = folders.of(document);
        let offered: Offered = if disk::is_markdown(&document.path) {
            let workspace = folder.and_then(|folder| folder.workspace(document));
            Asked { document, offset, workspace }.in_note()
        } else {
            in_settings(document, offset, folder.as_deref()).into()
        };
        let Offered { candidates, is_narrowed } = offered;
        let is_incomplete = is_narrowed || candidates.len() > MAX_ITEMS;
        let items = candidates.into_iter().take(MAX_ITEMS).enumerate();
        let items = items.map(|(rank, found)| found.item(rank, document, abilities.has_snippets)).collect();
        Some(CompletionList { is_incomplete, items, ..CompletionList::default() }.into())
    }
}

/// Returns what can be written at `offset` of `document`, which is `notelint.yaml` or a type.
fn in_settings(document: &Document, offset: usize, folder: Option<&Folder>) -> Vec<Candidate> {
    let Document { path, text, .. } = document;
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let yaml = text.trim_start_matches('\u{feff}');
    let base = text.len() - yaml.len();
    let cursor = Cursor::at(yaml, offset.saturating_sub(base)).filter(|_| is_yaml);
    let Some(cursor) = cursor else { return Vec::new() };
    if path.file_name().is_some_and(|name| name == config::FILE_NAME) {
        return vocabulary::candidates(&cursor, &Written::config(), yaml, base);
    }
    let is_type = folder.is_some_and(|folder| folder.is_configuration(path));
    if !is_type && !text.contains("x-note") {
        return Vec::new();
    }
    let types = folder.map(Folder::type_names).unwrap_or_default();
    vocabulary::candidates(&cursor, &Written::note_type(types), yaml, base)
}

/// A place in a note.
struct Asked<'a> {
    document: &'a Document,
    offset: usize,
    workspace: Option<&'a mut Workspace>,
}

impl Asked<'_> {
    fn in_note(mut self) -> Offered {
        let (text, offset) = (&*self.document.text, self.offset);
        let region = frontmatter::around(text, offset);
        if let Some(comment) = Comment::at(text, offset, region.is_some()) {
            return self.in_comment(&comment).into();
        }
        if let Some(region) = region {
            return Cursor::at(&text[region.clone()], offset - region.start)
                .map(|cursor| self.in_frontmatter(&cursor, &text[region.clone()], region.start))
                .unwrap_or_default();
        }
        if let Some(link) = Link::at(text, offset) {
            return if sections::is_in_code(text, offset) { Offered::default() } else { self.in_link(&link) };
        }
        let note_type = self.workspace.and_then(|workspace| workspace.type_of(&self.document.path));
        note_type
            .map(|note_type| sections::candidates(text, offset, &note_type, &today()).into())
            .unwrap_or_default()
    }

    fn in_comment(&mut self, comment: &Comment<'_>) -> Vec<Candidate> {
        let path = &self.document.path;
        let report = self.workspace.as_mut().and_then(|workspace| workspace.check(path));
        let diagnostics = report.iter().flat_map(|report| report.diagnostics.iter());
        comment.candidates(&diagnostics.map(|located| located.diagnostic.rule.as_str()).collect())
    }

    fn in_frontmatter(&mut self, cursor: &Cursor, text: &str, base: usize) -> Offered {
        let path = &self.document.path;
        let note_type = self.workspace.as_mut().and_then(|workspace| workspace.type_of(path));
        let neighbors = self.workspace.as_mut().and_then(|workspace| workspace.neighbors(path));
        let names = Names::of(neighbors.as_ref());
        let written = text.get(cursor.word.clone()).unwrap_or_default();
        let vocabulary = Frontmatter { note_type: note_type.as_deref(), names, written, today: today() };
        let candidates = vocabulary::candidates(cursor, &vocabulary, text, base);
        Offered { candidates, is_narrowed: vocabulary.narrows(&cursor.pointer) }
    }

    fn in_link(&mut self, link: &Link<'_>) -> Offered {
        let Document { path, text, .. } = self.document;
        let neighbors = self.workspace.as_mut().and_then(|workspace| workspace.neighbors(path));
        match (link.target, neighbors) {
            (Some(""), _) => links::anchors(link, text).into(),
            (None, Some(neighbors)) => links::targets(link, &neighbors),
            (Some(target), Some(neighbors)) => {
                let decoded = if link.is_wiki { target.to_owned() } else { percent_decoded(target) };
                let index = neighbors.vault().linked_note(neighbors.own, &decoded, link.is_wiki);
                let other = index.and_then(|index| neighbors.path(index)).map(ToOwned::to_owned);
                let text = other
                    .zip(self.workspace.as_ref())
                    .and_then(|(path, workspace)| workspace.text(&path).ok());
                text.map(|text| links::anchors(link, &text).into()).unwrap_or_default()
            }
            (_, None) => Offered::default(),
        }
    }
}

/// The date of today, as `YYYY-MM-DD`.
fn today() -> String {
    Zoned::now().date().to_string()
}
