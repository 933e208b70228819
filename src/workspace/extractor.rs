//! The projection of one note, in a format.

use super::{catalog::Catalog, options::STDIN, settings::Settings, target::Target};
use crate::{
    diagnostic::Fault,
    lint::unread_fault,
    note::Note,
    notetype::{NoteType, project_at},
    report::{self, ExtractFormat, ExtractedNote, Passed},
};

/// How a note is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form<'a> {
    pub(super) format: ExtractFormat,
    /// Whether its outline is added.
    pub(super) with_outline: bool,
    /// What is passed through from its record.
    pub(super) record: Passed<'a>,
}

/// Returns the note at `target` in `format`, with its outline if that is wanted; `None` if it has no type.
///
/// # Errors
/// A fault of the note if it cannot be read, or has a value that the format cannot express.
pub(super) fn extract(
    catalog: &Catalog,
    target: &Target,
    format: ExtractFormat,
    with_outline: bool,
) -> Result<Option<Vec<u8>>, Fault> {
    let note_type = catalog.settings(target).and_then(Settings::note_type);
    let Some(note_type) = note_type else { return Ok(None) };
    let form = Form { format, with_outline, record: Passed::default() };
    extract_text(&catalog.text(target)?, note_type, target, form).map(Some)
}

/// Returns the note `text` at `target` in `form`.
///
/// # Errors
/// A fault of the note if it cannot be parsed, or has a value that the format cannot express.
pub(super) fn extract_text(
    text: &str,
    note_type: &NoteType,
    target: &Target,
    form: Form<'_>,
) -> Result<Vec<u8>, Fault> {
    let Form { format, with_outline, record } = form;
    let path = target.display_path();
    let note = Note::parse_with(text, note_type.spec.fences());
    if let Some(unread) = note.unread {
        return Err(unread_fault(text, unread).in_file(&**path));
    }
    let projection = project_at(&note, &note_type.spec, target.note_path());
    let outline = with_outline.then(|| report::outline(&note, &projection));
    let projection = projection.json;
    let path_in_json = Some(&**path).filter(|path| *path != STDIN);
    let extracted =
        ExtractedNote { record, path: path_in_json, r#type: &note_type.name, projection, outline };
    (format.write)(&extracted).map_err(|error| {
        Fault::new(format!("cannot be written as {}: {error}", format.name)).in_file(&**path)
    })
}
