//! `requires`: the notelint that a configuration is written for.

use semver::{Version, VersionReq};

use crate::{
    text::alternatives,
    tree::{self, Document, ReadFault, Spanned},
};

/// The key of the requirement.
pub(super) const KEY: &str = "requires";

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why this notelint cannot be told by a configuration what to do.
pub(super) enum Refusal {
    /// The configuration is written for another one, so that its other faults mean nothing.
    Unmet(ReadFault),
    /// It does not say for which.
    Unreadable(ReadFault),
}

/// Returns why `document` may not be read, if its `requires` says so.
pub(super) fn refusal(document: &Document) -> Option<Refusal> {
    let entries = document.root.as_mapping()?;
    let node = &entries.iter().find(|entry| entry.name == KEY)?.value;
    // What is no string is a fault of the configuration as a whole.
    let written: Spanned<String> = tree::read(node, KEY).finish().ok()?;
    let Spanned { span, value: range } = written;
    let (Ok(required), Ok(version)) = (VersionReq::parse(&range), Version::parse(VERSION)) else {
        let expected = alternatives([">=0.2", "0.2", ">=0.2, <0.5"]);
        let message = format!("`{range}` is not a range of versions, expected one such as {expected}");
        return Some(Refusal::Unreadable(ReadFault::refused(span, message, None)));
    };
    if required.matches(&version) {
        return None;
    }
    let message = format!("this is notelint {VERSION}, but the configuration requires `{range}`");
    let help = "install a version that it allows, or change `requires`".to_owned();
    Some(Refusal::Unmet(ReadFault::refused(span, message, Some(help))))
}
