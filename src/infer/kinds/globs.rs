//! Globs that notes can be told apart by.

use std::fmt;

use super::paths::NotePath;

/// A glob of a configuration. Earlier forms are more general.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Glob<'p> {
    /// `folder/**`
    Below(&'p str),
    /// `folder/**/name`
    Named { folder: &'p str, name: &'p str },
    /// `folder/*.md`
    In { folder: &'p str, extension: &'p str },
    /// `folder/[0-9]*.md`
    Numbered { folder: &'p str, extension: &'p str },
    /// `folder/T9-*.md`
    Beginning { folder: &'p str, beginning: &'p str, extension: &'p str },
    /// A path.
    Path(&'p str),
}

/// How deep a folder may be for a glob to match all that is below it.
const MAX_DEPTH: usize = 16;

impl<'p> Glob<'p> {
    /// Returns the globs that match `path`, of each form the most general first.
    pub(super) fn all_of(path: &NotePath<'p>) -> impl Iterator<Item = Self> {
        let NotePath { folder, name, stem, extension, .. } = *path;
        let below = path.folders().take(MAX_DEPTH).map(Self::Below);
        let named = path.folders().take(MAX_DEPTH).map(move |folder| Self::Named { folder, name });
        let has_digit = stem.starts_with(|c: char| c.is_ascii_digit());
        // Without an extension, `folder/*` matches files of any.
        let in_folder = (!extension.is_empty()).then(|| {
            let beginnings = path.beginnings().into_iter().flatten();
            std::iter::once(Self::In { folder, extension })
                .chain(has_digit.then_some(Self::Numbered { folder, extension }))
                .chain(beginnings.map(move |beginning| Self::Beginning { folder, beginning, extension }))
        });
        below.chain(named).chain(in_folder.into_iter().flatten()).chain([Self::Path(path.path)])
    }

    /// Returns the folder of files whose names begin alike, if these are what it matches.
    pub(super) fn folder_of_beginning(&self) -> Option<&'p str> {
        if let Self::Beginning { folder, .. } = self { Some(folder) } else { None }
    }
}

/// As written in a configuration.
impl fmt::Display for Glob<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Below(folder)
        | Self::Named { folder, .. }
        | Self::In { folder, .. }
        | Self::Numbered { folder, .. }
        | Self::Beginning { folder, .. }
        | Self::Path(folder)) = self;
        f.write_str(&escaped(folder))?;
        if !folder.is_empty() && !matches!(self, Self::Path(_)) {
            f.write_str("/")?;
        }
        match self {
            Self::Below(_) => f.write_str("**"),
            Self::Named { name, .. } => write!(f, "**/{}", escaped(name)),
            Self::In { extension, .. } => write!(f, "*{}", escaped(extension)),
            Self::Numbered { extension, .. } => write!(f, "[0-9]*{}", escaped(extension)),
            Self::Beginning { beginning, extension, .. } => {
                write!(f, "{}*{}", escaped(beginning), escaped(extension))
            }
            Self::Path(_) => Ok(()),
        }
    }
}

/// Returns `path` as a glob of a configuration that matches nothing else.
pub fn escaped(path: &str) -> String {
    let mut glob = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '[' | ']' | '{' | '}' => glob.extend(['\\', c]),
            // A configuration allows no other escape, as `\` is often meant to separate folders.
            '*' | '?' | '\\' => glob.extend(['[', c, ']']),
            _ => glob.push(c),
        }
    }
    glob
}
