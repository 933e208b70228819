//! What lists of points have in common.

use super::{model::Points, share::Share};
use crate::infer::facts::BodyFacts;

/// An exact number is only seen in as many sections.
const MIN_COUNTED: usize = 10;

/// From this share on, sections are lists.
const LISTS_PERCENT: usize = 80;

/// With fewer lists, numbered sub-headings are not points.
const LISTS_BESIDE_HEADINGS_PERCENT: usize = 30;

/// From this share of sections with numbered sub-headings on, no kind of list is canonical.
const HEADINGS_PERCENT: usize = 10;

/// From this share on, lists with checkboxes are tasks.
const TASKS_PERCENT: usize = 70;

/// Whether most of `bodies` are lists.
pub(super) fn are_points(bodies: &[&BodyFacts]) -> bool {
    let is_list = |body: &BodyFacts| body.points > 0 && body.is_list;
    let lists = Share::count(bodies, |body| is_list(body));
    let with_headings = Share::count(bodies, |body| is_list(body) || body.has_heading_points);
    lists.is_at_least(LISTS_PERCENT)
        || lists.is_at_least(LISTS_BESIDE_HEADINGS_PERCENT) && with_headings.is_at_least(LISTS_PERCENT)
}

/// Whether most of `bodies` are lists of tasks.
pub(super) fn are_tasks(bodies: &[&BodyFacts]) -> bool {
    Share::count(bodies, |body| body.tasks > 0 && body.tasks * 2 >= body.points).is_at_least(TASKS_PERCENT)
}

/// Returns what the lists in `bodies` have in common.
pub(super) fn points(bodies: &[&BodyFacts], number: fn(&BodyFacts) -> usize) -> Points {
    let total: usize =
        bodies.iter().filter(|body| !body.has_heading_points).map(|body| body.points as usize).sum();
    let ordered =
        bodies.iter().filter(|body| !body.has_heading_points).map(|body| body.ordered as usize).sum();
    let in_ordered = Share { count: ordered, of: total };
    let in_bullets = Share { count: total.saturating_sub(ordered), of: total };
    let headings = Share::count(bodies, |body| body.has_heading_points);
    let list = if headings.is_at_least(HEADINGS_PERCENT) && headings.count > 0 {
        None
    } else if in_ordered.is_required() {
        Some(("ordered", in_ordered))
    } else if in_bullets.is_required() {
        Some(("bullets", in_bullets))
    } else {
        None
    };
    let mut points = Points { list, ..Points::default() };
    let some = Share::count(bodies, |body| number(body) > 0);
    if some.is_required() {
        points.min = Some((1, some));
    }
    if let Some((count, share)) = exact(bodies, number) {
        points.min = Some((count, share));
        points.is_exact = true;
    }
    let leads = Share {
        count: bodies.iter().map(|body| body.leads as usize).sum(),
        of: bodies.iter().map(|body| body.points as usize).sum(),
    };
    let in_full =
        Share::count(bodies.iter().filter(|body| body.points > 0), |body| body.leads == body.points);
    points.leads = Some(leads).filter(|leads| leads.is_required() && in_full.is_required());
    points
}

/// Returns the number that nearly all `bodies` have, if it is more than one.
fn exact(bodies: &[&BodyFacts], number: fn(&BodyFacts) -> usize) -> Option<(usize, Share)> {
    if bodies.len() < MIN_COUNTED {
        return None;
    }
    let mut numbers: Vec<usize> = bodies.iter().map(|body| number(body)).collect();
    numbers.sort_unstable();
    // What nine of ten have, the one in the middle has.
    let middle = numbers[numbers.len() / 2];
    let share = Share::count(&numbers, |number| *number == middle);
    (middle > 1 && share.is_required()).then_some((middle, share))
}
