//! What a schema asks where a value breaks it, beside the facts of the keyword.

use std::{collections::HashMap, sync::Arc};

use super::{
    breach::Keyword,
    failure::Failure,
    schema::{Documents, Node},
    shape::{Shape, figure},
};
use crate::text::pointer::tokens;

/// What a schema asks where a value breaks it, beside the facts of the keyword.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// What the schemas of the keyword ask: of `not` and its like the one that must not be met, of
    /// `contains` and `propertyNames` the one that must be. Of several branches that are all met, these.
    pub shapes: Vec<Shape>,
    /// What each branch of the `anyOf` or `oneOf` asks that the breach stands for.
    pub alternatives: Vec<Shape>,
    /// The number of the keyword as the schema writes it.
    pub figure: Option<String>,
    /// How many items `contains` asks for.
    pub contains: (Option<u64>, Option<u64>),
    /// The key that makes another one required.
    pub because_of: Option<String>,
}

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
        let key = format!("{place} {:?}", matched(failure));
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
            alternatives.map(|branches| Shape::of_all(documents, branches.elements())).unwrap_or_default();
        let Some(own) = documents.at(&failure.schema) else {
            return Asked { alternatives, ..Asked::default() };
        };
        let around =
            own.pointer.rsplit_once('/').and_then(|(around, _)| documents.node(own.document, around));
        let beside = |key: &str| around.as_ref().and_then(|around| around.get(key));
        let shape = |node: Option<Node<'_>>| node.iter().map(|node| Shape::of(documents, node)).collect();
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
                asked.shapes = Shape::of_all(documents, branches.map(|(_, branch)| branch));
            }
            Keyword::Required { .. } => asked.because_of = cause(&own),
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
            Keyword::Required { .. } => failure.schema.contains("/depend"),
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

fn matched(failure: &Failure) -> &[usize] {
    match &failure.keyword {
        Keyword::OneOfSeveral { matched } => matched,
        _ => &[],
    }
}

/// The key below `dependentRequired` or `dependencies` that `node` is about.
fn cause(node: &Node<'_>) -> Option<String> {
    let mut tokens =
        tokens(&node.pointer).skip_while(|token| token != "dependentRequired" && token != "dependencies");
    tokens.nth(1)
}
