//! One cause, one diagnostic: which diagnostics are dropped because another one reports their cause.

use serde::{Deserialize, Serialize};

use super::{misread::misread, regions::Regions};
use crate::{
    diagnostic::{Diagnostic, Place, RuleId},
    note::Note,
    notetype::Projection,
    rules::{
        Context, NoteRule,
        Selector::{self, Rule},
        VaultRule, frontmatter, link, rating, schema, structure, swot, text, vault,
    },
    text::{Span, line_end, line_start},
    vault::Facts,
};

/// If a rule of `causes` reports something, diagnostics of `silent` within the scope are dropped.
struct Row {
    causes: &'static [RuleId],
    silent: &'static [Selector],
    scope: Scope,
}

/// Where a diagnostic drops others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// In the whole note.
    Note,
    /// In the whole note, if its frontmatter has no title or an empty one.
    NoteWithoutTitle,
    /// In the whole note, if the cause is on the line of its frontmatter's title.
    NoteByTitle,
    /// At the same characters.
    Place,
    /// On the same lines.
    Lines,
    /// On the same lines and on those of its related places.
    RelatedLines,
    /// On the same lines, on those of its related places, and where YAML reads something else because of it.
    Misread,
    /// In the section, entry or quadrant that the cause points at.
    Section,
    /// In the last section that starts before the cause.
    SectionAbove,
    /// In the link that the cause points at.
    Link,
    /// On the fences of the frontmatter, and above it.
    Fences,
}

/// What is missing from a section whose text is not read as what it is meant to be.
const FOLLOWING: &[Selector] = &[
    Rule(structure::SectionEmpty::ID),
    Rule(structure::PointsCount::ID),
    Rule(rating::MissingAxis::ID),
    Rule(rating::UnknownAxis::ID),
    Rule(swot::Empty::ID),
    Rule(swot::Incomplete::ID),
    Rule(schema::Violation::ID),
];

