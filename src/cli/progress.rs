//! Follows a run for the command line: progress on the terminal, and signals while notes are
//! written.

use std::sync::OnceLock;

use crate::{
    console::{ProgressBar, ProgressBars},
    workspace::{Interrupts, Monitor, Phase},
};

/// Shows the progress of a run, and catches signals while it writes.
#[derive(Debug)]
pub(super) struct Watch {
    bars: ProgressBars,
    interrupts: OnceLock<Interrupts>,
}

impl Watch {
    /// Follows a run that begins now; shows its progress if `watching`.
    pub(super) fn new(watching: bool) -> Self {
        Self { bars: ProgressBars::new(watching), interrupts: OnceLock::new() }
    }
}

impl Monitor for Watch {
    fn phase(&self, name: &'static str, notes: usize) -> Box<dyn Phase> {
        Box::new(self.bars.begin(name, notes))
    }

    fn before_writing(&self) {
        self.interrupts.get_or_init(Interrupts::catch);
    }

    fn after_writing(&self) {
        self.interrupts.get().into_iter().for_each(Interrupts::obey);
    }

    fn is_interrupted(&self) -> bool {
        self.interrupts.get().is_some_and(Interrupts::is_pending)
    }
}

impl Phase for ProgressBar {
    fn step(&self) {
        Self::step(self);
    }
}
