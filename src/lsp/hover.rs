//! What is shown of what the pointer is on.

use std::{collections::BTreeSet, fmt::Write as _};

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind, TextDocumentPositionParams};

use super::{
    documents::Document,
    link::{Goal, LinkAt, span_of},
    part::{Part, touches},
    server::Server,
    settings_file::SettingsKey,
};
use crate::{
    disk,
    note::Note,
    notetype::project,
    report::{group_page, rule_lead},
    rules::{Selector, find},
    text::Span,
    vault::{AnchorTarget, Destination, Facts},
    workspace::{Neighbors, NoteReport, Workspace},
};

/// How many lines of a note are shown.
const MAX_LINES: usize = 12;

/// How much of them is shown at most.
const MAX_BYTES: usize = 1200;

/// How many rules are explained that report the same place.
const MAX_RULES: usize = 2;

/// A text about a span.
type About = (Span, String);

impl Server {
    /// Answers what is at a position of a document.
    pub(super) fn hover(&mut self, params: HoverParams) -> Option<Hover> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let Self { documents, folders, abilities, .. } = self;
        let document = documents.get(&text_document.uri)?;
        let offset = document.offset(position);
        let folder = folders.of(document);
        let (span, texts) = if disk::is_markdown(&document.path) {
            let folder = folder?;
            let report = folder.check(document);
            let about = of_note(folder.workspace(document)?, document, offset);
            with_rules(about, report.as_ref(), offset)
        } else {
            let key = SettingsKey::at(document, folder.as_deref(), offset)?;
            (Some(key.span), vec![key.describe()?])
        };
        let kind = if abilities.hovers_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        let value = Some(texts.join("\n\n---\n\n")).filter(|value| !value.is_empty())?;
        let range = span.map(|span| document.range(span));
        Some(Hover { contents: MarkupContent { kind, value }.into(), range })
    }
}

/// Returns what there is to say of the place at `offset` of `document`, a note.
fn of_note(workspace: &mut Workspace, document: &Document, offset: usize) -> Option<About> {
    let note_type = workspace.read_as(&document.path)?;
    let note = Note::parse_with(&document.text, note_type.spec.fences());
    if let Some(rule) = of_suppression(&note, offset) {
        return Some(rule);
    }
    if let Some(link) = workspace.neighbors(&document.path).and_then(|others| of_link(&note, &others, offset))
    {
        return Some(link);
    }
    let projection = project(&note, &note_type.spec);
    let part = Part::at(&note, &note_type, &projection, offset)?;
    Some((part.span, part.describe(&note_type, &projection)?))
}

/// Returns the page of the rule or group that a suppression comment names at `offset`.
fn of_suppression(note: &Note<'_>, offset: usize) -> Option<About> {
    let mut names = note.suppressions.iter().flat_map(|suppression| &suppression.rules);
    let name = names.find(|name| touches(**name, offset))?;
    let page = match Selector::parse(name.of(note.text)).ok()? {
        Selector::Rule(id) => rule_lead(&find(id.as_str())?.meta),
        Selector::Group(group) => group_page(group),
    };
    Some((*name, page))
}

/// Returns what the link of `note` at `offset` leads to.
fn of_link(note: &Note<'_>, others: &Neighbors<'_>, offset: usize) -> Option<About> {
    let link = LinkAt::at(note, others.own, offset)?;
    let said = match Goal::of(&link.fact, others.own, others) {
        Some(Goal::Note { index, text, place, is_astray }) => {
            let facts = others.vault().notes().get(index)?;
            if is_astray {
                let fragment = Destination::of(&link.fact).fragment.unwrap_or_default();
                format!("`{}` has no heading `#{fragment}`", facts.path)
            } else {
                let heading = place.and_then(|place| span_of(place, facts));
                let start = heading.map_or_else(|| beginning(&text, facts), Span::start);
                let title = facts.any_title().unwrap_or(&facts.path);
                let is_itself = place.is_none_or(|place| matches!(place, AnchorTarget::Heading(0)));
                let mut said = String::new();
                if !is_itself || !text.get(start..).is_some_and(|rest| rest.starts_with('#')) {
                    write!(said, "**{title}**\n\n").ok();
                }
                format!("{said}{}\n\n`{}`", excerpt(text.get(start..).unwrap_or_default()), facts.path)
            }
        }
        Some(Goal::File(file)) => format!("`{}`", file.display()),
        None => {
            let path = Destination::of(&link.fact).path;
            let what = if link.fact.wiki { "note" } else { "file" };
            format!("{what} `{path}` does not exist")
        }
    };
    Some((link.span, said))
}

/// Returns where the text of a note begins that is worth reading: at its first heading, else below its frontmatter.
fn beginning(text: &str, facts: &Facts) -> usize {
    let heading = facts.anchor_places().headings().first().map(|heading| heading.start());
    heading.unwrap_or_else(|| Note::parse(text).body.start())
}

/// Returns the first lines of `text`. A code block that is cut is closed.
fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    let mut fence = None;
    for line in text.lines().take(MAX_LINES) {
        if shown.len() + line.len() > MAX_BYTES {
            break;
        }
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        fence = match (fence, mark) {
            (None, mark) => mark,
            (Some(open), Some(mark)) if open == mark => None,
            (open, _) => open,
        };
        shown.extend([line, "\n"]);
    }
    shown.truncate(shown.trim_end().len());
    if shown.len() < text.trim_end().len() {
        shown.push_str(if fence.is_some() { "\n…" } else { "\n\n…" });
    }
    if let Some(fence) = fence {
        shown.extend(["\n", fence]);
    }
    shown
}

/// Adds to the text `about` a place the pages of the rules that `report` something at `offset`.
fn with_rules(
    about: Option<About>,
    report: Option<&NoteReport>,
    offset: usize,
) -> (Option<Span>, Vec<String>) {
    let diagnostics = report.into_iter().flat_map(|report| report.diagnostics.iter());
    let here = diagnostics.map(|located| &located.diagnostic).filter(|it| touches(it.span, offset));
    let mut span = about.as_ref().map(|(span, _)| *span);
    let mut rules = BTreeSet::new();
    let mut texts: Vec<String> = about.into_iter().map(|(_, text)| text.trim().to_owned()).collect();
    for diagnostic in here {
        if rules.len() < MAX_RULES && rules.insert(diagnostic.rule) {
            let page = find(diagnostic.rule.as_str()).map(|rule| rule_lead(&rule.meta));
            texts.extend(page.map(|page| page.trim().to_owned()));
            span.get_or_insert(diagnostic.span);
        }
    }
    (span, texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_closes_code_that_it_cuts() {
        assert_eq!(excerpt("# 緑茶\n\nText.\n"), "# 緑茶\n\nText.");
        let long = excerpt(&format!("# A\n\n```yaml\n{}```\n", "a: 1\n".repeat(20)));
        assert!(long.starts_with("# A\n\n```yaml\na: 1\n") && long.ends_with("a: 1\n…\n```"), "{long}");
        assert!(excerpt(&"🍵".repeat(1000)).len() < MAX_BYTES);
        let many = excerpt(&"line\n".repeat(20));
        assert_eq!(many.lines().count(), MAX_LINES + 2);
    }
}
