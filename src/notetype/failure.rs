//! What the JSON Schema engine reports, as keywords with their facts: one failure for each
//! missing or unexpected property, and of alternatives the one that was meant.

mod alternatives;
mod cascade;
mod found;

use std::{borrow::Borrow, collections::HashMap, rc::Rc, sync::Arc};

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use self::found::Found;
pub(super) use self::{
    cascade::without_cascades,
    found::{Failure, SharedFailures},
};
use super::breach::{Keyword, Size};
use crate::text::{
    Bound, Parts,
    pointer::{escape, tokens},
};

/// What errors are of. They tell where a value is, not what it is: a copy of it in each of them would
/// make many errors of one large value cost its size each.
pub(super) trait Subject {
    /// The number of characters, elements or members of the value at `pointer`.
    fn size(&self, pointer: &str) -> usize;

    /// The first element of the array at `pointer` that equals an earlier one, by index: (earlier, later).
    fn repeated(&self, pointer: &str) -> (usize, usize);

    /// The absolute location of the keyword that failed (JSON Schema Core 12.3.3); empty if the schema
    /// has no URI.
    fn location(&self, error: &ValidationError<'_>) -> String {
        error.absolute_keyword_location().map_or_else(String::new, |uri| uri.as_str().to_owned())
    }

    /// The failures of the value at `pointer` that `error` stands for, if it stands for others.
    fn behind(&self, _error: &ValidationError<'_>, _pointer: &str) -> Option<SharedFailures> {
        None
    }
}

impl Subject for Value {
    fn size(&self, pointer: &str) -> usize {
        match self.pointer(pointer) {
            Some(Self::String(text)) => text.chars().count(),
            Some(Self::Array(elements)) => elements.len(),
            Some(Self::Object(members)) => members.len(),
            _ => 0,
        }
    }

    fn repeated(&self, pointer: &str) -> (usize, usize) {
        self.pointer(pointer).map(repeated).unwrap_or_default()
    }
}

impl Subject for Parts<'_> {
    fn size(&self, pointer: &str) -> usize {
        self.at(pointer).map_or(0, |part| match part.as_str() {
            Some(text) => text.chars().count(),
            None => part.elements().len() + part.members().len(),
        })
    }

    fn repeated(&self, pointer: &str) -> (usize, usize) {
        self.at(pointer).map(|part| repeated(&part.to_value())).unwrap_or_default()
    }
}

/// The failures that `errors` of the part of `subject` at `base` report, each once, in their order.
pub(super) fn failures<'a>(
    subject: &dyn Subject,
    base: &str,
    errors: impl Iterator<Item = ValidationError<'a>>,
) -> Vec<Rc<Failure>> {
    Explaining { subject, base }.failures(errors)
}

/// Explains the errors of a part of a subject.
#[derive(Clone, Copy)]
struct Explaining<'s> {
    subject: &'s dyn Subject,
    /// The pointer of the part.
    base: &'s str,
}

impl Explaining<'_> {
    /// The pointer of the value that `error` is about.
    fn pointer(self, error: &ValidationError<'_>) -> String {
        format!("{}{}", self.base, error.instance_path().as_str())
    }

    fn failures<'a>(
        self,
        errors: impl Iterator<Item = impl Borrow<ValidationError<'a>>>,
    ) -> Vec<Rc<Failure>> {
        let mut found = Found::default();
        for error in errors {
            if found.is_full() {
                break;
            }
            self.explain(error.borrow(), &mut found);
        }
        found.into_vec()
    }

    fn explain(self, error: &ValidationError<'_>, found: &mut Found) {
        let pointer = self.pointer(error);
        if let Some(behind) = self.subject.behind(error, &pointer) {
            behind.iter().cloned().for_each(|failure| found.add(failure));
            return;
        }
        let schema = self.subject.location(error);
        let mut fail = |pointer: String, keyword| {
            found.add(Rc::new(Failure { pointer, keyword, schema: schema.clone(), alternatives: None }));
        };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                for property in unexpected {
                    fail(pointer.clone(), Keyword::AdditionalProperties { property: property.clone() });
                }
            }
            Kind::FalseSchema => {
                let (pointer, keyword) = forbidden(&pointer, &schema);
                fail(pointer, keyword);
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.alternatives(error, context, found);
            }
            Kind::PropertyNames { error: inner } => {
                fail(format!("{pointer}/{}", escape(&text(inner.instance()))), Keyword::PropertyNames);
            }
            kind => {
                let keyword = keyword(kind, self.subject, &pointer);
                fail(pointer, keyword);
            }
        }
    }
}

