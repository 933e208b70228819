//! What of the configurations has no effect.

use std::{collections::HashMap, path::Path, sync::Arc};

use super::{CheckedAs, ConfigChoice, Loaded, Resolver, Root};
use crate::{
    diagnostic::Notice,
    workspace::{
        named::Named,
        unused_config::{self, Used},
    },
};

impl Resolver {
    /// Returns notices about parts of the configurations and note types that have no effect. Only collections
    /// inside the folders `named` are judged, as others may have notes that were not found.
    pub(in crate::workspace) fn hints(&self, named: &Named) -> Vec<Notice> {
        let mut hints = Vec::new();
        if self.options.config == ConfigChoice::Nearest {
            let own = (!named.is_empty()).then_some(self.cwd.as_path());
            let mut folders: Vec<&Path> = self.roots.iter().map(|root| &*root.folder).chain(own).collect();
            folders.sort_unstable();
            folders.dedup();
            hints.extend(
                folders
                    .iter()
                    .filter_map(|folder| unused_config::other_name(&*self.files, folder, &self.cwd)),
            );
        }
        if self.options.note_type.is_none() {
            let mut used: Vec<Used> = self.roots.iter().map(|_| Used::default()).collect();
            for (root, checked_as, overrides) in self.known.keys() {
                if let CheckedAs::Type(number) = checked_as {
                    used[*root].types.insert(*number);
                }
                used[*root].overrides.extend(overrides.iter());
            }
            let loaded = self.configs.values().flatten();
            let loaded: HashMap<&Root, &Arc<Loaded>> = loaded.map(|loaded| (&loaded.root, loaded)).collect();
            for (root, used) in self.roots.iter().zip(&used).filter(|(root, _)| named.covers(&root.folder)) {
                hints.extend(loaded.get(root).iter().flat_map(|loaded| unused_config::unused(loaded, used)));
            }
        }
        let judged = self.configs.values().flatten().filter(|loaded| named.covers(&loaded.root.folder));
        let mut of_types: Vec<Notice> = judged.flat_map(|loaded| loaded.notices()).cloned().collect();
        of_types.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
        of_types.dedup();
        hints.extend(of_types);
        hints
    }
}
