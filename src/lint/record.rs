//! What was found out about a note by itself, as bytes that a later run reads. Their form is that of
//! one build: nothing in them says what they are.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use super::Located;
use crate::{
    diagnostic::{Diagnostic, Fix, Label, Place, RuleId, SchemaBreach, Severity},
    rules::TABLE,
    text::{Position, Range, Span},
    vault::Facts,
};

/// What was found out about a note by itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Record<'a> {
    /// What is said of it; none of a note that is not checked.
    pub noted: Option<Noted<'a>>,
    /// What other notes must know of it, where they ask.
    pub facts: Option<Cow<'a, Facts>>,
}

/// What is said of a note.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Noted<'a> {
    /// Its diagnostics.
    #[serde(with = "packed")]
    pub diagnostics: Cow<'a, [Located]>,
    /// How many a comment hides.
    pub suppressed: usize,
    /// How many were left out because a rule found too many.
    pub omitted: usize,
    /// Whether a comment in it hides something, or should.
    pub has_suppressions: bool,
}

impl Record<'_> {
    /// The bytes of the record; none where a later run could not tell whether it still holds.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let diagnostics = self.noted.iter().flat_map(|noted| noted.diagnostics.iter());
        let mut labels = diagnostics.flat_map(|located| &located.diagnostic.related);
        // What another note has where is not known from this one.
        let stands_alone = labels.all(|label| matches!(label.place, Place::Here(_)));
        stands_alone.then(|| postcard::to_allocvec(self).ok()).flatten()
    }

    /// The record that `bytes` are, where it can be one of the note `text` that is reported as
    /// `path`.
    pub fn of_note(bytes: &[u8], text: &[u8], path: &Arc<str>) -> Option<Self> {
        let (mut record, rest) = postcard::take_from_bytes::<Self>(bytes).ok()?;
        let mut located = record.noted.iter().flat_map(|noted| noted.diagnostics.iter());
        let lies_in = |span: Span| lies_in(span, text);
        let is_sound = rest.is_empty()
            && located.all(|located| is_sound(located, lies_in))
            && record.facts.as_ref().is_none_or(|facts| facts.are_sound(lies_in));
        record.facts = record.facts.map(|facts| Cow::Owned(facts.into_owned().of(path)));
        is_sound.then_some(record)
    }
}

/// Whether `span` is one of whole characters of `text`, which is UTF-8.
fn lies_in(span: Span, text: &[u8]) -> bool {
    let begins = |at: usize| text.get(at).is_none_or(|byte| byte & 0b1100_0000 != 0b1000_0000);
    span.start <= span.end && span.end <= text.len() && begins(span.start) && begins(span.end)
}

/// Whether all that `located` points at `lies_in` its note.
fn is_sound(located: &Located, lies_in: impl Fn(Span) -> bool) -> bool {
    let Located { diagnostic, range, related } = located;
    let is_at = |range: &Range, span: Span| {
        let counts = |at: &Position, offset: usize| {
            at.offset == offset
                && (1..=offset + 1).contains(&at.line)
                && (1..=offset + 1).contains(&at.column)
        };
        lies_in(span) && counts(&range.start, span.start) && counts(&range.end, span.end)
    };
    let is_label =
        |(label, range): (&Label, &Range)| matches!(label.place, Place::Here(span) if is_at(range, span));
    is_at(range, diagnostic.span)
        && diagnostic.related.len() == related.len()
        && diagnostic.related.iter().zip(related).all(is_label)
        && diagnostic.fix.iter().flat_map(|fix| &fix.edits).all(|edit| lies_in(edit.span))
}

/// Diagnostics, of whose rules only the ids can be written.
mod packed {
    use serde::{Deserializer, Serializer, de::Error};

    use super::{
        Cow, Deserialize, Diagnostic, Fix, Label, Located, Range, RuleId, SchemaBreach, Serialize, Severity,
        Span, TABLE,
    };

    #[derive(Serialize, Deserialize)]
    struct Packed<'a> {
        rule: Cow<'a, str>,
        severity: Severity,
        message: Cow<'a, str>,
        help: Option<Cow<'a, str>>,
        span: Span,
        related: Cow<'a, [Label]>,
        fix: Option<Cow<'a, Fix>>,
        breach: Option<Cow<'a, SchemaBreach>>,
        range: Range,
        places: Cow<'a, [Range]>,
    }

    pub(super) fn serialize<S: Serializer>(diagnostics: &[Located], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(diagnostics.iter().map(|Located { diagnostic, range, related }| Packed {
            rule: diagnostic.rule.as_str().into(),
            severity: diagnostic.severity,
            message: (&diagnostic.message).into(),
            help: diagnostic.help.as_ref().map(Into::into),
            span: diagnostic.span,
            related: (&diagnostic.related).into(),
            fix: diagnostic.fix.as_ref().map(Cow::Borrowed),
            breach: diagnostic.breach.as_deref().map(Cow::Borrowed),
            range: *range,
            places: related.into(),
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Cow<'static, [Located]>, D::Error> {
        let packed: Vec<Packed<'_>> = Vec::deserialize(from)?;
        let located = packed.into_iter().map(|packed| {
            let rule = known(&packed.rule).ok_or_else(|| D::Error::custom("no rule"))?;
            let diagnostic = Diagnostic {
                rule,
                severity: packed.severity,
                message: packed.message.into_owned(),
                help: packed.help.map(Cow::into_owned),
                span: packed.span,
                related: packed.related.into_owned(),
                fix: packed.fix.map(Cow::into_owned),
                breach: packed.breach.map(|breach| Box::new(breach.into_owned())),
            };
            Ok(Located { diagnostic, range: packed.range, related: packed.places.into_owned() })
        });
        located.collect::<Result<Vec<_>, _>>().map(Cow::Owned)
    }

    fn known(id: &str) -> Option<RuleId> {
        TABLE.iter().map(|rule| rule.meta.id).find(|rule| rule.as_str() == id)
    }
}

#[cfg(test)]
mod tests;
