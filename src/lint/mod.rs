//! Checking a note with the rules that are on. Pure: no terminal, no disk.

mod anchors;
mod baseline;
mod causes;
mod check;
mod diff;
mod fix;
mod locate;
mod outcome;
mod record;
mod regions;
mod suppress;
mod uncomment;

pub use anchors::Anchor;
pub use baseline::{Baseline, Entry, lines_of};
pub use check::{Checked, NoteSettings, unread_fault};
pub use diff::unified_diff;
pub use fix::{Repaired, Undone, fix};
pub use locate::locate;
pub use outcome::{Located, NoteOutcome, Notice, Outcome, Sources, Summary};
pub use record::{Noted, Record};
