use crate::note::{Link, LinkKind, Note};

/// The links of `note` to the web: those whose target begins with `http:` or `https:`.
pub(super) fn web_links<'n>(note: &'n Note<'_>) -> impl Iterator<Item = &'n Link> {
    note.links.iter().filter(|link| link.kind != LinkKind::Wiki && scheme(&link.target).is_some())
}

/// `http` or `https`, as written, where `target` begins with one and a colon.
pub(super) fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(scheme)
}
