//! `notelint clean`.

use super::{args::GlobalArgs, exit::Code, request::cache_folder, terminal::Terminal};
use crate::{
    disk::Removed,
    text::{counted, visible},
};

/// Removes the caches of all collections and configurations.
pub(super) fn clean(global: GlobalArgs) -> Code {
    let terminal = Terminal::new(global);
    let folder = match cache_folder() {
        Ok(Some(folder)) => folder,
        Ok(None) => return terminal.print_status("No cache: the system does not define a cache folder"),
        Err(fault) => return terminal.fail(&[fault]),
    };
    let path = folder.path().to_string_lossy();
    let shown = visible(&path);
    let status = match folder.clear() {
        Ok(Removed { caches: 0, bytes: 0 }) => format!("No cache in {shown}"),
        Ok(Removed { caches: 0, bytes }) => {
            format!("Removed temporary files of interrupted runs ({}) from {shown}", size(bytes))
        }
        Ok(Removed { caches, bytes }) => {
            format!("Removed {} ({}) from {shown}", counted(caches, "cache"), size(bytes))
        }
        Err(fault) => return terminal.fail(&[fault]),
    };
    terminal.print_status(&status)
}

/// Formats `bytes` for people, rounded up.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    match bytes {
        0..KIB => format!("{bytes} bytes"),
        _ if bytes < KIB * KIB => format!("{} KiB", bytes.div_ceil(KIB)),
        _ => format!("{} MiB", bytes.div_ceil(KIB * KIB)),
    }
}
