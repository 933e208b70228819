//! Checks and fixes one note with the rules that are on. No terminal, no disk.

mod anchors;
mod baseline;
mod causes;
mod check;
mod comments;
mod fix;
mod locate;
mod note_findings;
mod note_settings;
mod outcome;
mod record;
mod regions;
mod uncomment;

pub use anchors::Anchor;
pub use baseline::{Baseline, Entry};
pub use check::{Checked, unread_fault};
pub use fix::{Repaired, Undone, fix};
pub use locate::locate;
pub use note_findings::{NoteDiagnostics, NoteFindings};
pub use note_settings::NoteSettings;
pub use outcome::{Located, NoteOutcome, Outcome, Sources, Summary};
pub use record::Record;
