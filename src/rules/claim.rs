use crate::{diagnostic::RuleId, notetype::Breach};

/// The rule that puts `breach` into words, whichever rules are on: off means claimed and not shown.
pub fn claim(_breach: &Breach) -> RuleId {
    RuleId::new("schema/violation")
}
