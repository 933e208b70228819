use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    text::{Edit, is_hidden, or_list, spelled},
    tree::Patterns,
    vault::{Destination, Facts, LinkFact, Meant, Reason, Target, Vault, resolved},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingTarget {
    /// Globs of targets that are not reported. They are compared with the path as written in the link, and with
    /// the path from the root of the collection.
    ignore: Patterns,
    /// Folders in which a file is looked up to which a Markdown link leads nowhere otherwise, such as `/a.md` from the
    /// root of the collection. They are relative to that root.
    roots: Vec<String>,
}

impl VaultRule for MissingTarget {
    const META: Meta = Meta {
        id: RuleId::new("link/missing-target"),
        summary: "the target of a link, image, anchor or wiki link does not exist",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("missing_target.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        for link in note.links() {
            let target = vault.follow(note, &link, &self.roots);
            if target != Target::Found && !self.ignores(note, &link) {
                findings.push(finding(vault, note, &link, target));
            }
        }
    }
}

impl MissingTarget {
    fn ignores(&self, note: &Facts, link: &LinkFact<'_>) -> bool {
        let path = Destination::of(link).path;
        !self.ignore.is_empty()
            && !path.is_empty()
            && (self.ignore.match_path(&path) || self.ignore.match_path(&resolved(note, &path)))
    }
}

fn finding(vault: &Vault<'_>, note: &Facts, link: &LinkFact<'_>, target: Target) -> Finding {
    let destination = Destination::of(link);
    let path = distinct(&destination.path);
    match target {
        Target::NoAnchor(target) => {
            let fragment = destination.fragment.unwrap_or_default();
            let place = if *target == *note.path { "this note".to_owned() } else { format!("`{target}`") };
            let kind = if is_block(&fragment) { "block" } else { "heading" };
            let finding =
                Finding::new(link.span, format!("{place} has no {kind} `#{}`", distinct(&fragment)));
            let near = || vault.near_anchor(vault.position(&target)?, &fragment, link.wiki)?;
            finding.help(match link.meant.or_else(near) {
                Some(meant) => format!("did you mean `#{meant}`?"),
                None => format!("link to an existing {kind}, or delete the link"),
            })
        }
        Target::Outside { of_repository } => {
            let place = if of_repository { "repository" } else { "collection" };
            let finding = Finding::new(link.span, format!("`{path}` leads out of the {place}"));
            suggesting(finding, link, &vault.meant(note, link)).unwrap_or_else(|finding| {
                finding.help("link to a file of the repository or to a web address, or delete the link")
            })
        }
        Target::Missing if !link.wiki && is_host(&destination.path) => {
            Finding::new(link.span, format!("`{path}` is read as a file, which does not exist"))
                .help(format!("write `https://{}` for the web address", link.target))
        }
        _ if link.target.is_empty() => {
            Finding::new(link.span, "the link has no target").help("add a target, or delete the link")
        }
        _ => {
            let (what, help) = if link.wiki {
                ("note or file", "correct the name, create the note, or delete the link")
            } else {
                ("file", "correct the path, or delete the link")
            };
            let finding = Finding::new(link.span, format!("{what} `{path}` does not exist"));
            suggesting(finding, link, &vault.meant(note, link)).unwrap_or_else(|finding| finding.help(help))
        }
    }
}

/// Adds what `link` probably means to its finding, and a fix if that is one note alone.
///
/// # Errors
/// The finding, if nothing is meant.
fn suggesting(finding: Finding, link: &LinkFact<'_>, meant: &[Meant]) -> Result<Finding, Finding> {
    let [only] = meant else {
        if meant.is_empty() {
            return Err(finding);
        }
        let targets = or_list(meant.iter().map(|meant| format!("`{}`", meant.target)));
        return Ok(finding.help(format!("did you mean {targets}?")));
    };
    let Meant { reason, path, target, is_whole, .. } = only;
    let written = match reason {
        Reason::Alias => link.with_text(target, &Destination::of(link).path),
        Reason::Name | Reason::Id(_) => None,
    };
    let written = written.as_ref().unwrap_or(target);
    let help = match reason {
        Reason::Name => format!("did you mean `{target}`?"),
        Reason::Id(id) => format!("did you mean `{target}`, which has the id `{id}`?"),
        Reason::Alias => {
            let name = Destination::of(link).path;
            let end = if written == target { "|…]]" } else { "]]" };
            format!("`{name}` is an alias of `{path}`: write `[[{written}{end}`")
        }
    };
    let is_reason = !matches!(reason, Reason::Name);
    let fix = fix(link, written).filter(|_| *is_whole);
    Ok(finding.help(help).fix(fix.map(|fix| fix.keeping_help(is_reason))))
}

/// Returns the fix that writes `target` as the destination of `link`; `None` if it may not be written as it is.
fn fix(link: &LinkFact<'_>, target: &str) -> Option<Fix> {
    // Otherwise the note has escapes. A link in frontmatter may be in quotes.
    let is_plain = link.span.len() == link.target.len() && !target.contains(['"', '\'', '&', '<', '>']);
    let edit = || Edit::replace(link.span, target.to_owned());
    is_plain.then(|| Fix::unsafe_(format!("Write `{target}`"), vec![edit()]))
}

fn is_block(fragment: &str) -> bool {
    fragment.rsplit('#').next().is_some_and(|part| part.starts_with('^'))
}

/// Returns `name` with the characters spelled out that make it look like another one: those that are not seen,
/// unusual blanks, and blanks at its ends.
fn distinct(name: &str) -> String {
    let words = name.trim_start().len();
    let (start, end) = (name.len() - words, name.trim_end().len());
    let spell = |(at, c): (usize, char)| {
        let is_outside = at < start || at >= end;
        let is_seen =
            if c.is_whitespace() { c == ' ' && !is_outside } else { !is_hidden(c) && !is_joiner(c) };
        if is_seen { c.to_string() } else { spelled(c) }
    };
    name.char_indices().map(spell).collect()
}

/// Whether `c` joins letters, and is not seen beside others.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// The top-level domains that no kind of file has as its extension.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "io", "dev", "jp", "uk", "eu", "kr", "tw", "info", "biz", "xyz", "ai",
];

/// Whether `path` begins with the name of a host: `example.com/page`.
fn is_host(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let domain = host.rsplit_once('.').map(|(_, domain)| domain.to_ascii_lowercase());
    host.split('.').all(is_label) && domain.is_some_and(|domain| DOMAINS.contains(&domain.as_str()))
}
