//! What is offered, and the text that it becomes.

use std::ops::Range;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag, InsertTextFormat,
    InsertTextMode, MarkupContent, MarkupKind, TextEdit,
};

use crate::{lsp::documents::Document, text::Span};

/// More candidates than these are not sent at once: the client asks again when more is typed.
pub(super) const MAX_ITEMS: usize = 300;

/// A text with places to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Insertion {
    plain: String,
    snippet: String,
    stops: usize,
}

impl Insertion {
    /// Returns `text` without places to fill in.
    pub(super) fn of(text: &str) -> Self {
        Self::default().text(text)
    }

    /// Adds `text` as it is.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.plain += text;
        self.snippet += &escaped(text);
        self
    }

    /// Begins a new line with `indent` spaces. Clients indent snippets like the line that they are inserted in, which
    /// has `base` spaces.
    pub(super) fn line(mut self, indent: usize, base: usize) -> Self {
        self.plain.extend(["\n", &" ".repeat(indent)]);
        self.snippet.extend(["\n", &" ".repeat(indent.saturating_sub(base))]);
        self
    }

    /// Adds a place that has `text` until it is filled in.
    pub(super) fn stop(mut self, text: &str) -> Self {
        self.stops += 1;
        self.plain += text;
        self.snippet.extend(["${", &self.stops.to_string(), ":", &escaped(text), "}"]);
        self
    }

    /// Adds a place for one of `choices`; nothing for clients that cannot offer them.
    pub(super) fn choice(mut self, choices: &[String]) -> Self {
        self.stops += 1;
        let choices: Vec<String> =
            choices.iter().map(|text| escaped(text).replace(',', "\\,").replace('|', "\\|")).collect();
        self.snippet.extend(["${", &self.stops.to_string(), "|", &choices.join(","), "|}"]);
        self
    }

    /// Adds `text`, in which each `placeholder` is a place to fill in.
    pub(super) fn template(self, text: &str, placeholder: &str) -> Self {
        let mut parts = text.split(placeholder);
        let first = self.text(parts.next().unwrap_or_default());
        parts.fold(first, |insertion, part| insertion.stop(placeholder).text(part))
    }
}

/// Returns `text` as snippets have it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// All that is offered at a position, the best first.
#[derive(Debug, Default)]
pub(super) struct Offered {
    pub(super) candidates: Vec<Candidate>,
    /// Whether they are those that match what is written: others do after the next character, or without the last one.
    pub(super) is_narrowed: bool,
}

impl From<Vec<Candidate>> for Offered {
    fn from(candidates: Vec<Candidate>) -> Self {
        Self { candidates, is_narrowed: false }
    }
}

/// Something that is offered.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// What is shown.
    pub(super) label: String,
    /// What is shown beside it.
    pub(super) detail: Option<String>,
    /// More of it, as Markdown.
    pub(super) documentation: Option<String>,
    /// What it is.
    pub(super) kind: CompletionItemKind,
    /// The bytes that it replaces.
    pub(super) replaced: Range<usize>,
    /// What it inserts.
    pub(super) insertion: Insertion,
    /// What is compared with the bytes that it replaces, if that is not the label.
    pub(super) filter: Option<String>,
    /// Whether it should no longer be taken.
    pub(super) is_deprecated: bool,
}

impl Candidate {
    /// Returns the candidate `label`, which is inserted in place of the bytes `replaced`.
    pub(super) fn new(label: impl Into<String>, kind: CompletionItemKind, replaced: Range<usize>) -> Self {
        let label = label.into();
        Self {
            insertion: Insertion::of(&label),
            label,
            detail: None,
            documentation: None,
            kind,
            replaced,
            filter: None,
            is_deprecated: false,
        }
    }

    /// Returns it as the protocol has it: the one at `rank` of those that are offered in `document`.
    pub(super) fn item(self, rank: usize, document: &Document, takes_snippets: bool) -> CompletionItem {
        let Insertion { plain, snippet, stops } = self.insertion;
        let has_lines = plain.contains('\n');
        let is_snippet = takes_snippets && (stops > 0 || has_lines);
        let mode = if is_snippet { InsertTextMode::AdjustIndentation } else { InsertTextMode::AsIs };
        let new_text = if is_snippet { snippet } else { plain };
        let range = document.range(Span::new(self.replaced.start, self.replaced.end));
        let documentation = self.documentation.filter(|text| !text.trim().is_empty());
        CompletionItem {
            filter_text: self.filter.filter(|filter| *filter != self.label),
            label: self.label,
            label_details: self
                .detail
                .map(|detail| CompletionItemLabelDetails { detail: None, description: Some(detail) }),
            kind: Some(self.kind),
            tags: self.is_deprecated.then(|| vec![CompletionItemTag::Deprecated]),
            documentation: documentation
                .map(|value| MarkupContent { kind: MarkupKind::Markdown, value }.into()),
            sort_text: Some(format!("{rank:05}")),
            preselect: (rank == 0).then_some(true),
            insert_text_format: is_snippet.then_some(InsertTextFormat::Snippet),
            insert_text_mode: has_lines.then_some(mode),
            text_edit: Some(TextEdit { range, new_text }.into()),
            ..CompletionItem::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_fill_in_are_numbered_and_their_texts_escaped() {
        let insertion =
            Insertion::of("費用 $").stop("}").text(": ").choice(&["a,b".to_owned(), "c|d".to_owned()]);
        assert_eq!(insertion.plain, "費用 $}: ");
        assert_eq!(insertion.snippet, r"費用 \$${1:\}}: ${2|a\,b,c\|d|}");
        let template = Insertion::default().template("- **…**: …", "…");
        assert_eq!(template.plain, "- **…**: …");
        assert_eq!(template.snippet, "- **${1:…}**: ${2:…}");
    }
}
