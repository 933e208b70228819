use schemars::JsonSchema;
use serde::Deserialize;

use super::{names::code_point, part::by_line, suspects::SuspectKind};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ReplacementCharacter {}

impl NoteRule for ReplacementCharacter {
    const META: Meta = Meta {
        id: RuleId::new("text/replacement-character"),
        summary: "the text contains a replacement character (U+FFFD)",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("replacement_character.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let lost = context.suspects().of(SuspectKind::Replacement);
        for (_, lost) in by_line(text, lost, |suspect| suspect.at) {
            let first = lost[0];
            // Adjacent ones replace the bytes of one lost character.
            let neighbours = lost
                .iter()
                .enumerate()
                .take_while(|(index, other)| other.at == first.at + index * first.char.len_utf8());
            let span = Span::new(first.at, first.at + neighbours.count() * first.char.len_utf8());
            let message = match lost.len() {
                1 => "replacement character (U+FFFD): the original text is lost".to_owned(),
                count => format!("{count} replacement characters (U+FFFD): the original text is lost"),
            };
            let members = lost.iter().map(|lost| {
                let span = Span::new(lost.at, lost.at + lost.char.len_utf8());
                Member::found(code_point(lost.char), span)
            });
            let finding = Finding::new(span, message).help("restore the text from its source");
            findings.push(finding.members(members));
        }
    }
}
