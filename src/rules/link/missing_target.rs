use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Destination, Facts, LinkFact, Target, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingTarget {}

impl VaultRule for MissingTarget {
    const META: Meta = Meta {
        id: RuleId::new("link/missing-target"),
        summary: "the target of a link, image, anchor or wiki link does not exist",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("missing_target.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        for link in note.links() {
            if let Some(finding) = finding(vault, note, &link) {
                findings.push(finding);
            }
        }
    }
}

fn finding(vault: &Vault<'_>, note: &Facts, link: &LinkFact<'_>) -> Option<Finding> {
    let destination = Destination::of(link);
    let finding = |message: String| Finding::new(link.span, message);
    match vault.follow(note, link) {
        Target::Found => None,
        Target::NoAnchor(path) => {
            let fragment = destination.fragment.unwrap_or_default();
            let place = if *path == *note.path { "this note".to_owned() } else { format!("`{path}`") };
            let message = format!("{place} has no heading `#{fragment}`");
            let help = match link.meant {
                Some(meant) => format!("did you mean `#{meant}`?"),
                None => "link to an existing heading, or delete the link".to_owned(),
            };
            Some(finding(message).help(help))
        }
        Target::Elsewhere(_) | Target::Missing if !link.wiki && is_host(&destination.path) => {
            let message = format!("`{}` is read as a file, which does not exist", destination.path);
            Some(finding(message).help(format!("write `https://{}` for the web address", link.target)))
        }
        Target::Elsewhere(path) => {
            let message = format!("file `{}` does not exist (found `{path}`)", destination.path);
            Some(finding(message).help("write the relative path to that note if you meant it"))
        }
        Target::Outside { of_repository, namesake } => {
            let place = if of_repository { "repository" } else { "collection" };
            let help = match namesake {
                Some(path) => format!("did you mean the note `{path}`?"),
                None => "link to a file of the repository or to a web address, or delete the link".to_owned(),
            };
            Some(finding(format!("`{}` leads out of the {place}", destination.path)).help(help))
        }
        Target::Missing if link.target.is_empty() => {
            Some(finding("the link has no target".to_owned()).help("add a target, or delete the link"))
        }
        Target::Missing => {
            let path = destination.path;
            Some(if link.wiki {
                finding(format!("note or file `{path}` does not exist"))
                    .help("correct the name, create the note, or delete the link")
            } else {
                finding(format!("file `{path}` does not exist")).help("correct the path, or delete the link")
            })
        }
    }
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
