//! What is wrong with a value that meets no branch of an `anyOf` or a `oneOf`.

use std::{cmp::Ordering, rc::Rc, sync::Arc};

use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};

use super::{
    Explaining,
    found::{Failure, Found},
};
use crate::notetype::breach::Keyword;

impl Explaining<'_> {
    /// Explains `anyOf` and `oneOf` by the branch that the value comes closest to, if that branch is wrong
    /// about a part of the value; else all branches would do, and are one failure.
    pub(super) fn alternatives(
        self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'static>>],
        found: &mut Found,
    ) {
        let own = self.pointer(error);
        let mut tried = Tried::default();
        for branch in branches {
            let failures = self.failures(branch.iter());
            tried.add(Branch::new(&own, &failures), failures);
        }
        if tried.live == 0 {
            // Conditions exclude the value from every branch.
            tried = Tried { is_tied: true, ..Tried::default() };
        }
        let none = match error.kind() {
            Kind::AnyOf { .. } => Keyword::AnyOf,
            _ => Keyword::OneOf,
        };
        let location = self.subject.location(error);
        match tried.explanation(&own) {
            Explanation::Branch(failures) => failures.into_iter().for_each(|failure| found.add(failure)),
            Explanation::Tag { pointer, options } => {
                let keyword = Keyword::Enum { options };
                found.add(Rc::new(Failure { pointer, keyword, schema: location, alternatives: None }));
            }
            Explanation::All(only) => {
                let alternatives = Some(location.clone());
                let is_told = |failure: &Failure| {
                    !matches!(
                        failure.keyword,
                        Keyword::Required { .. }
                            | Keyword::AdditionalProperties { .. }
                            | Keyword::Never { .. }
                    )
                };
                let same = tried.same_choice(&own).map(|keyword| (keyword, location.clone()));
                let only = only.filter(|failure| is_told(failure));
                let only = only.map(|failure| (failure.keyword.clone(), failure.schema.clone()));
                let (keyword, schema) = same.or(only).unwrap_or((none, location));
                found.add(Rc::new(Failure { pointer: own, keyword, schema, alternatives }));
            }
        }
    }
}

/// More branches are not one list: each value of a note that matches none of them would have a list of its
/// own.
const MAX_CHOICES: usize = 200;

/// How a value that meets no branch is explained.
enum Explanation {
    /// What is wrong under one of them.
    Branch(Vec<Rc<Failure>>),
    /// That a part of the value, which tells the branches apart, is none of these.
    Tag { pointer: String, options: Arc<serde_json::Value> },
    /// That any of them would do; what is wrong under the closest one if that is one thing.
    All(Option<Rc<Failure>>),
}

/// What is known of a branch.
struct Branch {
    /// Whether a condition excludes the value from it: it is not one that was meant.
    is_excluded: bool,
    /// Whether it refuses the type of the value.
    is_refused: bool,
    /// The failure of a part that names the values which it may be: it may tell the branches apart.
    tag: Option<Rc<Failure>>,
    /// Whether all that is wrong is that keys are missing, or there although their schema is `false`.
    is_by_keys: bool,
    /// How deep below the value its deepest failure is, in half levels: 0 if all are about the value as a whole.
    /// A key that is missing or not expected is half a level above its value: who writes a wrong value for a key
    /// means a branch that has it.
    depth: usize,
    failures: usize,
}

impl Branch {
    fn new(own: &str, failures: &[Rc<Failure>]) -> Self {
        let is_own = |failure: &Failure| failure.pointer == own;
        let slashes = own.matches('/').count();
        let depth = failures.iter().map(|failure| {
            let is_key =
                matches!(failure.keyword, Keyword::Required { .. } | Keyword::AdditionalProperties { .. });
            2 * failure.pointer.matches('/').count().saturating_sub(slashes) + usize::from(is_key)
        });
        Self {
            is_excluded: failures.iter().any(|failure| {
                !failure.pointer.starts_with(own)
                    || is_own(failure) && matches!(failure.keyword, Keyword::Never { .. })
            }),
            is_refused: failures
                .iter()
                .any(|failure| is_own(failure) && matches!(failure.keyword, Keyword::Type { .. })),
            tag: failures
                .iter()
                .find(|failure| {
                    !is_own(failure)
                        && matches!(failure.keyword, Keyword::Const { .. } | Keyword::Enum { .. })
                })
                .cloned(),
            is_by_keys: failures.iter().all(|failure| {
                is_own(failure)
                    && match failure.keyword {
                        Keyword::Required { .. } => true,
                        Keyword::AdditionalProperties { .. } => !failure.schema.ends_with("Properties"),
                        _ => false,
                    }
            }),
            depth: depth.max().unwrap_or_default(),
            failures: failures.len(),
        }
    }

