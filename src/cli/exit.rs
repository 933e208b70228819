//! Exit codes.

use std::process::ExitCode;

/// How a command ended. The greater one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    /// 0: the work was done, and there is nothing to say against it.
    Success,
    /// 1: there are findings.
    Findings,
    /// 2: the work could not be done.
    Failure,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}
