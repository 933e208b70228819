/// Follows a run, and can stop it. By default nobody watches, and nothing interrupts.
pub trait Monitor: Sync {
    /// A walk over `notes` notes begins, which does what `name` says: `checking`. It ends when the
    /// answer is dropped.
    fn phase(&self, name: &'static str, notes: usize) -> Box<dyn Phase>;

    /// Files are written from now on: what has begun is finished before the run is stopped.
    fn before_writing(&self) {}

    /// Nothing more is written: an interrupt that came meanwhile may end the process.
    fn after_writing(&self) {}

    /// Whether nothing more is to be begun.
    fn is_interrupted(&self) -> bool {
        false
    }
}

/// One walk over the notes.
pub trait Phase: Sync {
    /// One more note is done.
    fn step(&self);
}

/// Nobody watches.
pub(super) struct Unwatched;

impl Monitor for Unwatched {
    fn phase(&self, _name: &'static str, _notes: usize) -> Box<dyn Phase> {
        Box::new(Self)
    }
}

impl Phase for Unwatched {
    fn step(&self) {}
}
