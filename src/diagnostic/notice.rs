use super::Severity;

/// Information about a run that is neither a diagnostic nor a fault: a stale entry of the baseline, a fix
/// that was reverted. For people, on standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// The path of the file that it is about, as reported.
    pub path: Option<String>,
    /// What happened; one line, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An error fails the run; a notice of another severity does not.
    pub severity: Severity,
}
