use memchr::memchr3;
use schemars::JsonSchema;
use serde::Deserialize;
use url::{Host, ParseError, Url};

use super::web::{scheme, web_links};
use crate::{
    diagnostic::{RuleId, Severity},
    note::{Link, LinkKind, Unopened},
    rules::{Context, Finding, Findings, Meta, NoteRule},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct InvalidUrl {}

impl NoteRule for InvalidUrl {
    const META: Meta = Meta {
        id: RuleId::new("link/invalid-url"),
        summary: "a URL in the body is invalid",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("invalid_url.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for link in &context.note.links {
            if link.is_bracketed_address() {
                let message = format!("`[[{}]]` names a note, not a web address", link.target);
                let address = link.unopened().map_or(link.target.clone(), |unopened| unopened.meant);
                let text = if link.embedded { "![]" } else { "[text]" };
                findings
                    .push(Finding::new(link.destination, message).help(format!("write `{text}({address})`")));
            } else if let Some(Unopened { scheme, meant }) = link.unopened() {
                let message = match scheme {
                    Some(scheme) => format!("web address `{}` begins with `{scheme}`", link.target),
                    None => format!("web address `{}` has no scheme", link.target),
                };
                let message = format!("{message}, expected `https://`");
                findings.push(Finding::new(link.destination, message).help(format!("write `{meant}`")));
            }
        }
        let bare_word = |link: &&Link| {
            link.kind == LinkKind::Bare && (link.target.ends_with(':') || is_name(&link.target))
        };
        for link in web_links(context.note).filter(|link| !bare_word(link)) {
            if let Some(fault) = fault(&link.target) {
                let message = format!("invalid URL `{}`: {fault}", link.target);
                findings.push(Finding::new(link.destination, message).help(advice(&link.target)));
            }
        }
    }
}

/// Whether `target` is a name in a program: `http::Request`.
fn is_name(target: &str) -> bool {
    let rest = scheme(target).and_then(|scheme| target[scheme.len()..].strip_prefix("::"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}

/// Returns how to write `target`, which is not valid.
fn advice(target: &str) -> String {
    let scheme = scheme(target).unwrap_or_default();
    let rest = target[scheme.len()..].trim_start_matches([':', '/', '\\', ' ']);
    let meant = format!("{scheme}://{rest}");
    if !rest.is_empty() && meant != target && fault(&meant).is_none() {
        return format!("write `{meant}`");
    }
    "write the full URL, such as `https://example.com/page`".to_owned()
}

/// Returns why `target`, which starts with `http:` or `https:`, is not a valid URL. The parser accepts
/// more than people mean, such as `https:example.com` and `https:///example.com`.
fn fault(target: &str) -> Option<String> {
    let rest = &target[scheme(target)?.len() + 1..];
    let Some(rest) = rest.strip_prefix("//") else {
        return Some("missing `//` after the scheme".to_owned());
    };
    let authority = &rest[..memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len())];
    if authority.is_empty() {
        return Some("missing host".to_owned());
    }
    if is_plain_host(authority) {
        return None;
    }
    match Url::parse(target) {
        Ok(url) => host_fault(url.host().as_ref()?),
        Err(ParseError::EmptyHost) => Some("missing host".to_owned()),
        Err(ParseError::InvalidPort) => Some("the port is not a number from 0 to 65535".to_owned()),
        Err(ParseError::IdnaError | ParseError::InvalidDomainCharacter) => {
            Some(format!("`{authority}` is not a host name"))
        }
        Err(error) => Some(error.to_string()),
    }
}

/// Whether `authority` is a host that need not be parsed, as nearly all are: labels of ASCII letters,
/// digits and hyphens, not Punycode (RFC 3492) and not an IP address.
fn is_plain_host(authority: &str) -> bool {
    let mut label = 0;
    let bytes = authority.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => {}
            b'.' if at > label && !bytes[label..].starts_with(b"xn--") => label = at + 1,
            _ => return false,
        }
    }
    bytes.get(label).is_some_and(u8::is_ascii_lowercase) && !bytes[label..].starts_with(b"xn--")
}

fn host_fault(host: &Host<&str>) -> Option<String> {
    let Host::Domain(domain) = host else { return None };
    let mut labels = domain.strip_suffix('.').unwrap_or(domain).split('.');
    labels.any(str::is_empty).then(|| format!("`{domain}` has a leading dot or two dots in a row"))
}

#[cfg(test)]
mod tests;
