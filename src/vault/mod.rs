//! The collection: ids, titles, tags, anchors and links of all notes. A note is dropped once its [`Facts`]
//! are collected, and only they are used here. Knows nothing of disk.

mod anchor;
mod anchor_places;
#[cfg(feature = "cli")]
mod anchor_targets;
#[cfg(feature = "cli")]
mod backlinks;
mod destination;
mod facts;
mod files;
mod follow;
mod gather;
mod html;
mod identity;
mod index;
mod link;
mod meant;
mod mentions;
#[cfg(feature = "cli")]
mod moved;
#[cfg(feature = "cli")]
mod named;
mod names;
mod near;
mod path;
mod properties;
mod references;
mod resolve;
#[cfg(feature = "cli")]
mod rewritten;
mod tags;
mod values;

pub use anchor::{Anchors, github_slug, obsidian_heading};
pub use anchor_places::AnchorPlaces;
#[cfg(feature = "cli")]
pub use anchor_targets::{AnchorIndex, AnchorTarget};
#[cfg(feature = "cli")]
pub use backlinks::Backlink;
pub use destination::{Destination, percent_decoded, percent_encoded};
pub use facts::{Facts, Reference};
pub use files::{Existence, Files};
pub use follow::{Target, resolved};
pub use identity::{is_same_id, is_same_value};
pub use link::{LinkFact, LinkForm};
pub use meant::{Meant, Reason};
pub use mentions::Mention;
#[cfg(feature = "cli")]
pub use moved::{MovedLink, Moves};
pub use path::{file_name, file_stem, join, parent, relative};
pub use references::{BrokenCause, BrokenReference};
pub use resolve::{DuplicateValue, NearAnchor, Vault};
pub use tags::{TagSpelling, TagSpellings};
pub use values::UniqueValue;
