use std::{
    io::{self, IsTerminal},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressDrawTarget, ProgressStyle};

/// Progress is shown once the work has taken this long.
const SHOW_AFTER: Duration = Duration::from_secs(1);

const TEMPLATE: &str = "{msg} [{bar:30}] {pos} of {len} notes";

/// Progress bars on standard error, one for each phase of long work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProgressBars {
    /// When the work began; `None` if progress is not shown.
    begun: Option<Instant>,
}

/// The progress bar of one phase. It is removed when it is dropped.
#[derive(Debug)]
pub(crate) struct ProgressBar {
    begun: Option<Instant>,
    name: &'static str,
    notes: u64,
    done: AtomicU64,
    bar: OnceLock<indicatif::ProgressBar>,
}

impl ProgressBars {
    /// Returns the bars of work that begins now. They are shown if `watching`.
    pub(crate) fn new(watching: bool) -> Self {
        Self { begun: watching.then(Instant::now) }
    }

    /// Begins the phase called `name`, over `notes` notes.
    pub(crate) fn begin(self, name: &'static str, notes: usize) -> ProgressBar {
        let notes = u64::try_from(notes).unwrap_or(u64::MAX);
        ProgressBar { begun: self.begun, name, notes, done: AtomicU64::new(0), bar: OnceLock::new() }
    }
}

impl ProgressBar {
    /// Counts one more note. The bar appears once the work has taken a second.
    pub(crate) fn step(&self) {
        let Some(begun) = self.begun else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.bar.get().is_some() || begun.elapsed() > SHOW_AFTER {
            self.bar.get_or_init(|| self.draw(done)).set_position(done);
        }
    }

    fn draw(&self, done: u64) -> indicatif::ProgressBar {
        let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = indicatif::ProgressBar::with_draw_target(Some(self.notes), ProgressDrawTarget::stderr());
        bar.with_style(style.progress_chars("=> ")).with_message(self.name).with_position(done)
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// Whether to show progress: both standard streams are a terminal that can redraw a line, and this
/// is not a CI service. Standard error alone is not enough, as a pager on standard output draws on
/// the same terminal.
pub(crate) fn can_redraw() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb") && cfg!(unix);
    io::stderr().is_terminal() && io::stdout().is_terminal() && !is_set("CI") && !is_dumb
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long_ago() -> Option<Instant> {
        Instant::now().checked_sub(2 * SHOW_AFTER)
    }

    fn bar_after(begun: Option<Instant>) -> Option<u64> {
        let phase = ProgressBars { begun }.begin("checking", 3);
        phase.step();
        phase.step();
        phase.bar.get().map(indicatif::ProgressBar::position)
    }

    #[test]
    fn there_is_a_bar_only_after_a_while() {
        assert_eq!(bar_after(None), None);
        assert_eq!(bar_after(Some(Instant::now())), None);
        assert_eq!(bar_after(long_ago()), Some(2));
    }

    #[test]
    fn a_bar_is_removed_with_its_phase() {
        let phase = ProgressBars { begun: long_ago() }.begin("checking", 3);
        phase.step();
        let bar = phase.bar.get().unwrap().clone();
        assert!(!bar.is_finished());
        drop(phase);
        assert!(bar.is_finished());
    }
}
