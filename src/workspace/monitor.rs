/// Follows a run and can stop it. The defaults do nothing and never interrupt.
pub trait Monitor: Sync {
    /// Called when a pass over `notes` notes begins; `name` says what it does, such as `checking`.
    /// The pass ends when the returned value is dropped.
    fn phase(&self, name: &'static str, notes: usize) -> Box<dyn Phase>;

    /// Called before the first file is written. From now on, an interrupted run finishes the files
    /// that it has begun.
    fn before_writing(&self) {}

    /// Called after the last file is written. An interrupt that arrived meanwhile may now end the
    /// process.
    fn after_writing(&self) {}

    /// Whether to begin no more work.
    fn is_interrupted(&self) -> bool {
        false
    }
}

/// One pass over the notes.
pub trait Phase: Sync {
    /// Called when one more note is done.
    fn step(&self);
}

/// Does nothing.
pub(super) struct Unwatched;

impl Monitor for Unwatched {
    fn phase(&self, _name: &'static str, _notes: usize) -> Box<dyn Phase> {
        Box::new(Self)
    }
}

impl Phase for Unwatched {
    fn step(&self) {}
}
