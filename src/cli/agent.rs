//! `notelint init --agent`: a skill for language models.

use std::path::{Path, PathBuf};

use super::{exit::Code, terminal::Terminal};
use crate::{
    disk::{self, FileSystem, OsFileSystem},
    text::visible,
};

const SKILL: &str = include_str!("agent.md");

/// Creates the skill in `folder`. An existing one is left as it is.
pub(super) fn create(folder: &Path, terminal: Terminal) -> Code {
    let file = folder.join(skills(folder)).join("notelint/SKILL.md");
    let shown = file.strip_prefix(".").unwrap_or(&file).to_string_lossy();
    match disk::create(&file, SKILL) {
        Ok(()) => {
            let next = "Next: language models that read skills run notelint as it describes";
            terminal.print_status(&format!("Created {}. {next}", visible(&shown)))
        }
        Err(fault) => terminal.fail(&[fault.in_file(shown)]),
    }
}

/// Returns where the clients in use look for skills: most of them in `.claude/skills`, all but Claude Code in
/// `.agents/skills`.
fn skills(folder: &Path) -> PathBuf {
    let has = |name: &str| (&OsFileSystem as &dyn FileSystem).is_folder(&folder.join(name));
    let name = if has(".agents") && !has(".claude") { ".agents" } else { ".claude" };
    Path::new(name).join("skills")
}
