use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Frontmatter, Heading},
    rules::{Context, Finding, Findings, Meta, NoteRule, template, titles, wording::quote_whole},
    text::{Edit, LineEnding, Span, line_start},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TitleMissing {}

impl NoteRule for TitleMissing {
    const META: Meta = Meta {
        id: RuleId::new("structure/title-missing"),
        summary: "the note has no `#` heading",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("title_missing.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let heading = titles::all(context).next().map(|(_, heading)| heading);
        let asks = context.note_type.spec.title.is_required || context.breaches(Self::ID).next().is_some();
        if !asks || heading.is_some_and(|heading| !heading.plain.trim().is_empty()) {
            return;
        }
        let title = titles::in_frontmatter(context).map(|(title, _)| title);
        let words = title.unwrap_or(template::PLACEHOLDER);
        let heading_line = template::heading(1, words);
        let line = quote_whole(&heading_line);
        let mut push = |finding: Finding| findings.push(finding.breaches(context.breaches(Self::ID)));
        if let Some(heading) = heading {
            push(
                Finding::new(heading.span, "the `#` heading is empty, expected the note's title")
                    .help(format!("write {line}")),
            );
            return;
        }
        let identity = &context.note_type.spec.identity;
        let is_title = |heading: &&Heading<'_>| {
            title.is_some_and(|title| heading.plain.trim() == title.trim())
                || identity.find(&heading.plain).is_some()
        };
        let lower = context.note.outline.iter().map(|(_, heading)| heading).find(is_title);
        if let Some(heading) = lower {
            let marks = Span::new(heading.span.start(), heading.content.start()).trim(context.note.text);
            let span = if marks.is_empty() { heading.content } else { marks };
            let level = heading.level;
            push(
                Finding::new(span, format!("the title is at level {level}, expected a `#` heading"))
                    .help(format!("write {}", quote_whole(&template::heading(1, &heading.plain)))),
            );
            return;
        }
        let first = context.note.blocks.top_level().next();
        let place = first.map_or(context.note.body.start(), |(_, block)| block.span.start());
        push(
            Finding::new(Span::empty(place), "missing `#` heading, expected the note's title")
                .help(format!("add {line} above the text"))
                .fix(insertion(context, place, &heading_line)),
        );
    }
}

/// Returns the fix that inserts the line `heading` above the block at `place`; `None` if frontmatter would take it in,
/// or if there is no text yet: the sections that are inserted then could end up above it.
fn insertion(context: &Context<'_>, place: usize, heading: &str) -> Option<Fix> {
    let note = context.note;
    let start = line_start(note.text, place).max(note.body.start());
    let is_blank = note.text[start..].trim().is_empty();
    let end_of_line = LineEnding::of(note.text).as_str();
    let before = match note.frontmatter {
        Frontmatter::Unclosed { .. } => return None,
        Frontmatter::Closed(_) if is_blank => return None,
        // A blank line parts the heading from the fence above it.
        Frontmatter::Closed(_) if start == note.body.start() => end_of_line,
        Frontmatter::Closed(_) | Frontmatter::Missing => "",
    };
    let after = end_of_line.repeat(if is_blank { 1 } else { 2 });
    let edit = Edit::insert(start, format!("{before}{heading}{after}"));
    Some(Fix::unsafe_(format!("Insert {}", quote_whole(heading)), vec![edit]))
}
