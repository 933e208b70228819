use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::quadrants::{Swot, swots};
use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    note::{Heading, HeadingId},
    notetype::{Breach, Keyword, ParsedQuadrant, Place, PointForm, QuadrantId},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::{self, Anchor},
        wording::quote,
    },
    text::{Edit, and_list, nearest},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Incomplete {}

impl NoteRule for Incomplete {
    const META: Meta = Meta {
        id: RuleId::new("swot/incomplete"),
        summary: "a required SWOT quadrant is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("incomplete.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let breaches = context.breaches_by_section(Self::META.id);
        for swot in swots(context) {
            let Some(breaches) = breaches.get(&swot.section) else { continue };
            let member = |id: QuadrantId| Member::missing(swot.name(id), swot.heading);
            let mut missing = missing(swot, breaches);
            let required = swot.spec.quadrants.iter().filter(|quadrant| quadrant.required).count();
            let found = (required - missing.len(), required);
            missing.retain(|&id| !context.is_known(&member(id)));
            if !missing.is_empty() {
                let keys: HashSet<&str> =
                    missing.iter().map(|&id| swot.spec.quadrants[id].key.as_str()).collect();
                let is_named = |breach: &&Breach| matches!(&breach.keyword, Keyword::Required { property } if keys.contains(property.as_str()));
                let breaches = of_quadrants(breaches).filter(is_named);
                let finding = finding(context, swot, &missing, found).breaches(breaches);
                findings.push(finding.members(missing.iter().map(|&id| member(id))));
            }
        }
    }
}

/// Returns the required quadrants that `swot` lacks, as the `breaches` in its section tell.
pub(super) fn missing(swot: Swot<'_>, breaches: &[&Breach]) -> Vec<QuadrantId> {
    let keys = of_quadrants(breaches).filter_map(|breach| match &breach.keyword {
        Keyword::Required { property } => Some(property),
        _ => None,
    });
    keys.filter_map(|key| swot.spec.quadrant(key)).collect()
}

/// Returns those of `breaches` that are about the quadrants of a SWOT.
fn of_quadrants<'a>(breaches: &[&'a Breach]) -> impl Iterator<Item = &'a Breach> {
    breaches.iter().copied().filter(|breach| matches!(breach.place, Place::Swot { .. }))
}

/// Reports the `missing` quadrants of `swot`, which has `found` of the `required` ones.
fn finding(
    context: &Context<'_>,
    swot: Swot<'_>,
    missing: &[QuadrantId],
    (found, required): (usize, usize),
) -> Finding {
    let names = missing.iter().map(|&index| quote(swot.name(index)));
    let noun = if missing.len() == 1 { "quadrant" } else { "quadrants" };
    let message = format!("missing {noun} {} (found {found} of {required})", and_list(names));
    let finding = Finding::new(swot.heading, message);
    let meant = misnamed(context, swot, missing);
    if !meant.is_empty() {
        return renaming(context, finding, &meant);
    }
    let level = swot.quadrants().next().map(|quadrant| context.heading(quadrant.heading).level);
    let level = level.unwrap_or(swot.level.saturating_add(1));
    let lines = missing.iter().map(|&index| quote(&template::heading(level, swot.name(index))));
    let each = if missing.len() == 1 { " with a point" } else { ", each with a point" };
    let add = format!("add {}{each}", and_list(lines));
    let candidates = candidates(context, swot, missing);
    let found = swot.quadrants().next().is_some();
    match candidates.as_slice() {
        [] => finding.help(add).fix(insertion(context, swot, missing)),
        [other] if missing.len() == 1 => {
            finding.help(format!("{add}, or rename {}", quote(context.text(other.content))))
        }
        _ if found => finding.help(add),
        _ => finding.help(format!("{add}, or rename the subheadings")),
    }
}

/// Returns the unknown subheadings where one of the `missing` quadrants belongs: one of them may be the
/// missing one.
fn candidates<'a>(context: &'a Context<'_>, swot: Swot<'a>, missing: &[QuadrantId]) -> Vec<&'a Heading<'a>> {
    let quadrants: Vec<&ParsedQuadrant> = swot.quadrants().collect();
    let mut missing = missing.to_vec();
    missing.sort_unstable();
    let fits = |id: HeadingId| {
        let (above, below) = quadrants.split_at(quadrants.partition_point(|quadrant| quadrant.heading < id));
        let first = above.last().map_or(0, |above| missing.partition_point(|missing| *missing <= above.id));
        missing.get(first).is_some_and(|first| below.first().is_none_or(|below| *first < below.id))
    };
    swot.reading.unknown.iter().filter(|&&id| fits(id)).map(|&id| context.heading(id)).collect()
}

