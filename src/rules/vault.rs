//! The rules of the group `vault`.

pub(super) mod broken_reference;
pub(super) mod duplicate_id;
pub(super) mod duplicate_title;
pub(super) mod duplicate_value;
pub(super) mod id_mismatch;
pub(super) mod tag_variant;
pub(super) mod unresolved_reference;

pub(crate) use broken_reference::BrokenReference;
pub(crate) use unresolved_reference::UnresolvedReference;

use super::Finding;
use crate::{
    text::quote_whole,
    vault::{Facts, Mention},
};

/// Reports that `note` and the `first` of its collection have the same `what`, which `get` returns; nothing
/// if `note` is the first.
fn duplicate_name<'a>(
    what: &str,
    note: &'a Facts,
    first: Option<&'a Facts>,
    get: fn(&'a Facts) -> Option<Mention<'a>>,
) -> Option<Finding> {
    let first = first.filter(|first| first.path != note.path)?;
    Some(duplicate(what, "", get(note)?, (first, get(first)?)))
}

/// Reports that the `what`, `here` in a note, is also in the `first` note, `there`; `of` tells more of it.
fn duplicate(what: &str, of: &str, here: Mention<'_>, (first, there): (&Facts, Mention<'_>)) -> Finding {
    let other =
        if here.text == there.text { String::new() } else { format!("as {} ", quote_whole(there.text)) };
    let (shown, path) = (quote_whole(here.text), quote_whole(&first.path));
    let finding = Finding::new(here.span, format!("duplicate {what} {shown}{of} (first {other}in {path})"));
    let finding = finding.help(format!("give one of the two notes another {what}"));
    finding.related_in(&first.path, there.span, "first occurrence")
}
