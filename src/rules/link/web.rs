use crate::note::{Link, LinkKind, Note};

/// Returns the links of `note` whose target starts with `http:` or `https:`.
pub(super) fn web_links<'n>(note: &'n Note<'_>) -> impl Iterator<Item = &'n Link> {
    note.links.iter().filter(|link| link.kind != LinkKind::Wiki && scheme(&link.target).is_some())
}

/// Returns the scheme of `target` as written if it is `http` or `https`.
pub(super) fn scheme(target: &str) -> Option<&str> {
    let is_named = |name: &str| {
        let is_same = |written: &[u8]| written.eq_ignore_ascii_case(name.as_bytes());
        target.as_bytes().get(name.len()) == Some(&b':') && is_same(&target.as_bytes()[..name.len()])
    };
    ["http", "https"].into_iter().find(|name| is_named(name)).map(|name| &target[..name.len()])
}