/// Returns the subheadings that are not quadrants.
fn headings<'a>(context: &'a Context<'_>, swot: Swot<'a>) -> impl Iterator<Item = &'a Heading<'a>> {
    swot.reading.unknown.iter().map(|&id| context.heading(id))
}

/// Maximum number of missing quadrants that each unknown subheading is compared with.
const MAX_COMPARED_QUADRANTS: usize = 100;

/// A heading, and the name of the quadrant that it seems to be.
pub(super) type Misnamed<'a> = (&'a Heading<'a>, &'a str);

/// Returns the subheadings that seem to be one of the `missing` quadrants: their spelling is similar, or
/// they repeat another quadrant where the missing one belongs.
pub(super) fn misnamed<'a>(
    context: &'a Context<'_>,
    swot: Swot<'a>,
    missing: &[QuadrantId],
) -> Vec<Misnamed<'a>> {
    let mut left: Vec<QuadrantId> = missing.iter().copied().take(MAX_COMPARED_QUADRANTS).collect();
    let mut meant = Vec::new();
    let mut claim = |heading: &'a Heading<'a>, name: &'a str, left: &mut Vec<QuadrantId>| {
        left.retain(|other| swot.name(*other) != name);
        meant.push((heading, name));
    };
    for heading in headings(context, swot) {
        if let Some(name) = nearest(&heading.plain, left.iter().map(|id| swot.name(*id))) {
            claim(heading, name, &mut left);
        }
    }
    let quadrants = &swot.reading.quadrants;
    for (index, quadrant) in quadrants.iter().enumerate().filter(|(_, quadrant)| quadrant.repeats.is_some()) {
        let before = index.checked_sub(1).and_then(|index| quadrants.get(index));
        let after = quadrants.get(index + 1);
        let is_between = |id: &QuadrantId| {
            before.is_none_or(|before| before.id < *id) && after.is_none_or(|after| *id < after.id)
        };
        if let Some(id) = left.iter().copied().find(is_between) {
            claim(context.heading(quadrant.heading), swot.name(id), &mut left);
        }
    }
    meant
}

fn renaming(context: &Context<'_>, finding: Finding, meant: &[Misnamed<'_>]) -> Finding {
    let rename = |(heading, name): &Misnamed<'_>| {
        format!("{} to {}", quote(context.text(heading.content)), quote(name))
    };
    let renames = and_list(meant.iter().map(rename));
    let edits = meant.iter().map(|(heading, name)| Edit::replace(heading.content, *name)).collect();
    let finding = meant.iter().fold(finding, |finding, (heading, name)| {
        finding.related(heading.content, format!("did you mean {}?", quote(name)))
    });
    finding.help(format!("rename {renames}")).fix(Fix::unsafe_(format!("Rename {renames}"), edits))
}

/// Inserts the `missing` quadrants where they belong. `None` if the points are numbered headings, whose
/// numbers run across the quadrants, or if the section has other content but no quadrant.
fn insertion(context: &Context<'_>, swot: Swot<'_>, missing: &[QuadrantId]) -> Option<Fix> {
    let mut present: Vec<(QuadrantId, HeadingId)> =
        swot.quadrants().map(|quadrant| (quadrant.id, quadrant.heading)).collect();
    present.sort_unstable_by_key(|(quadrant, _)| *quadrant);
    let written_otherwise = present.is_empty() && !context.text(swot.span).trim().is_empty();
    if written_otherwise || swot.quadrants().any(|quadrant| quadrant.points.form == PointForm::Headings) {
        return None;
    }
    let mut groups: Vec<(Anchor, String)> = Vec::new();
    for &index in missing {
        let anchor = match template::anchor(index, &present) {
            Anchor::End => Anchor::After(swot.heading_id),
            anchor => anchor,
        };
        let level = match anchor {
            _ if present.is_empty() => swot.level.checked_add(1).filter(|level| *level <= 6)?,
            Anchor::After(heading) | Anchor::Before(heading) => context.heading(heading).level,
            Anchor::End => return None,
        };
        let lines = swot.spec.quadrants[index].template(level)?;
        match groups.last_mut().filter(|(last, _)| *last == anchor) {
            Some((_, group)) => group.extend(["\n\n", &lines]),
            None => groups.push((anchor, lines)),
        }
    }
    let edits: Option<Vec<Edit>> =
        groups.iter().map(|(anchor, lines)| template::insert(context.note, *anchor, lines)).collect();
    let names = missing.iter().map(|&index| quote(swot.name(index)));
    Some(Fix::unsafe_(format!("Insert {}", and_list(names)), edits?).keeping_help(true))
}
