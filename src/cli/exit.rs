//! Exit codes.

use std::process::ExitCode;

/// The exit code of a command. The greater one of two applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    /// 0: the work was done, and nothing failed the run.
    Success,
    /// 1: there are errors, or diagnostics that a flag makes count as errors.
    Findings,
    /// 2: the work could not be done.
    Failure,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}
