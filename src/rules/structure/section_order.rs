use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{ParsedSection, SectionId},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionOrder {}

impl NoteRule for SectionOrder {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-order"),
        summary: "sections are not in the order of the note type",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_order.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let first = || context.projection.projected();
        if first().is_sorted_by_key(|section| section.id) {
            return;
        }
        let sections: Vec<&ParsedSection> = first().collect();
        let kept: HashSet<SectionId> =
            longest_ascent(&sections.iter().map(|section| section.id).collect::<Vec<_>>())
                .into_iter()
                .collect();
        let (in_place, out_of_place): (Vec<&ParsedSection>, Vec<&ParsedSection>) =
            sections.into_iter().partition(|section| kept.contains(&section.id));
        let place = |section: &ParsedSection| context.heading(section.heading).content;
        for section in out_of_place {
            let span = place(section);
            // Those in place are in the order of the type.
            let (before, after) = in_place.split_at(in_place.partition_point(|other| other.id < section.id));
            let (before, after) = (before.last(), after.first());
            let (side, neighbour) = match (before, after) {
                (Some(before), _) => ("after", before),
                (None, Some(after)) => ("before", after),
                (None, None) => continue,
            };
            let neighbour = place(neighbour);
            let words = quote(context.text(span));
            let neighbour_words = quote(neighbour.of(context.note.text));
            findings.push(
                Finding::new(
                    span,
                    format!("section {words} is out of order, expected {side} {neighbour_words}"),
                )
                .help(format!("move it, with its content, {side} the section {neighbour_words}"))
                .related(neighbour, format!("{words} belongs {side} this section")),
            );
        }
    }
}

/// Returns a longest strictly ascending subsequence of `values`, last value first; of several, the one
/// with the smallest values.
fn longest_ascent<V: Ord + Copy>(values: &[V]) -> Vec<V> {
    // For each length, the index at which the ascent of that length with the lowest end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] < *value);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        ends.truncate(ends.len().max(length));
        if length < ends.len() { ends[length] = index } else { ends.push(index) }
    }
    let mut ascent = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        ascent.push(values[index]);
        next = previous[index];
    }
    ascent
}

#[cfg(test)]
mod tests {
    use super::longest_ascent;

    fn ascent(values: &[usize]) -> Vec<usize> {
        let mut ascent = longest_ascent(values);
        ascent.reverse();
        ascent
    }

    #[test]
    fn a_single_section_that_moved_is_left_out() {
        assert_eq!(ascent(&[0, 5, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(ascent(&[1, 2, 3, 0]), [1, 2, 3]);
    }

    #[test]
    fn of_two_swapped_sections_the_earlier_one_is_left_out() {
        assert_eq!(ascent(&[1, 0]), [0]);
        assert_eq!(ascent(&[0, 2, 1, 3]), [0, 1, 3]);
    }
}
