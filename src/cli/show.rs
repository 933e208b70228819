//! `--show-files` and `--show-settings`: what would be done, without doing it.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    exit::Code,
    failure, terminal,
    workspace::{Inputs, Settings, Target, Workspace},
};
use crate::rules::TABLE;

/// Lists the notes of `inputs`, each with its type.
pub(super) fn files(inputs: &Inputs) -> Code {
    show(inputs, |workspace, out| {
        for target in reported(workspace) {
            match workspace.settings(target) {
                Some(settings) => writeln!(out, "{}: {}", target.shown(), settings.note_type.name)?,
                None => writeln!(out, "{}: of no type, skipped", target.shown())?,
            }
        }
        Ok(())
    })
}

/// Shows what holds for the notes of `inputs`, those together for which the same holds.
pub(super) fn settings(inputs: &Inputs) -> Code {
    show(inputs, |workspace, out| {
        let mut groups: BTreeMap<usize, (&Settings, Vec<&Target>)> = BTreeMap::new();
        for target in reported(workspace) {
            if let (Some(settings), Some(number)) = (workspace.settings(target), target.settings()) {
                groups.entry(number).or_insert((settings, Vec::new())).1.push(target);
            }
        }
        groups.values().try_for_each(|(settings, targets)| write_settings(workspace, settings, targets, out))
    })
}

fn show(inputs: &Inputs, write: impl FnOnce(&Workspace, &mut dyn Write) -> io::Result<()>) -> Code {
    match Workspace::open(inputs) {
        Ok(workspace) => {
            let code = terminal::print(|out| write(&workspace, out));
            if workspace.faults().is_empty() { code } else { failure(workspace.faults()) }
        }
        Err(faults) => failure(&faults),
    }
}

fn reported(workspace: &Workspace) -> impl Iterator<Item = &Target> {
    workspace.targets().iter().filter(|target| target.is_reported())
}

fn write_settings(
    workspace: &Workspace,
    settings: &Settings,
    targets: &[&Target],
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = targets.first() else { return Ok(()) };
    match targets.len() - 1 {
        0 => writeln!(out, "{}", first.shown())?,
        others => writeln!(out, "{} and {others} more", first.shown())?,
    }
    writeln!(out, "  type        {}", settings.note_type.name)?;
    if let Some(root) = workspace.roots().get(first.root()) {
        let folder = if root.shown.is_empty() { "." } else { &root.shown };
        let configured = if root.configured { "with notelint.yaml" } else { "without configuration" };
        writeln!(out, "  collection  {folder} ({configured})")?;
    }
    for rule in TABLE {
        let severity = settings.rules.severity(rule.meta.id).map_or("off", |severity| severity.as_str());
        writeln!(out, "  {severity:10}  {}", rule.meta.id)?;
    }
    writeln!(out)
}
