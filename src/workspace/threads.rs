use std::{num::NonZeroUsize, sync::Arc, thread};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of a workspace; without any of its own, work runs on the thread that asks for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads(Option<Arc<ThreadPool>>);

/// The usual main-thread stack size.
const WORKER_STACK_BYTES: usize = 8 * 1024 * 1024;

thread_local! {
    /// A pool of the current thread alone. Work in no pool would start rayon's global one, and panic
    /// if the system has no threads for it.
    static ALONE: Option<ThreadPool> =
        ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok();
}

impl Threads {
    /// Returns `jobs` threads, by default one per core. Fewer if the system does not start as many,
    /// and none for one job.
    pub(super) fn new(jobs: Option<NonZeroUsize>) -> Self {
        let number = jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        Self(pool(number).map(Arc::new))
    }

    /// The threads, if there are several.
    #[cfg(feature = "cli")]
    pub(super) fn pool(&self) -> Option<&ThreadPool> {
        self.0.as_deref()
    }

    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => ALONE.with(|_| work()),
        }
    }
}

/// Runs `work`, which may divide its work itself, on as many threads as there are cores.
#[cfg(feature = "cli")]
pub(crate) fn on_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    Threads::new(None).install(work)
}

/// Returns a pool of `number` threads, or of those that can be started; `None` if these are no gain
/// over the current thread.
fn pool(number: usize) -> Option<ThreadPool> {
    if number < 2 {
        return None;
    }
    let mut started = Vec::new();
    let pool = ThreadPoolBuilder::new().num_threads(number).spawn_handler(|worker| {
        let thread = thread::Builder::new().stack_size(WORKER_STACK_BYTES);
        started.push(thread.spawn(|| worker.run())?);
        Ok(())
    });
    pool.build().ok().or_else(|| {
        let number = started.len().min(number - 1);
        // Those of a pool that is not complete end. Until then they count.
        for thread in started {
            thread.join().ok();
        }
        self::pool(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_job_is_the_current_thread_alone() {
        let threads = Threads::new(NonZeroUsize::new(1));
        let here = thread::current().id();
        for _ in 0..2 {
            let (there, number) = threads.install(|| (thread::current().id(), rayon::current_num_threads()));
            assert_eq!((there, number), (here, 1));
        }
        assert_eq!(Threads::new(NonZeroUsize::new(3)).install(rayon::current_num_threads), 3);
    }
}
