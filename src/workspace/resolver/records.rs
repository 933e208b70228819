//! What applies to records: notes that come one after another without end, and of which nothing is on disk.

use std::{path::Path, sync::Arc};

use super::{super::assignment::Assignment, Loaded, Resolved, Resolver};
use crate::{config, diagnostic::Fault, disk::NoteFile};

/// How many folders are known at a time.
const MAX_FOLDERS: usize = 10_000;

/// A set of rules takes kilobytes, and records can ask for each combination of overrides.
const MAX_SETTINGS: usize = 1_000;

impl Resolver {
    /// Returns the configuration of the record `file`; `None` if it is excluded.
    ///
    /// # Errors
    /// The faults of its configuration, each time.
    pub(in crate::workspace) fn config_of_record(
        &mut self,
        file: &NoteFile,
    ) -> Result<Option<Arc<Loaded>>, Vec<Fault>> {
        if self.folder_count > MAX_FOLDERS {
            self.folders.clear();
            self.folder_count = 0;
        }
        if let Some(loaded) = self.config_of(file) {
            return Ok(Some(loaded));
        }
        self.faults.clear();
        let folder = file.path.parent().unwrap_or(&file.path);
        let is_excluded = self.folder(folder, &file.root).loaded.is_some();
        if is_excluded { Ok(None) } else { Err(self.faults_at(folder)) }
    }

    /// Returns what applies to the record `file`, to which `loaded` gave `assigned`.
    pub(in crate::workspace) fn resolve_record(
        &mut self,
        file: &NoteFile,
        loaded: &Arc<Loaded>,
        assigned: Assignment,
    ) -> Resolved {
        self.resolve_assigned(file, loaded, assigned)
    }

    /// Whether so much is known that it is time to start over.
    pub(in crate::workspace) fn is_full(&self) -> bool {
        self.settings.len() > MAX_SETTINGS
    }

    /// Returns the faults of the configuration that is nearest to `folder`, which has some.
    fn faults_at(&self, folder: &Path) -> Vec<Fault> {
        let of = |path: &Path| self.configs.get(path)?.as_ref().err();
        let nearest =
            folder.ancestors().find_map(|above| of(&above.join(config::FILE_NAME)).or_else(|| of(above)));
        nearest.cloned().unwrap_or_default()
    }
}
