//! What clap does not know of arguments: flags may come before the command that they are for, and a file
//! may be named like a flag.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use clap::{Arg, Command};

use crate::diagnostic::Fault;

/// Returns `arguments` with the command directly after the program's name, so that the flags
/// before it are parsed, and refused, as the command's own. The flags before `help` are dropped, as
/// those before `--help` are.
///
/// clap's own global arguments are not enough: `cli` has arguments that conflict with its commands,
/// a flag that is given before and after the command silently overrides itself, and conflicts
/// between the two places are not seen (clap issues 1204, 3938 and 6379).
pub(super) fn command_first(mut arguments: Vec<OsString>, cli: &Command) -> Vec<OsString> {
    let Some(at) = command_position(&arguments, cli) else { return arguments };
    if arguments[at] == "help" {
        arguments.drain(1..at);
    } else {
        arguments[1..=at].rotate_right(1);
    }
    arguments
}

/// Returns the position of the command: the first argument that is neither a flag of `cli` nor the
/// value of one. `None` if that is not a command.
fn command_position(arguments: &[OsString], cli: &Command) -> Option<usize> {
    let mut rest = arguments.iter().enumerate().skip(1);
    while let Some((at, argument)) = rest.next() {
        let argument = argument.to_str()?;
        if argument == "help" || cli.find_subcommand(argument).is_some() {
            return Some(at);
        }
        if takes_next(argument, cli)? {
            rest.next()?;
        }
    }
    None
}

/// Whether the argument after the flags in `argument` is the value of one. `None` unless
/// `argument` is one long flag or some short flags of `cli`.
fn takes_next(argument: &str, cli: &Command) -> Option<bool> {
    let find = |is_meant: &dyn Fn(&Arg) -> bool| cli.get_opts().find(|arg| is_meant(arg));
    if let Some(long) = argument.strip_prefix("--") {
        let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
        let flag = find(&|arg| arg.get_long() == Some(name))?;
        return Some(value.is_none() && flag.get_action().takes_values());
    }
    let mut shorts = argument.strip_prefix('-').filter(|shorts| !shorts.is_empty())?.chars();
    while let Some(short) = shorts.next() {
        if find(&|arg| arg.get_short() == Some(short))?.get_action().takes_values() {
            return Some(shorts.as_str().is_empty());
        }
    }
    Some(false)
}

/// Returns the fault of the first of `arguments` that is the name of a file but would be read as an option:
/// `-rf.md`, `--output=notes.md`. One that is exactly a flag stays one, as a file in the folder must not take
/// it away; who passes names of files on, such as a hook, ends the options with `--`.
pub(super) fn file_like_option(arguments: &[OsString], cli: &Command) -> Option<Fault> {
    let options = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    let named =
        options.filter(|argument| argument.len() > 1 && argument.as_encoded_bytes().starts_with(b"-"));
    let mut files = named.filter(|argument| Path::new(argument).symlink_metadata().is_ok());
    let file = files.find(|file| !file.to_str().is_some_and(|name| is_flag(name, cli)))?.to_string_lossy();
    let help = match file.split_once('=').filter(|(name, _)| is_flag(name, cli)) {
        Some((name, value)) => format!("write `./{file}` for the file, or `{name} {value}` for the option"),
        None => format!("write `./{file}`, or put `--` before the paths"),
    };
    Some(Fault::new(format!("`{file}` is a file, but would be read as an option")).help(help))
}

/// Whether `argument` is one flag of `cli` or of one of its commands.
fn is_flag(argument: &str, cli: &Command) -> bool {
    // Only a built command has `--help`.
    let mut cli = cli.clone();
    cli.build();
    let is_meant = |arg: &Arg| match argument.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        None => arg.get_short().is_some_and(|short| argument.chars().eq(['-', short])),
    };
    std::iter::once(&cli).chain(cli.get_subcommands()).flat_map(Command::get_arguments).any(is_meant)
}

/// Returns the command that `arguments` name, if they name one, once it comes first.
pub(super) fn command<'a>(arguments: &'a [OsString], cli: &Command) -> Option<&'a str> {
    let first = arguments.get(1).map(OsString::as_os_str).and_then(OsStr::to_str)?;
    cli.find_subcommand(first).map(|_| first)
}

#[cfg(test)]
mod tests;
