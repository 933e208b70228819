//! Where the things are that notes name.

use gen_lsp_types::{
    Definition, DefinitionParams, DefinitionResponse, Location, Position, Range, TextDocumentPositionParams,
};

use super::{
    documents::{Document, Documents},
    link::{Goal, LinkAt, span_of},
    locations::Locations,
    part::Part,
    server::Server,
    settings_file::SettingsKey,
};
use crate::{
    disk::{self, FileSystem, OsFileSystem},
    note::Note,
    notetype::project,
    text::Span,
    workspace::{Neighbors, Workspace},
};

impl Server {
    /// Answers where the thing is that a position names: the note or heading of a link, the note of an id, what the type
    /// says of a key or section.
    pub(super) fn definition(&mut self, params: DefinitionParams) -> Option<DefinitionResponse> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let Self { documents, folders, .. } = self;
        let document = documents.get(&text_document.uri)?;
        let offset = document.offset(position);
        let folder = folders.of(document);
        if !disk::is_markdown(&document.path) {
            let key = SettingsKey::at(document, folder.as_deref(), offset)?;
            let found = key.leads_to(document, documents, offset)?;
            return Some(Definition::Location(found).into());
        }
        let workspace = folder?.workspace(document)?;
        let note_type = workspace.read_as(&document.path)?;
        let note = Note::parse_with(&document.text, note_type.spec.fences());
        let others = workspace.neighbors(&document.path);
        let named = others.and_then(|others| of_name(&note, &others, (documents, offset)));
        let found = match named {
            Some(found) => found,
            None => vec![of_part(workspace, &note, document, (documents, offset))?],
        };
        Some(Definition::LocationList(found).into())
    }
}

/// Returns where the link of `note` at the offset leads, or where the notes are that a name there means; `None` if there
/// is neither.
fn of_name(
    note: &Note<'_>,
    others: &Neighbors<'_>,
    (documents, offset): (&Documents, usize),
) -> Option<Vec<Location>> {
    let mut locations = Locations::new(documents, others);
    let own = others.own;
    let Some(link) = LinkAt::at(note, own, offset) else {
        let (_, notes) = others.vault().named_at(own, note.text, offset)?;
        let notes = notes
            .into_iter()
            .filter(|at| others.vault().notes().get(*at).is_some_and(|it| it.path != own.path));
        let found: Vec<Location> = notes.filter_map(|at| locations.of(at, title_of(others, at))).collect();
        return Some(found).filter(|found| !found.is_empty());
    };
    Some(match Goal::of(&link.fact, own, others) {
        Some(Goal::Note { index, place, .. }) => {
            let facts = others.vault().notes().get(index)?;
            let span = place.and_then(|place| span_of(place, facts));
            locations.of(index, span.unwrap_or_else(|| title_of(others, index))).into_iter().collect()
        }
        Some(Goal::File(path)) => vec![Location { uri: documents.uri(&path), range: Range::default() }],
        None => Vec::new(),
    })
}

/// Returns the span of the first heading of the note at `index` in the vault: the place to go to.
fn title_of(others: &Neighbors<'_>, index: usize) -> Span {
    let headings = others.vault().notes().get(index).map(|note| note.anchor_places().headings());
    headings.and_then(|headings| headings.first().copied()).unwrap_or_default()
}

/// Returns where the type is written that says something of the part of `note` at the offset.
fn of_part(
    workspace: &mut Workspace,
    note: &Note<'_>,
    document: &Document,
    (documents, offset): (&Documents, usize),
) -> Option<Location> {
    let note_type = workspace.read_as(&document.path)?;
    let projection = project(note, &note_type.spec);
    let part = Part::at(note, &note_type, &projection, offset)?;
    let place = note_type.place_of(&part.pointer(&projection))?;
    let path = workspace.path_of(place.path);
    // Built-in types have no file.
    if !(&OsFileSystem as &dyn FileSystem).is_file(&path) {
        return None;
    }
    let line = Position { line: u32::try_from(place.line.saturating_sub(1)).ok()?, character: 0 };
    Some(Location { uri: documents.uri(&path), range: Range { start: line, end: line } })
}
