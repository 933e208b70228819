//! The folder that a case runs in.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    cases::Case,
    support::{json, run},
};

/// A folder with the files of a case.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
    target: &'static str,
}

/// What a check reported.
pub(crate) struct Checked {
    /// For people.
    pub(crate) drawn: String,
    /// What could not be done, for people.
    pub(crate) faults: String,
    /// For programs.
    pub(crate) report: Value,
}

impl Folder {
    /// Writes the files of `case`.
    pub(crate) fn new(case: &Case) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in &case.files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self { folder, target: case.target }
    }

    /// Checks what the case is about.
    pub(crate) fn check(&self) -> Checked {
        self.checked(&["--quiet"])
    }

    /// Applies fixes. Returns what is left.
    pub(crate) fn fix(&self, unsafe_too: bool) -> Checked {
        self.checked(if unsafe_too { &["--fix", "--unsafe-fixes"] } else { &["--fix"] })
    }

    fn checked(&self, flags: &[&str]) -> Checked {
        let report = tempfile::NamedTempFile::new().unwrap();
        let json_to = format!("json={}", report.path().display());
        let output = run(self.path(), [&["check", self.target, "--output", &json_to], flags].concat());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Checked {
            drawn: text(&output.stdout),
            faults: text(&output.stderr),
            report: json(&std::process::Output { stdout: fs::read(report.path()).unwrap(), ..output }),
        }
    }

    /// The bytes of the file called `name`.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}
