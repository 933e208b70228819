//! The notes that a new one will be among.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    note::{Frontmatter, Note},
    notetype::{TitleSource, project_at},
    tree::Syntax,
    workspace::{Settings, Target, Workspace},
};

/// A note of the type of a new one.
#[derive(Debug)]
pub(super) struct Other {
    pub(super) path: PathBuf,
    pub(super) id: Option<String>,
    /// Its `#` heading.
    pub(super) title: Option<String>,
    /// The title in its frontmatter.
    pub(super) frontmatter_title: Option<String>,
    syntax: Option<Syntax>,
    /// Whether its folder has ids of its own.
    pub(super) is_by_folder: bool,
}

/// Returns the notes of the type `name` in the collection at `root`. One that cannot be read is left out.
pub(super) fn others(workspace: &Workspace, root: &Path, name: &str) -> Vec<Other> {
    let is_of = |target: &&Target| {
        let folder = workspace.roots().get(target.root()).map(|root| root.folder.as_path());
        let note_type = workspace.settings(target).and_then(Settings::note_type);
        folder == Some(root) && note_type.is_some_and(|note_type| note_type.name == name)
    };
    let targets: Vec<&Target> = workspace.targets().iter().filter(is_of).collect();
    workspace.install(|| targets.par_iter().filter_map(|target| read(workspace, target)).collect())
}

fn read(workspace: &Workspace, target: &Target) -> Option<Other> {
    let settings = workspace.settings(target)?;
    let spec = &settings.note_type()?.spec;
    let text = workspace.text(target.path()).ok()?;
    let note = Note::parse_with(&text, spec.fences());
    let projection = project_at(&note, spec, target.note_path());
    let is_heading = |source: TitleSource| matches!(source, TitleSource::Heading(_));
    let title = projection.title.as_ref().filter(|title| is_heading(title.source));
    let frontmatter_title = projection.json.get("frontmatter").and_then(|all| all.get("title"));
    let syntax = match &note.frontmatter {
        Frontmatter::Closed(block) => Some(block.syntax),
        _ => None,
    };
    Some(Other {
        path: target.path().to_owned(),
        id: projection.ids.first().map(|id| id.text.to_string()),
        title: title.map(|title| title.text.to_owned()),
        frontmatter_title: frontmatter_title.and_then(|title| title.as_str()).map(str::to_owned),
        syntax,
        is_by_folder: settings.is_by_folder(),
    })
}

/// Returns the syntax of the frontmatter of most of `others`; YAML if it is not another one.
pub(super) fn usual_syntax(others: &[Other]) -> Syntax {
    let count = |syntax| others.iter().filter(|other| other.syntax == Some(syntax)).count();
    let most = [Syntax::Json, Syntax::Toml, Syntax::Yaml].into_iter().max_by_key(|syntax| count(*syntax));
    most.unwrap_or(Syntax::Yaml)
}

/// Returns the folder that has most of `others`, the last `depth` names of whose paths do not count.
pub(super) fn usual_folder(others: &[Other], depth: usize) -> Option<&Path> {
    let mut folders: BTreeMap<&Path, usize> = BTreeMap::new();
    for folder in others.iter().filter_map(|other| other.path.ancestors().nth(depth)) {
        *folders.entry(folder).or_default() += 1;
    }
    folders.into_iter().rev().max_by_key(|(_, count)| *count).map(|(folder, _)| folder)
}
