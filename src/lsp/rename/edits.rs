//! Edits of several notes.

use std::collections::BTreeMap;

use crate::text::Edit;

/// Edits of notes, by their indexes in the vault.
pub(super) type Edits = BTreeMap<usize, Vec<Edit>>;

/// Returns `edits` in the order of the texts, each once: several links may share a definition.
pub(super) fn sorted(mut edits: Edits) -> Edits {
    edits.retain(|_, edits| !edits.is_empty());
    for edits in edits.values_mut() {
        edits.sort_unstable();
        edits.dedup_by_key(|edit| edit.span);
    }
    edits
}
