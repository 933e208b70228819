use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{MalformedKind, MalformedLink, Note},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::{Edit, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Malformed {}

impl NoteRule for Malformed {
    const META: Meta = Meta {
        id: RuleId::new("link/malformed"),
        summary: "text is meant as a link, but is not one",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("malformed.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for link in &context.note.malformed_links {
            findings.push(finding(context.note, link));
        }
    }
}

fn finding(note: &Note<'_>, link: &MalformedLink) -> Finding {
    let text = note.text;
    let (words, target) = (link.text.of(text), link.target.of(text));
    let text_of = |before: &str, after: &str| quote(&format!("{before}{words}{after}"));
    let message = match link.kind {
        MalformedKind::Reversed => format!(
            "{} is not a link, expected the text in `[…]` and the destination in `(…)`",
            text_of("(", ")[…]")
        ),
        MalformedKind::Parted => {
            format!("{} is not a link: there is a space before its destination", text_of("[", "]"))
        }
        MalformedKind::FullWidth => {
            format!("{} is not a link: its destination is in full-width brackets", text_of("[", "]"))
        }
        MalformedKind::Spaced => {
            format!("{} is not a link: its destination has a space", text_of("[", "]"))
        }
        MalformedKind::Undefined => {
            format!("{} is not a link: the label {} is not defined", text_of("[", "]"), quote(target))
        }
    };
    let finding = Finding::new(link.span, message);
    let Some(destination) = link.destination(text) else {
        return finding.help(match link.kind {
            MalformedKind::Undefined => format!("define it with `[{target}]: …`, or correct it"),
            _ => "write `%20` for each space, or end the destination before it".to_owned(),
        });
    };
    let title = link.title.of(text);
    let blank = if title.is_empty() { "" } else { " " };
    let tail = format!("]({destination}{blank}{title})");
    let edits = if link.kind == MalformedKind::Reversed {
        vec![Edit::replace(link.span, format!("[{words}{tail}"))]
    } else {
        vec![Edit::replace(Span::new(link.text.end(), link.span.end()), tail)]
    };
    finding.fix(Fix::unsafe_("Write it as a link", edits))
}
