//! The figures of a part, as its comment says them.

use std::fmt::Write as _;

use super::{model::Presence, share::Share};
use crate::text::visible;

/// Returns the figures of a part: of how many `things`, and why it is required or not.
pub(super) fn figures(presence: &Presence, things: &str) -> String {
    let Presence { share, newest, why, .. } = presence;
    let mut figures = format!("{share} {things}");
    if let Some(newest) = newest {
        let _ = write!(figures, "; newest {newest}");
    }
    if let Some(why) = why {
        let _ = write!(figures, "; {}", visible(why));
    }
    figures
}

/// Returns why the order is free.
pub(super) fn order_comment(disordered: Share) -> String {
    format!("{disordered} have another order than this")
}
