use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ascent::longest_ascent, sequences};
use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{GroupId, Order, OrderItem, ParsedSection, SectionGroup, SectionSpecId, SectionsSpec},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::IndexVec,
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
        for group in context.projection.groups.ids() {
            let SectionGroup { spec, .. } = &context.projection.groups[group];
            self::group(context, group, spec, findings);
            for (id, section) in spec.all.pairs() {
                if let Some(sequence) = section.pattern.as_ref().and_then(|pattern| pattern.sequence.as_ref())
                {
                    let sections =
                        context.projection.projected_in(group).filter(|parsed| parsed.spec_id == id);
                    sequences::check(context, sequence, sections.collect(), findings);
                }
            }
        }
    }
}

/// Reports the sections of `group` that are not where the type has them.
fn group(context: &Context<'_>, group: GroupId, spec: &SectionsSpec, findings: &mut Findings<'_>) {
    let ranks = Ranks::of(spec);
    let ranked = || {
        let sections = context.projection.projected_in(group);
        sections.filter_map(|section| Some((ranks.of_section(section)?, section)))
    };
    if ranked().is_sorted_by_key(|(rank, _)| rank) {
        return;
    }
    let sections: Vec<(usize, &ParsedSection<'_>)> = ranked().collect();
    let kept = longest_ascent(&sections.iter().map(|(rank, _)| *rank).collect::<Vec<_>>());
    let kept: HashSet<usize> = kept.into_iter().collect();
    let place = |section: &ParsedSection<'_>| context.heading(section.heading).content;
    let (in_place, out_of_place): (Vec<usize>, Vec<usize>) =
        (0..sections.len()).partition(|index| kept.contains(index));
    for index in out_of_place {
        let (rank, section) = sections[index];
        let span = place(section);
        // Those in place are in the order of the type.
        let (before, after) = in_place.split_at(in_place.partition_point(|other| sections[*other].0 < rank));
        let (side, neighbour) = match (before.last(), after.first()) {
            (Some(before), _) => ("after", *before),
            (None, Some(after)) => ("before", *after),
            (None, None) => continue,
        };
        let neighbour = place(sections[neighbour].1);
        let words = quote(context.text(span));
        let neighbour_words = quote(neighbour.of(context.note.text));
        findings.push(
            Finding::new(span, format!("section {words} is out of order, expected {side} {neighbour_words}"))
                .help(format!("move it, with its content, {side} the section {neighbour_words}"))
                .related(neighbour, format!("{words} belongs {side} this section")),
        );
    }
}

/// The place of each section in the order of its type.
struct Ranks {
    /// For each section of the type; `None` if it may be anywhere.
    of_each: IndexVec<SectionSpecId, Option<usize>>,
}

impl Ranks {
    fn of(spec: &SectionsSpec) -> Self {
        let mut of_each: IndexVec<SectionSpecId, Option<usize>> = match &spec.order {
            Order::Type => {
                let mut next = 0..;
                spec.all.map(|section| next.next().filter(|_| section.pattern.is_none()))
            }
            Order::Free => spec.all.map(|_| None),
            Order::Listed(list) => {
                let others = list.iter().position(|item| *item == OrderItem::Others);
                spec.all.map(|_| others)
            }
        };
        if let Order::Listed(list) = &spec.order {
            for (rank, item) in list.iter().enumerate() {
                if let OrderItem::Section(section) = item {
                    of_each[*section] = Some(rank);
                }
            }
        }
        Self { of_each }
    }

    fn of_section(&self, section: &ParsedSection<'_>) -> Option<usize> {
        self.of_each.get(section.spec_id).copied().flatten()
    }
}
