//! The serialised form of diagnostics, with rules by their index in the table. Like a record, it is that of
//! one build.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::Located;
use crate::{
    diagnostic::{Diagnostic, Fix, Label, Member, RuleId, SchemaBreach, Severity},
    rules::TABLE,
    text::{Range, Span},
};

#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    rule: u16,
    severity: Severity,
    message: Cow<'a, str>,
    help: Option<Cow<'a, str>>,
    span: Span,
    related: Cow<'a, [Label]>,
    fix: Option<Cow<'a, Fix>>,
    members: Cow<'a, [Member]>,
    breach: Option<Cow<'a, SchemaBreach>>,
    range: Range,
    places: Cow<'a, [Range]>,
}

pub(super) fn serialize<S: Serializer>(diagnostics: &[Located], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(diagnostics.iter().map(|Located { diagnostic, range, related }| Packed {
        rule: index(diagnostic.rule),
        severity: diagnostic.severity,
        message: (&diagnostic.message).into(),
        help: diagnostic.help.as_ref().map(Into::into),
        span: diagnostic.span,
        related: (&diagnostic.related).into(),
        fix: diagnostic.fix.as_ref().map(Cow::Borrowed),
        members: (&diagnostic.members).into(),
        breach: diagnostic.breach.as_deref().map(Cow::Borrowed),
        range: *range,
        places: related.into(),
    }))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Cow<'static, [Located]>, D::Error> {
    let packed: Vec<Packed<'_>> = Vec::deserialize(from)?;
    let located = packed.into_iter().map(|packed| {
        let rule = TABLE.get(usize::from(packed.rule)).ok_or_else(|| D::Error::custom("unknown rule"))?;
        let diagnostic = Diagnostic {
            rule: rule.meta.id,
            severity: packed.severity,
            message: packed.message.into_owned(),
            help: packed.help.map(Cow::into_owned),
            span: packed.span,
            related: packed.related.into_owned(),
            fix: packed.fix.map(Cow::into_owned),
            members: packed.members.into_owned(),
            breach: packed.breach.map(|breach| Box::new(breach.into_owned())),
        };
        Ok(Located { diagnostic, range: packed.range, related: packed.places.into_owned() })
    });
    located.collect::<Result<Vec<_>, _>>().map(Cow::Owned)
}

/// Returns the index of `rule` in the table, which contains every rule that reports.
fn index(rule: RuleId) -> u16 {
    let index = TABLE.iter().position(|other| other.meta.id == rule);
    index.and_then(|index| u16::try_from(index).ok()).unwrap_or(u16::MAX)
}
