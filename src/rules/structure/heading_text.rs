use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Block, BlockKind, Heading, HeadingId, InlineKind},
    notetype::{
        Headings, ItemsOwner, ItemsPlace, NameMatch, ParsedSection, ParsedTable, Section, SubHeading, fold,
    },
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        heading_words::{count_in, lost, without_number},
        template,
        wording::{only_difference, quote},
    },
    text::{Edit, nfc},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct HeadingText {}

impl NoteRule for HeadingText {
    const META: Meta = Meta {
        id: RuleId::new("structure/heading-text"),
        summary: "a section's heading is not spelled as in the note type",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("heading_text.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let sections = &context.projection.sections;
        let repeated = sections.iter().filter_map(|section| context.projection.section(section.duplicates?));
        let repeated: HashSet<HeadingId> = repeated.map(|first| first.heading).collect();
        let mut check = |id: HeadingId, names: Names<'_>| {
            let heading = context.heading(id);
            if !names.all.all().any(|canonical| is_spelled(context, heading, canonical)) {
                let names = Names { canonical: nearest(heading, names.all, context), ..names };
                let finding = finding(context, heading, names);
                // Beside the heading itself, another alias would no longer be a duplicate.
                let is_kept = names.matched != NameMatch::Canonical && repeated.contains(&id);
                findings.push(if is_kept { finding.fix(None) } else { finding });
            }
        };
        for section in context.projection.projected() {
            let (all, aliases) = (&section.spec.heading, &*section.spec.aliases);
            let level = context.projection.groups.get(section.group).map(|group| group.level);
            let matched = section.matched.name;
            let has_points = section.content.items(ItemsPlace::Section { section: section.id }).is_some();
            let counted = counted(context, section);
            if section.spec.pattern.is_none() {
                check(
                    section.heading,
                    Names { canonical: all, all, aliases, level, matched, has_points, counted },
                );
            }
            let mut quadrants: HashMap<HeadingId, u64> = HashMap::new();
            section.content.each_items(section.id, &mut |items| {
                if let ItemsOwner::Quadrant { heading, .. } = items.owner {
                    quadrants.insert(heading, items.parsed.points.len() as u64);
                }
            });
            section.content.each_part(&mut |part| {
                if let Some(SubHeading { id, canonical, aliases, matched }) = part.heading {
                    let counted = [quadrants.get(&id).copied(), None];
                    check(
                        id,
                        Names {
                            canonical,
                            all: canonical,
                            aliases,
                            level: None,
                            matched,
                            has_points: true,
                            counted,
                        },
                    );
                }
            });
        }
    }
}

/// The names of a section or quadrant.
#[derive(Clone, Copy)]
struct Names<'a> {
    /// That of the canonical headings which is nearest to what is written.
    canonical: &'a str,
    all: &'a Headings,
    aliases: &'a [String],
    /// The level of its heading, if the type fixes it.
    level: Option<u8>,
    /// The name by which the heading was recognised.
    matched: NameMatch,
    /// Whether a number after the name can only be a count of points, not a score.
    has_points: bool,
    /// What a count in the heading may be of.
    counted: [Option<u64>; 2],
}

/// Returns how many there are of what `section` consists of, and the scale of a rating.
fn counted(context: &Context<'_>, section: &ParsedSection<'_>) -> [Option<u64>; 2] {
    let items = section.content.items(ItemsPlace::Section { section: section.id });
    let count = |count: usize| Some(count as u64);
    match &section.content {
        Section::Rating { spec, parsed } => [count(parsed.scores.len()), Some(spec.scale)],
        Section::Swot { parsed, .. } => [count(parsed.projected().count()), None],
        Section::Entries { parsed, .. } => [count(parsed.entries.len()), None],
        Section::Table { parsed, .. } => {
            let is_row = |block: &Block| block.kind == BlockKind::Row { header: false };
            let rows = |table: &ParsedTable| context.note.blocks.children(table.block);
            let rows = parsed.iter().flat_map(rows).filter(|(_, block)| is_row(block));
            [count(rows.count()), None]
        }
        _ => [items.and_then(|items| count(items.parsed.points.len())), None],
    }
}

impl Names<'_> {
    fn matched(&self) -> &str {
        match self.matched {
            NameMatch::Canonical => self.canonical,
            NameMatch::Alias(index) => self.aliases.get(index).map_or(self.canonical, String::as_str),
        }
    }

    /// Whether `words` are another name of the same section or quadrant: `強み（Strengths）`.
    fn include(&self, words: &str) -> bool {
        let words = fold(words);
        self.all.all().chain(self.aliases).any(|alias| fold(alias) == words)
    }
}

