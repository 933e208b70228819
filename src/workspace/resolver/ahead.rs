//! Reads notes before it is known what applies to them, as their text tells it.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Assignment, Loaded, Resolver};
use crate::{
    disk::{self, Buffer, NoteFile},
    workspace::note_result::{Memory, ReadNote},
};

impl Resolver {
    /// Reads those of `notes` of which the text tells what applies to them, on all threads, and returns it in their
    /// order, for [`resolve_read`](Self::resolve_read). What `memory` has of earlier runs need not be found out again.
    pub(in crate::workspace) fn read_ahead(
        &mut self,
        notes: &[NoteFile],
        memory: Option<&dyn Memory>,
    ) -> Vec<Option<Assignment>> {
        let configs: Vec<Option<Arc<Loaded>>> = notes
            .iter()
            .map(|file| if self.depends_on_text(file) { self.config_of(file) } else { None })
            .collect();
        let (files, indexes, options) = (&*self.files, &self.indexes, self.options.fingerprint());
        let among = configs.iter().flatten().count();
        let memory = memory.filter(|memory| memory.is_worth(among));
        let assign = |buffer: &mut Buffer, file: &NoteFile, loaded: &Loaded| {
            let from_files = || loaded.assign(&file.path, files, indexes);
            // Others than the collection of the configuration are not known yet.
            let is_inside = disk::is_in(&file.path, &loaded.root.folder);
            let Some(memory) = memory.filter(|_| is_inside && !files.is_overlaid(&file.path)) else {
                return from_files();
            };
            let Ok(bytes) = files.read(&file.path, buffer) else {
                return from_files();
            };
            let index = loaded.index_around(&file.path, files, indexes);
            let note = ReadNote { file, loaded, bytes, index, options: &options, among };
            memory.assignment(&note, &|| match disk::decode(bytes, &file.display_path) {
                Ok(text) => loaded.assign_text(&file.path, text, index),
                Err(_) => from_files(),
            })
        };
        let assigned = notes.par_iter().zip(configs).map_init(Buffer::default, |buffer, (file, loaded)| {
            loaded.map(|loaded| assign(buffer, file, &loaded))
        });
        assigned.collect()
    }
}
