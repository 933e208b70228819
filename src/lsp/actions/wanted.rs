//! The note that a broken link wants.

use std::path::PathBuf;

use jiff::Zoned;
use percent_encoding::percent_decode_str;
use serde_json::Map;

use crate::{
    disk::{self, FileSystem, OsFileSystem},
    lint::Located,
    lsp::documents::Document,
    notetype::Given,
    tree::Syntax,
    workspace::Workspace,
};

/// A note that does not exist.
pub(super) struct Wanted {
    /// Its absolute path.
    pub(super) path: PathBuf,
    /// Its name, as the link writes it.
    pub(super) name: String,
    /// Its title, after the name of its file.
    pub(super) title: String,
}

/// Returns the note that the link wants which `located` reports, if that would be a note beside or below `document`.
pub(super) fn note(located: &Located, document: &Document) -> Option<Wanted> {
    if located.diagnostic.rule.as_str() != "link/missing-target" {
        return None;
    }
    let written = located.diagnostic.span.of(&document.text);
    let inner = written.trim_start_matches("![[").trim_start_matches("[[").trim_end_matches("]]");
    let is_wiki = inner.len() < written.len() || is_in_wiki_link(located, document);
    let target = inner.split(['#', '|']).next()?;
    let name = if is_wiki {
        let name = target.trim();
        if disk::is_markdown(name.as_ref()) { name.to_owned() } else { format!("{name}.md") }
    } else {
        let path = target.split('?').next()?.trim_matches(['<', '>', ' ']);
        percent_decode_str(path).decode_utf8().ok()?.into_owned()
    };
    let folder = document.path.parent()?;
    let path = disk::absolute(name.as_ref(), folder);
    let is_below = path.starts_with(folder)
        && !name.contains(|c: char| c.is_control() || matches!(c, ':' | '\\'))
        && !name.starts_with('/');
    let is_there = (&OsFileSystem as &dyn FileSystem).kind(&path).is_ok();
    if !is_below || is_there || !disk::is_markdown(&path) {
        return None;
    }
    let title = path.file_stem()?.to_string_lossy().into_owned();
    Some(Wanted { path, name, title })
}

impl Wanted {
    /// Returns what it begins with: all that its type requires in `workspace`, else its title alone.
    pub(super) fn text(&self, workspace: &mut Workspace) -> String {
        let resolved = workspace.resolve(&self.path).ok().flatten();
        let Some(note_type) = resolved.and_then(|resolved| resolved.note_type) else {
            return format!("# {}\n", self.title);
        };
        let date = Zoned::now().date().to_string();
        note_type.draft(&Given {
            syntax: Syntax::Yaml,
            values: Map::new(),
            title: Some(&self.title),
            date: &date,
            path: None,
        })
    }
}

/// Whether the diagnostic is inside of `[[…]]`.
fn is_in_wiki_link(located: &Located, document: &Document) -> bool {
    document.text[..located.diagnostic.span.start()].ends_with("[[")
}
