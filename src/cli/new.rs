//! `notelint new`.

use std::sync::Arc;

use jiff::Zoned;

use super::{args::NewArgs, exit::Code, request::config_choice, terminal::Terminal};
use crate::{
    diagnostic::Fault,
    disk::{self, FileSystem, OsFileSystem},
    text::visible,
    workspace::{self, Destination, Drafted, NewNote, Options, process_limits},
};

/// Creates a note to be filled in, and prints its path.
pub(super) fn new(args: &NewArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let drafted = match draft(args) {
        Ok(drafted) => drafted,
        Err(faults) => return terminal.fail(&faults),
    };
    let Some(path) = &drafted.path else {
        return terminal.print(|out| out.write_all(drafted.text.as_bytes()));
    };
    let folder = OsFileSystem.working_directory().unwrap_or_default();
    let shown = disk::display_path(path, &folder);
    if let Err(fault) = disk::create(path, &drafted.text) {
        return terminal.fail(&[fault.in_file(shown)]);
    }
    terminal.print_notices(drafted.notices.iter());
    terminal.print(|out| writeln!(out, "{}", visible(&shown)))
}

fn draft(args: &NewArgs) -> Result<Drafted, Vec<Fault>> {
    let files: Arc<dyn FileSystem> = Arc::new(OsFileSystem);
    let folder = files.working_directory().map_err(|fault| vec![fault])?;
    let options = Options {
        config: config_choice(args.config.as_deref(), args.isolated),
        jobs: process_limits::jobs(None),
        ..Options::default()
    };
    workspace::draft(&NewNote {
        destination: Destination::read(args.path.as_deref(), &*files, &folder),
        files,
        options,
        type_name: &args.note_type,
        set: &args.set,
        today: &Zoned::now().date().to_string(),
    })
}
