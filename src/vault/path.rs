//! Paths in a collection: from its root, with `/`. Not file system paths.

pub use crate::text::{file_name, file_stem};

/// Returns the folder of `path`, without a `/` at its end; empty for a bare file name.
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Returns `relative` appended to `folder`, with `.` and `..` resolved. A `..` that leaves a relative folder
/// remains at the start.
pub fn join(folder: &str, relative: &str) -> String {
    let absolute = relative.starts_with('/') || (folder.starts_with('/') && !relative.starts_with('/'));
    let base = if relative.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
}

/// Returns the path from `folder` to `path`; both are from the root of the collection.
pub fn relative(folder: &str, path: &str) -> String {
    let mut to = path;
    let mut up = folder;
    while let Some((name, rest)) = to.split_once('/') {
        let (first, inner) = up.split_once('/').unwrap_or((up, ""));
        if first.is_empty() || first != name {
            break;
        }
        (to, up) = (rest, inner);
    }
    let steps = up.split('/').filter(|name| !name.is_empty()).count();
    format!("{}{to}", "../".repeat(steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_leads_back() {
        for (folder, path) in [
            ("", "a.md"),
            ("a", "a/b.md"),
            ("a/b", "a/c.md"),
            ("a/b", "b/c.md"),
            ("a", "ab/c.md"),
            ("a/b", "c.md"),
            ("", "a/b/c.md"),
        ] {
            assert_eq!(join(folder, &relative(folder, path)), path);
        }
        assert_eq!(relative("a/b", "a/c/d.md"), "../c/d.md");
    }

    #[test]
    fn a_path_is_joined_without_dots() {
        assert_eq!(join("a/b", "../c.md"), "a/c.md");
        assert_eq!(join("", "../../c.md"), "../../c.md");
        assert_eq!(join("../x", "../../c.md"), "../../c.md");
        assert_eq!(join("/a", "../../c.md"), "/c.md");
        assert_eq!(join("a", "/c.md"), "/c.md");
        assert_eq!(join("a", "./b//c.md"), "a/b/c.md");
    }
}
