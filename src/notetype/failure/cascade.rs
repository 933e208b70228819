//! Failures that only follow from others.

use std::{collections::HashMap, rc::Rc};

use super::found::Failure;
use crate::{
    notetype::{
        breach::{Keyword, Size},
        declared::Declared,
        schema::Documents,
    },
    text::Bound,
};

/// The keywords that refuse what no schema evaluates.
const UNEVALUATED: [&str; 2] = ["/unevaluatedProperties", "/unevaluatedItems"];

/// The keywords of a schema that are about parts of the value, as pointers below the schema begin. Others
/// apply schemas to the value itself.
const ABOUT_PARTS: [&str; 6] = [
    "/properties/",
    "/patternProperties/",
    "/additionalProperties/",
    "/items/",
    "/prefixItems/",
    "/propertyNames/",
];

/// `failures` of a value under the type of `documents` without those that only follow from others: if a branch
/// fails, nothing that it declares is evaluated (JSON Schema Core 11).
pub(in crate::notetype) fn without_cascades(
    mut failures: Vec<Rc<Failure>>,
    documents: &Documents,
) -> Vec<Rc<Failure>> {
    retain_strictest(&mut failures);
    if !failures.iter().any(|failure| is_unevaluated(failure)) {
        return failures;
    }
    let others = failures.iter().filter(|failure| !is_unevaluated(failure));
    let mut others: Vec<(&str, &str)> =
        others.map(|failure| (failure.pointer.as_str(), place(failure))).collect();
    others.sort_unstable();
    let mut broken: HashMap<(&str, &str), bool> = HashMap::new();
    let mut declared: HashMap<&str, Declared<'_>> = HashMap::new();
    let mut kept = Vec::with_capacity(failures.len());
    for failure in &failures {
        let Some((schema, _)) = failure.schema.rsplit_once('/').filter(|_| is_unevaluated(failure)) else {
            kept.push(Rc::clone(failure));
            continue;
        };
        let pointer = failure.pointer.as_str();
        // Many members of one object may be unevaluated.
        let is_broken =
            *broken.entry((pointer, schema)).or_insert_with(|| is_branch_broken(&others, pointer, schema));
        let follows = is_broken
            && match &failure.keyword {
                Keyword::AdditionalProperties { property } => {
                    let declare = || documents.at(schema).map(|node| Declared::by_all(documents, &node));
                    declared.entry(schema).or_insert_with(|| declare().unwrap_or_default()).has(property)
                }
                _ => true,
            };
        if !follows {
            kept.push(Rc::clone(failure));
        }
    }
    kept
}

/// Of several limits of one size or number, which a type and those that it refers to may have, only the strictest
/// tells what to do.
fn retain_strictest(failures: &mut Vec<Rc<Failure>>) {
    let mut strictest: HashMap<(String, String), f64> = HashMap::new();
    for failure in failures.iter() {
        if let Some((limit, is_upper)) = limit(failure) {
            let of = (failure.pointer.clone(), failure.keyword.name().to_owned());
            let known = strictest.entry(of).or_insert(limit);
            *known = if is_upper { known.min(limit) } else { known.max(limit) };
        }
    }
    failures.retain(|failure| {
        let Some((limit, _)) = limit(failure) else { return true };
        let of = (failure.pointer.clone(), failure.keyword.name().to_owned());
        strictest.get(&of).is_none_or(|strictest| strictest.total_cmp(&limit).is_eq())
    });
}

/// The limit that `failure` exceeds, and whether it is an upper one.
fn limit(failure: &Failure) -> Option<(f64, bool)> {
    #[expect(clippy::cast_precision_loss, reason = "sizes of values in memory are far below 2^53")]
    let size = |size: Size, is_upper| Some((size.limit as f64, is_upper));
    match &failure.keyword {
        _ if failure.alternatives.is_some() => None,
        Keyword::MinItems(limit) | Keyword::MinLength(limit) | Keyword::MinProperties(limit) => {
            size(*limit, false)
        }
        Keyword::MaxItems(limit) | Keyword::MaxLength(limit) | Keyword::MaxProperties(limit) => {
            size(*limit, true)
        }
        Keyword::Limit { bound, limit } => {
            Some((limit.as_f64()?, matches!(bound, Bound::AtMost | Bound::LessThan)))
        }
        _ => None,
    }
}

fn is_unevaluated(failure: &Failure) -> bool {
    UNEVALUATED.iter().any(|keyword| failure.schema.ends_with(keyword))
}

/// The URI of the keyword that `failure` stands for.
fn place(failure: &Failure) -> &str {
    failure.alternatives.as_deref().unwrap_or(&failure.schema)
}

/// Whether one of `others`, which are sorted by their pointers, tells that a schema is broken which the schema
/// at the URI `schema` applies to the value at `pointer`.
fn is_branch_broken(others: &[(&str, &str)], pointer: &str, schema: &str) -> bool {
    let is_of_branch = |keyword: &str| match keyword.strip_prefix(schema) {
        Some(inside) if inside.starts_with('/') => {
            !ABOUT_PARTS.iter().any(|part| inside.starts_with(part)) && inside[1..].contains('/')
                || ["/anyOf", "/oneOf"].contains(&inside)
        }
        _ => true,
    };
    let at = |pointer: &str| others.partition_point(|(other, _)| *other < pointer);
    let own = others[at(pointer)..].iter().take_while(|(other, _)| *other == pointer);
    let below = format!("{pointer}/");
    let below = others[at(&below)..].iter().take_while(|(other, _)| other.starts_with(&below));
    own.chain(below).any(|(_, keyword)| is_of_branch(keyword))
}
