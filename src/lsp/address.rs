//! Addresses of documents: URIs, and the paths of files.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use url::Url;

/// Returns the path of the file at `uri`; `None` if it is not a file, such as a buffer that has never been saved.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let url = Url::parse(&uri.0).ok()?;
    (url.scheme() == "file").then(|| url.to_file_path().ok())?
}

/// Returns the URI of the file at the absolute `path`.
pub(super) fn uri(path: &Path) -> Uri {
    let url = Url::from_file_path(path).map(String::from);
    Uri(url.unwrap_or_else(|()| path.to_string_lossy().into_owned()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn files_have_paths_and_paths_have_files() {
        let note = Path::new("/notes/緑 茶#1.md");
        let address = uri(note);
        assert_eq!(address.0, "file:///notes/%E7%B7%91%20%E8%8C%B6%231.md");
        assert_eq!(path(&address).as_deref(), Some(note));
        assert_eq!(path(&Uri("file:///a%3Ab/c.md".to_owned())).as_deref(), Some(Path::new("/a:b/c.md")));
        for other in ["untitled:Untitled-1", "https://example.org/a.md", "no address", ""] {
            assert_eq!(path(&Uri(other.to_owned())), None, "{other}");
        }
    }
}
