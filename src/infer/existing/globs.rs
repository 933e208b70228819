//! Globs of other programs as those of a configuration.

/// Returns `written`, a glob from the root, as one of a configuration; `None`, with the reason in `said`, if it has
/// no counterpart.
pub(super) fn from_root(written: &str, said: &mut Vec<String>) -> Option<String> {
    let glob = written.strip_prefix("./").or_else(|| written.strip_prefix('/')).unwrap_or(written);
    let folder = glob.strip_suffix('/').map(|folder| format!("{folder}/**"));
    let glob = folder.unwrap_or_else(|| glob.to_owned());
    let reason = if written.starts_with('!') {
        "it leaves notes out: add them to `exclude` in `notelint.yaml`"
    } else if glob.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx")) {
        "notes end in `.md` or `.markdown`"
    } else if glob.contains('\\') || glob.starts_with("..") || globset::Glob::new(&glob).is_err() {
        "it is not a glob of files below the root"
    } else {
        return Some(glob);
    };
    said.push(format!("the glob `{written}`: {reason}"));
    None
}

/// Like [`from_root`], for a glob that is compared with the ends of paths unless it begins with `/`.
pub(super) fn from_anywhere(written: &str, said: &mut Vec<String>) -> Option<String> {
    let is_free = !written.starts_with(['/', '!']) && !written.starts_with("**/");
    let glob = from_root(written, said)?;
    Some(if is_free { format!("**/{glob}") } else { glob })
}
