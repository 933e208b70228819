//! Checks and fixes one note with the rules that are on. No terminal, no disk.

mod anchors;
mod baseline;
mod causes;
mod check;
mod comments;
mod diagnostic_list;
mod fix;
mod locate;
mod located;
mod misread;
mod note_findings;
mod note_settings;
mod outcome;
mod packed;
mod record;
mod regions;
mod uncomment;

pub use anchors::Anchor;
pub use baseline::{Baseline, Entry};
pub use check::{Checked, unread_fault};
pub use diagnostic_list::{Counts, DiagnosticList, SharedTexts};
pub use fix::{Repaired, Undone, fix};
pub use locate::locate;
pub use located::Located;
pub use note_findings::{InCollection, NoteDiagnostics, NoteFindings};
pub use note_settings::NoteSettings;
pub use outcome::{IndexedText, NoteOutcome, Outcome, Sources, Summary};
pub use record::Record;
