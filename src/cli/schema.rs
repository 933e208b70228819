//! `notelint schema`.

use std::sync::Arc;

use super::{args::TypeArgs, exit::Code, request::config_choice, terminal::Terminal};
use crate::{
    config,
    diagnostic::Fault,
    disk::{FileSystem, OsFileSystem},
    notetype::{self, built_in},
    workspace::ChosenType,
};

/// Prints the JSON Schema of a note type, or of another file of notelint.
pub(super) fn schema(args: &TypeArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let text = match args.note_type.as_str() {
        "config" => Ok(config::SCHEMA_TEXT.to_owned()),
        "note-type" => Ok(notetype::SCHEMA_TEXT.to_owned()),
        _ => find(args).map(|chosen| text(&chosen)),
    };
    match text {
        Ok(text) => terminal.print(|out| out.write_all(text.as_bytes())),
        Err(faults) => terminal.fail(&faults),
    }
}

/// Finds the type that `args` names.
///
/// # Errors
/// The faults of the configuration and its types, or that there is no such type.
pub(super) fn find(args: &TypeArgs) -> Result<ChosenType, Vec<Fault>> {
    let files: Arc<dyn FileSystem> = Arc::new(OsFileSystem);
    let folder = files.working_directory().map_err(|fault| vec![fault])?;
    let config = config_choice(args.config.as_deref(), args.isolated);
    ChosenType::find(&files, &config, &folder, &args.note_type)
}

/// Returns the schema of a type as its file has it, if that is complete and JSON.
fn text(chosen: &ChosenType) -> String {
    match built_in(&chosen.note_type().name).filter(|_| chosen.schema().is_none()) {
        Some(source) => source.text.to_owned(),
        None => format!("{:#}\n", chosen.note_type().bundle()),
    }
}
