//! Reads what inference knows of the notes.

use std::path::Path;

use rayon::prelude::*;

use super::{catalog::Catalog, checker::NOTES_PER_TASK, engine::Workspace, monitor::Monitor, target::Target};
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer},
    infer::{NoteFacts, Surveyor},
};

/// What inference knows of the notes of a run.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The notes that could be read, in the order of the targets.
    pub(crate) notes: Vec<SurveyedNote>,
    /// Why others could not.
    pub(crate) faults: Vec<Fault>,
}

/// What inference knows of one note.
#[derive(Debug)]
pub(crate) struct SurveyedNote {
    /// Its facts.
    pub(crate) facts: NoteFacts,
    /// Its path as reported.
    pub(crate) path: String,
    /// The name of the type that it has so far, if any.
    pub(crate) note_type: Option<String>,
}

impl Workspace {
    /// Reads what inference knows of the notes; the facts have their path from `base`. Nothing is checked.
    ///
    /// # Errors
    /// Never, as tests hold: the faults of an embedded type.
    pub(crate) fn survey(&self, base: &Path, monitor: &dyn Monitor) -> Result<Survey, Vec<Fault>> {
        self.install(|| survey(self.catalog(), base, monitor))
    }
}

/// Reads the notes of `catalog` that are reported; the facts have their path from `base`.
///
/// # Errors
/// Never, as tests hold: the faults of an embedded type.
fn survey(catalog: &Catalog, base: &Path, monitor: &dyn Monitor) -> Result<Survey, Vec<Fault>> {
    let surveyor = Surveyor::new()?;
    let targets: Vec<&Target> = catalog.targets().iter().filter(|target| target.is_reported()).collect();
    let phase = monitor.phase("reading", targets.len());
    let read = |buffer: &mut Buffer, target: &&Target| {
        let read = read(catalog, target, base, buffer, &surveyor);
        phase.step();
        read
    };
    let read: Vec<_> =
        targets.par_iter().with_max_len(NOTES_PER_TASK).map_init(Buffer::default, read).collect();
    let mut survey = Survey::default();
    for note in read {
        match note {
            Ok(note) => survey.notes.push(note),
            Err(fault) => survey.faults.push(fault),
        }
    }
    Ok(survey)
}

fn read(
    catalog: &Catalog,
    target: &Target,
    base: &Path,
    buffer: &mut Buffer,
    surveyor: &Surveyor,
) -> Result<SurveyedNote, Fault> {
    let path = target.display_path();
    let bytes = catalog.read(target, buffer)?;
    let text = disk::decode(bytes, path).map_err(|fault| fault.in_file(&**path))?;
    let note_type = catalog.settings(target).and_then(|settings| settings.note_type());
    Ok(SurveyedNote {
        facts: surveyor.read(&disk::display_path(target.path(), base), text),
        path: path.to_string(),
        note_type: note_type.map(|note_type| note_type.name.clone()),
    })
}
