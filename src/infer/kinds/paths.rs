//! The path of a note in its parts.

use crate::text::{file_name, file_stem};

/// A path with `/` in its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct NotePath<'p> {
    /// All of it.
    pub(super) path: &'p str,
    /// What is before its last `/`; empty at the root.
    pub(super) folder: &'p str,
    /// The file name.
    pub(super) name: &'p str,
    /// The file name without its extension.
    pub(super) stem: &'p str,
    /// The extension with its `.`; empty if there is none.
    pub(super) extension: &'p str,
}

impl<'p> NotePath<'p> {
    pub(super) fn new(path: &'p str) -> Self {
        let (name, stem) = (file_name(path), file_stem(path));
        let folder = path[..path.len() - name.len()].trim_end_matches('/');
        Self { path, folder, name, stem, extension: &name[stem.len()..] }
    }

    /// The folders that it is in, from the root, which is empty.
    pub(super) fn folders(self) -> impl Iterator<Item = &'p str> {
        let outer = self.folder.match_indices('/').map(move |(at, _)| &self.folder[..at]);
        let own = (!self.folder.is_empty()).then_some(self.folder);
        std::iter::once("").chain(outer).chain(own)
    }

    /// The folder at the root that it is in; empty at the root.
    pub(super) fn top(self) -> &'p str {
        self.folder.split('/').next().unwrap_or_default()
    }

    /// The beginnings of its stem that end after its first and its second word: `T9-` and `T9-06-` of
    /// `T9-06-01_Tea.md`.
    pub(super) fn beginnings(self) -> [Option<&'p str>; 2] {
        let first = word_end(self.stem, 0);
        let second = first.and_then(|end| word_end(self.stem, end));
        [first, second].map(|end| end.map(|end| &self.stem[..end]))
    }
}

/// Returns where the word at `start` and the separator behind it end.
fn word_end(stem: &str, start: usize) -> Option<usize> {
    let rest = &stem[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric())?;
    let is_separated = word > 0 && rest[word..].starts_with(['-', '_', '.', ' ']);
    is_separated.then_some(start + word + 1)
}

/// Returns the deepest folder that all of `paths` are in.
pub(super) fn common_folder<'p>(paths: impl IntoIterator<Item = NotePath<'p>>) -> &'p str {
    let common = |a: &'p str, b: &str| {
        let shared = a.split('/').zip(b.split('/')).take_while(|(a, b)| a == b).map(|(a, _)| a.len() + 1);
        &a[..shared.sum::<usize>().saturating_sub(1)]
    };
    paths.into_iter().map(|path| path.folder).reduce(common).unwrap_or_default()
}

/// The words of `text`, in lower case.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
