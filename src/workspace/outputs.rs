//! The files that a run writes beside the notes must not be files that it reads, nor each other.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{catalog::Catalog, named::Named, request::Request};
use crate::{
    diagnostic::Fault,
    disk::{self, FileId, is_markdown},
};

/// Why a note is not written. A report in Markdown among the notes is one when the notes are checked again, and
/// nothing tells it from a report that somebody has edited since.
const NOTE: &str = "it is a note of this run";

/// Returns a fault for each file that `request` would write and that `catalog` reads, or that two reports
/// are written to.
pub(super) fn check(request: &Request, catalog: &Catalog) -> Vec<Fault> {
    let mut checked = Outputs::of(request, catalog.folder());
    for (path, what) in catalog.types_files() {
        checked.read(path, what);
    }
    for target in catalog.targets().iter().filter(|target| !target.is_excluded) {
        checked.read(target.path(), NOTE);
    }
    checked.faults
}

/// Like [`check`], for a run that `faults` stopped before it found its notes. A file that may be one is not
/// overwritten.
pub(super) fn check_stopped(request: &Request, folder: &Path, faults: &[Fault]) -> Vec<Fault> {
    let mut checked = Outputs::of(request, folder);
    for path in faults.iter().filter_map(|fault| fault.path.as_deref()) {
        let file = request.files.reported(Path::new(path), folder);
        checked.read(&file, "it is read by this run");
    }
    let named = Named::new(&*request.files, &request.options, folder);
    let outputs = request.outputs.iter().map(|file| disk::absolute(file, folder)).collect();
    for path in request.files.spelled(outputs) {
        let is_among = path.starts_with(folder) || named.covers(&path);
        let is_like = is_markdown(&path) || path.extension().is_some_and(|it| it == "yaml" || it == "yml");
        if is_among && is_like && path.is_file() {
            checked.read(&path, "it may be a note or a schema, which the faults hide");
        }
    }
    checked.faults
}

/// The files that a run writes.
struct Outputs {
    /// As reported.
    written: HashMap<FileId, String>,
    faults: Vec<Fault>,
}

impl Outputs {
    fn of(request: &Request, folder: &Path) -> Self {
        let mut outputs = Self { written: HashMap::new(), faults: Vec::new() };
        let baseline = request.baseline.as_ref();
        let written = baseline.filter(|choice| choice.write).map(|choice| &choice.file);
        let files = request.outputs.iter().chain(written);
        let paths: Vec<PathBuf> = files.map(|file| disk::absolute(file, folder)).collect();
        for (path, spelled) in paths.iter().zip(request.files.spelled(paths.clone())) {
            // Some disks have other numbers for a file by each spelling of its name.
            let Some(id) = FileId::of(&spelled) else { continue };
            let shown = disk::display_path(path, folder);
            if outputs.written.insert(id, shown.clone()).is_some() {
                outputs.refuse(shown, "two outputs of this run would be written to it");
            }
        }
        if let Some(choice) = baseline.filter(|choice| !choice.write) {
            outputs.read(&disk::absolute(&choice.file, folder), "it is the baseline of this run");
        }
        outputs
    }

    /// Adds a fault if the file at `path`, which is `what`, is written.
    fn read(&mut self, path: &Path, what: &str) {
        if self.written.is_empty() {
            return;
        }
        if let Some(shown) = FileId::of(path).and_then(|id| self.written.remove(&id)) {
            self.refuse(shown, what);
        }
    }

    fn refuse(&mut self, shown: String, why: &str) {
        let help = if why == NOTE {
            "write to a file outside of the notes, or whose name does not end in `.md`; an earlier report can \
             stay where it is if the configuration has it in `exclude`"
        } else {
            "write to another file"
        };
        let fault = Fault::new(format!("cannot be written: {why}")).help(help);
        self.faults.push(fault.in_file(shown));
    }
}
