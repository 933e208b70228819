//! What earlier runs found out: one file for each collection of notes, which knows names, keys and
//! bytes alone. A record is found by its key, which is made of all that the record was made from;
//! times and sizes decide nothing. Whatever cannot be read, written or believed is not there: a
//! cache is never the reason why a run fails.

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
