//! Progress of a long run, shown on a terminal.

use std::{
    io::{self, IsTerminal},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::interrupts::Interrupts;
use crate::workspace;

/// Progress is shown once the work has taken this long.
const SHOW_AFTER: Duration = Duration::from_secs(1);

const TEMPLATE: &str = "{msg} [{bar:30}] {pos} of {len} notes";

/// Watches a run: shows how far it is, and catches signals while it writes. Costs nothing if nobody
/// watches.
#[derive(Debug)]
pub(super) struct Watch {
    /// When the work began; `None` if nobody watches.
    begun: Option<Instant>,
    interrupts: OnceLock<Interrupts>,
}

/// One pass over the notes. Its progress bar is removed when it is dropped.
#[derive(Debug)]
struct Phase {
    begun: Option<Instant>,
    name: &'static str,
    notes: u64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Watch {
    /// Watches a run that begins now. Progress is shown if somebody is `watching`.
    pub(super) fn new(watching: bool) -> Self {
        Self { begun: watching.then(Instant::now), interrupts: OnceLock::new() }
    }

    fn begin(&self, name: &'static str, notes: usize) -> Phase {
        let notes = u64::try_from(notes).unwrap_or(u64::MAX);
        Phase { begun: self.begun, name, notes, done: AtomicU64::new(0), bar: OnceLock::new() }
    }
}

impl workspace::Monitor for Watch {
    fn phase(&self, name: &'static str, notes: usize) -> Box<dyn workspace::Phase> {
        Box::new(self.begin(name, notes))
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

impl workspace::Phase for Phase {
    fn step(&self) {
        let Some(begun) = self.begun else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.bar.get().is_some() || begun.elapsed() > SHOW_AFTER {
            self.bar.get_or_init(|| self.draw(done)).set_position(done);
        }
    }
}

impl Phase {
    fn draw(&self, done: u64) -> ProgressBar {
        let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(self.notes), ProgressDrawTarget::stderr());
        bar.with_style(style.progress_chars("=> ")).with_message(self.name).with_position(done)
    }
}

impl Drop for Phase {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// Whether to show progress: both streams go to a terminal that can redraw a line, and this is not
/// a CI service. A pager on standard output draws on the same terminal, so one stream is not enough.
pub(super) fn is_watched() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb") && cfg!(unix);
    io::stderr().is_terminal() && io::stdout().is_terminal() && !is_set("CI") && !is_dumb
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Phase as _;

    fn bar_after(begun: Option<Instant>) -> Option<u64> {
        let phase = Watch { begun, interrupts: OnceLock::new() }.begin("checking", 3);
        phase.step();
        phase.step();
        phase.bar.get().map(ProgressBar::position)
    }

    #[test]
    fn there_is_a_bar_only_after_a_while() {
        assert_eq!(bar_after(None), None);
        assert_eq!(bar_after(Some(Instant::now())), None);
        assert_eq!(bar_after(Instant::now().checked_sub(2 * SHOW_AFTER)), Some(2));
    }

    #[test]
    fn a_bar_is_removed_with_its_phase() {
        let phase = Watch { begun: Instant::now().checked_sub(2 * SHOW_AFTER), interrupts: OnceLock::new() }
            .begin("checking", 3);
        phase.step();
        let bar = phase.bar.get().unwrap().clone();
        assert!(!bar.is_finished());
        drop(phase);
        assert!(bar.is_finished());
    }
}
