//! Progress of long work, in the editor.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use gen_lsp_types::{
    ProgressNotification, ProgressParams, ProgressToken, WorkDoneProgressBegin, WorkDoneProgressCreateParams,
    WorkDoneProgressCreateRequest, WorkDoneProgressEnd, WorkDoneProgressReport,
};
use serde::Serialize;

use super::client::Client;
use crate::workspace::{Monitor, Phase};

/// How often progress is told, at most.
const INTERVAL: Duration = Duration::from_millis(100);

/// Work over fewer notes is done before a person reads of it.
const MIN_NOTES: usize = 500;

/// Tells the client how far work is.
#[derive(Debug)]
pub(super) struct Progress {
    client: Option<Arc<Client>>,
    /// A name for the work that the client has not seen.
    token: String,
    number: AtomicUsize,
}

impl Progress {
    /// Tells `client` of work with the name `token`; `None` if the client does not show progress.
    pub(super) fn new(client: Option<Arc<Client>>, token: String) -> Self {
        Self { client, token, number: AtomicUsize::new(0) }
    }
}

impl Monitor for Progress {
    fn phase(&self, name: &'static str, notes: usize) -> Box<dyn Phase> {
        let client = self.client.clone().filter(|_| notes >= MIN_NOTES);
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let phase = Told {
            client,
            token: ProgressToken::String(format!("{}/{number}", self.token)),
            notes,
            done: AtomicUsize::new(0),
            last: Mutex::new(Instant::now()),
        };
        if let Some(client) = &phase.client {
            let token = phase.token.clone();
            client.ask::<WorkDoneProgressCreateRequest>(&WorkDoneProgressCreateParams { token });
            phase.tell(WorkDoneProgressBegin {
                title: format!("notelint: {name} {notes} notes"),
                percentage: Some(0),
                ..WorkDoneProgressBegin::default()
            });
        }
        Box::new(phase)
    }
}

/// One pass over the notes.
struct Told {
    client: Option<Arc<Client>>,
    token: ProgressToken,
    notes: usize,
    done: AtomicUsize,
    /// When the client was last told.
    last: Mutex<Instant>,
}

impl Told {
    fn tell(&self, value: impl Serialize) {
        let (Some(client), Ok(value)) = (&self.client, serde_json::to_value(value)) else { return };
        client.notify::<ProgressNotification>(&ProgressParams { token: self.token.clone(), value });
    }
}

impl Phase for Told {
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.client.is_none() || !done.is_multiple_of(16) {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() >= INTERVAL {
            *last = Instant::now();
            let percentage = u32::try_from(100 * done / self.notes).unwrap_or(100);
            self.tell(WorkDoneProgressReport {
                percentage: Some(percentage),
                ..WorkDoneProgressReport::default()
            });
        }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.tell(WorkDoneProgressEnd::default());
    }
}
