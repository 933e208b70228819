use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    rules::{Finding, Findings, Meta, VaultRule},
    text::{Edit, alternatives, or_list, quote},
    vault::{BrokenCause, BrokenReference as Broken, Facts, Meant, Reason, Vault},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BrokenReference {}

impl VaultRule for BrokenReference {
    const META: Meta = Meta {
        id: RuleId::new("vault/broken-reference"),
        summary: "a value that must name a note names none, or one of another type",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("broken_reference.md"),
    };

    fn check(&self, vault: &Vault<'_>, note: &Facts, findings: &mut Findings<'_>) {
        for broken in vault.broken_references(note) {
            findings.push(finding(&broken));
        }
    }
}

const HOW_TO_NAME: &str = "write the id or the path of a note, or a link to it";

fn finding(broken: &Broken<'_>) -> Finding {
    let name = match broken.wiki {
        Some(true) => quote(&format!("[[{}]]", broken.text)),
        _ => quote(broken.text),
    };
    let types = alternatives(broken.types.iter().copied());
    let note = if broken.types.is_empty() { "note".to_owned() } else { types.clone() };
    let (message, help) = match &broken.cause {
        BrokenCause::NoId(id) => {
            let mentions = if id == broken.text { String::new() } else { format!(", which {name} mentions") };
            let help = "correct the id, or create the note";
            (format!("no {note} has the id {}{mentions}", quote(id)), help.to_owned())
        }
        BrokenCause::NoNote => {
            let help = match broken.wiki {
                Some(_) => "correct the link, or create the note",
                None => HOW_TO_NAME,
            };
            (format!("{name} names no note"), help.to_owned())
        }
        BrokenCause::NotANote => (format!("{name} is not a note of the collection"), HOW_TO_NAME.to_owned()),
        BrokenCause::OtherType(path, own) => {
            let message = format!("{} has type {}, expected type {types}", quote(path), quote(own));
            (message, format!("name a note of type {types}"))
        }
    };
    suggesting(Finding::new(broken.span, message).given(broken.severity), broken, help)
}

/// Adds what is probably meant to the `finding`, and a fix if that is one note alone; else `help`.
fn suggesting(finding: Finding, broken: &Broken<'_>, help: String) -> Finding {
    let [only] = broken.meant.as_slice() else {
        let targets = broken.meant.iter().map(|meant| quote(&meant.target));
        let meant = (!broken.meant.is_empty()).then(|| format!("did you mean {}?", or_list(targets)));
        return finding.help(meant.unwrap_or(help));
    };
    let Meant { reason, target, is_whole, .. } = only;
    let because = match reason {
        Reason::Name => String::new(),
        Reason::Id(id) => format!(", which has the id {}", quote(id)),
        Reason::Alias => ", which has it among its `aliases`".to_owned(),
    };
    let fix = fix(broken, target).filter(|_| *is_whole);
    let fix = fix.map(|fix| fix.keeping_help(!matches!(reason, Reason::Name)));
    finding.help(format!("did you mean {}{because}?", quote(target))).fix(fix)
}

/// Returns the fix that writes `target`; `None` if it may not be written as it is.
fn fix(broken: &Broken<'_>, target: &str) -> Option<Fix> {
    // Otherwise the note has escapes; and what is written may stand outside quotation marks.
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '/' | '-' | '_' | '%' | '(' | ')');
    let may_be_written = broken.span.len() == broken.text.len()
        && target.chars().all(is_plain)
        && target.starts_with(|c: char| c != '-' && c != '%');
    let edit = || Edit::replace(broken.span, target.to_owned());
    may_be_written.then(|| Fix::unsafe_(format!("Write {}", quote(target)), vec![edit()]))
}
