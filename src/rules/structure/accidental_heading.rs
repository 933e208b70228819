use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Heading, HeadingId},
    notetype::TitleSource,
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{Edit, LineEnding, Span, line_end, line_start, next_line},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AccidentalHeading {}

impl NoteRule for AccidentalHeading {
    const META: Meta = Meta {
        id: RuleId::new("structure/accidental-heading"),
        summary: "text becomes a heading because of the line below it",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("accidental_heading.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let headings = context.note.outline.iter();
        let underlined = headings.filter_map(|(id, heading)| Some((id, heading, underline(heading, text)?)));
        let underlined: Vec<_> = underlined.collect();
        // One heading is underlined, and others begin with `#`.
        let is_only_one = underlined.len() == 1 && context.note.outline.iter().len() > 1;
        for (id, heading, underline) in underlined {
            let heading = Underlined { text, heading, underline };
            if !is_claimed(context, id) && heading.is_accidental(is_only_one) {
                findings.push(heading.finding());
            }
        }
    }
}

/// Returns the line below `heading` that makes it one (CommonMark 4.3); `None` if it begins with `#`.
fn underline(heading: &Heading<'_>, text: &str) -> Option<Span> {
    let start = line_start(text, heading.span.end());
    (start > heading.span.start()).then(|| Span::new(start, heading.span.end()).trim(text))
}

/// Whether the heading `id` is the title of the note, or names a section, if only nearly.
fn is_claimed(context: &Context<'_>, id: HeadingId) -> bool {
    let is_title = context.projection.title.as_ref().is_some_and(|title| {
        title.source == TitleSource::Heading(id) && !context.text(title.span).contains(['\n', '\r'])
    });
    is_title || context.projection.section_at(id).is_some() || context.projection.is_similar(id)
}

/// A heading with the line below it.
struct Underlined<'a> {
    text: &'a str,
    heading: &'a Heading<'a>,
    underline: Span,
}

impl Underlined<'_> {
    fn is_accidental(&self, is_only_one: bool) -> bool {
        let content = self.heading.content.of(self.text);
        let words = content.trim_end_matches(['*', '_', '"', '\'', ')', '）', '」', '』', '”']);
        self.has_several_lines()
            || self.marks() == "-"
            || words.ends_with(['.', '。', '．', ':', '：', ';', '；'])
            || !self.is_drawn_to_fit(content) && (is_only_one || words.ends_with(['!', '！', '?', '？', '…']))
    }

    fn has_several_lines(&self) -> bool {
        self.heading.content.of(self.text).contains(['\n', '\r'])
    }

    /// Whether the line is as long as the words above it, as people draw it below a heading.
    fn is_drawn_to_fit(&self, content: &str) -> bool {
        let length = self.underline.len();
        length > 3 && length.abs_diff(content.chars().count()) <= 1
    }

    fn marks(&self) -> &str {
        self.underline.of(self.text)
    }

    fn finding(&self) -> Finding {
        let marks = quote(shortened(self.marks()));
        let expected = if self.separated().is_some() { ", expected a blank line between them" } else { "" };
        Finding::new(self.underline, format!("the text above {marks} is a heading{expected}"))
            .help(self.help(&marks))
            .related(self.heading.content, "this becomes a heading")
            .fix(self.fix(&marks))
    }

    fn help(&self, marks: &str) -> String {
        let apart = match self.separated() {
            Some(Separated::Item) => "put a blank line above the list".to_owned(),
            Some(Separated::Rule) => format!("put a blank line above {marks} to draw a line"),
            None => format!("delete {marks}"),
        };
        if self.has_several_lines() {
            return apart;
        }
        let content = self.heading.content.of(self.text);
        let heading = format!("{} {content}", "#".repeat(self.heading.level.into()));
        format!("{apart}, or write {} for a heading", quote(&heading))
    }

    fn fix(&self, marks: &str) -> Option<Fix> {
        let blank_line =
            Edit::insert(line_start(self.text, self.underline.start()), LineEnding::of(self.text).as_str());
        let fix = match self.separated()? {
            Separated::Item => Fix::safe("Put a blank line above the list", vec![blank_line]),
            Separated::Rule => Fix::unsafe_(format!("Put a blank line above {marks}"), vec![blank_line]),
        };
        // The help also tells how to write a heading.
        Some(fix.keeping_help(!self.has_several_lines()))
    }

    /// Returns what the underline is where a blank line is above it; `None` if that is text.
    fn separated(&self) -> Option<Separated> {
        let marks = self.marks();
        let next = next_line(self.text, line_end(self.text, self.underline.end()));
        let below = &self.text[next..line_end(self.text, next)];
        if marks == "-" && is_item(below) {
            return Some(Separated::Item);
        }
        (marks.starts_with("---")).then_some(Separated::Rule)
    }
}

/// What an underline is without the text above it.
enum Separated {
    /// An empty item of the list that follows.
    Item,
    /// A thematic break (CommonMark 4.1).
    Rule,
}

/// Whether `line` begins with the marker of a bullet list.
fn is_item(line: &str) -> bool {
    line.trim_start().strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Longer lines are cut.
const MAX_MARKS: usize = 20;

fn shortened(marks: &str) -> &str {
    &marks[..marks.len().min(MAX_MARKS)]
}
