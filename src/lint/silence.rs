//! One cause, one diagnostic: what is silent because something else is said of the same cause.

use super::regions::Regions;
use crate::{
    diagnostic::{Diagnostic, Place, RuleId},
    note::Note,
    notetype::{ContentReading, Projection, SectionReading},
    rules::Context,
    text::Span,
};

/// If `causes` fire, `silent` are silent within the scope.
struct Row {
    causes: &'static [&'static str],
    /// Ids of rules, or groups with their `/`.
    silent: &'static [&'static str],
    scope: Scope,
}

/// Where a cause silences others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// In the whole note.
    Note,
    /// In the whole note, where its frontmatter has no title, or an empty one.
    NoteWithoutTitle,
    /// In the whole note, where the cause is on the line of its frontmatter's title.
    NoteByTitle,
    /// Where the two share a character.
    Place,
    /// On the same lines.
    Lines,
    /// On the same lines and on those of its related places.
    RelatedLines,
    /// In the section, entry or quadrant that the cause points at.
    Section,
    /// In the link that the cause points at.
    Link,
}

const TABLE: &[Row] = &[
    Row {
        causes: &["frontmatter/missing", "frontmatter/unclosed", "frontmatter/yaml-syntax"],
        silent: &["frontmatter/", "structure/title-mismatch"],
        scope: Scope::Note,
    },
    // What YAML refuses is said once: where it keeps the frontmatter from being read.
    Row { causes: &["frontmatter/yaml-syntax"], silent: &["text/control-character"], scope: Scope::Place },
    Row {
        causes: &["frontmatter/missing-key", "frontmatter/invalid-value"],
        silent: &["structure/title-mismatch"],
        scope: Scope::NoteWithoutTitle,
    },
    Row {
        causes: &["frontmatter/lost-text"],
        silent: &["structure/title-mismatch"],
        scope: Scope::NoteByTitle,
    },
    Row {
        causes: &["frontmatter/date-format", "frontmatter/duplicate-tag"],
        silent: &["frontmatter/invalid-value"],
        scope: Scope::Place,
    },
    Row { causes: &["structure/heading-text"], silent: &["text/mismatched-brackets"], scope: Scope::Lines },
    Row {
        causes: &["structure/title-mismatch"],
        silent: &["text/mismatched-brackets"],
        scope: Scope::RelatedLines,
    },
    Row {
        causes: &["structure/section-empty"],
        silent: &["structure/points-count", "rating/", "swot/"],
        scope: Scope::Section,
    },
    Row {
        causes: &["rating/range", "rating/malformed", "rating/inconsistent"],
        silent: &["rating/style"],
        scope: Scope::Place,
    },
    Row { causes: &["link/missing-target"], silent: &["vault/unresolved-reference"], scope: Scope::Link },
];

/// What a repair may bring to light although the table does not have it: in a section or quadrant
/// that is missing nothing is looked for, and its repair is template text; a placeholder with a
/// character too many is not known as one.
const REVEALED: &[(&str, &[&str])] = &[
    ("structure/section-missing", &["structure/", "rating/", "swot/", "schema/"]),
    ("swot/incomplete", &["swot/", "structure/placeholder"]),
    ("text/invisible-character", &["structure/placeholder"]),
    ("text/unicode-normalization", &["structure/placeholder"]),
];

/// Removes from `diagnostics` of one note what has the same cause as another one.
pub(super) fn silence(diagnostics: &mut Vec<Diagnostic>, context: &Context<'_>) {
    if diagnostics.len() < 2 {
        return;
    }
    let mut silent = vec![false; diagnostics.len()];
    for row in TABLE {
        let causes: Vec<&Diagnostic> =
            diagnostics.iter().filter(|cause| row.causes.contains(&cause.rule.as_str())).collect();
        if causes.is_empty() {
            continue;
        }
        let regions = row.scope.regions(&causes, context);
        for (other, silent) in diagnostics.iter().zip(&mut silent) {
            let named = matches(row.silent, other.rule) && !row.causes.contains(&other.rule.as_str());
            *silent |= named && regions.touch(other.span);
        }
    }
    let mut silent = silent.into_iter();
    diagnostics.retain(|_| !silent.next().unwrap_or_default());
}

