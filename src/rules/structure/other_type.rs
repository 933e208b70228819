//! Which other type a note seems to be of.

use crate::{notetype::count_required, rules::Context};

/// At most this many other types are compared with a note.
const MAX_TYPES: usize = 100;

/// Returns the name of the type of which the note has the largest share of the required sections, if that is
/// more than half.
pub(super) fn better_type<'a>(context: &Context<'a>) -> Option<&'a str> {
    let mut best: Option<(&str, usize, usize)> = None;
    for other in context.other_types().take(MAX_TYPES) {
        let (present, required) = count_required(context.note, &other.spec);
        let is_better =
            |(_, most, of): (&str, usize, usize)| (present * of, present) > (most * required, most);
        if present * 2 > required && best.is_none_or(is_better) {
            best = Some((&other.name, present, required));
        }
    }
    best.map(|(name, ..)| name)
}
