//! The notes of all folders, found by their names.

use gen_lsp_types::{SymbolInformation, SymbolKind, WorkspaceSymbolParams, WorkspaceSymbolResponse};

use super::{folder::Folder, locations::Locations, server::Server, symbols::information};
use crate::{text::file_stem, vault::Facts};

/// How many notes are answered: nobody reads more.
const MAX_FOUND: usize = 128;

impl Server {
    /// Answers the notes whose title, id or file name has the letters that are asked for, the best first.
    pub(super) fn workspace_symbols(
        &mut self,
        params: WorkspaceSymbolParams,
    ) -> Option<WorkspaceSymbolResponse> {
        let query = params.query.to_lowercase();
        let Self { documents, folders, .. } = self;
        let mut found: Vec<(u32, SymbolInformation)> = Vec::new();
        for workspace in folders.all().iter_mut().filter(|folder| !folder.is_note).filter_map(Folder::known) {
            for others in workspace.collections() {
                let notes = others.vault().notes().iter().enumerate();
                let mut matching: Vec<(u32, usize)> =
                    notes.filter_map(|(at, note)| Some((cost(note, &query)?, at))).collect();
                matching.sort_unstable();
                matching.truncate(MAX_FOUND);
                let mut locations = Locations::new(documents, &others);
                found.extend(matching.into_iter().filter_map(|(cost, at)| {
                    let note = others.vault().notes().get(at)?;
                    let span = note.anchor_places().headings().first().copied().unwrap_or_default();
                    let location = locations.of(at, span)?;
                    let title = note.any_title().map_or_else(|| file_stem(&note.path), str::trim);
                    Some((cost, information(title, SymbolKind::File, (location, Some(&note.path)))))
                }));
            }
        }
        found.sort_by_key(|(cost, _)| *cost);
        let found: Vec<SymbolInformation> =
            found.into_iter().take(MAX_FOUND).map(|(_, symbol)| symbol).collect();
        (!found.is_empty()).then(|| found.into())
    }
}

/// Returns how far the names of `note` are from the lower-case `query`, 0 if one begins with it; `None` if none has its
/// letters in their order.
fn cost(note: &Facts, query: &str) -> Option<u32> {
    let names = [note.any_title(), note.id().map(|id| id.text), Some(file_stem(&note.path))];
    names.into_iter().flatten().filter_map(|name| cost_of(&name.to_lowercase(), query)).min()
}

fn cost_of(name: &str, query: &str) -> Option<u32> {
    match name.find(query) {
        Some(0) => return Some(0),
        Some(_) => return Some(1),
        None => {}
    }
    let mut letters = name.chars();
    let has_all = query.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|c| c == wanted));
    has_all.then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_some_of_their_letters() {
        for (name, query, cost) in [
            ("緑茶の淹れ方", "緑茶", Some(0)),
            ("緑茶の淹れ方", "淹れ", Some(1)),
            ("緑茶の淹れ方", "緑淹", Some(2)),
            ("t-1 tea", "", Some(0)),
            ("t-1 tea", "t tea", Some(2)),
            ("t-1 tea", "eat", None),
        ] {
            assert_eq!(cost_of(name, query), cost, "{name} {query}");
        }
    }
}
