//! What the JSON Schema engine reports, as keywords with their facts: one failure for each
//! missing or unexpected property, and of alternatives the one that was meant.

mod found;

use std::{cmp::Ordering, collections::HashMap, rc::Rc, sync::Arc};

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use self::found::once;
pub(super) use self::found::{Failure, SharedFailures};
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
    let explaining = Explaining { subject, base };
    let mut found = Vec::new();
    for error in errors {
        explaining.explain(&error, &mut found);
    }
    once(&mut found);
    found
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

    fn explain(self, error: &ValidationError<'_>, found: &mut Vec<Rc<Failure>>) {
        let pointer = self.pointer(error);
        if let Some(behind) = self.subject.behind(error, &pointer) {
            found.extend(behind.iter().cloned());
            return;
        }
        let schema = self.subject.location(error);
        let mut fail = |pointer: String, keyword| {
            found.push(Rc::new(Failure { pointer, keyword, schema: schema.clone() }));
        };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                for property in unexpected {
                    fail(pointer.clone(), Keyword::AdditionalProperties { property: property.clone() });
                }
            }
            Kind::FalseSchema => match forbidden(&pointer) {
                Some((parent, property)) => {
                    fail(parent.to_owned(), Keyword::AdditionalProperties { property });
                }
                None => fail(pointer, Keyword::Other { keyword: "false".to_owned() }),
            },
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.alternatives(error, context, found);
            }
            Kind::PropertyNames { error: inner } => {
                let keyword = Keyword::Other { keyword: "propertyNames".to_owned() };
                fail(format!("{pointer}/{}", escape(&text(inner.instance()))), keyword);
            }
            kind => {
                let keyword = keyword(kind, self.subject, &pointer);
                fail(pointer, keyword);
            }
        }
    }

    /// Explains `anyOf` and `oneOf` by the branch that the value comes closest to: of those that do
    /// not refuse its type or its tag, the one whose first failure lies deepest.
    fn alternatives(
        self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'static>>],
        found: &mut Vec<Rc<Failure>>,
    ) {
        let own = self.pointer(error);
        // Of many branches only the closest one so far is kept.
        let mut closest = None;
        let mut is_tied = false;
        let mut choices = Vec::new();
        for branch in branches {
            let mut failures = Vec::new();
            for error in branch {
                self.explain(error, &mut failures);
            }
            // What two schemas of a branch say alike must not count twice below.
            once(&mut failures);
            if let ([failure], true) = (failures.as_slice(), choices.len() < MAX_CHOICES) {
                choices.push(Rc::clone(failure));
            }
            let closeness = closeness(&own, &failures);
            match closest.as_ref().map(|(best, _)| closeness.cmp(best)) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) => is_tied = true,
                Some(Ordering::Greater) | None => {
                    closest = Some((closeness, failures));
                    is_tied = false;
                }
            }
        }
        match closest {
            Some((_, only)) if !is_tied => found.extend(only),
            _ => {
                let choice = if choices.len() == branches.len() { same_choice(&own, &choices) } else { None };
                let keyword = choice.unwrap_or(match error.kind() {
                    Kind::AnyOf { .. } => Keyword::AnyOf,
                    _ => Keyword::OneOf,
                });
                found.push(Rc::new(Failure { pointer: own, keyword, schema: self.subject.location(error) }));
            }
        }
    }
}

/// How close the value at `own` comes to a branch that fails with `failures`; the greatest comes closest.
fn closeness(own: &str, failures: &[Rc<Failure>]) -> impl Ord + use<> {
    let refused = failures
        .iter()
        .any(|failure| failure.pointer == own && matches!(failure.keyword, Keyword::Type { .. }));
    let mistagged = failures
        .iter()
        .any(|failure| matches!(failure.keyword, Keyword::Const { .. } | Keyword::Enum { .. }));
    let depth = failures.iter().map(|failure| failure.pointer.matches('/').count()).max();
    (!refused, !mistagged, depth, usize::MAX - failures.len())
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

/// The object and the name of the member at `pointer`, which the schema `false` forbids.
fn forbidden(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    (!token.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| (parent, tokens(&pointer[parent.len()..]).collect()))
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

/// More branches are not one list: each value of a note that matches none of them would have a list of its
/// own.
const MAX_CHOICES: usize = 200;

/// Branches that each have one failure, and each name types or each name values, are one list of these.
fn same_choice(own: &str, branches: &[Rc<Failure>]) -> Option<Keyword> {
    let mut types = Vec::new();
    let mut values = Vec::new();
    for failure in branches {
        if failure.pointer != own {
            return None;
        }
        match &failure.keyword {
            Keyword::Type { expected } => types.extend(expected.iter().cloned()),
            Keyword::Const { expected } => values.push(expected.as_ref().clone()),
            Keyword::Enum { options } => values.extend(options.as_array().into_iter().flatten().cloned()),
            _ => return None,
        }
    }
    match (types.is_empty(), values.is_empty()) {
        (false, true) => Some(Keyword::Type { expected: types }),
        (true, false) => Some(Keyword::Enum { options: Arc::new(values.into()) }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
