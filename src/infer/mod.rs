//! The note types that a set of notes shares: which kinds of notes there are, and what a type of each kind requires.
//! All figures come from the readers that check notes. Knows nothing of the disk.

mod calibration;
mod configuration;
mod editor_line;
pub mod existing;
mod facts;
mod interner;
mod kinds;
mod note_type;
mod read;
mod slug;

pub use calibration::{KindReport, NoteReport};
pub use configuration::{ConfigDraft, NotesDraft, OverrideDraft, TypeDraft};
pub use facts::{
    BodyFacts, FrontmatterFacts, HeadingFacts, KeyFacts, NoteFacts, QUADRANTS, Text, TextFacts, ValueFacts,
};
pub use interner::Interner;
pub use kinds::{Kind, Kinds, KnownKind, escaped, kinds, name_after};
pub use note_type::{Drift, Grown, InferredType, Share, Unsettled, drift, infer};
pub use read::Surveyor;

#[cfg(test)]
mod tests;
