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
fn duplicate<'a>(
    what: &str,
    note: &'a Facts,
    first: Option<&'a Facts>,
    get: fn(&'a Facts) -> Option<Mention<'a>>,
) -> Option<Finding> {
    let first = first.filter(|first| first.path != note.path)?;
    let (here, there) = (get(note)?, get(first)?);
    let other =
        if here.text == there.text { String::new() } else { format!("as {} ", quote_whole(there.text)) };
    let message = format!("duplicate {what} {} (first {other}in `{}`)", quote_whole(here.text), first.path);
    let help = format!("give one of the two notes another {what}");
    Some(Finding::new(here.span, message).help(help).related_in(&first.path, there.span, "first occurrence"))
}
