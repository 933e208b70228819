//! Diagnostics as the protocol has them.

use std::path::{Path, PathBuf};

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, Position, Range, Uri,
};

use super::{address, encoding::Encoding};
use crate::{
    diagnostic::{Fault, Label, Notice, Place, Severity},
    lint::Located,
    rules,
    text::{LineIndex, Span},
};

/// What the diagnostics of a note refer to.
pub(super) struct Shown<'a> {
    /// The absolute path of the note.
    pub(super) path: &'a Path,
    /// Its text.
    pub(super) text: &'a str,
    /// The lines of its text.
    pub(super) lines: &'a LineIndex,
    /// How columns are counted.
    pub(super) encoding: Encoding,
    /// Returns the absolute path and the text of the note that is reported by a path.
    pub(super) other: &'a dyn Fn(&str) -> Option<(PathBuf, String)>,
}

impl Shown<'_> {
    /// Returns `located` as the protocol has it.
    pub(super) fn diagnostic(&self, located: &Located) -> Diagnostic {
        let diagnostic = &located.diagnostic;
        let related = diagnostic.related.iter().filter_map(|label| self.related(label));
        let related: Vec<_> = related.collect();
        Diagnostic {
            range: self.range(diagnostic.span),
            severity: Some(severity(diagnostic.severity)),
            code: Some(Code::String(diagnostic.rule.to_string())),
            code_description: Some(CodeDescription { href: Uri(rules::page_url(diagnostic.rule)) }),
            source: Some("notelint".to_owned()),
            message: message(located).into(),
            tags: tags(diagnostic.rule.as_str()),
            related_information: (!related.is_empty()).then_some(related),
            data: None,
        }
    }

    fn range(&self, span: Span) -> Range {
        self.encoding.range(span, self.text, self.lines)
    }

    fn related(&self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let location = match &label.place {
            Place::Here(span) => Location { uri: address::uri(self.path), range: self.range(*span) },
            Place::Elsewhere { path, span } => {
                let (path, text) = (self.other)(path)?;
                let range = self.encoding.range(*span, &text, &LineIndex::new(&text));
                Location { uri: address::uri(&path), range }
            }
        };
        Some(DiagnosticRelatedInformation { location, message: label.message.clone() })
    }
}

/// Returns the message with all that a person needs: what is wrong, what the type says of it, and what to do unless a
/// fix says that.
fn message(located: &Located) -> String {
    let diagnostic = &located.diagnostic;
    let is_said = diagnostic.fix.as_ref().is_some_and(|fix| !fix.keeps_help);
    let help = diagnostic.help.as_deref().filter(|_| !is_said);
    let lines = std::iter::once(&*diagnostic.message).chain(diagnostic.note()).chain(help);
    lines.collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

fn tags(rule: &str) -> Option<Vec<DiagnosticTag>> {
    match rule {
        "frontmatter/deprecated" => Some(vec![DiagnosticTag::Deprecated]),
        "suppression/unused" => Some(vec![DiagnosticTag::Unnecessary]),
        _ => None,
    }
}

/// Returns the diagnostic of a `fault` of a file with the `text`.
pub(super) fn fault(fault: &Fault, text: &str, encoding: Encoding) -> Diagnostic {
    let lines = LineIndex::new(text);
    let range = fault.range.map_or_else(first_character, |range| {
        encoding.range(Span::new(range.start.offset, range.end.offset), text, &lines)
    });
    of_file(range, DiagnosticSeverity::Error, &fault.message, fault.help.as_deref())
}

/// Returns the diagnostic of a `notice` about a file.
pub(super) fn notice(notice: &Notice) -> Diagnostic {
    of_file(first_character(), severity(notice.severity), &notice.message, notice.help.as_deref())
}

fn first_character() -> Range {
    Range { start: Position::default(), end: Position { line: 0, character: 1 } }
}

fn of_file(range: Range, severity: DiagnosticSeverity, message: &str, help: Option<&str>) -> Diagnostic {
    let lines = std::iter::once(message).chain(help);
    Diagnostic {
        range,
        severity: Some(severity),
        source: Some("notelint".to_owned()),
        message: lines.collect::<Vec<_>>().join("\n").into(),
        ..Diagnostic::default()
    }
}
