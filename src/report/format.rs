use std::{
    fmt,
    io::{self, Write},
};

use super::Report;

/// An output format.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words: its line in `--help`.
    pub about: &'static str,
    /// Whether a terminal may show it in colours. Any other format is the same bytes everywhere.
    pub has_colors: bool,
    /// Writes a report; fails only where its output does.
    pub write: fn(&Report<'_>, &mut dyn Write) -> io::Result<()>,
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}
