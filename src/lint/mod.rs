//! Checking a note with the rules that are on. Pure: no terminal, no disk.

mod check;
mod locate;
mod outcome;

pub use check::{Checked, check};
pub use locate::locate;
pub use outcome::{Located, NoteOutcome, Notice, Outcome, Sources, Summary};
