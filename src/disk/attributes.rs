//! What a file keeps when another one takes its place: its owner and group, its extended attributes,
//! which include POSIX access control lists, and its mode. Its creation time and, on macOS and
//! Windows, its access control list are those of the new file.

use std::{
    fs::{File, Metadata},
    io,
    path::Path,
};

#[cfg(unix)]
use super::describe_error;

/// Gives the file `to` what the file at `from` keeps. `metadata` is that of the latter.
///
/// # Errors
/// If something would be lost.
#[cfg(unix)]
pub(super) fn copy(from: &Path, metadata: &Metadata, to: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let own = to.metadata()?;
    if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
        let keep = fchown(to, Some(metadata.uid()), Some(metadata.gid()));
        keep.map_err(|error| cannot_keep("its owner and group", &error))?;
    }
    extended::copy(from, to)?;
    // The mode comes last, as changing the owner clears bits of it.
    to.set_permissions(metadata.permissions())
}

#[cfg(not(unix))]
pub(super) fn copy(_from: &Path, metadata: &Metadata, to: &File) -> io::Result<()> {
    to.set_permissions(metadata.permissions())
}

/// Returns the number of names that the file with `metadata` has.
#[cfg(unix)]
pub(super) fn hard_links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
pub(super) fn hard_links(_metadata: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn cannot_keep(what: &str, error: &io::Error) -> io::Error {
    io::Error::other(format!("cannot keep {what}: {}", describe_error(error)))
}

#[cfg(unix)]
mod extended {
    use std::{collections::HashMap, ffi::OsString, fs::File, io, path::Path};

    use xattr::FileExt;

    use super::cannot_keep;

    /// Attributes about the bytes of a file, or about the process that created it: the system sets
    /// them.
    const OF_THE_SYSTEM: &[&str] =
        &["com.apple.provenance", "security.capability", "security.evm", "security.ima"];

    /// Gives the file `to` the extended attributes of the file at `from`, and no others.
    pub(super) fn copy(from: &Path, to: &File) -> io::Result<()> {
        let wanted: Vec<OsString> = names(xattr::list(from))?;
        let mut present: HashMap<OsString, Option<Vec<u8>>> = HashMap::new();
        for name in names(to.list_xattr())? {
            let value = to.get_xattr(&name)?;
            present.insert(name, value);
        }
        for name in wanted {
            let keep = |error: io::Error| {
                let shown = name.to_string_lossy();
                cannot_keep(&format!("its extended attribute `{}`", shown.escape_debug()), &error)
            };
            let value = xattr::get(from, &name).map_err(keep)?;
            // A label that the new file was created with need not, and often may not, be set.
            if let Some(value) = value.as_ref().filter(|_| present.get(&name) != Some(&value)) {
                to.set_xattr(&name, value).map_err(keep)?;
            }
            present.remove(&name);
        }
        // A new file inherits entries of access control lists from its folder.
        let inherited = present.into_keys().filter(|name| !name.as_encoded_bytes().starts_with(b"security."));
        inherited.into_iter().try_for_each(|name| to.remove_xattr(name))
    }

    /// Returns the names that count; none on a file system without attributes.
    fn names(listed: io::Result<xattr::XAttrs>) -> io::Result<Vec<OsString>> {
        match listed {
            Ok(names) => Ok(names.filter(|name| !OF_THE_SYSTEM.iter().any(|own| name == own)).collect()),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Vec::new()),
            Err(error) => Err(cannot_keep("its extended attributes", &error)),
        }
    }
}
