//! The diagnostics that a terminal shows: the worst ones.

use crate::{diagnostic::Severity, lint::Summary};

/// How many diagnostics of each severity are still shown.
#[derive(Debug)]
pub(super) struct Worst {
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl Worst {
    /// Takes the `limit` worst ones of those in `summary`, or all without a limit.
    pub(super) fn of(summary: Summary, limit: Option<usize>) -> Self {
        let mut left = limit.unwrap_or(usize::MAX);
        let mut take = |found: usize| {
            let taken = found.min(left);
            left -= taken;
            taken
        };
        let (errors, warnings) = (take(summary.errors), take(summary.warnings));
        Self { errors, warnings, infos: take(summary.infos) }
    }

    /// Whether the next diagnostic of `severity` is one of them.
    pub(super) fn takes(&mut self, severity: Severity) -> bool {
        let left = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        };
        let is_taken = *left > 0;
        *left -= usize::from(is_taken);
        is_taken
    }

    /// Whether all of them were taken.
    pub(super) fn is_done(&self) -> bool {
        self.errors + self.warnings + self.infos == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_taken_before_warnings_and_these_before_infos() {
        let summary = Summary { errors: 2, warnings: 3, infos: 1, ..Summary::default() };
        let order = [
            Severity::Warning,
            Severity::Error,
            Severity::Warning,
            Severity::Info,
            Severity::Warning,
            Severity::Error,
        ];
        let taken = |limit| {
            let mut worst = Worst::of(summary, limit);
            let taken: Vec<bool> = order.iter().map(|severity| worst.takes(*severity)).collect();
            assert!(worst.is_done());
            taken
        };
        assert_eq!(taken(Some(3)), [true, true, false, false, false, true]);
        assert_eq!(taken(Some(1)), [false, true, false, false, false, false]);
        assert_eq!(taken(None), [true; 6]);
    }
}