/// Whether `rule` may have been silent as long as `cause` was said.
pub(super) fn reveals(cause: RuleId, rule: RuleId) -> bool {
    let rows = TABLE.iter().filter(|row| row.causes.contains(&cause.as_str())).map(|row| row.silent);
    let more = REVEALED.iter().filter(|(id, _)| *id == cause.as_str()).map(|(_, revealed)| *revealed);
    rows.chain(more).any(|named| matches(named, rule))
}

fn matches(names: &[&str], rule: RuleId) -> bool {
    let id = rule.as_str();
    names.iter().any(|name| id == *name || name.ends_with('/') && id.starts_with(name))
}

impl Scope {
    /// Where `causes` silence others.
    fn regions(self, causes: &[&Diagnostic], context: &Context<'_>) -> Regions {
        let note = context.note;
        let mut spans = causes.iter().map(|cause| cause.span);
        match self {
            Self::Note => Regions::new(vec![Span::new(0, usize::MAX)]),
            Self::NoteWithoutTitle => {
                let title = context.projection.json.at("/frontmatter/title");
                let is_there =
                    title.is_some_and(|title| title.as_str().is_none_or(|title| !title.trim().is_empty()));
                Regions::new(if is_there { vec![] } else { vec![Span::new(0, usize::MAX)] })
            }
            Self::NoteByTitle => {
                let title = context.projection.json.origin_at("/frontmatter/title");
                let line = title.map(|title| lines(note.text, title.value));
                let here = line.is_some_and(|line| spans.any(|span| line.encloses(span)));
                Regions::new(if here { vec![Span::new(0, usize::MAX)] } else { vec![] })
            }
            Self::Place => Regions::new(spans.collect()),
            Self::Lines => Regions::new(spans.map(|span| lines(note.text, span)).collect()),
            Self::RelatedLines => {
                let related = causes.iter().flat_map(|cause| &cause.related);
                let here = related.filter_map(|label| match label.place {
                    Place::Here(span) => Some(span),
                    Place::Elsewhere { .. } => None,
                });
                Regions::new(spans.chain(here).map(|span| lines(note.text, span)).collect())
            }
            Self::Section => {
                let parts = parts(context.projection, note);
                Regions::new(spans.map(|span| innermost(&parts, span)).collect())
            }
            Self::Link => Regions::new(spans.map(|span| link(note, span)).collect()),
        }
    }
}

/// The lines that `span` touches, without the last line's ending.
fn lines(text: &str, span: Span) -> Span {
    let is_end = |c: char| matches!(c, '\n' | '\r');
    let start = text.get(..span.start).and_then(|before| before.rfind(is_end)).map_or(0, |at| at + 1);
    let end = text.get(span.end..).and_then(|rest| rest.find(is_end)).map_or(text.len(), |at| span.end + at);
    Span::new(start, end.max(start))
}

/// The sections, entries and quadrants of a note, by their beginnings; what is inside another one
/// comes behind it.
fn parts(projection: &Projection<'_>, note: &Note<'_>) -> Vec<Span> {
    let mut parts = Vec::new();
    for SectionReading { heading, span, content, .. } in &projection.sections {
        let start = note.outline.get(*heading).map_or(span.start, |heading| heading.span.start);
        parts.push(Span::new(start, span.end.max(start)));
        match content {
            ContentReading::Entries(entries) => parts.extend(entries.entries.iter().map(|entry| entry.span)),
            ContentReading::Swot(swot) => parts.extend(swot.quadrants.iter().map(|quadrant| quadrant.span)),
            _ => {}
        }
    }
    parts.sort_by_key(|part| (part.start, usize::MAX - part.end));
    parts
}

/// The innermost of `parts` that `span` begins in; `span` itself where there is none.
fn innermost(parts: &[Span], span: Span) -> Span {
    let before = parts.partition_point(|part| part.start <= span.start);
    let inside = parts[..before].iter().rev().find(|part| span.start <= part.end);
    inside.copied().unwrap_or(span)
}

/// The whole link whose destination is at `span`.
fn link(note: &Note<'_>, span: Span) -> Span {
    let link = note.links.iter().find(|link| link.destination == span);
    link.map_or(span, |link| link.span.cover(span))
}
