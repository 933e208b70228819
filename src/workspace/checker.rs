//! Checks each note on its own.

use std::sync::Arc;

use rayon::prelude::*;

use super::{
    catalog::Catalog,
    monitor::Monitor,
    note_result::{NoteResult, ResultStore},
    settings::Settings,
    target::Target,
};
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer, FileSystem, text_hash},
    lint::{Checked, SharedTexts, unread_fault},
    note::Note,
    notetype::project_at,
    vault::Facts,
};

/// Upper bound on the notes in one task. With larger tasks, one thread may have several left when
/// the others are done.
pub(super) const NOTES_PER_TASK: usize = 64;

/// Checks the notes of `catalog`, except those whose result is in `store`. Results are in the order
/// of its targets, and packed if there are `texts`.
pub(super) fn check_all(
    catalog: &Catalog,
    store: Option<&dyn ResultStore>,
    texts: Option<&SharedTexts>,
    monitor: &dyn Monitor,
) -> Vec<NoteResult> {
    let phase = monitor.phase("checking", catalog.targets().len());
    let check = |buffer: &mut Buffer, target| {
        let mut result = check(catalog, target, buffer, store);
        if let Some(texts) = texts {
            result.pack(texts);
        }
        phase.step();
        result
    };
    catalog.targets().par_iter().with_max_len(NOTES_PER_TASK).map_init(Buffer::default, check).collect()
}

/// Checks the note at `target`, unless its result is in `store`.
pub(super) fn check(
    catalog: &Catalog,
    target: &Target,
    buffer: &mut Buffer,
    store: Option<&dyn ResultStore>,
) -> NoteResult {
    let settings = catalog.settings(target);
    if (settings.is_none() || !target.is_reported()) && !catalog.checks_collections() {
        return NoteResult::default();
    }
    let store = store.filter(|_| !catalog.files().is_overlaid(target.path()));
    if let Some(result) = store.and_then(|store| store.recalled(target)) {
        return result;
    }
    let in_note = |fault: Fault| fault.in_file(&**target.display_path());
    let path = target.display_path();
    let found = catalog.read(target, buffer).and_then(|bytes| {
        let text = disk::decode_known(bytes, path).map_err(in_note)?;
        // Earlier runs have left results of notes that are text.
        if let Some(result) = store.and_then(|store| store.get(target, text)) {
            return Ok(result);
        }
        let result = check_text(catalog, target, disk::undisguised(text, path).map_err(in_note)?);
        if let Some(store) = store {
            store.put(target, text, &result);
        }
        Ok(result)
    });
    found.unwrap_or_else(|fault| {
        // A note without a type is not checked, so this is not a fault of the run.
        let fault = settings.is_some().then(|| Box::new(fault));
        NoteResult { fault, ..NoteResult::default() }
    })
}

fn check_text(catalog: &Catalog, target: &Target, text: &str) -> NoteResult {
    let Some(settings) = catalog.settings(target) else {
        let facts = Facts::gather(target.inner_path(), &Note::parse(text), None);
        return NoteResult { facts: Some(Arc::new(facts)), ..NoteResult::default() };
    };
    if !target.is_reported() {
        let facts = Some(Arc::new(neighbour_facts(settings, target, text)));
        return NoteResult { facts, ..NoteResult::default() };
    }
    let checked = settings.of_note(&[], target, catalog.checks_collections()).check(text);
    of_checked(checked, target, text)
}

/// Returns the result of the note at `target`, whose text is `text`, from what `checked` contains.
pub(super) fn of_checked(checked: Checked, target: &Target, text: &str) -> NoteResult {
    let Checked { findings, facts } = checked;
    let fault = findings.unread.map(|unread| unread_fault(text, unread).in_file(&**target.display_path()));
    NoteResult {
        findings: fault.is_none().then(|| findings.shared()),
        facts: facts.map(Arc::new),
        fault: fault.map(Box::new),
        text_hash: text_hash(text),
    }
}

/// Returns the facts of a neighbour: a note that is not reported, but that others may link to.
fn neighbour_facts(settings: &Settings, target: &Target, text: &str) -> Facts {
    let note = Note::parse_with(text, settings.read_as.spec.fences());
    let typed = settings.note_type();
    let typed = typed.map(|typed| (&**typed, project_at(&note, &typed.spec, target.note_path())));
    Facts::gather(target.inner_path(), &note, typed.as_ref().map(|(typed, projection)| (*typed, projection)))
}
