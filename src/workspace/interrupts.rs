//! Signals that end a run. Files that are being saved are finished first, so that no temporary file
//! is left behind. Those of a process that is killed in another way are removed by the next run
//! with fixes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

#[cfg(unix)]
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGXCPU},
    flag, low_level,
};

/// Signals received so far; always none on platforms without signals.
#[derive(Debug, Default)]
pub(crate) struct Interrupts {
    /// The number of the last signal; 0 if there was none.
    signal: Arc<AtomicUsize>,
    /// Whether the next signal ends the process at once.
    at_once: Arc<AtomicBool>,
}

impl Interrupts {
    /// Starts catching signals. The second one ends the process at once.
    pub(crate) fn catch() -> Self {
        let caught = Self::default();
        #[cfg(unix)]
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGXCPU] {
            let number = usize::try_from(signal).unwrap_or_default();
            // If a signal cannot be caught, it ends the process.
            flag::register_conditional_default(signal, caught.at_once.clone())
                .and_then(|_| flag::register(signal, caught.at_once.clone()))
                .and_then(|_| flag::register_usize(signal, caught.signal.clone(), number))
                .ok();
        }
        caught
    }

    /// Whether a signal was received, after which no more work must begin.
    pub(crate) fn is_pending(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// If a signal was received, ends the process by it, so that the parent process sees the
    /// reason. From now on, a signal ends the process at once.
    pub(crate) fn obey(&self) {
        self.at_once.store(true, Ordering::Relaxed);
        #[cfg(unix)]
        if let Some(signal) = i32::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|&it| it != 0) {
            low_level::emulate_default_handler(signal).ok();
        }
    }
}
