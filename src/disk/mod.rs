//! File systems: that of the operating system, and an [`Overlay`] of unsaved text. All notes are
//! read and written through the trait [`FileSystem`].

#[cfg(feature = "cli")]
mod attributes;
mod buffer;
#[cfg(feature = "cli")]
mod cache;
mod collection;
mod encoding;
mod file_system;
mod find;
mod fingerprint;
#[cfg(feature = "cli")]
mod identity;
#[cfg(feature = "cli")]
mod os;
#[cfg(feature = "cli")]
mod output;
mod overlay;
mod paths;
mod repository;
#[cfg(feature = "cli")]
mod save;
mod schemas;
#[cfg(feature = "cli")]
mod spelling;
#[cfg(feature = "cli")]
mod walk;

pub use buffer::{Buffer, MAX_BYTES, decode, decode_known, describe_error, undisguised};
#[cfg(feature = "cli")]
pub use cache::{Cache, CacheFolder, Key, Removed};
pub use collection::CollectionFiles;
pub use file_system::{FileKind, FileSystem, Visited, WalkError};
pub use find::{Found, LinkOut, NoteFile, common_folder, find, is_markdown};
pub use fingerprint::{Fingerprint, text_hash};
#[cfg(feature = "cli")]
pub use identity::FileId;
#[cfg(feature = "cli")]
pub use os::OsFileSystem;
#[cfg(feature = "cli")]
pub use output::{create, save};
pub use overlay::Overlay;
pub use paths::{absolute, display_bytes, display_path, is_hidden_below, is_in};
pub use repository::{Outside, Repository};
#[cfg(feature = "cli")]
pub use save::{remove_leftovers, replace};
pub use schemas::SchemaFolder;
