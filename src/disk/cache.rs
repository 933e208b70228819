//! The cache: one file per collection of notes, and one per configuration with many types, with records of which only
//! names, keys and bytes are known here. A record is found by its key, a hash of everything that the record was made
//! from; times and sizes play no part. A cache that cannot be read or written, or is damaged,
//! counts as missing: it never makes a run fail.

mod folder;
mod layout;
mod reader;
mod store;
mod tag;
mod writer;

pub use self::{
    folder::{CacheFolder, Removed},
    layout::Key,
    store::Cache,
};

#[cfg(test)]
mod tests;
