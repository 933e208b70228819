//! `notelint types`.

use std::{
    io::{self, Write},
    sync::Arc,
};

use serde::Serialize;

use super::{
    args::{ListFormat, TypesArgs},
    exit::Code,
    request::config_choice,
    terminal::Terminal,
};
use crate::{
    config::Patterns,
    diagnostic::Fault,
    disk::{self, FileSystem, OsFileSystem},
    notetype::NoteType,
    text::{JsonStream, visible, visible_at_start},
    workspace::{ConfigChoice, ConfigFile, Loaded, Types, nearest_config},
};

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    /// The file of its schema; `None` for a built-in type.
    schema: Option<&'a str>,
    /// The globs of its notes; without these and `when`, it takes all notes that no earlier type takes.
    files: Option<&'a [String]>,
    /// The frontmatter of its notes.
    when: Option<String>,
    /// How its notes are recognised, if no types are configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    recognised: Option<&'static str>,
    /// The path of a new note.
    file: Option<&'a str>,
    sections: Vec<&'a str>,
}

/// Lists the note types of the configuration, or reports their faults.
pub(super) fn types(args: &TypesArgs) -> Code {
    let terminal = Terminal::new(args.global);
    match load(args) {
        Ok(loaded) => {
            terminal.print_notices(loaded.notices());
            let types = loaded.types.iter().enumerate();
            let types = types.map(|(at, note_type)| Ok(listed(&loaded, at, note_type.get()?)));
            let types: Vec<Listed<'_>> = match types.collect::<Result<_, &[Fault]>>() {
                Ok(types) => types,
                Err(faults) => return terminal.fail(faults),
            };
            terminal.print(|out| {
                if args.list.format == ListFormat::Human {
                    return write(&loaded, &types, out);
                }
                serde_json::to_writer_pretty(JsonStream(out), &types)?;
                writeln!(out)
            })
        }
        Err(faults) => terminal.fail(&faults),
    }
}

fn load(args: &TypesArgs) -> Result<Loaded, Vec<Fault>> {
    let files: Arc<dyn FileSystem> = Arc::new(OsFileSystem);
    let folder = files.working_directory().map_err(|fault| vec![fault])?;
    let mut types = Types::new(files.clone(), None);
    match config_choice(args.config.as_deref(), args.isolated) {
        ConfigChoice::File(file) => {
            Loaded::read(ConfigFile::Chosen(&disk::absolute(&file, &folder)), &folder, &mut types)
        }
        ConfigChoice::Nearest => match nearest_config(&*files, &folder) {
            Some(file) => Loaded::read(ConfigFile::Found(&file), &folder, &mut types),
            None => Loaded::defaults(&folder, &mut types),
        },
        ConfigChoice::Isolated => Loaded::defaults(&folder, &mut types),
    }
}

fn listed<'a>(loaded: &'a Loaded, at: usize, note_type: &'a NoteType) -> Listed<'a> {
    let entry = loaded.config.types.as_ref().and_then(|entries| entries.get(at));
    let name = entry.map_or(note_type.name.as_str(), |entry| &entry.name.value);
    Listed {
        name,
        schema: entry.and_then(|entry| entry.schema.as_ref()).map(|schema| schema.value.as_str()),
        files: entry.and_then(|entry| entry.files.as_ref()).map(Patterns::globs),
        when: entry.and_then(|entry| entry.when.as_ref()).map(|when| when.value.to_string()),
        recognised: loaded.recognisers.get(at).map(|recogniser| recogniser.by),
        file: note_type.spec.file.as_ref().map(|file| &*file.text),
        sections: note_type.spec.sections.all.iter().map(|section| &*section.heading).collect(),
    }
}

fn write(loaded: &Loaded, types: &[Listed<'_>], out: &mut dyn Write) -> io::Result<()> {
    match &loaded.file {
        Some(file) => {
            let file = visible(file);
            let how = if loaded.recognisers.is_empty() { "matches" } else { "recognises it" };
            writeln!(out, "Note types of {file}; a note has the first type that {how}:")?;
        }
        None => writeln!(out, "No configuration; a note has the first type that recognises it:")?,
    }
    for Listed { name, schema, files, when, recognised, file, sections } in types {
        let all = || if when.is_some() { "all" } else { "all other notes" }.to_owned();
        let files = files.map_or_else(all, |files| files.join(", "));
        writeln!(out, "\n{}", visible_at_start(name))?;
        writeln!(out, "  schema    {}", visible(schema.unwrap_or("built in")))?;
        match recognised {
            Some(by) => writeln!(out, "  notes     recognised by {by}")?,
            None => writeln!(out, "  files     {}", visible(&files))?,
        }
        if let Some(when) = when {
            writeln!(out, "  when      {}", visible(when))?;
        }
        if let Some(file) = file {
            writeln!(out, "  new note  {}", visible(file))?;
        }
        if !sections.is_empty() {
            writeln!(out, "  sections  {}", visible(&sections.join(", ")))?;
        }
    }
    Ok(())
}
