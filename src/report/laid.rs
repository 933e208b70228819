//! A message as miette draws it: its text, in lines that fit, and its source code, which [`super::snippet`] masks.

use std::{borrow::Cow, fmt};

use miette::{LabeledSpan, SourceCode};

use super::{
    excerpt::{clean, columns},
    line_breaks::{Room, broken},
    snippet::Snippets,
};
use crate::diagnostic::Severity;

/// A message with its source code.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) text: String,
    pub(super) help: Option<&'a str>,
    pub(super) severity: Severity,
    pub(super) snippets: Snippets,
}

/// A message as it is laid out.
#[derive(Debug)]
pub(super) struct Laid<'m> {
    message: &'m Message<'m>,
    text: Cow<'m, str>,
    help: Option<Cow<'m, str>>,
}

impl<'m> Laid<'m> {
    /// Lays out `message` below `head` in `width` columns.
    pub(super) fn out(message: &'m Message<'m>, head: &str, width: usize) -> Self {
        let room = |head: usize, indent: usize| {
            let behind = |columns: usize| width.saturating_sub(columns + RIGHT_COLUMNS);
            Room { first: behind(head), rest: behind(indent) }
        };
        let text = broken(clean(&message.text), room(columns(head) + "   ".len(), "  │ ".chars().count()));
        let help = "  help: ".len();
        Self { message, text, help: message.help.map(|text| broken(clean(text), room(help, help))) }
    }

    /// Returns `drawn`, the message, with the text in place of the masks.
    pub(super) fn unmask(&self, drawn: &str) -> String {
        self.message.snippets.unmask(drawn)
    }
}

/// The columns that miette keeps free on the right.
const RIGHT_COLUMNS: usize = 2;

impl fmt::Display for Laid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Laid<'_> {}

impl miette::Diagnostic for Laid<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.message.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.message.snippets)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippets = &self.message.snippets;
        (!snippets.is_empty()).then(|| Box::new(snippets.labels()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
