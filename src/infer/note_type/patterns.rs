//! Sections whose headings have a shape in common: `Step 3`, `1.2.0 - 2026-01-01`.

use super::{
    level::{Level, Placed},
    model::PatternSection,
};

/// Returns the patterns that most `levels` have headings of, among those that are `others` than the sections with
/// the properties `keys`.
pub(super) fn patterns<'f>(
    _levels: &[Level<'f>],
    _others: &dyn Fn(&Placed<'f>) -> bool,
    _keys: &[&str],
) -> Vec<PatternSection> {
    Vec::new()
}
