//! Signals that end a run. Saves that have begun are finished first, so that no temporary file is
//! left in people's folders. A process that is killed in another way leaves some, which the next run
//! with fixes removes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

#[cfg(unix)]
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    flag, low_level,
};

/// Signals received so far; always none on platforms without signals.
#[derive(Debug, Default)]
pub(crate) struct Interrupts {
    /// The number of the last signal; 0 if there was none.
    signal: Arc<AtomicUsize>,
    /// Whether the next one ends the process at once.
    at_once: Arc<AtomicBool>,
}

impl Interrupts {
    /// Catches signals from now on. The second one ends the process at once.
    pub(crate) fn catch() -> Self {
        let caught = Self::default();
        #[cfg(unix)]
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let number = usize::try_from(signal).unwrap_or_default();
            // A signal that cannot be caught ends the process, as it would without this.
            flag::register_conditional_default(signal, caught.at_once.clone())
                .and_then(|_| flag::register(signal, caught.at_once.clone()))
                .and_then(|_| flag::register_usize(signal, caught.signal.clone(), number))
                .ok();
        }
        caught
    }

    /// Whether a signal came, so that no more work is to begin.
    pub(crate) fn is_pending(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// Ends the process by the signal that came, if one did, so that the parent process sees why it
    /// ended. A later signal ends it at once.
    pub(crate) fn obey(&self) {
        self.at_once.store(true, Ordering::Relaxed);
        #[cfg(unix)]
        if let Some(signal) = i32::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|&it| it != 0) {
            low_level::emulate_default_handler(signal).ok();
        }
    }
}
