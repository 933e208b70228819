//! Absolute and reported paths.

use std::{
    fmt::Write,
    path::{self, Component, MAIN_SEPARATOR, Path, PathBuf},
};

/// Whether `path` is `folder` or in it, like [`Path::starts_with`], in less time if both are written in the same way.
pub fn is_in(path: &Path, folder: &Path) -> bool {
    let [whole, start] = [path, folder].map(|path| path.as_os_str().as_encoded_bytes());
    let is_separated = |rest: &[u8]| rest.first().is_none_or(|byte| path::is_separator(char::from(*byte)));
    whole.strip_prefix(start).is_some_and(is_separated) || path.starts_with(folder)
}

/// Returns `path` made absolute from the absolute `folder`, without `.` and `..`; symbolic links
/// are not resolved.
pub fn absolute(path: &Path, folder: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                absolute.pop();
            }
            other => absolute.push(other),
        }
    }
    absolute
}

/// Returns the absolute `path` as it is reported: relative to the absolute `folder` if it is
/// inside, with `/`. Bytes that are not UTF-8 are spelled out: `\xFF`.
pub fn display_path(path: &Path, folder: &Path) -> String {
    if let Some(inside) = plainly_inside(path, folder) {
        return inside.to_owned();
    }
    let shown = path.strip_prefix(folder).unwrap_or(path);
    let shown = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
    let mut spelled = String::with_capacity(shown.as_os_str().len());
    for chunk in shown.as_os_str().as_encoded_bytes().utf8_chunks() {
        if MAIN_SEPARATOR == '/' {
            spelled += chunk.valid();
        } else {
            spelled += &chunk.valid().replace('\\', "/");
        }
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            write!(spelled, "\\x{byte:02X}").ok();
        }
    }
    spelled
}

/// Returns `path` with the bytes that are spelled out in it, such as `\xFF`, as [`display_path`] does; `None` if there are none.
#[cfg(unix)]
pub(super) fn unspelled(path: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;

    let mut parts = path.split("\\x");
    let mut bytes = parts.next()?.as_bytes().to_owned();
    let mut is_spelled = false;
    for part in parts {
        // Only what is no ASCII is spelled out.
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|byte| !byte.is_ascii()) {
            Some(byte) => {
                is_spelled = true;
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(format!("\\x{part}").as_bytes()),
        }
    }
    is_spelled.then(|| std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
pub(super) fn unspelled(_path: &str) -> Option<PathBuf> {
    None
}

/// Returns the bytes of what [`display_path`] returns, as they are on disk.
pub fn display_bytes(path: &Path, folder: &Path) -> Vec<u8> {
    if path.to_str().is_some() {
        return display_path(path, folder).into_bytes();
    }
    path.strip_prefix(folder).unwrap_or(path).as_os_str().as_encoded_bytes().to_owned()
}

/// Returns what follows `folder` in `path`, if that can be told from the bytes alone: splitting
/// paths into components costs as much as listing them.
fn plainly_inside<'p>(path: &'p Path, folder: &Path) -> Option<&'p str> {
    let folder = folder.to_str().filter(|folder| MAIN_SEPARATOR == '/' && !folder.is_empty())?;
    let inside = path.to_str()?.strip_prefix(folder)?.strip_prefix('/')?;
    let is_name = |name: &str| !name.is_empty() && !name.starts_with('.');
    inside.split('/').all(is_name).then_some(inside)
}

/// Whether a name in `path` after `folder` begins with a dot.
pub fn is_hidden_below(path: &Path, folder: &Path) -> bool {
    display_path(path, folder).split('/').any(|name| name.starts_with('.'))
}

#[cfg(test)]
mod tests;
