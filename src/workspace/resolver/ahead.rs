//! Reads notes before it is known what applies to them, as their text tells it.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Assignment, Loaded, Resolver};
use crate::{
    disk::{self, Buffer, NoteFile},
    workspace::note_result::{Memory, ReadNote},
};

impl Resolver {
    /// Reads those of `notes` of which the text tells what applies to them, on all threads. Without this, each is
    /// read when it is resolved. What `memory` has of earlier runs need not be found out again.
    pub(in crate::workspace) fn read_ahead<'f>(
        &mut self,
        notes: impl IntoIterator<Item = &'f NoteFile>,
        memory: Option<&dyn Memory>,
    ) {
        let mut read: Vec<(&NoteFile, Arc<Loaded>)> = Vec::new();
        for file in notes {
            if self.depends_on_text(file)
                && let Some(loaded) = self.config_of(file)
            {
                read.push((file, loaded));
            }
        }
        let (files, indexes, options) = (&*self.files, &self.indexes, self.options.fingerprint());
        let (among, memory) = (read.len(), memory.filter(|memory| memory.is_worth(read.len())));
        let assign = |buffer: &mut Buffer, file: &NoteFile, loaded: &Loaded| {
            let from_files = || loaded.assign(&file.path, files, indexes);
            // Others than the collection of the configuration are not known yet.
            let is_inside = disk::is_in(&file.path, &loaded.root.folder);
            let Some(memory) = memory.filter(|_| is_inside && !files.is_overlaid(&file.path)) else {
                return from_files();
            };
            let bytes = files.read(&file.path, buffer);
            let Ok(text) = bytes.and_then(|bytes| disk::decode_known(bytes, &file.display_path)) else {
                return from_files();
            };
            let index = loaded.index_around(&file.path, files, indexes);
            let note = ReadNote { file, loaded, text, index, options: &options, among };
            memory.assignment(&note, &|| match disk::undisguised(text, &file.display_path) {
                Ok(text) => loaded.assign_text(&file.path, text, index),
                Err(_) => from_files(),
            })
        };
        let assigned = read.into_par_iter().map_init(Buffer::default, |buffer, (file, loaded)| {
            (file.path.to_path_buf(), assign(buffer, file, &loaded))
        });
        let assigned: Vec<(_, Assignment)> = assigned.collect();
        self.assigned.extend(assigned);
    }
}
