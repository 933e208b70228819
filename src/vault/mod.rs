//! The collection: ids, titles, tags, anchors and links of all notes. A note is dropped once its [`Facts`]
//! are collected, and only they are used here. Knows nothing of disk.

mod anchor;
mod anchor_places;
mod facts;
mod files;
mod gather;
mod identity;
mod index;
mod mentions;
mod path;
mod resolve;
mod tags;

pub use anchor::{Anchors, github_slug, obsidian_heading};
pub use anchor_places::AnchorPlaces;
pub use facts::{Facts, LinkFact, Reference};
pub use files::{Existence, Files};
pub use identity::is_same_id;
pub use mentions::Mention;
pub use path::{file_name, file_stem, join, parent};
pub use resolve::{Destination, Target, Vault};
pub use tags::{TagSpelling, TagSpellings};
