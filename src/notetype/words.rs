//! What the author of a type wrote for people about a schema that a value breaks.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
};

use regex::Regex;

use super::{
    breach::{Keyword, Words},
    engine::regex,
    failure::Failure,
    schema::{
        About, Annotations, Documents, ERROR_MESSAGE, Holds, Node, Position, REFERENCES, inside, keyword,
    },
};
use crate::text::pointer::{escape, tokens};

/// How many schemas are searched for those around a failure.
const MAX_STEPS: usize = 5_000;

/// Whether an author wrote anything in `documents`.
pub(super) fn have_words(documents: &Documents) -> bool {
    let mut found = false;
    documents.visit(&mut |schema| {
        let words = ["description", ERROR_MESSAGE].iter().any(|key| schema.get(key).is_some());
        found |= words || Annotations::severity_of(schema).is_some();
    });
    found
}

/// The words about failures that were found for a note: those of the next one are mostly the same.
#[derive(Debug, Default)]
pub(super) struct KnownWords(RwLock<HashMap<String, Arc<Words>>>);

/// More are not kept: unknown keys of notes may be without number.
const MAX_KNOWN: usize = 10_000;

impl KnownWords {
    fn get(&self, key: &str) -> Option<Arc<Words>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: String, words: Arc<Words>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_KNOWN {
            known.insert(key, words);
        }
    }
}

/// Finds the words about failures.
pub(super) struct WordsOf<'d> {
    documents: &'d Documents,
    known: &'d KnownWords,
    /// The patterns of properties so far: to compile one takes longer than all else that is done for a failure.
    patterns: RefCell<HashMap<&'d str, Option<Regex>>>,
}

/// A schema on the way from the root to the one that fails.
struct Step<'d> {
    schema: Node<'d>,
    /// How many tokens of the pointer lead to the value that it applies to.
    depth: usize,
    /// The step before, with the keyword there and the member of that.
    from: Option<(usize, &'d str, Option<String>)>,
    /// Whether it is what the type says of all of a value, not a condition, an alternative or a part of it.
    is_whole: bool,
}

impl<'d> WordsOf<'d> {
    /// Looks in `documents`, for which some are `known`.
    pub(super) fn new(documents: &'d Documents, known: &'d KnownWords) -> Self {
        Self { documents, known, patterns: RefCell::default() }
    }

    /// What the author wrote about `failure`.
    pub(super) fn about(&self, failure: &Failure) -> Arc<Words> {
        let uri = failure.alternatives.as_ref().unwrap_or(&failure.schema);
        let property = match &failure.keyword {
            Keyword::Required { property } | Keyword::AdditionalProperties { property } => property.as_str(),
            _ => "",
        };
        // All items of a list are alike.
        let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
        let mut key = String::with_capacity(uri.len() + failure.pointer.len() + property.len() + 2);
        key.extend([uri, " "]);
        for token in failure.pointer.split('/').skip(1) {
            key.extend(["/", if is_index(token) { "*" } else { token }]);
        }
        key.extend([" ", &*escape(property)]);
        if let Some(known) = self.known.get(&key) {
            return known;
        }
        let words = Arc::new(self.find(uri, &failure.pointer, property).unwrap_or_default());
        self.known.keep(key, Arc::clone(&words));
        words
    }

    fn find(&self, uri: &str, pointer: &str, property: &str) -> Option<Words> {
        let failed = self.documents.at(uri)?;
        let schema = around(self.documents, &failed)?;
        let keyword = tokens(failed.pointer.strip_prefix(&schema.pointer)?).next()?.into_owned();
        let tokens: Vec<Cow<'_, str>> = tokens(pointer).collect();
        let steps = self.steps(&schema.position(), &tokens);
        let mut words = Words::default();
        let mut inner: Option<(&str, Option<&str>)> = Some((&keyword, Some(property)));
        let mut is_direct = true;
        for step in &steps {
            let schema = &step.schema;
            words.severity = words.severity.or_else(|| Annotations::severity_of(schema));
            let is_outermost = match step.depth {
                0 => true,
                1 => tokens.first().is_some_and(|first| first == "frontmatter" || first == "sections"),
                _ => false,
            };
            if words.note.is_none() && !(is_outermost && step.is_whole) {
                words.note = schema.string("description").and_then(line);
            }
            if let Some((keyword, member)) = inner
                && words.help.is_none()
            {
                words.help = message(schema, keyword, member, is_direct).and_then(line);
            }
            is_direct = false;
            inner = step.from.as_ref().map(|(_, keyword, member)| (*keyword, member.as_deref()));
        }
        Some(words)
    }

