//! The configuration that a draft is written as.

use std::fmt::Write as _;

use super::editor_line::editor_line;
use crate::yaml::{quote, quote_if_needed};

/// A `notelint.yaml` to be written.
#[derive(Clone, Debug, Default)]
pub struct ConfigDraft {
    /// Lines above everything, without `#`.
    pub comment: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
    /// The name of the baseline, if there is one.
    pub baseline: Option<String>,
    /// The note types; the first that matches takes a note.
    pub types: Vec<TypeDraft>,
    /// What some notes have otherwise.
    pub overrides: Vec<OverrideDraft>,
}

/// Which notes something is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesDraft {
    /// Globs from the folder of the configuration.
    pub files: Vec<String>,
    /// Frontmatter keys, each with the values of which the notes have one.
    pub when: Vec<(String, Vec<String>)>,
}

/// A note type in a configuration.
#[derive(Clone, Debug, Default)]
pub struct TypeDraft {
    /// Its name.
    pub name: String,
    /// Its file, from the folder of the configuration; `None` if it is built in.
    pub schema: Option<String>,
    /// Its notes.
    pub notes: NotesDraft,
    /// A remark about it, in one line without `#`.
    pub comment: String,
}

/// What some notes have otherwise.
#[derive(Clone, Debug, Default)]
pub struct OverrideDraft {
    /// The notes.
    pub notes: NotesDraft,
    /// Rules and groups that are off, each with the reason.
    pub off: Vec<(String, String)>,
    /// A remark about it, in one line without `#`.
    pub comment: String,
}

impl ConfigDraft {
    /// Returns the text of the file.
    pub fn to_yaml(&self) -> String {
        let mut written = editor_line("config.schema.json");
        for line in &self.comment {
            let _ = writeln!(written, "# {line}");
        }
        if !self.exclude.is_empty() {
            written.push_str("\n# Files of no type. They are not checked, but notes may link to them.\n");
            list(&mut written, "exclude", &self.exclude, 0);
        }
        if let Some(baseline) = &self.baseline {
            written.push_str("\n# What was found before: only what is new is reported. `--write-baseline` writes it again.\n");
            let _ = writeln!(written, "baseline: {}", quote_if_needed(baseline));
        }
        if !self.types.is_empty() {
            written.push_str("\n# A note has the first type that matches it.\ntypes:\n");
        }
        for entry in &self.types {
            let _ = writeln!(written, "  - name: {}  # {}", quote_if_needed(&entry.name), entry.comment);
            if let Some(schema) = &entry.schema {
                let _ = writeln!(written, "    schema: {}", quote_if_needed(schema));
            }
            entry.notes.write(&mut written);
        }
        if !self.overrides.is_empty() {
            written.push_str(
                "\n# What these notes do not follow is not reported; delete a line to see it.\noverrides:\n",
            );
        }
        for entry in &self.overrides {
            let _ = writeln!(written, "  # {}", entry.comment);
            let mut notes = String::new();
            entry.notes.write(&mut notes);
            let _ = write!(written, "  - {}", notes.trim_start());
            written.push_str("    rules:\n");
            for (rule, why) in &entry.off {
                let _ = writeln!(written, "      {rule}: off  # {why}");
            }
        }
        written
    }
}

impl NotesDraft {
    fn write(&self, written: &mut String) {
        if !self.files.is_empty() {
            list(written, "files", &self.files, 4);
        }
        if !self.when.is_empty() {
            written.push_str("    when:\n");
        }
        for (key, values) in &self.when {
            if let [value] = &**values {
                let _ = writeln!(written, "      {}: {}", quote_if_needed(key), quote_if_needed(value));
            } else {
                list(written, &quote_if_needed(key), values, 6);
            }
        }
    }
}

/// The number of characters of a list on one line.
const MAX_LINE_CHARS: usize = 100;

/// Writes `key` with `values`, on one line if they are short.
fn list(written: &mut String, key: &str, values: &[String], indent: usize) {
    let values: Vec<String> = values.iter().map(|value| quote(value)).collect();
    let line = format!("{:indent$}{key}: [{}]\n", "", values.join(", "));
    if line.chars().count() <= MAX_LINE_CHARS {
        written.push_str(&line);
        return;
    }
    let _ = writeln!(written, "{:indent$}{key}:", "");
    for value in values {
        let _ = writeln!(written, "{:indent$}  - {value}", "");
    }
}
