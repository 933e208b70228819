//! Code actions: fixes, suppressions, and notes that links want.

mod suppress;
mod wanted;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse};

use self::suppress::Suppression;
use super::{
    capabilities::FIX_ALL, client::Abilities, documents::Document, edits::Changes, encoding::Encoding,
    folder::Folder, server::Server, shown::Shown,
};
use crate::{
    diagnostic::Safety,
    disk,
    lint::Located,
    text::{Edit, Span},
};

impl Server {
    /// Answers what can be done at a place.
    pub(super) fn code_actions(&mut self, params: CodeActionParams) -> Option<Vec<CodeActionResponse>> {
        let Self { documents, folders, abilities, .. } = self;
        let document = documents.get(&params.text_document.uri)?;
        if !disk::is_markdown(&document.path) {
            return None;
        }
        let folder = folders.of(document)?;
        let wants = |kind: &CodeActionKind| wants(params.context.only.as_deref(), kind);
        let mut offer = Offer {
            document,
            folder,
            abilities: *abilities,
            encoding: documents.encoding(),
            actions: Vec::new(),
        };
        if wants(&CodeActionKind::QuickFix) {
            offer.quick_fixes(document.span(params.range));
        }
        if wants(&fix_all()) {
            offer.fix_all();
        }
        Some(offer.actions.into_iter().map(Into::into).collect())
    }
}

/// The kind of the action that makes all safe fixes.
fn fix_all() -> CodeActionKind {
    CodeActionKind::Custom(FIX_ALL.into())
}

/// Whether a client that asks for these kinds `only` wants actions of `kind`: kinds are in each other.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let kind = kind.to_string();
    only.is_none_or(|only| {
        only.iter().map(ToString::to_string).any(|only| {
            only.is_empty()
                || kind.strip_prefix(&only).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

/// The actions that are offered for a document.
struct Offer<'a> {
    document: &'a Document,
    folder: &'a mut Folder,
    abilities: Abilities,
    encoding: Encoding,
    actions: Vec<CodeAction>,
}

impl Offer<'_> {
    /// Offers what makes the diagnostics at `place` go away.
    fn quick_fixes(&mut self, place: Span) {
        let Some(report) = self.folder.check(self.document) else { return };
        let is_there = |located: &&Located| {
            let span = located.diagnostic.span;
            span.start() <= place.end() && place.start() <= span.end()
        };
        let here: Vec<&Located> = report.diagnostics.iter().filter(is_there).collect();
        for located in &here {
            if let Some(fix) = &located.diagnostic.fix {
                let action = self.action(located, fix.title.clone(), &fix.edits);
                let is_preferred = (fix.safety == Safety::Safe).then_some(true);
                self.actions.push(CodeAction { is_preferred, ..action });
            }
        }
        for located in &here {
            self.create_note(located);
        }
        let mut rules = Vec::new();
        for located in here {
            let rule = located.diagnostic.rule;
            if rules.contains(&rule) {
                continue;
            }
            rules.push(rule);
            for (title, suppression) in [
                (format!("Ignore `{rule}` here"), Suppression::Here),
                (format!("Ignore `{rule}` in this note"), Suppression::Note),
            ] {
                if let Some(edits) = suppression.edits(located, self.document, self.folder) {
                    let action = self.action(located, title, &edits);
                    self.actions.push(action);
                }
            }
        }
    }

    /// Offers to create the note that a link wants.
    fn create_note(&mut self, located: &Located) {
        if !self.abilities.creates_files || !self.abilities.has_versioned_edits {
            return;
        }
        let Some(wanted) = wanted::note(located, self.document) else { return };
        let Some(workspace) = self.folder.workspace(self.document) else { return };
        let mut changes = Changes::default();
        changes.create(&wanted.path, wanted.text(workspace));
        let action = self.action(located, format!("Create `{}`", wanted.name), &[]);
        let edit = Some(changes.into_edit(self.abilities));
        self.actions.push(CodeAction { edit, ..action });
    }

    /// Offers to make all safe fixes.
    fn fix_all(&mut self) {
        let path = &self.document.path;
        let Some(workspace) = self.folder.workspace(self.document) else { return };
        let Some(fixed) = workspace.fixed_text(path) else { return };
        let edit = difference(&self.document.text, &fixed);
        let mut changes = Changes::default();
        changes.edit(self.document, &[edit]);
        self.actions.push(CodeAction {
            title: "Apply all safe fixes".to_owned(),
            kind: Some(fix_all()),
            edit: Some(changes.into_edit(self.abilities)),
            ..CodeAction::default()
        });
    }

    /// Returns the action that makes these `edits` for `located`.
    fn action(&self, located: &Located, title: String, edits: &[Edit]) -> CodeAction {
        let Document { path, text, lines, .. } = self.document;
        let shown = Shown { path, text, lines, encoding: self.encoding, other: &|_| None };
        let mut changes = Changes::default();
        changes.edit(self.document, edits);
        CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown.diagnostic(located)]),
            edit: Some(changes.into_edit(self.abilities)),
            ..CodeAction::default()
        }
    }
}

/// Returns the edit of the part that differs between `before` and `after`.
fn difference(before: &str, after: &str) -> Edit {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let mut start = same;
    while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
        start -= 1;
    }
    let most = before.len().min(after.len()) - start;
    let mut end =
        before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    while !before.is_char_boundary(before.len() - end) || !after.is_char_boundary(after.len() - end) {
        end -= 1;
    }
    Edit::replace(Span::new(start, before.len() - end), &after[start..after.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_short_as_characters_allow() {
        for (before, after, part, new) in [
            ("a緑c", "a茶c", "緑", "茶"),
            ("aa", "a", "a", ""),
            ("a", "aa", "", "a"),
            ("same", "same", "", ""),
            ("あい", "あいう", "", "う"),
        ] {
            let edit = difference(before, after);
            assert_eq!((edit.span.of(before), &*edit.text), (part, new), "{before} {after}");
        }
    }

    #[test]
    fn kinds_are_wanted_with_those_inside() {
        let kind = |name: &'static str| CodeActionKind::Custom(name.into());
        assert!(wants(None, &CodeActionKind::QuickFix));
        assert!(wants(Some(&[CodeActionKind::SourceFixAll]), &fix_all()));
        assert!(wants(Some(&[CodeActionKind::Source]), &fix_all()));
        assert!(!wants(Some(&[kind("source.fixAll.other")]), &fix_all()));
        assert!(!wants(Some(&[kind("sour")]), &fix_all()));
        assert!(!wants(Some(&[CodeActionKind::SourceFixAll]), &CodeActionKind::QuickFix));
    }
}
