//! Checking a note with the rules that are on. Pure: no terminal, no disk.

mod outcome;

pub use outcome::{Located, NoteOutcome, Outcome, Sources, Summary};
