//! The files that a run writes beside the notes must not be files that it reads, nor each other.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{baseline, catalog::Catalog, named::Named, options::BaselineChoice, request::Request};
use crate::{
    diagnostic::Fault,
    disk::{self, FileId, FileSystem, is_markdown},
    lint::Baseline,
};

/// Why a note is not written. A report in Markdown among the notes is one when the notes are checked again, and
/// nothing tells it from a report that somebody has edited since.
const NOTE: &str = "it is a note of this run";

/// Returns a fault for each file that `request` would write and that `catalog` reads, or that two reports
/// are written to.
pub(super) fn check(request: &Request, catalog: &Catalog) -> Vec<Fault> {
    let mut checked = Outputs::of(request, catalog.folder(), baseline::files(request, catalog));
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
    let baseline = match &request.options.baseline {
        BaselineChoice::File(file) => Some(disk::absolute(file, folder)),
        _ => None,
    };
    let mut checked = Outputs::of(request, folder, baseline.into_iter().collect());
    for path in faults.iter().filter_map(|fault| fault.path.as_deref()) {
        let file = request.files.reported(Path::new(path), folder);
        checked.read(&file, "it is read by this run");
    }
    let named = Named::new(&*request.files, &request.options, folder);
    let outputs = request.outputs.iter().map(|file| disk::absolute(file, folder)).collect();
    let files: &dyn FileSystem = &*request.files;
    for path in files.spelled(outputs) {
        let is_among = path.starts_with(folder) || named.covers(&path);
        let is_like = is_markdown(&path) || path.extension().is_some_and(|it| it == "yaml" || it == "yml");
        if is_among && is_like && path.is_file() {
            checked.read(&path, "it may be a note or a schema, which the faults hide");
        } else if is_among && Baseline::is_of_one(&files.text(&path).unwrap_or_default()) {
            checked.read(&path, "it may be the baseline of notes, which the faults hide");
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
    fn of(request: &Request, folder: &Path, baselines: Vec<PathBuf>) -> Self {
        let mut outputs = Self { written: HashMap::new(), faults: Vec::new() };
        let reports = request.outputs.iter().map(|file| disk::absolute(file, folder));
        let (written, read) =
            if request.baseline.write { (baselines, Vec::new()) } else { (Vec::new(), baselines) };
        let paths: Vec<PathBuf> = reports.chain(written).collect();
        for (path, spelled) in paths.iter().zip(request.files.spelled(paths.clone())) {
            // Some disks have other numbers for a file by each spelling of its name.
            let Some(id) = FileId::of(&spelled) else { continue };
            let shown = disk::display_path(path, folder);
            if outputs.written.insert(id, shown.clone()).is_some() {
                outputs.refuse(shown, "two outputs of this run would be written to it");
            }
        }
        for baseline in read {
            outputs.read(&baseline, "it is a baseline of this run");
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
