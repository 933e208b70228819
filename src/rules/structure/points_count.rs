use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Breach, Items, ItemsPlace, ListKind, Noun, Place, PointForm},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        wording::{bounds, count, quote},
    },
    text::Bound,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointsCount {}

impl NoteRule for PointsCount {
    const META: Meta = Meta {
        id: RuleId::new("structure/points-count"),
        summary: "there are more or fewer points than the note type allows",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("points_count.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            if let Some((bound, size)) = breach.keyword.size() {
                let size = Count { max: bound == Bound::AtMost, limit: size.limit, found: size.found };
                size.finding(context, breach).into_iter().for_each(|finding| findings.push(finding));
            }
        }
    }
}

/// The number of points found, and the bound that it breaks.
struct Count {
    max: bool,
    limit: u64,
    found: u64,
}

impl Count {
    fn finding(&self, context: &Context<'_>, breach: &Breach) -> Option<Finding> {
        let Place::Items(place) = breach.place else { return None };
        let noun = points::noun(context, place);
        let items = points::at(context, place);
        let section = || context.projection.section(place.section());
        let name = || Some(context.name_of(section()?));
        // The key of a section is its heading with the marks.
        let key = breach.key.filter(|_| !matches!(place, ItemsPlace::Section { .. }));
        let span = items.map(|(span, _)| span).or(key).or_else(name).unwrap_or(breach.span);
        let found = self.found;
        let items = items.map(|(_, items)| items);
        let message = format!("expected {}, found {found}", self.expected(items, noun));
        let difference = count(self.limit.abs_diff(found), noun.one, noun.many);
        let help = match items {
            _ if self.max => format!("remove {difference}, or merge some"),
            Some(items) => format!("add {difference}: {}", quote(&self.next(items))),
            None => format!("add {difference}"),
        };
        Some(Finding::new(span, message).help(help).breach(breach))
    }

    fn expected(&self, items: Option<Items<'_>>, noun: Noun) -> String {
        let spec = items.map(|items| items.spec);
        let (min, max) = if self.max {
            (spec.and_then(|spec| spec.min), Some(self.limit))
        } else {
            (Some(self.limit), spec.and_then(|spec| spec.max))
        };
        bounds(min, max, noun.one, noun.many)
    }

    /// Returns the line of the next item, written like the existing ones.
    fn next(&self, items: Items<'_>) -> String {
        let ordered = items.parsed.lists.last().map(|list| list.ordered);
        let list = match (items.parsed.form, ordered) {
            (PointForm::Items, Some(true)) => Some(ListKind::Ordered),
            (PointForm::Items, Some(false)) => Some(ListKind::Bullets),
            (PointForm::Items, None) | (PointForm::Headings, _) => items.spec.list,
        };
        items.line(list, self.found + 1)
    }
}
