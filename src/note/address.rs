//! Web addresses that are written so that no program opens them as such.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

use super::{Link, LinkKind};

/// A web address without a scheme that programs know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unopened {
    /// The scheme as written: `ttps`, `ｈttps`; `None` if there is none.
    pub scheme: Option<String>,
    /// The address as it was probably meant.
    pub meant: String,
}

/// The longest text that may be before the `//` of an address, in bytes: `ｈｔｔｐｓ：`.
const MAX_SCHEME_BYTES: usize = 20;

impl Link {
    /// Returns the web address that the destination is meant as, if it is one without a scheme that programs
    /// know: `www.example.com`, `//example.com`, `ttps://example.com`, `https;//example.com`.
    pub fn unopened(&self) -> Option<Unopened> {
        if self.kind == LinkKind::Bare {
            return None;
        }
        without_scheme(&self.target).or_else(|| with_wrong_scheme(&self.target))
    }

    /// Whether the link is a web address in the brackets of a wiki link.
    pub fn is_bracketed_address(&self) -> bool {
        let target = self.target.as_str();
        let is_web = || ["http://", "https://"].iter().any(|scheme| starts_with(target, scheme));
        self.kind == LinkKind::Wiki && (is_web() || self.unopened().is_some())
    }
}

fn without_scheme(target: &str) -> Option<Unopened> {
    let bare = match target.strip_prefix("//") {
        Some(bare) if host(bare).contains('.') => bare,
        None if starts_with(target, "www.") && host(&target["www.".len()..]).contains('.') => target,
        _ => return None,
    };
    let is_host = host(bare).split('.').all(|label| label.contains(char::is_alphanumeric));
    is_host.then(|| Unopened { scheme: None, meant: format!("https://{bare}") })
}

fn with_wrong_scheme(target: &str) -> Option<Unopened> {
    let slashes = target.bytes().take(MAX_SCHEME_BYTES).position(|byte| byte == b'/')?;
    let (before, after) = target.split_at_checked(slashes)?;
    let after = after.strip_prefix("//")?.trim_start_matches([':', '/']);
    let after = if before.starts_with('(') { after.strip_suffix(')').unwrap_or(after) } else { after };
    let scheme = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let folded = scheme.nfkc().collect::<String>().to_ascii_lowercase();
    // Each is a scheme of its own, or a word.
    let is_other = matches!(folded.as_str(), "htt" | "tttp" | "hxxp" | "hxxps" | "shttp");
    let is_near = ["http", "https"].iter().any(|known| osa_distance(&folded, known) <= 1) && !is_other;
    // What follows is invalid in another way.
    let is_right = before[scheme.len()..].starts_with(':')
        && ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_near && !is_right && host(after).contains(char::is_alphanumeric))
        .then(|| Unopened { scheme: Some(before.to_owned()), meant: format!("https://{after}") })
}

/// The text up to the path.
fn host(bare: &str) -> &str {
    bare.split(['/', '?', '#']).next().unwrap_or_default()
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests;
