//! How many sections there are.

use crate::{
    notetype::{Breach, SectionGroup},
    rules::{Context, wording::quote},
    text::bound,
};

/// Returns what is wrong with the number of sections of `group`.
pub(super) fn message(context: &Context<'_>, group: &SectionGroup<'_>, breach: &Breach) -> String {
    let owner = group.owner.and_then(|owner| context.projection.section(owner));
    let place = owner.map_or_else(String::new, |owner| format!(" in {}", quote(owner.name())));
    let Some((kind, size)) = breach.keyword.size() else { return String::new() };
    format!("expected {}{place}, found {}", bound(kind, size.limit, "section", "sections"), size.found)
}
