//! `--show-files` and `--show-settings`.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{exit::Code, reasons, terminal::Terminal};
use crate::{
    disk,
    rules::TABLE,
    text::{visible, visible_at_start},
    workspace::{Request, Settings, Target, Workspace},
};

/// Lists the notes of `request`, each with its type.
pub(super) fn files(request: &Request, terminal: Terminal) -> Code {
    show(request, terminal, |workspace, out| {
        for target in reported(workspace) {
            let path = visible_at_start(target.display_path());
            let settings = workspace.settings(target);
            let note_type = match settings.map(|settings| (settings, settings.note_type())) {
                Some((_, Some(note_type))) => visible(&note_type.name),
                Some((settings, None)) if !settings.is_skipped() => "no note type".into(),
                _ => "skipped, no matching note type".into(),
            };
            writeln!(out, "{path}: {note_type}")?;
        }
        Ok(())
    })
}

/// Shows the settings of the notes of `request`, grouped by equal settings.
pub(super) fn settings(request: &Request, terminal: Terminal) -> Code {
    show(request, terminal, |workspace, out| {
        let mut groups: BTreeMap<usize, (&Settings, Vec<&Target>)> = BTreeMap::new();
        for target in reported(workspace) {
            if let (Some(settings), Some(number)) = (workspace.settings(target), target.settings()) {
                groups.entry(number).or_insert((settings, Vec::new())).1.push(target);
            }
        }
        groups.values().try_for_each(|(settings, targets)| write_settings(workspace, settings, targets, out))
    })
}

fn show(
    request: &Request,
    terminal: Terminal,
    write: impl FnOnce(&Workspace, &mut dyn Write) -> io::Result<()>,
) -> Code {
    match Workspace::open(request.options.clone(), request.files.clone()) {
        Ok(workspace) => {
            let code = terminal.print(|out| write(&workspace, out));
            if workspace.faults().is_empty() { code } else { terminal.fail(workspace.faults()) }
        }
        Err(faults) => terminal.fail(&faults),
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
    let path = visible_at_start(first.display_path());
    match targets.len() - 1 {
        0 => writeln!(out, "{path}")?,
        others => writeln!(out, "{path} and {others} more")?,
    }
    writeln!(out, "  type        {}", reasons::of_type(settings))?;
    for reason in reasons::of_overrides(settings) {
        writeln!(out, "  override    {reason}")?;
    }
    if let Some(root) = workspace.roots().get(first.root()) {
        let folder = if root.display_path.is_empty() { "." } else { &root.display_path };
        let configured = if root.configured { "with notelint.yaml" } else { "without configuration" };
        writeln!(out, "  collection  {} ({configured})", visible(folder))?;
    }
    if let Some(baseline) = workspace.baseline(settings) {
        writeln!(out, "  baseline    {}", visible(&disk::display_path(&baseline.path, workspace.folder())))?;
    }
    for rule in TABLE {
        let severity = settings.rules.severity(rule.meta.id).map_or("off", |severity| severity.as_str());
        writeln!(out, "  {severity:10}  {}", rule.meta.id)?;
    }
    writeln!(out)
}
