use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    vault::{Destination, Facts, LinkFact, Target, Vault},
};

/// The rule `link/missing-target`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingTarget {}

impl VaultRule for MissingTarget {
    const META: Meta = Meta {
        id: RuleId::new("link/missing-target"),
        summary: "a link, image, anchor or wiki link leads nowhere",
        severity: Severity::Error,
        on: true,
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
            let message = format!("no heading of {place} is called `#{fragment}`");
            let help = match link.meant {
                Some(meant) => format!("write `#{meant}` if that is meant"),
                None => "name a heading as it is written there".to_owned(),
            };
            Some(finding(message).help(help))
        }
        Target::Elsewhere(path) => {
            let message = format!("there is no file `{}`, but `{path}`", destination.path);
            Some(finding(message).help("write the path to that note if it is meant"))
        }
        Target::Missing if link.target.is_empty() => {
            Some(finding("the link has no target".to_owned()).help("write the target, or remove the link"))
        }
        Target::Missing => {
            let (what, correct) = if link.wiki {
                ("no note or file is called", "correct the name, write the note, or remove the link")
            } else {
                ("there is no file", "correct the path, or remove the link")
            };
            Some(finding(format!("{what} `{}`", destination.path)).help(correct))
        }
    }
}
