//! The files of a proposal: the configuration and its types.

use super::{AdoptedKind, Adoption};
use crate::{
    config,
    infer::{self, ConfigDraft, NotesDraft, OverrideDraft, Share, TypeDraft},
    text::counted,
    workspace::{
        baseline::DEFAULT_BASELINE,
        taken_over::{TakenOver, schema_file},
    },
};

/// A file to write.
#[derive(Debug)]
pub(crate) struct NewFile {
    /// Its path from the folder of the configuration, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Adoption {
    /// Returns the files that are written, but for the baseline.
    pub(crate) fn files_to_write(&self) -> Vec<NewFile> {
        let taken_over = self.taken_over.iter().filter(|it| !it.found.schema.is_empty());
        let taken_over =
            taken_over.map(|it| NewFile { path: schema_file(&it.found.name), text: it.found.schema.clone() });
        let types = self.kinds.iter().filter_map(|kind| {
            let text = kind.inferred.as_ref()?.to_yaml();
            Some(NewFile { path: kind.schema(), text })
        });
        let config = NewFile { path: config::FILE_NAME.to_owned(), text: self.configuration().to_yaml() };
        std::iter::once(config).chain(taken_over).chain(types).collect()
    }

    fn configuration(&self) -> ConfigDraft {
        let types = self.kinds.iter().map(|kind| TypeDraft {
            name: kind.name.clone(),
            schema: kind.inferred.is_some().then(|| kind.schema()),
            notes: kind.selection.clone(),
            comment: counted(kind.notes.len(), "note"),
        });
        let (with_globs, without_globs): (Vec<_>, Vec<_>) =
            self.taken_over.iter().filter(|it| !it.notes.is_empty()).partition(|it| !it.takes_the_rest());
        let with_globs = with_globs.into_iter().map(TakenOver::draft);
        let without_globs = without_globs.into_iter().map(TakenOver::draft);
        let off = self.kinds.iter().filter(|kind| !kind.off.is_empty()).map(|kind| {
            let figures = |share: &Share| format!("{} of {} notes", share.count, share.of);
            let off = kind.off.iter().map(|(rule, share)| (rule.clone(), figures(share)));
            OverrideDraft {
                notes: kind.selection.clone(),
                off: off.collect(),
                comment: format!("More than one in ten `{}` notes look otherwise.", kind.name),
            }
        });
        let strays = self.kinds.iter().filter_map(|kind| self.strays(kind));
        ConfigDraft {
            comment: vec![
                "Configuration of notelint, written by `notelint init`. Globs are relative to this folder."
                    .to_owned(),
            ],
            exclude: self.exclude.clone(),
            baseline: Some(DEFAULT_BASELINE.to_owned()),
            types: with_globs.chain(types).chain(without_globs).collect(),
            overrides: off.chain(strays).collect(),
        }
    }

    /// Returns the override for notes of `kind` that look like none of the others.
    fn strays(&self, kind: &AdoptedKind) -> Option<OverrideDraft> {
        let files: Vec<String> =
            kind.strays().map(|at| infer::escaped(&self.survey.notes[kind.notes[at]].facts.path)).collect();
        let off = ["frontmatter", "rating", "structure", "swot"]
            .map(|group| (group.to_owned(), "not of this kind".to_owned()));
        (!files.is_empty()).then(|| OverrideDraft {
            comment: format!("{} that look like no other `{}`", counted(files.len(), "note"), kind.name),
            notes: NotesDraft { files, when: Vec::new() },
            off: off.into(),
        })
    }
}
