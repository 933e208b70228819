use std::{error::Error, fmt, iter};

use crate::text::Range;

/// The longest message: messages quote files, and a key may be a whole page.
const MAX_CHARS: usize = 300;

/// Why a part of the work could not be done: a configuration, a schema or a note that cannot be
/// read. Not a finding: it carries no rule, and the run ends with exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Returns a fault without a file, such as that of an argument.
    pub fn new(message: impl Into<String>) -> Self {
        Self { path: None, range: None, message: line(message.into()), help: None }
    }

    /// Returns the fault with the path of its file.
    #[must_use]
    pub fn in_file(self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self }
    }

    /// Returns the fault with its `range` in the file.
    #[must_use]
    pub fn at(self, range: Range) -> Self {
        Self { range: Some(range), ..self }
    }

    /// Returns the fault with a help.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(line(help.into())), ..self }
    }
}

/// The fault on one line, without its help: `path:line:column: message`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}:")?;
            if let Some(Range { start, .. }) = self.range {
                write!(f, "{}:{}:", start.line, start.column)?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

impl Error for Fault {}

/// Returns `text` on one line, truncated if it is very long.
fn line(text: String) -> String {
    let text = if text.contains(['\n', '\r']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text
    };
    match text.char_indices().nth(MAX_CHARS) {
        Some((cut, _)) => text[..cut].chars().chain(iter::once('…')).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Position;

    #[test]
    fn a_message_is_one_short_line() {
        let fault = Fault::new("no key `a\r\n  b`").help("値".repeat(10_000));
        assert_eq!(fault.message, "no key `a b`");
        assert_eq!(fault.help, Some("値".repeat(MAX_CHARS) + "…"));
    }

    #[test]
    fn a_fault_is_displayed_with_its_place() {
        let start = Position { line: 2, column: 3, offset: 9 };
        let fault = Fault::new("is not UTF-8").at(Range { start, end: start });
        assert_eq!(fault.to_string(), "is not UTF-8");
        assert_eq!(fault.clone().in_file("a.md").to_string(), "a.md:2:3: is not UTF-8");
        assert_eq!(Fault::new("is empty").in_file("a.md").to_string(), "a.md: is empty");
    }
}