const TABLE: &[Row] = &[
    Row {
        causes: &[frontmatter::Missing::ID, frontmatter::Unclosed::ID, frontmatter::Syntax::ID],
        silent: &[frontmatter::GROUP, Rule(structure::TitleMismatch::ID)],
        scope: Scope::Note,
    },
    Row {
        causes: &[frontmatter::Missing::ID],
        silent: &[Rule(structure::AccidentalHeading::ID)],
        scope: Scope::RelatedLines,
    },
    Row {
        causes: &[frontmatter::Fence::ID],
        silent: &[
            Rule(text::TrailingWhitespace::ID),
            Rule(text::InvisibleCharacter::ID),
            Rule(text::ControlCharacter::ID),
        ],
        scope: Scope::Fences,
    },
    // Invalid YAML is reported once.
    Row {
        causes: &[frontmatter::Syntax::ID],
        silent: &[Rule(text::ControlCharacter::ID)],
        scope: Scope::Place,
    },
    Row { causes: &[text::InvisibleCharacter::ID], silent: &[frontmatter::GROUP], scope: Scope::Misread },
    // A misspelt key is reported as the missing one.
    Row {
        causes: &[frontmatter::MissingKey::ID],
        silent: &[Rule(frontmatter::UnknownKey::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[frontmatter::MissingKey::ID, frontmatter::InvalidValue::ID],
        silent: &[Rule(structure::TitleMismatch::ID)],
        scope: Scope::NoteWithoutTitle,
    },
    Row {
        causes: &[frontmatter::LostText::ID, structure::Unfinished::ID],
        silent: &[Rule(structure::TitleMismatch::ID)],
        scope: Scope::NoteByTitle,
    },
    // The value that is wrong, or the merge key that was to bring the missing key.
    Row {
        causes: &[frontmatter::InvalidValue::ID, frontmatter::MissingKey::ID],
        silent: &[Rule(frontmatter::AmbiguousValue::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[frontmatter::AmbiguousValue::ID],
        silent: &[Rule(frontmatter::UnknownKey::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[frontmatter::DateFormat::ID, frontmatter::DuplicateTag::ID],
        silent: &[Rule(frontmatter::InvalidValue::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[structure::HeadingText::ID],
        silent: &[Rule(text::MismatchedBrackets::ID)],
        scope: Scope::Lines,
    },
    Row {
        causes: &[structure::HeadingLevel::ID],
        silent: &[Rule(structure::SkippedLevel::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[structure::TitleMismatch::ID],
        silent: &[Rule(text::MismatchedBrackets::ID)],
        scope: Scope::RelatedLines,
    },
    Row {
        causes: &[structure::SectionEmpty::ID],
        silent: &[Rule(structure::PointsCount::ID), rating::GROUP, swot::GROUP],
        scope: Scope::Section,
    },
    Row {
        causes: &[structure::AccidentalHeading::ID],
        silent: &[Rule(structure::TitleMultiple::ID), Rule(structure::SectionUnknown::ID)],
        scope: Scope::RelatedLines,
    },
    Row { causes: &[structure::AccidentalHeading::ID], silent: FOLLOWING, scope: Scope::SectionAbove },
    Row { causes: &[structure::BrokenTable::ID], silent: FOLLOWING, scope: Scope::Section },
    Row {
        causes: &[structure::Unfinished::ID],
        silent: &[
            Rule(frontmatter::InvalidValue::ID),
            Rule(frontmatter::DateFormat::ID),
            Rule(structure::Placeholder::ID),
            Rule(structure::TitleMismatch::ID),
            Rule(rating::Malformed::ID),
            Rule(rating::MissingReason::ID),
            Rule(schema::Violation::ID),
        ],
        scope: Scope::Lines,
    },
    Row {
        causes: &[rating::Range::ID, rating::Malformed::ID, rating::Inconsistent::ID],
        silent: &[Rule(rating::Style::ID)],
        scope: Scope::Place,
    },
    // Ids in it are not collected.
    Row {
        causes: &[link::Malformed::ID],
        silent: &[Rule(link::InvalidUrl::ID), Rule(link::Insecure::ID), Rule(text::MismatchedBrackets::ID)],
        scope: Scope::Place,
    },
    Row {
        causes: &[vault::BrokenReference::ID],
        silent: &[Rule(link::MissingTarget::ID), Rule(vault::UnresolvedReference::ID)],
        scope: Scope::Link,
    },
    Row {
        causes: &[link::MissingTarget::ID],
        silent: &[Rule(vault::UnresolvedReference::ID)],
        scope: Scope::Link,
    },
];

/// What a fix may reveal although the table does not contain it: a missing section or quadrant is not
/// checked, and its fix inserts template text; what is not a link leads nowhere; a placeholder with a character too many is not
/// recognised as one.
const REVEALED: &[(RuleId, &[Selector])] = &[
    (link::Malformed::ID, &[Rule(link::MissingTarget::ID)]),
    (structure::SectionMissing::ID, &[structure::GROUP, rating::GROUP, swot::GROUP, schema::GROUP]),
    (swot::Incomplete::ID, &[swot::GROUP, Rule(structure::Placeholder::ID)]),
    (text::InvisibleCharacter::ID, &[Rule(structure::Placeholder::ID), Rule(structure::TitleMismatch::ID)]),
    (text::Normalization::ID, &[Rule(structure::Placeholder::ID)]),
];

/// Removes those of the `diagnostics` of a note that have the same cause as another one.
pub(super) fn dedupe_by_cause(diagnostics: &mut Vec<Diagnostic>, context: &Context<'_>) {
    dedupe(diagnostics, |scope, causes| scope.regions(causes, context));
}

fn dedupe(diagnostics: &mut Vec<Diagnostic>, regions: impl Fn(Scope, &[&Diagnostic]) -> Regions) {
    if diagnostics.len() < 2 {
        return;
    }
    let mut silent = vec![false; diagnostics.len()];
    for row in TABLE {
        let causes: Vec<&Diagnostic> =
            diagnostics.iter().filter(|cause| row.causes.contains(&cause.rule)).collect();
        if causes.is_empty() {
            continue;
        }
        let regions = regions(row.scope, &causes);
        for (other, silent) in diagnostics.iter().zip(&mut silent) {
            let named = cover(row.silent, other.rule) && !row.causes.contains(&other.rule);
            *silent |= named && regions.touch(other.span);
        }
    }
    let mut silent = silent.into_iter();
    diagnostics.retain(|_| !silent.next().unwrap_or_default());
}

/// Removes those of the `diagnostics` of the rules about the collection that have the same cause as
/// another one. No row of the table mixes them with the rules about one note.
pub(super) fn dedupe_collection_by_cause(diagnostics: &mut Vec<Diagnostic>, links: &MentioningLinks) {
    dedupe(diagnostics, |scope, causes| {
        let spans = causes.iter().map(|cause| cause.span);
        match scope {
            Scope::Link => Regions::new(spans.map(|span| links.cover(span)).collect()),
            _ => Regions::new(spans.collect()),
        }
    });
}

/// The links of a note whose text mentions another note, by destination; the rules about the collection
/// need them to tell one cause from two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct MentioningLinks(Box<[(Span, Span)]>);

impl MentioningLinks {
    /// Returns those of `note`, which has the `facts`.
    pub(super) fn of(note: &Note<'_>, facts: &Facts) -> Self {
        let mentions: Vec<Span> = facts.references().map(|mention| mention.span).collect();
        if mentions.is_empty() {
            return Self::default();
        }
        let mentions = Regions::new(mentions);
        let links = note.links.iter().filter(|link| mentions.touch(link.span));
        let mut links: Vec<(Span, Span)> = links.map(|link| (link.destination, link.span)).collect();
        links.sort_unstable();
        Self(links.into_boxed_slice())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether they are in order and each of them is `inside` the note.
    pub(super) fn are_sound(&self, inside: impl Fn(Span) -> bool) -> bool {
        self.0.is_sorted() && self.0.iter().all(|(destination, link)| inside(*destination) && inside(*link))
    }

    /// Returns the whole link whose destination is at `destination`, if its text mentions a note.
    fn cover(&self, destination: Span) -> Span {
        let first = self.0.partition_point(|(own, _)| *own < destination);
        let link = self.0.get(first).filter(|(own, _)| *own == destination);
        link.map_or(destination, |(_, link)| link.cover(destination))
    }
}

/// Whether diagnostics of `rule` may have been dropped because of one of `cause`, or are what its fix leaves
/// to be written.
pub(super) fn reveals(cause: RuleId, rule: RuleId) -> bool {
    if rule == structure::Unfinished::ID {
        return true;
    }
    let rows = TABLE.iter().filter(|row| row.causes.contains(&cause)).map(|row| row.silent);
    let more = REVEALED.iter().filter(|(id, _)| *id == cause).map(|(_, revealed)| *revealed);
    rows.chain(more).any(|named| cover(named, rule))
}

/// Whether `selectors` name `rule`. Fences are reported whatever is wrong with what they enclose.
fn cover(selectors: &[Selector], rule: RuleId) -> bool {
    let is_named = |selector: &Selector| match selector {
        Selector::Group(_) => selector.covers(rule) && rule != frontmatter::Fence::ID,
        Rule(id) => *id == rule,
    };
    selectors.iter().any(is_named)
}

impl Scope {
    /// Returns where `causes` drop others.
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
            // Only rules about the collection report links: `dedupe_collection_by_cause`.
            Self::Place | Self::Link => Regions::new(spans.collect()),
            Self::Lines => Regions::new(spans.map(|span| lines(note.text, span)).collect()),
            Self::RelatedLines => Regions::new(related_lines(causes, note.text).collect()),
            Self::Misread => {
                let spans: Vec<Span> = spans.collect();
                Regions::new(misread(note, &spans, related_lines(causes, note.text)))
            }
            Self::SectionAbove => {
                let headings: Vec<usize> = context
                    .projection
                    .sections
                    .iter()
                    .map(|section| context.heading(section.heading).span.start())
                    .collect();
                let above = |span: Span| {
                    let before = headings.partition_point(|start| *start < span.start());
                    headings[..before].last().map(|start| Span::new(*start, span.end()))
                };
                Regions::new(spans.filter_map(above).collect())
            }
            Self::Fences => {
                let fences = note.frontmatter.block().map(|block| {
                    let above = Span::new(0, block.opening.start());
                    let fences = [block.opening, block.closing].into_iter().filter(|fence| !fence.is_empty());
                    fences.map(|fence| lines(note.text, fence)).chain([above]).collect()
                });
                Regions::new(fences.unwrap_or_default())
            }
            Self::Section => {
                let parts = parts(context.projection, note);
                Regions::new(spans.map(|span| innermost(&parts, span)).collect())
            }
        }
    }
}

/// Returns the lines of `causes` and of their related places.
fn related_lines<'d>(causes: &'d [&Diagnostic], text: &'d str) -> impl Iterator<Item = Span> + 'd {
    let related = causes.iter().flat_map(|cause| &cause.related);
    let here = related.filter_map(|label| match label.place {
        Place::Here(span) => Some(span),
        Place::Elsewhere { .. } => None,
    });
    causes.iter().map(|cause| cause.span).chain(here).map(|span| lines(text, span))
}

/// Returns the lines that `span` touches, without the last line ending.
fn lines(text: &str, span: Span) -> Span {
    Span::new(line_start(text, span.start()), line_end(text, span.end()))
}

/// Returns the sections, entries and quadrants of a note, sorted by their start; one inside another
/// comes after it.
fn parts(projection: &Projection<'_>, note: &Note<'_>) -> Vec<Span> {
    let mut parts = Vec::new();
    for section in &projection.sections {
        let heading = &note.outline[section.heading];
        let start = heading.span.start();
        parts.push(Span::new(start, section.span.end().max(start)));
        section.content.each_part(&mut |part| parts.push(part.span));
    }
    parts.sort_by_key(|part| (part.start(), usize::MAX - part.end()));
    parts
}

/// Returns the innermost of `parts` that contains the start of `span`; `span` itself if there is none.
fn innermost(parts: &[Span], span: Span) -> Span {
    let before = parts.partition_point(|part| part.start() <= span.start());
    let inside = parts[..before].iter().rev().find(|part| span.start() <= part.end());
    inside.copied().unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Kind, TABLE as RULES};

    #[test]
    fn a_row_is_about_one_note_or_about_the_collection_by_what_is_kept_of_a_note() {
        for Row { causes, silent, scope } in TABLE {
            let rules =
                RULES.iter().filter(|rule| causes.contains(&rule.meta.id) || cover(silent, rule.meta.id));
            let about: Vec<bool> = rules.map(|rule| matches!(rule.kind, Kind::Vault(_))).collect();
            let is_about_collection = about.contains(&true);
            assert!(about.iter().all(|one| *one == is_about_collection), "{causes:?} mix the two");
            assert!(!is_about_collection || matches!(scope, Scope::Place | Scope::Link), "{causes:?}");
        }
    }
}
