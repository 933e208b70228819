use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::FrontmatterBlock,
    rules::{Context, Finding, Findings, Meta, NoteRule, text::described, wording::quote},
    text::{Edit, LineEnding, Span, is_hidden, line_end},
    tree::Syntax,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fence {}

impl NoteRule for Fence {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/fence"),
        summary: "the frontmatter is not between two `---` lines",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("fence.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let Some(block) = context.note.frontmatter.block() else { return };
        // A block of code is a fence of TOML as well as `+++`.
        let is_code = block.opening.of(context.note.text).starts_with(['`', '~']);
        if block.syntax == Syntax::Json || is_code {
            return;
        }
        let fences = Fences::of(context.note.text, block);
        if let Some(finding) = fences.finding() {
            findings.push(finding.fix(fences.repair()));
        }
    }
}

/// The fences of a block, and what stands above it.
struct Fences<'a> {
    text: &'a str,
    block: &'a FrontmatterBlock,
    /// The fence that every program knows.
    fence: &'static str,
    /// The text above the block, without a byte order mark.
    above: Span,
}

impl<'a> Fences<'a> {
    fn of(text: &'a str, block: &'a FrontmatterBlock) -> Self {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let fence = if block.syntax == Syntax::Toml { "+++" } else { "---" };
        Self { text, block, fence, above: Span::new(start, block.opening.start()) }
    }

    fn finding(&self) -> Option<Finding> {
        let FrontmatterBlock { opening, closing, .. } = *self.block;
        if opening.is_empty() {
            return Some(self.unfenced());
        }
        if !self.above.is_empty() {
            let help = if self.above_is_comment() {
                "move the comment below the frontmatter"
            } else {
                "delete the blank lines above it"
            };
            return Some(Finding::new(opening, "frontmatter does not start on the first line").help(help));
        }
        match (self.is_odd(opening), self.is_odd(closing)) {
            (true, true) => Some(
                self.respelled(opening, "opens")
                    .related(closing, format!("the closing fence is not `{}` either", self.fence)),
            ),
            (true, false) => Some(self.respelled(opening, "opens")),
            (false, true) => Some(self.respelled(closing, "closes")),
            (false, false) => None,
        }
    }

    /// Reports that nothing opens the block.
    fn unfenced(&self) -> Finding {
        let place = Span::empty(self.block.opening.start());
        if self.block.closing.is_empty() {
            let end = self.block.content.start() + self.block.content.of(self.text).trim_end().len();
            Finding::new(place, "the first lines look like frontmatter, but are not between two `---` lines")
                .help("put a `---` line above the first key and one below the last")
                .related(Span::empty(end), "the last key is here")
        } else {
            Finding::new(place, "the first lines look like frontmatter, but no `---` line is above them")
                .help("put a `---` line above the first key")
                .related(self.block.closing, "this line closes it")
        }
    }

    fn respelled(&self, fence: Span, does: &str) -> Finding {
        let own = self.fence;
        let written = fence.of(self.text);
        let visible = written.trim();
        let is_unseen = |c: char| c != '\t' && is_hidden(c) || matches!(c, '\u{200c}' | '\u{200d}');
        let hidden = written.chars().find(|c| is_unseen(*c));
        let indented = written.len() - written.trim_start().len();
        let message = match hidden {
            Some(hidden) => format!("the line that {does} the frontmatter contains {}", described(hidden)),
            None if visible == own && written.starts_with([' ', '\t']) => {
                format!(
                    "the `{own}` that {does} the frontmatter is indented, expected it at the start of the line"
                )
            }
            None if visible == own => {
                let first = written.chars().next().unwrap_or_default();
                format!(
                    "the line that {does} the frontmatter begins with {}, expected `{own}`",
                    described(first)
                )
            }
            None => format!("{} {does} the frontmatter, expected `{own}`", quote(visible)),
        };
        let span = if visible == own { fence } else { Span::new(fence.start() + indented, fence.end()) };
        let help = match comment(visible) {
            Some(comment) => format!("write `{own}`, and {} on a line of its own", quote(comment)),
            None => format!("write `{own}` and nothing else"),
        };
        Finding::new(span, message).help(help)
    }

    fn is_odd(&self, fence: Span) -> bool {
        !fence.is_empty() && fence.of(self.text) != self.fence
    }

    fn above_is_comment(&self) -> bool {
        self.above.of(self.text).contains(|c: char| !c.is_whitespace() && !is_hidden(c))
    }

    /// Writes both fences as they must be. Where lines become frontmatter for other programs only by that, it is
    /// unsafe.
    fn repair(&self) -> Fix {
        let FrontmatterBlock { opening, content, closing, .. } = *self.block;
        let own = self.fence;
        let ending = LineEnding::of(self.text).as_str();
        let mut edits = Vec::new();
        let from = self.above.start();
        let is_moved = self.above_is_comment();
        if opening.is_empty() {
            edits.push(Edit::replace(self.above, format!("{own}{ending}")));
        } else if self.is_odd(opening) {
            let comment = comment(opening.of(self.text).trim());
            let comment = comment.map(|comment| format!("{ending}{comment}")).unwrap_or_default();
            let lines = Span::new(from, self.line(opening).end());
            edits.push(Edit::replace(lines, format!("{own}{comment}")));
        } else if !self.above.is_empty() {
            edits.push(Edit::delete(self.above));
        }
        let moved = if is_moved { self.above.of(self.text).trim() } else { "" };
        let below = if is_moved { format!("{ending}{ending}{moved}") } else { String::new() };
        if closing.is_empty() {
            // The text of the block ends with a line ending.
            let below = if is_moved { format!("{below}{ending}") } else { ending.to_owned() };
            edits.push(Edit::insert(content.end(), format!("{own}{below}")));
        } else if is_moved || self.is_odd(closing) {
            let comment = comment(closing.of(self.text).trim());
            let comment = comment.map(|comment| format!("{comment}{ending}")).unwrap_or_default();
            edits.push(Edit::replace(self.line(closing), format!("{comment}{own}{below}")));
        }
        if opening.is_empty() {
            Fix::unsafe_("Enclose the keys in `---` lines", edits)
        } else if is_moved {
            Fix::unsafe_("Move the comment below the frontmatter", edits)
        } else if self.above.is_empty() {
            Fix::safe(format!("Write the fences as `{own}`"), edits)
        } else {
            Fix::unsafe_("Delete the blank lines above the frontmatter", edits)
        }
    }

    /// The whole line of `fence`.
    fn line(&self, fence: Span) -> Span {
        Span::new(fence.start(), line_end(self.text, fence.end()))
    }
}

/// Returns the comment of a fence like `--- # comment`.
fn comment(visible: &str) -> Option<&str> {
    let rest = visible.strip_prefix("---")?.trim_start();
    rest.starts_with('#').then_some(rest)
}
