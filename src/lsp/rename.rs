//! Other names for headings and notes, with all that leads to them.

mod edits;
mod files;
mod heading;

use gen_lsp_types::{
    MessageType, PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameResult, RenameFilesParams,
    RenameParams, ShowMessageNotification, ShowMessageParams, TextEdit, Uri, WorkspaceEdit,
};

use self::edits::Edits;
use super::{
    address, documents::Documents, edits::Changes, folder::Folder, link::LinkAt, locations::Locations,
    pointed::Pointed, server::Server, subject::Subject,
};
use crate::{
    disk,
    text::{Edit, Span, file_name, line_at},
    workspace::Neighbors,
};

/// What can be renamed at a position.
struct Renamed {
    subject: Subject,
    /// What names it there.
    span: Span,
    /// The name that it has.
    name: String,
}

impl Server {
    /// Answers what can be renamed at a position: a heading, or the note or heading that a link leads to.
    pub(super) fn prepare_rename(&mut self, params: PrepareRenameParams) -> Option<PrepareRenameResult> {
        let abilities = self.abilities;
        let pointed = self.pointed(params.text_document_position_params)?;
        let renamed = renamed(&pointed, &mut pointed.locations())?;
        if matches!(renamed.subject, Subject::Note(_)) && !abilities.renames_files {
            return None;
        }
        let range = pointed.document.range(renamed.span);
        Some(PrepareRenamePlaceholder { range, placeholder: renamed.name }.into())
    }

    /// Answers what must be changed to rename what is at a position.
    pub(super) fn rename(&mut self, params: RenameParams) -> Option<WorkspaceEdit> {
        let name = params.new_name.trim();
        let (abilities, client) = (self.abilities, self.client.clone());
        let pointed = self.pointed(params.text_document_position_params)?;
        let (documents, others, mut locations) = (pointed.documents, &pointed.others, pointed.locations());
        let renamed = renamed(&pointed, &mut locations)?;
        let mut changes = Changes::default();
        let edited = match renamed.subject {
            Subject::Heading(index, heading) => {
                heading::edits((index, heading), name, others, &mut locations)
                    .map(|edits| add(edits, others, (documents, &mut locations), &mut changes))
            }
            Subject::Note(_) if !abilities.renames_files => Err("the editor cannot rename files".to_owned()),
            Subject::Note(index) => files::new_path(index, name, others).map(|(moves, new)| {
                let edits = files::edits(&moves, others, &mut locations);
                add(edits, others, (documents, &mut locations), &mut changes);
                if let Some(old) = others.path(index).filter(|old| **old != new) {
                    changes.rename(documents.uri(old), address::uri(&new));
                }
            }),
        };
        match edited {
            Ok(()) => Some(changes.into_edit(abilities)),
            Err(why) => {
                let message = format!("`{}` cannot be renamed to `{name}`: {why}", renamed.name);
                let params = ShowMessageParams { kind: MessageType::Warning, message };
                client.notify::<ShowMessageNotification>(&params);
                None
            }
        }
    }

    /// Answers what must be changed so that links lead to the files that are about to move.
    pub(super) fn rename_files(&mut self, params: RenameFilesParams) -> Option<WorkspaceEdit> {
        let moved = params.files.iter();
        let moved: Vec<_> =
            moved.filter_map(|it| Some((address::path(&it.old_uri)?, address::path(&it.new_uri)?))).collect();
        let Self { documents, folders, abilities, .. } = self;
        let mut changes = Changes::default();
        for workspace in folders.all().iter_mut().filter(|folder| !folder.is_note).filter_map(Folder::known) {
            for others in workspace.collections() {
                let inside = files::within(&moved, &others);
                let mut locations = Locations::new(documents, &others);
                let edits = files::edits(&inside, &others, &mut locations);
                add(edits, &others, (documents, &mut locations), &mut changes);
            }
        }
        (!changes.is_empty()).then(|| changes.into_edit(*abilities))
    }
}

/// Returns what can be renamed where it is `pointed` at.
fn renamed(pointed: &Pointed<'_>, locations: &mut Locations<'_>) -> Option<Renamed> {
    let (span, subject) = pointed.subject()?;
    let Pointed { offset, note, others, .. } = pointed;
    let link = LinkAt::at(note, others.own, *offset);
    let name = match subject {
        // The id of a note is not the name of its file.
        Subject::Note(_) if link.is_none() => return None,
        Subject::Note(index) => file_name(&others.vault().notes().get(index)?.path).to_owned(),
        Subject::Heading(index, heading) => heading::name((index, heading), others, locations)?,
    };
    // An editor refuses the range of a definition on another line.
    let is_here = line_at(note.text, *offset) == line_at(note.text, span.start());
    let span = link.filter(|_| !is_here).map_or(span, |link| link.span);
    Some(Renamed { subject, span, name })
}

/// Adds `edits` to `changes`, apart from those of files that have some: a folder may be open in another one.
fn add(
    edits: Edits,
    others: &Neighbors<'_>,
    (documents, locations): (&Documents, &mut Locations<'_>),
    changes: &mut Changes,
) {
    for (index, edits) in edits {
        let Some(path) = others.path(index).filter(|path| disk::is_markdown(path)) else { continue };
        let uri: Uri = documents.uri(path);
        if changes.has(&uri) {
            continue;
        }
        if let Some(document) = documents.at(path) {
            changes.edit(document, &edits);
            continue;
        }
        let text_edit = |edit: Edit| {
            let range = locations.of(index, edit.span)?.range;
            Some(TextEdit { range, new_text: edit.text })
        };
        changes.edit_file(uri, edits.into_iter().filter_map(text_edit).collect());
    }
}
