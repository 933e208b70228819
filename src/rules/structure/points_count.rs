use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Breach, Keyword, ListKind, Place, PointForm},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        points::{self, Points},
        template,
        words::{bounds, count, quote},
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointsCount {}

impl NoteRule for PointsCount {
    const META: Meta = Meta {
        id: RuleId::new("structure/points-count"),
        summary: "there are more or fewer points than the note type allows",
        severity: Severity::Error,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("points_count.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            if let Keyword::Size { keyword, limit, found } = breach.keyword {
                findings
                    .push(Size { max: keyword.starts_with("max"), limit, found }.finding(context, breach));
            }
        }
    }
}

/// The number of points found, and the bound that it breaks.
struct Size {
    max: bool,
    limit: u64,
    found: u64,
}

impl Size {
    fn finding(&self, context: &Context<'_>, breach: &Breach) -> Finding {
        let (one, many) = match breach.place {
            Place::Entries { .. } => ("entry", "entries"),
            _ => ("point", "points"),
        };
        let points = match breach.place {
            Place::Points(place) => points::at(context, place),
            _ => None,
        };
        let span = points.map(|(span, _)| span).or(breach.key).unwrap_or(breach.span);
        let found = self.found;
        let points = points.map(|(_, points)| points);
        let message = format!("expected {}, found {found}", self.expected(points, one, many));
        let difference = count(self.limit.abs_diff(found), one, many);
        let help = match points {
            _ if self.max => format!("remove {difference}, or merge some"),
            Some(points) => format!("add {difference}: {}", quote(&self.next(points))),
            None => format!("add {difference}"),
        };
        Finding::new(span, message).help(help).breach(breach)
    }

    fn expected(&self, points: Option<Points<'_>>, one: &str, many: &str) -> String {
        let spec = points.map(|points| points.spec);
        let (min, max) = if self.max {
            (spec.and_then(|spec| spec.min), Some(self.limit))
        } else {
            (Some(self.limit), spec.and_then(|spec| spec.max))
        };
        bounds(min, max, one, many)
    }

    /// Returns the line of the next point, written like the existing ones.
    fn next(&self, points: Points<'_>) -> String {
        let number = self.found + 1;
        let ordered = points.reading.lists.last().map(|list| list.ordered);
        match (points.reading.form, ordered) {
            (PointForm::Items, Some(true)) => template::point(Some(ListKind::Ordered), number),
            (PointForm::Items, Some(false)) => template::point(Some(ListKind::Bullets), number),
            _ => template::point(points.spec.list, number),
        }
    }
}