    /// The schemas that lead from the root of the type to the one at `target`, for the value that `tokens` name: the
    /// innermost first.
    fn steps(&self, target: &Position, tokens: &[Cow<'_, str>]) -> Vec<Step<'d>> {
        let mut steps: Vec<Step<'d>> = Vec::new();
        let mut seen: HashSet<(Position, usize)> = HashSet::new();
        steps.extend(self.documents.root(0).map(|schema| Step {
            schema,
            depth: 0,
            from: None,
            is_whole: true,
        }));
        let mut next = 0;
        while let Some(step) = steps.get(next).filter(|_| next < MAX_STEPS) {
            // What a keyword forbids may be a part of the value that fails.
            let is_there = step.depth == tokens.len() || step.depth + 1 == tokens.len() && is_forbidden(step);
            if is_there && step.schema.position() == *target {
                return way(steps, next);
            }
            let inside = self.inside(step, next, tokens);
            steps.extend(inside.into_iter().filter(|step| seen.insert((step.schema.position(), step.depth))));
            next += 1;
        }
        Vec::new()
    }

    fn matches(&self, pattern: &'d str, name: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        let compiled = patterns.entry(pattern).or_insert_with(|| regex(pattern).ok());
        compiled.as_ref().is_some_and(|compiled| compiled.is_match(name))
    }

    /// The schemas that `step`, which has the number `index`, leads to directly.
    fn inside(&self, step: &Step<'d>, index: usize, tokens: &[Cow<'_, str>]) -> Vec<Step<'d>> {
        let Step { schema, depth, is_whole, .. } = step;
        let mut found = Vec::new();
        for reference in REFERENCES {
            let target = schema.string(reference).and_then(|to| self.documents.resolve(schema, to));
            let from = Some((index, reference, None));
            found.extend(target.map(|schema| Step { schema, depth: *depth, from, is_whole: *is_whole }));
        }
        if schema.only_refers() {
            return found;
        }
        let token = tokens.get(*depth);
        for (key, member) in schema.members() {
            let Some((holds, about)) = keyword(key) else { continue };
            let here = |schema: Node<'d>, name: Option<&str>| {
                let is_whole = key == "allOf" && *is_whole && schema.get("$ref").is_some();
                let from = Some((index, key, name.map(str::to_owned)));
                Step { schema, depth: *depth, from, is_whole }
            };
            let below = |schema: Node<'d>, name: Option<&str>| {
                let from = Some((index, key, name.map(str::to_owned)));
                Step { schema, depth: depth + 1, from, is_whole: true }
            };
            match (about, token) {
                (About::Itself, _) => {
                    found.extend(inside(holds, &member).into_iter().map(|(name, schema)| here(schema, name)));
                }
                (About::Part | About::Parts, Some(token)) => match holds {
                    Holds::Map if key == "properties" => {
                        found.extend(member.get(token).map(|schema| below(schema, Some(token))));
                    }
                    Holds::Map => {
                        let schemas = member.members().filter(|(pattern, _)| self.matches(pattern, token));
                        found.extend(schemas.map(|(pattern, schema)| below(schema, Some(pattern))));
                    }
                    Holds::Array | Holds::Either if member.value.is_array() => {
                        let item = token.parse().ok().and_then(|item: usize| member.elements().nth(item));
                        found.extend(item.map(|schema| below(schema, Some(token))));
                    }
                    _ => found.push(below(member, Some(token))),
                },
                _ => {}
            }
        }
        found
    }
}

/// Whether the step applies a schema to the value from whose parts a failure may come.
fn is_forbidden(step: &Step<'_>) -> bool {
    ["properties", "items", "prefixItems", "additionalItems", "propertyNames", "patternProperties"]
        .iter()
        .any(|key| step.schema.get(key).is_some())
}

/// The steps that lead to the one with the number `last`, from there outward.
fn way(steps: Vec<Step<'_>>, last: usize) -> Vec<Step<'_>> {
    let mut steps: Vec<Option<Step<'_>>> = steps.into_iter().map(Some).collect();
    let mut way = Vec::new();
    let mut next = Some(last);
    while let Some(step) = next.and_then(|index| steps.get_mut(index)?.take()) {
        next = step.from.as_ref().map(|(index, ..)| *index);
        way.push(step);
    }
    way
}

/// The innermost schema that contains `failed`, as its file writes it.
fn around<'d>(documents: &'d Documents, failed: &Node<'d>) -> Option<Node<'d>> {
    let below = |root: &Node<'_>| {
        failed.pointer.strip_prefix(&root.pointer).is_some_and(|rest| rest.starts_with('/'))
    };
    let root = documents.schema_roots(failed.document).find(below)?;
    let inside: Vec<Cow<'_, str>> = tokens(failed.pointer.strip_prefix(&root.pointer)?).collect();
    let (mut schema, mut tokens) = (root, inside.iter());
    while let Some(key) = tokens.next() {
        let Some((holds, member)) = keyword(key).map(|(holds, _)| holds).zip(schema.get(key)) else { break };
        let next = match holds {
            Holds::Value => break,
            Holds::Schema => Some(member),
            Holds::Either if !member.value.is_array() => Some(member),
            Holds::Array | Holds::Either => tokens
                .next()
                .and_then(|token| token.parse().ok())
                .and_then(|index: usize| member.elements().nth(index)),
            Holds::Map => tokens.next().and_then(|token| member.get(token)),
        };
        match next {
            Some(next) if next.pointer != failed.pointer => schema = next,
            _ => break,
        }
    }
    Some(schema)
}

/// What `errorMessage` of `schema` tells of `keyword` of it, which is about its `member`: all that a text tells, or
/// what an object has for the keyword (as the errors of Ajv do).
fn message<'d>(schema: &Node<'d>, keyword: &str, member: Option<&str>, is_direct: bool) -> Option<&'d str> {
    let written = schema.get(ERROR_MESSAGE)?;
    if let Some(text) = written.value.as_str() {
        return Some(text);
    }
    let own = written.get(keyword).and_then(|own| match own.value.as_str() {
        Some(text) => Some(text),
        None if own.value.is_array() => own.value.get(member?.parse::<usize>().ok()?)?.as_str(),
        None => own.value.get(member?)?.as_str(),
    });
    own.or_else(|| written.string("_").filter(|_| is_direct))
}

/// `text` as one line, if there is any.
fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
