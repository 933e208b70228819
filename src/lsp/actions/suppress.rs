//! Comments that hide a diagnostic.

use std::mem::{self, Discriminant};

use crate::{
    lint::Located,
    lsp::{documents::Document, folder::Folder},
    note::{BlockKind, Note},
    text::{Edit, apply, line_start, next_line},
    tree::Syntax,
    workspace::NoteReport,
};

/// What is hidden.
#[derive(Clone, Copy, Debug)]
pub(super) enum Suppression {
    /// A diagnostic where it is.
    Here,
    /// All of its rule in the note.
    Note,
}

impl Suppression {
    /// Returns the edits that add the comment to `document` for `located`, a diagnostic of it. `None` if there is no
    /// place for one where it hides the diagnostic and changes nothing else.
    pub(super) fn edits(
        self,
        located: &Located,
        document: &Document,
        folder: &mut Folder,
    ) -> Option<Vec<Edit>> {
        let before = folder.check(document)?;
        let candidates = match self {
            Self::Here => here(located, &document.text),
            Self::Note => vec![in_note(located, &document.text)],
        };
        candidates.into_iter().find(|edits| {
            let after = apply(&document.text, edits).ok();
            let after = after.filter(|after| shape(after) == shape(&document.text));
            let report = after.and_then(|after| folder.check_as(document, &after));
            report.is_some_and(|report| hides(&before, &report, located))
        })
    }
}

/// Returns the comments that may hide `located`, the shortest first.
fn here(located: &Located, text: &str) -> Vec<Vec<Edit>> {
    let rule = located.diagnostic.rule;
    let at = located.diagnostic.span.start();
    let note = Note::parse(text);
    let line = line_start(text, at);
    let ending = ending(text);
    let indent: String = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let block = note.frontmatter.block();
    if let Some(block) = block.filter(|block| (block.content.start()..block.closing.end()).contains(&at)) {
        let comment = format!("{indent}# notelint-disable-next-line {rule}{ending}");
        let is_yaml = block.syntax == Syntax::Yaml && line >= block.content.start();
        return if is_yaml { vec![vec![Edit::insert(line, comment)]] } else { Vec::new() };
    }
    let above = format!("{indent}<!-- notelint-disable-next-line {rule} -->{ending}");
    let mut candidates = vec![vec![Edit::insert(line, above)]];
    let around =
        note.blocks.top_level().find(|(_, block)| block.span.start() <= at && at <= block.span.end());
    if let Some((_, block)) = around {
        let start = line_start(text, block.span.start());
        let end = next_line(text, block.span.end().saturating_sub(1).max(block.span.start()));
        let last = if text[..end].ends_with('\n') { "" } else { ending };
        candidates.push(vec![
            Edit::insert(start, format!("<!-- notelint-disable {rule} -->{ending}{ending}")),
            Edit::insert(end, format!("{last}{ending}<!-- notelint-enable {rule} -->{ending}")),
        ]);
    }
    candidates
}

/// Returns the comment that hides the rule of `located` in all of the note.
fn in_note(located: &Located, text: &str) -> Vec<Edit> {
    let comment = format!("<!-- notelint-disable-file {} -->", located.diagnostic.rule);
    let ending = ending(text);
    let note = Note::parse(text);
    if let Some(block) = note.frontmatter.block() {
        let at = next_line(text, block.closing.end());
        let last = if text[..at].ends_with('\n') { "" } else { ending };
        vec![Edit::insert(at, format!("{last}{ending}{comment}{ending}"))]
    } else {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        vec![Edit::insert(at, format!("{comment}{ending}{ending}"))]
    }
}

/// The blocks of `text`, but for comments and the like: a line between the rows of a table would end it.
fn shape(text: &str) -> Vec<Discriminant<BlockKind>> {
    let note = Note::parse(text);
    let kinds = note.blocks.iter().map(|(_, block)| block.kind).filter(|kind| *kind != BlockKind::Html);
    kinds.map(|kind| mem::discriminant(&kind)).collect()
}

/// The line ending of `text`.
fn ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether what was reported `before` is reported `after`, too, but for `located` and others of its rule.
fn hides(before: &NoteReport, after: &NoteReport, located: &Located) -> bool {
    let rule = located.diagnostic.rule;
    let others = |report: &NoteReport| {
        let others = report.diagnostics.iter().filter(|located| located.diagnostic.rule != rule);
        let mut others: Vec<(String, String)> = others
            .map(|located| (located.diagnostic.rule.to_string(), located.diagnostic.message.clone()))
            .collect();
        others.sort();
        others
    };
    let own = |report: &NoteReport| {
        report.diagnostics.iter().filter(|located| located.diagnostic.rule == rule).count()
    };
    others(before) == others(after) && own(after) < own(before)
}
