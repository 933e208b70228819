//! Other linters for notes, which are measured if they are on the `PATH`.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{corpus::notes_in, process::Process, seeds};

/// Another linter.
pub struct Rival {
    pub name: &'static str,
    /// Its runs: the name of the row, the arguments before the folder, and whether it changes the notes.
    pub runs: &'static [(&'static str, &'static [&'static str], bool)],
    /// Whether it accepts files only, not folders.
    takes_files: bool,
    pub install: &'static str,
}

pub const RIVALS: [Rival; 4] = [
    Rival {
        name: "rumdl",
        runs: &[
            ("rumdl, no cache", &["check", "--no-cache", "--no-config", "--silent"], false),
            ("rumdl, warm cache", &["check", "--no-config", "--silent"], false),
            ("rumdl --fix", &["check", "--fix", "--no-cache", "--no-config", "--silent"], true),
        ],
        takes_files: false,
        install: "pip install rumdl",
    },
    Rival {
        name: "mdsmith",
        runs: &[
            ("mdsmith", &["check", "--quiet", "--no-gitignore"], false),
            ("mdsmith fix", &["fix", "--quiet", "--no-gitignore"], true),
        ],
        takes_files: false,
        install: "pip install mdsmith",
    },
    Rival {
        name: "outlint",
        runs: &[("outlint", &["check"], false)],
        takes_files: true,
        install: "cargo install outlint",
    },
    Rival {
        name: "mado",
        runs: &[("mado", &["check"], false)],
        takes_files: false,
        install: "see its releases: the crate of this name is another project",
    },
];

/// The longest command line in bytes that all systems accept.
const LONGEST_LINE: usize = 1_000_000;

impl Rival {
    pub fn is_installed(&self) -> bool {
        let mut version = Command::new(self.name);
        version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    }

    /// Returns the command for the notes in `folder`, or `None` if it would be too long.
    pub fn process(&self, arguments: &[&str], folder: &Path, temporary: &Path) -> Option<Process> {
        let mut arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        if self.takes_files {
            let schema = temporary.join("outlint.yml");
            fs::write(&schema, outline()).unwrap();
            arguments.extend(["--schema".to_owned(), schema.to_string_lossy().into_owned()]);
            let notes = notes_in(folder);
            let names = notes.iter().map(|note| note.strip_prefix(folder).unwrap().to_string_lossy());
            arguments.extend(names.map(std::borrow::Cow::into_owned));
        } else {
            arguments.push(folder.to_string_lossy().into_owned());
        }
        let length: usize = arguments.iter().map(|argument| argument.len() + 1).sum();
        (length < LONGEST_LINE).then(|| Process {
            program: self.name.into(),
            arguments,
            folder: folder.to_owned(),
            cache: temporary.join("bench-cache-rivals"),
        })
    }
}

/// Returns the outline that outlint holds the notes to.
fn outline() -> String {
    let seed = seeds().swap_remove(0);
    let headings = seed.lines().filter_map(|line| line.strip_prefix("## "));
    let sections: Vec<String> =
        headings.map(|heading| format!("  - match: {heading:?}\n    required: true\n")).collect();
    format!("version: 1\ntitle: \"*\"\nsections:\n{}", sections.concat())
}