/// Returns that of the canonical headings by which `heading` was recognised, else the first.
fn nearest<'a>(heading: &Heading<'_>, all: &'a Headings, context: &Context<'_>) -> &'a str {
    let recognised = || all.recognised(context.text(heading.content), &heading.plain);
    all.only().or_else(recognised).unwrap_or(all)
}

/// Whether the heading's text is the canonical one, with or without its markup, such as the brackets of a link;
/// `text/unicode-normalization` checks its Unicode form.
fn is_spelled(context: &Context<'_>, heading: &Heading<'_>, canonical: &str) -> bool {
    let written = context.text(heading.content);
    let is_canonical = |words: &str| words == canonical || nfc(words) == nfc(canonical);
    is_canonical(heading.plain.trim())
        || is_canonical(written)
        || link_text(context, heading)
            .is_some_and(|text| is_canonical(text) || is_canonical(&format!("[{text}]")))
}

/// Returns what readers are to see of a heading that is meant as a link and nothing else, but is none. Its words are
/// not what is wrong with it: `link/malformed` reports it.
fn link_text<'a>(context: &Context<'a>, heading: &Heading<'_>) -> Option<&'a str> {
    let links = &context.note.malformed_links;
    let first = links.partition_point(|link| link.span.start() < heading.content.start());
    let link = links.get(first).filter(|link| link.span == heading.content);
    let labelled = || {
        let inner = context.text(heading.content).strip_prefix('[')?.strip_suffix(']')?;
        inner.split_once("][").filter(|(_, label)| !label.contains(['[', ']'])).map(|(text, _)| text)
    };
    link.map(|link| context.text(link.text)).or_else(labelled)
}

fn finding(context: &Context<'_>, heading: &Heading<'_>, names: Names<'_>) -> Finding {
    let (words, canonical) = (quote(context.text(heading.content)), quote(names.canonical));
    let written = context.text(heading.content);
    let as_written = only_difference(written, names.canonical);
    let is_plain = heading.plain == written;
    let as_read = if is_plain { None } else { only_difference(&heading.plain, names.canonical) };
    let message = match as_read.or(as_written) {
        Some(difference) => format!("heading {words} differs from {canonical} only in {difference}"),
        None if names.matched == NameMatch::Canonical => {
            format!("expected heading {canonical}, found {words}")
        }
        None => format!("expected heading {canonical}, found its alias {words}"),
    };
    let line = quote(&template::heading(names.level.unwrap_or(heading.level), names.canonical));
    let finding = Finding::new(heading.content, message);
    if as_written.is_none() && is_more_than_words(context, heading) {
        return finding.help(format!("write {line}, and move the rest of the heading below it"));
    }
    let edits = vec![Edit::replace(heading.content, names.canonical)];
    let title = format!("Rename the heading to {canonical}");
    // A safe fix does not change quoted words.
    let is_quoted = |words: &str| words.contains(['「', '『', '“', '"', '«']);
    // A number may tell which part this is.
    let words = if names.has_points { without_number(&heading.plain) } else { &heading.plain };
    let safe = names.matched == NameMatch::Canonical
        && words.len() == heading.plain.len()
        && (!is_quoted(words) || is_quoted(names.canonical));
    let lost = lost(words, names.matched(), names.canonical);
    // A count that the heading does not have must be right.
    let count = count_in(names.canonical)
        .filter(|count| !names.counted.contains(&Some(*count)) && count_in(&heading.plain) != Some(*count));
    match (lost, count) {
        (lost, Some(count)) => {
            let found = names.counted[0].map_or_else(String::new, |found| format!(", not {found}"));
            let lost = lost.filter(|lost| !names.include(lost));
            let lost = lost.map_or_else(String::new, |lost| format!(", and move {} below it", quote(lost)));
            finding.help(format!("write {line} as soon as there are {count}{found}{lost}"))
        }
        (None, None) if safe => finding.help(format!("write {line}")).fix(Fix::safe(title, edits)),
        // The type says that the alias means the same; only a person can tell whether it does here.
        (lost, None) if lost.is_none_or(|lost| names.include(lost)) => {
            finding.help(format!("write {line}")).fix(Fix::unsafe_(title, edits))
        }
        (lost, None) => {
            finding.help(format!("write {line}, and move {} below it", quote(lost.unwrap_or_default())))
        }
    }
}

/// Whether the heading contains code, math, a link, an image, HTML or a footnote reference.
fn is_more_than_words(context: &Context<'_>, heading: &Heading<'_>) -> bool {
    let inlines = &context.note.inlines;
    let first = inlines.partition_point(|inline| inline.span.start() < heading.content.start());
    inlines[first..].iter().take_while(|inline| inline.span.start() < heading.content.end()).any(|inline| {
        matches!(
            inline.kind,
            InlineKind::Code
                | InlineKind::Math
                | InlineKind::Link
                | InlineKind::Image
                | InlineKind::Html
                | InlineKind::FootnoteReference
        )
    })
}
