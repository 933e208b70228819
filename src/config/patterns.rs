use std::borrow::Cow;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Globs for paths relative to the configuration's folder, with `/`. `*` stops at a `/`, `**`
/// does not; both sides are compared in NFC.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    set: GlobSet,
    globs: Vec<String>,
}

impl Patterns {
    /// The glob `pattern`.
    ///
    /// # Errors
    /// Why it is none; one line.
    pub(super) fn glob(pattern: &str) -> Result<Glob, String> {
        let pattern = nfc(pattern);
        let pattern = pattern.strip_prefix("./").unwrap_or(&pattern);
        let glob = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
        glob.map_err(|error| error.kind().to_string())
    }

    /// All of `globs` together.
    ///
    /// # Errors
    /// Why they cannot be used together; one line.
    pub(super) fn new(globs: impl IntoIterator<Item = Glob>) -> Result<Self, String> {
        let mut builder = GlobSetBuilder::new();
        let mut words = Vec::new();
        for glob in globs {
            words.push(glob.glob().to_owned());
            builder.add(glob);
        }
        let set = builder.build().map_err(|error| error.kind().to_string())?;
        Ok(Self { set, globs: words })
    }

    /// The globs as written.
    pub fn globs(&self) -> &[String] {
        &self.globs
    }

    /// Whether one of them matches `path`.
    pub fn match_path(&self, path: &str) -> bool {
        !self.set.is_empty() && self.set.is_match(&*nfc(path))
    }

    /// Whether one of them matches the folder at `path`, or whatever is in it: `drafts/**`.
    pub fn match_folder(&self, path: &str) -> bool {
        // No file has this name: a glob that matches it asks for nothing in particular.
        const WHATEVER: &str = "\u{1}\u{1}\u{1}\u{1}";
        !self.set.is_empty() && (self.match_path(path) || self.match_path(&format!("{path}/{WHATEVER}")))
    }

    /// Whether one of them matches `path` or a folder that it is in.
    pub fn match_path_or_parent(&self, path: &str) -> bool {
        if self.set.is_empty() {
            return false;
        }
        let path = nfc(path);
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.chain([&*path]).any(|part| self.set.is_match(part))
    }
}

fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(globs: &[&str]) -> Patterns {
        Patterns::new(globs.iter().map(|glob| Patterns::glob(glob).unwrap())).unwrap()
    }

    #[test]
    fn a_star_stops_at_a_slash() {
        assert!(patterns(&["notes/T*.md"]).match_path("notes/T1.md"));
        assert!(!patterns(&["notes/T*.md"]).match_path("notes/T1/a.md"));
        assert!(patterns(&["**/a.md"]).match_path("a.md"));
        assert!(!patterns(&[]).match_path("a.md"));
    }

    #[test]
    fn a_folder_stands_for_all_that_is_in_it() {
        let templates = patterns(&["templates"]);
        assert!(templates.match_path_or_parent("templates/deep/a.md"));
        assert!(!templates.match_path_or_parent("notes/templates/a.md"));
        assert!(!templates.match_path_or_parent("templates.md"));
    }

    #[test]
    fn a_folder_is_matched_by_a_glob_for_all_that_is_in_it() {
        assert!(patterns(&["out/**"]).match_folder("out"));
        assert!(patterns(&["out"]).match_folder("out"));
        assert!(!patterns(&["out/*.md", "out/?", "out/a/**"]).match_folder("out"));
    }

    #[test]
    fn names_are_compared_in_nfc() {
        assert!(patterns(&["ガイド*.md"]).match_path("カ\u{3099}イト\u{3099}1.md"));
        assert!(patterns(&["カ\u{3099}*.md"]).match_path("ガ.md"));
    }
}
