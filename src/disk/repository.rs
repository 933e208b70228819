//! How far a repository reaches. Whoever wrote it also made its symbolic links: one that leads out of
//! it must not make notelint read, write or show anything there, or tell whether it exists.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    path::{Component, Path, PathBuf},
};

use super::FileSystem;
use crate::{config, diagnostic::Fault};

/// More symbolic links than the path of a file has: a bound for those in circles.
const MAX_LINKS: usize = 40;

/// A repository, or a collection that is in none.
#[derive(Clone, Debug)]
pub struct Repository {
    /// The absolute folder.
    root: PathBuf,
    /// The same without symbolic links.
    real: PathBuf,
    is_git: bool,
}

/// Why a path does not lead to a file of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It is not a path of the repository.
    Path {
        /// Whether the repository is one of Git.
        is_git: bool,
    },
    /// A symbolic link in it leads out of the repository.
    Link {
        /// Whether the repository is one of Git.
        is_git: bool,
    },
    /// Its symbolic links lead in a circle.
    Circle,
}

impl Repository {
    /// Returns the repository in or above the absolute `folder`: that of the nearest folder where one
    /// starts. What is behind a symbolic link is not part of the repository above, even if it is one itself.
    pub fn around(files: &dyn FileSystem, folder: &Path) -> Option<Self> {
        let mut root = None;
        let mut above: Vec<&Path> = folder.ancestors().collect();
        above.reverse();
        for folder in above {
            if root.is_some() && files.is_link(folder) {
                break;
            }
            if Self::starts_at(files, folder) {
                root = Some(folder);
            }
        }
        root.map(|root| Self { is_git: true, ..Self::at(files, root) })
    }

    /// Whether a repository of Git, one of its worktrees or a submodule starts at `folder`.
    pub fn starts_at(files: &dyn FileSystem, folder: &Path) -> bool {
        let git = folder.join(".git");
        files.kind(&git).is_ok() || files.is_link(&git)
    }

    /// Like [`Self::around`], or if there is none, the collection that `folder` is in: the folder of
    /// the outermost configuration, as inner ones may share its note types.
    pub fn or_collection(files: &dyn FileSystem, folder: &Path) -> Option<Self> {
        let has_config = |folder: &&Path| files.is_file_like(&folder.join(config::FILE_NAME));
        Self::around(files, folder)
            .or_else(|| folder.ancestors().filter(has_config).last().map(|folder| Self::at(files, folder)))
    }

    /// Like [`Self::or_collection`], or if there is neither, the collection at the absolute `root`.
    pub fn or_at(files: &dyn FileSystem, folder: &Path, root: &Path) -> Self {
        Self::or_collection(files, folder).unwrap_or_else(|| Self::at(files, root))
    }

    /// Returns the absolute `folder` as the root of a collection.
    pub fn at(files: &dyn FileSystem, folder: &Path) -> Self {
        Self { root: folder.to_owned(), real: files.canonicalize_or(folder), is_git: false }
    }

    /// Returns the absolute `path` without symbolic links. Nothing outside the repository is read, so
    /// that the result does not depend on what exists there.
    ///
    /// # Errors
    /// If it does not lead to a place in the repository, whether there is a file or not.
    pub fn resolve(&self, files: &dyn FileSystem, path: &Path) -> Result<PathBuf, Outside> {
        let is_git = self.is_git;
        let inside = self.inside(path).ok_or(Outside::Path { is_git })?;
        let mut real = self.real.clone();
        let mut rest = names(inside);
        let mut links = 0;
        while let Some(name) = rest.pop() {
            if name == ".." {
                real.pop();
            } else {
                real.push(name);
            }
            if !real.starts_with(&self.real) {
                // The folders above the root are no links, so a link may lead through them.
                if self.real.starts_with(&real) {
                    continue;
                }
                return Err(Outside::Link { is_git });
            }
            let Some(target) = files.link_target(&real) else { continue };
            links += 1;
            if links > MAX_LINKS {
                return Err(Outside::Circle);
            }
            if let Some(inside) = self.inside(&target) {
                real.clone_from(&self.real);
                rest.extend(names(inside));
            } else {
                real.pop();
                if target.has_root() {
                    let is_root = |part: &Component<'_>| !matches!(part, Component::Normal(_));
                    real = target.components().take_while(is_root).collect();
                }
                rest.extend(names(&target));
            }
        }
        if real.starts_with(&self.real) { Ok(real) } else { Err(Outside::Link { is_git }) }
    }

    /// Returns the path that the text of the file at the absolute `path` is read from: the one that it
    /// leads to, unless an unsaved text is in its place.
    ///
    /// # Errors
    /// Like [`Self::resolve`].
    pub fn readable(&self, files: &dyn FileSystem, path: &Path) -> Result<PathBuf, Outside> {
        let real = self.resolve(files, path)?;
        Ok(if files.is_overlaid(path) { path.to_owned() } else { real })
    }

    /// The absolute folder, as it was found.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is a repository of Git, which others have without what is around it.
    pub fn is_git(&self) -> bool {
        self.is_git
    }

    fn inside<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let inside = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real)).ok();
        // On macOS, `/tmp` and `/var` are links to folders there.
        let real = self.real.strip_prefix("/private").ok().filter(|_| cfg!(target_os = "macos"));
        inside.or_else(|| path.strip_prefix("/").ok()?.strip_prefix(real?).ok())
    }
}

/// Returns the names in `path`, `..` among them, the last one first.
fn names(path: &Path) -> Vec<OsString> {
    let names = path.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        Component::ParentDir => Some(OsStr::new("..")),
        _ => None,
    });
    names.map(OsStr::to_owned).collect()
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { .. } => write!(f, "it is outside the {}", self.place()),
            Self::Link { .. } => write!(f, "a symbolic link leads out of the {}", self.place()),
            Self::Circle => write!(f, "symbolic links lead in a circle"),
        }
    }
}

impl Outside {
    /// What it is outside of, as a person calls it.
    pub fn place(&self) -> &'static str {
        match self {
            Self::Path { is_git: true } | Self::Link { is_git: true } => "repository",
            _ => "collection",
        }
    }

    /// Returns the fault of a file that is therefore not read.
    pub fn fault(&self) -> Fault {
        Fault::new(format!("cannot be read: {self}"))
    }
}

impl dyn FileSystem + '_ {
    /// Returns the text of the file at `path`, which the user chose, of at most `limit` bytes. It may be anywhere, even a pipe;
    /// but a link that a repository has in that place does not lead out of it.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read, is too large or is not UTF-8.
    pub fn chosen_text(&self, path: &Path, limit: u64) -> Result<String, Fault> {
        let repository = path.parent().and_then(|folder| Repository::around(self, folder));
        match repository.map(|repository| repository.readable(self, path)) {
            None => self.pipe_text(path, limit),
            Some(Ok(path)) => self.text_within(&path, limit),
            Some(Err(outside)) => Err(outside.fault()),
        }
    }
}
