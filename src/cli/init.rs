//! `notelint init`.

use super::{agent, args::InitArgs, exit::Code, terminal::Terminal};
use crate::{
    config,
    diagnostic::Fault,
    disk::{self, FileSystem, OsFileSystem},
    text::visible,
};

const TEMPLATE: &str = include_str!("init.yaml");

/// Creates a starter configuration. An existing one is left as it is.
pub(super) fn init(args: &InitArgs) -> Code {
    let terminal = Terminal::new(args.global);
    if args.agent {
        return agent::create(&args.folder, terminal);
    }
    let file = args.folder.join(config::FILE_NAME);
    let shown = file.strip_prefix(".").unwrap_or(&file).to_string_lossy();
    let fault = if (&OsFileSystem as &dyn FileSystem).is_file_like(&file) {
        Fault::new("already exists").help("edit it, or delete it first")
    } else {
        match disk::save(&file, TEMPLATE) {
            Ok(()) => {
                let next = "Next: `notelint types` lists the note types, `notelint` checks the notes";
                return terminal.print_status(&format!("Created {}. {next}", visible(&shown)));
            }
            Err(fault) => fault,
        }
    };
    terminal.fail(&[fault.in_file(shown)])
}
