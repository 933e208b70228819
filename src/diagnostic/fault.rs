use std::iter;

use crate::text::Range;

/// How many characters a message has at most: files are quoted in it, and a key may be a whole
/// page.
const MAX_CHARS: usize = 300;

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
        Self { path: None, range: None, message: line(message.into()), help: None }
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
        Self { help: Some(line(help.into())), ..self }
    }
}

/// `text` on one line, cut where it is very long.
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

    #[test]
    fn a_message_is_one_short_line() {
        let fault = Fault::new("no key `a\r\n  b`").help("値".repeat(10_000));
        assert_eq!(fault.message, "no key `a b`");
        assert_eq!(fault.help, Some("値".repeat(MAX_CHARS) + "…"));
    }
}
