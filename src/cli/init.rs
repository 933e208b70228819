//! `notelint init`.

use super::{args::InitArgs, exit::Code, terminal};
use crate::{config, diagnostic::Fault, disk};

const TEMPLATE: &str = include_str!("init.yaml");

/// Writes a configuration to begin with. One that is there stays.
pub(super) fn init(args: &InitArgs) -> Code {
    let file = args.folder.join(config::FILE_NAME);
    let shown = file.strip_prefix(".").unwrap_or(&file).to_string_lossy();
    let fault = if disk::is_file(&file) {
        Fault::new("is there already").help("edit it, or delete it first")
    } else {
        match disk::save(&file, TEMPLATE) {
            Ok(()) => {
                return terminal::print(|out| {
                    writeln!(out, "Wrote {shown}. Next: `notelint types`, `notelint`")
                });
            }
            Err(fault) => fault,
        }
    };
    terminal::failure(&[fault.in_file(shown)])
}
