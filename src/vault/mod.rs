//! What notes say together: ids, titles, tags, anchors and links over a whole collection. Each note
//! leaves its [`Facts`] and is dropped; only they are looked at here. Knows nothing of disk.

mod anchor;
mod facts;
mod gather;
mod index;
mod mentions;
mod path;
mod resolve;
mod tags;

pub use anchor::{Anchors, github_slug, obsidian_heading};
pub use facts::{Facts, LinkFact, Mention};
use path::is_plainly_nfc;
pub use path::{file_name, file_stem, join, normalize, parent};
pub use resolve::{Destination, Files, Target, Vault};
pub use tags::UsualTag;
