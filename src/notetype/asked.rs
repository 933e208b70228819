//! What a schema asks where a value breaks it, beside the facts of the keyword.

mod read;

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

pub(super) use self::read::shape as read_shape;
use self::read::{figure, shapes};
use super::{
    breach::Keyword,
    declared::Declared,
    failure::Failure,
    schema::{Documents, Node},
    shape::Asked,
};

/// What is asked at each place of the files, which breaches of one keyword share.
pub(super) struct AskedOf<'d> {
    documents: &'d Documents,
    known: HashMap<String, Arc<Asked>>,
}

impl<'d> AskedOf<'d> {
    /// Asks `documents`.
    pub(super) fn new(documents: &'d Documents) -> Self {
        Self { documents, known: HashMap::new() }
    }

    /// What is asked where `failure` is.
    pub(super) fn at(&mut self, failure: &Failure) -> Arc<Asked> {
        if !says_more(failure) {
            return Arc::default();
        }
        let place = failure.alternatives.as_ref().unwrap_or(&failure.schema);
        let key = format!("{place} {}", detail(failure));
        if let Some(known) = self.known.get(&key) {
            return Arc::clone(known);
        }
        let asked = Arc::new(self.asked(failure));
        self.known.insert(key, Arc::clone(&asked));
        asked
    }

    fn asked(&self, failure: &Failure) -> Asked {
        let documents = self.documents;
        let alternatives = failure.alternatives.as_ref().and_then(|uri| documents.at(uri));
        let alternatives =
            alternatives.map(|branches| shapes(documents, branches.elements())).unwrap_or_default();
        if let (Some(uri), Keyword::Required { property }) = (depends(failure), &failure.keyword) {
            let because_of = documents.at(uri).map(|node| dependents(&node, property)).unwrap_or_default();
            return Asked { because_of, ..Asked::default() };
        }
        let Some(own) = documents.at(&failure.schema) else {
            return Asked { alternatives, ..Asked::default() };
        };
        let around =
            own.pointer.rsplit_once('/').and_then(|(around, _)| documents.node(own.document, around));
        let beside = |key: &str| around.as_ref().and_then(|around| around.get(key));
        let shape = |node: Option<Node<'_>>| node.iter().map(|node| read_shape(documents, node)).collect();
        let mut asked = Asked { alternatives, ..Asked::default() };
        match &failure.keyword {
            Keyword::Limit { .. } | Keyword::MultipleOf => asked.figure = Some(figure(documents, &own)),
            Keyword::Not | Keyword::PropertyNames => asked.shapes = shape(Some(own)),
            Keyword::Never { keyword } if keyword == "then" || keyword == "else" => {
                asked.shapes = shape(beside("if"));
            }
            Keyword::Contains => {
                asked.shapes = shape(beside("contains"));
                let number = |key: &str| beside(key)?.value.as_u64();
                asked.contains = (number("minContains"), number("maxContains"));
            }
            Keyword::OneOfSeveral { matched } => {
                let branches = own.elements().enumerate().filter(|(at, _)| matched.contains(at));
                asked.shapes = shapes(documents, branches.map(|(_, branch)| branch));
            }
            Keyword::Required { .. } | Keyword::AdditionalProperties { .. } => {
                asked.declared = around.map(|around| declared(documents, &own, &around)).unwrap_or_default();
            }
            Keyword::Other { .. } => asked.figure = own.value.as_str().map(str::to_owned),
            _ => {}
        }
        asked
    }
}

/// Whether the files tell more of `failure` than its keyword.
fn says_more(failure: &Failure) -> bool {
    failure.alternatives.is_some()
        || match &failure.keyword {
            Keyword::Limit { limit, .. } => limit.is_f64(),
            // The keys of the frontmatter itself are in the type's spec.
            Keyword::Required { .. } | Keyword::AdditionalProperties { .. } => {
                failure.pointer.starts_with("/frontmatter/") || depends(failure).is_some()
            }
            Keyword::MultipleOf
            | Keyword::Not
            | Keyword::Never { .. }
            | Keyword::Contains
            | Keyword::PropertyNames
            | Keyword::OneOfSeveral { .. }
            | Keyword::Other { .. } => true,
            _ => false,
        }
}

/// What of `failure` tells it from others of its keyword.
fn detail(failure: &Failure) -> String {
    match &failure.keyword {
        Keyword::OneOfSeveral { matched } => format!("{matched:?}"),
        Keyword::Required { property } if depends(failure).is_some() => property.clone(),
        _ => String::new(),
    }
}

/// The URI of the keyword that makes keys required if another one is there.
fn depends(failure: &Failure) -> Option<&str> {
    let (keyword, _) = failure.schema.rsplit_once('/')?;
    ["/dependentRequired", "/dependencies"].iter().any(|name| keyword.ends_with(name)).then_some(keyword)
}

/// The keys of which each makes `property` required, as the keyword at `node` says.
fn dependents(node: &Node<'_>, property: &str) -> Vec<String> {
    let requires =
        |list: &Value| list.as_array().is_some_and(|names| names.iter().any(|name| name == property));
    let members = node.value.as_object().into_iter().flatten();
    members.filter(|(_, list)| requires(list)).map(|(key, _)| key.clone()).collect()
}

/// Of more keys, only the first are compared with that of a note.
const MAX_DECLARED: usize = 200;

/// The keys that are declared for the object that `keyword` is about.
fn declared(documents: &Documents, keyword: &Node<'_>, schema: &Node<'_>) -> Vec<String> {
    let is_strict = keyword.pointer.ends_with("/additionalProperties");
    let declared = if is_strict { Declared::by(schema) } else { Declared::by_all(documents, schema) };
    declared.names.into_iter().take(MAX_DECLARED).map(str::to_owned).collect()
}
