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
mod tests;
