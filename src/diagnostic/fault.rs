use crate::text::Range;

/// Why a part of the work could not be done: a configuration, a schema or a note that cannot be
/// read. Not a finding: it carries no rule, and the run ends with exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file at fault, as reported.
    pub path: Option<String>,
    /// The place in it.
    pub range: Option<Range>,
    /// What is wrong; one line, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of no file, such as of an argument.
    pub fn new(message: impl Into<String>) -> Self {
        Self { path: None, range: None, message: message.into(), help: None }
    }

    /// The same fault, of the file at `path`.
    #[must_use]
    pub fn in_file(self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self }
    }

    /// The same fault, at `range` of its file.
    #[must_use]
    pub fn at(self, range: Range) -> Self {
        Self { range: Some(range), ..self }
    }

    /// The same fault with advice.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
