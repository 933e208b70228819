//! The limits that the system sets to the process (`ulimit`): a run stays within them, or tells why it
//! cannot.

use std::{num::NonZeroUsize, panic, thread};

use crate::diagnostic::Fault;

const MIB: u64 = 1024 * 1024;

/// The stack that a run has: the deepest note takes less than an eighth of it.
const STACK: u64 = 8 * MIB;

/// The address space that a run over small notes takes on one thread. Most of it is reserved by the
/// allocator.
const ADDRESS_SPACE: u64 = 96 * MIB;

/// The address space for each thread: its stack, what the allocator reserves for it, and its notes.
const ADDRESS_SPACE_PER_THREAD: u64 = 128 * MIB;

/// Runs `work`. If memory runs out, the process ends with the exit code `failure`.
///
/// # Errors
/// A [`Fault`] without a path if the limits do not allow it.
pub(crate) fn run<T: Send>(failure: i32, work: impl FnOnce() -> T + Send) -> Result<T, Fault> {
    if let Some(limit) = address_space().filter(|limit| *limit < ADDRESS_SPACE) {
        let needed = format!("at least {} MiB of virtual memory are needed", ADDRESS_SPACE / MIB);
        let fault = Fault::new(format!("{needed}, and the limit is {} MiB", limit / MIB));
        return Err(fault.help("raise it with `ulimit -v`"));
    }
    handle_signals(failure);
    if main_stack().is_none_or(|limit| limit >= STACK) {
        return Ok(work());
    }
    thread::scope(|scope| {
        let size = usize::try_from(STACK).unwrap_or(usize::MAX);
        match thread::Builder::new().stack_size(size).spawn_scoped(scope, work) {
            Ok(thread) => Ok(thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))),
            Err(error) => {
                let needed = format!("a stack of {} MiB is needed", STACK / MIB);
                let fault = Fault::new(format!("{needed}, and a thread with one cannot be started: {error}"));
                Err(fault.help(format!("raise the limit with `ulimit -s {}`", STACK / 1024)))
            }
        }
    })
}

/// Returns the number of threads for a run that should have `wanted`: as many as there is address
/// space for.
pub(crate) fn jobs(wanted: Option<NonZeroUsize>) -> Option<NonZeroUsize> {
    let Some(limit) = address_space() else { return wanted };
    let most = usize::try_from(limit / ADDRESS_SPACE_PER_THREAD).ok().and_then(NonZeroUsize::new);
    let wanted = wanted.or_else(|| thread::available_parallelism().ok());
    Some(wanted.zip(most).map_or(NonZeroUsize::MIN, |(wanted, most)| wanted.min(most)))
}

#[cfg(unix)]
fn handle_signals(failure: i32) {
    use std::sync::{Arc, atomic::AtomicBool};

    use signal_hook::{
        consts::{SIGABRT, SIGXFSZ},
        flag,
    };

    // Writing beyond `ulimit -f` is an error then, and does not end the process.
    flag::register(SIGXFSZ, Arc::default()).ok();
    // Without memory, a Rust program prints that and aborts. The exit code is that of work that could
    // not be done.
    let always = Arc::new(AtomicBool::new(true));
    flag::register_conditional_shutdown(SIGABRT, failure, always).ok();
}

#[cfg(not(unix))]
fn handle_signals(_failure: i32) {}

/// Returns the limit of the address space in bytes, if there is one.
#[cfg(all(unix, not(target_os = "openbsd")))]
fn address_space() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::As).current
}

#[cfg(not(all(unix, not(target_os = "openbsd"))))]
fn address_space() -> Option<u64> {
    None
}

/// Returns the limit of the stack of the main thread in bytes, if there is one.
#[cfg(unix)]
fn main_stack() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Stack).current
}

/// On Windows, the linker decides: 1 MiB.
#[cfg(not(unix))]
fn main_stack() -> Option<u64> {
    Some(MIB)
}
