//! Exit codes.

use std::process::ExitCode;

/// How a command ended. Of two, the greater one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    /// 0: the work was done, and nothing failed the run.
    Success,
    /// 1: there are errors, or what a flag makes count as one.
    Findings,
    /// 2: the work could not be done.
    Failure,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}