/// The keyword of an error that stands for one failure of the value it is about.
fn keyword(kind: &Kind, subject: &dyn Subject, pointer: &str) -> Keyword {
    let size = |limit: &u64| Size { limit: *limit, found: subject.size(pointer) as u64 };
    match kind {
        Kind::Required { property } => Keyword::Required { property: text(property) },
        Kind::Type { kind } => Keyword::Type { expected: types(kind) },
        Kind::Format { format } => Keyword::Format { format: format.clone() },
        Kind::Pattern { pattern } => Keyword::Pattern { pattern: pattern.clone() },
        Kind::Enum { options } => Keyword::Enum { options: Arc::clone(options) },
        Kind::Constant { expected_value } => Keyword::Const { expected: Arc::clone(expected_value) },
        Kind::Minimum { limit } => Keyword::Limit { bound: Bound::AtLeast, limit: limit.clone() },
        Kind::Maximum { limit } => Keyword::Limit { bound: Bound::AtMost, limit: limit.clone() },
        Kind::ExclusiveMinimum { limit } => Keyword::Limit { bound: Bound::MoreThan, limit: limit.clone() },
        Kind::ExclusiveMaximum { limit } => Keyword::Limit { bound: Bound::LessThan, limit: limit.clone() },
        Kind::MinLength { limit } => Keyword::MinLength(size(limit)),
        Kind::MaxLength { limit } => Keyword::MaxLength(size(limit)),
        Kind::MinItems { limit } => Keyword::MinItems(size(limit)),
        Kind::MaxItems { limit } => Keyword::MaxItems(size(limit)),
        Kind::MinProperties { limit } => Keyword::MinProperties(size(limit)),
        Kind::MaxProperties { limit } => Keyword::MaxProperties(size(limit)),
        Kind::UniqueItems => Keyword::UniqueItems { pair: subject.repeated(pointer) },
        Kind::MultipleOf { .. } => Keyword::MultipleOf,
        Kind::Not { .. } => Keyword::Not,
        Kind::Contains => Keyword::Contains,
        Kind::OneOfMultipleValid { context } => {
            let matched = context.iter().enumerate().filter(|(_, errors)| errors.is_empty());
            Keyword::OneOfSeveral { matched: matched.map(|(branch, _)| branch).collect() }
        }
        // `items` below a `prefixItems`.
        Kind::AdditionalItems { .. } => Keyword::Other { keyword: "items".to_owned() },
        other => Keyword::Other { keyword: other.keyword().to_owned() },
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn types(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(one) => vec![one.as_str().to_owned()],
        TypeKind::Multiple(set) => set.iter().map(|one| one.as_str().to_owned()).collect(),
    }
}

/// What the schema `false` at the URI `schema` says of the value at `pointer`: that it is not allowed as a
/// member or an element, or that nothing meets the keyword.
fn forbidden(pointer: &str, schema: &str) -> (String, Keyword) {
    let fragment = schema.split_once('#').map_or("", |(_, fragment)| fragment);
    let mut tokens = fragment.rsplit('/');
    let (last, above) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    let never = |keyword: &str| (pointer.to_owned(), Keyword::Never { keyword: keyword.to_owned() });
    match (above, last) {
        ("properties" | "patternProperties" | "$defs" | "definitions", _) => {}
        ("dependentSchemas" | "dependencies", key) => {
            let property = self::tokens(&format!("/{key}")).collect();
            return (pointer.to_owned(), Keyword::AdditionalProperties { property });
        }
        (_, "then" | "else") => return never(last),
        ("anyOf" | "oneOf" | "allOf", _) => return never(above),
        _ => {}
    }
    match pointer.rsplit_once('/') {
        Some((parent, token)) if !token.bytes().all(|byte| byte.is_ascii_digit()) => {
            let property = self::tokens(&pointer[parent.len()..]).collect();
            (parent.to_owned(), Keyword::AdditionalProperties { property })
        }
        _ => (pointer.to_owned(), Keyword::Other { keyword: "false".to_owned() }),
    }
}

/// The first element that equals an earlier one, and that one.
fn repeated(value: &Value) -> (usize, usize) {
    let mut seen = HashMap::new();
    for (later, element) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(earlier) = seen.insert(normal(element).to_string(), later) {
            return (earlier, later);
        }
    }
    (0, 0)
}

/// `value` written so that equal values (JSON Schema Core 4.2.2) are written alike.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                #[expect(clippy::cast_possible_truncation, reason = "it is whole and within 2^53")]
                let whole = float as i64;
                whole.into()
            }
            _ => value.clone(),
        },
        Value::Array(elements) => elements.iter().map(normal).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|(key, member)| (key.clone(), normal(member))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            members.into_iter().collect()
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests;
