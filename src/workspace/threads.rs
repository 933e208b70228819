use std::{num::NonZeroUsize, sync::Arc};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of a workspace; without any from the system, work runs on the current thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads(Option<Arc<ThreadPool>>);

/// The usual main-thread stack size.
const WORKER_STACK_BYTES: usize = 8 * 1024 * 1024;

impl Threads {
    /// Returns `jobs` threads, by default one per core.
    pub(super) fn new(jobs: Option<NonZeroUsize>) -> Self {
        let number = jobs.map_or(0, NonZeroUsize::get);
        Self(
            ThreadPoolBuilder::new()
                .num_threads(number)
                .stack_size(WORKER_STACK_BYTES)
                .build()
                .ok()
                .map(Arc::new),
        )
    }

    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