    /// How close the value comes to it; the greatest comes closest.
    fn closeness(&self) -> impl Ord + use<> {
        (!self.is_refused, self.tag.is_none(), self.depth, usize::MAX - self.failures)
    }
}

/// The branches that were tried. Of many, only the failures of the closest one so far are kept.
#[derive(Default)]
struct Tried {
    closest: Option<(Branch, Vec<Rc<Failure>>)>,
    /// Whether another one is as close.
    is_tied: bool,
    /// How many there are from which no condition excludes the value.
    live: usize,
    /// How many of these do not refuse its type.
    meant: usize,
    /// How many of these have no tag that fails.
    untagged: usize,
    /// The tags of the others, and the only failures of branches.
    tags: Vec<Rc<Failure>>,
    only: Vec<Rc<Failure>>,
}

impl Tried {
    fn add(&mut self, branch: Branch, failures: Vec<Rc<Failure>>) {
        if branch.is_excluded {
            return;
        }
        self.live += 1;
        if let ([failure], true) = (failures.as_slice(), self.only.len() < MAX_CHOICES) {
            self.only.push(Rc::clone(failure));
        }
        if !branch.is_refused {
            self.meant += 1;
            match &branch.tag {
                Some(tag) if self.tags.len() < MAX_CHOICES => self.tags.push(Rc::clone(tag)),
                Some(_) => {}
                None => self.untagged += 1,
            }
        }
        match self.closest.as_ref().map(|(best, _)| branch.closeness().cmp(&best.closeness())) {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) => self.is_tied = true,
            Some(Ordering::Greater) | None => {
                self.closest = Some((branch, failures));
                self.is_tied = false;
            }
        }
    }

    fn explanation(&mut self, own: &str) -> Explanation {
        let Some((closest, failures)) = self.closest.take() else { return Explanation::All(None) };
        if self.live == 1 {
            return Explanation::Branch(failures);
        }
        if self.untagged == 0 && self.meant > 1 {
            return self.tag().unwrap_or(Explanation::All(None));
        }
        let only = match failures.as_slice() {
            [failure] if !self.is_tied && failure.pointer == own => Some(Rc::clone(failure)),
            _ => None,
        };
        let other_keys = closest.is_by_keys && self.untagged > 1;
        if self.is_tied || closest.depth == 0 || other_keys {
            return Explanation::All(only);
        }
        Explanation::Branch(failures)
    }

    /// The part that tells the branches apart, if it is the same of all that do not refuse the value.
    fn tag(&self) -> Option<Explanation> {
        let first = self.tags.first()?;
        let is_same = self.tags.iter().all(|tag| tag.pointer == first.pointer);
        let options = values(&self.tags)?;
        let pointer = first.pointer.clone();
        (is_same && self.tags.len() == self.meant)
            .then(|| Explanation::Tag { pointer, options: Arc::new(options.into()) })
    }

    /// Branches that each have one failure, and each name types or each name values, are one list of these.
    fn same_choice(&self, own: &str) -> Option<Keyword> {
        if self.live == 0 || self.only.len() != self.live || self.only.iter().any(|only| only.pointer != own)
        {
            return None;
        }
        let types = self.only.iter().map(|failure| match &failure.keyword {
            Keyword::Type { expected } => Some(expected.as_slice()),
            _ => None,
        });
        if let Some(types) = types.collect::<Option<Vec<_>>>() {
            return Some(Keyword::Type { expected: types.concat() });
        }
        Some(Keyword::Enum { options: Arc::new(values(&self.only)?.into()) })
    }
}

/// The values that `failures` name, each once, if all of them name values.
fn values(failures: &[Rc<Failure>]) -> Option<Vec<serde_json::Value>> {
    let mut values = Vec::new();
    for failure in failures {
        match &failure.keyword {
            Keyword::Const { expected } => values.push(expected.as_ref().clone()),
            Keyword::Enum { options } => values.extend(options.as_array().into_iter().flatten().cloned()),
            _ => return None,
        }
    }
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    Some(values)
}
