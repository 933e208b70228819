//! `notelint clean`.

use super::{exit::Code, request::cache_folder, terminal};
use crate::disk::Removed;

/// Removes what earlier runs found out.
pub(super) fn clean() -> Code {
    let Some(folder) = cache_folder() else {
        return terminal::print(|out| writeln!(out, "There is no cache: no folder is named for one"));
    };
    let shown = folder.path().display();
    match folder.clear() {
        Ok(Removed { caches: 0, bytes: 0 }) => {
            terminal::print(|out| writeln!(out, "There is no cache in {shown}"))
        }
        Ok(Removed { caches: 0, bytes }) => terminal::print(|out| {
            writeln!(out, "Removed what runs that were killed left, {}, from {shown}", size(bytes))
        }),
        Ok(Removed { caches, bytes }) => {
            let collections = if caches == 1 { "collection" } else { "collections" };
            terminal::print(|out| {
                writeln!(out, "Removed the cache of {caches} {collections}, {}, from {shown}", size(bytes))
            })
        }
        Err(fault) => terminal::failure(&[fault]),
    }
}

/// `bytes` for people, rounded up.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    match bytes {
        0..KIB => format!("{bytes} bytes"),
        _ if bytes < KIB * KIB => format!("{} KiB", bytes.div_ceil(KIB)),
        _ => format!("{} MiB", bytes.div_ceil(KIB * KIB)),
    }
}
