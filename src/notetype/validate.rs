//! Holds a projection to its type's schema.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::{Arc, LazyLock, OnceLock},
};

use serde_json::Value;

use super::{
    asked::AskedOf,
    breach::{Breach, Keyword},
    content::{ItemsOwner, OVERALL},
    cutting::{Cutting, Explaining, Fragments},
    failure::{Failure, failures, without_cascades},
    instance::Instance,
    place::{GroupId, ItemsPlace, Place, ROOT, TextId},
    projection::{Projection, TitleSource},
    schema::Documents,
    shape::{Asked, Shape},
    words::{KnownWords, WordsOf, have_words},
};
use crate::text::{
    Origin, Parts, Span, Traced,
    pointer::{escape, tokens},
};

/// A schema as the engine has it.
pub(super) type Compiled = jsonschema::Validator<Instance>;

/// The compiled schema of a note type.
#[derive(Debug)]
pub struct Validator {
    compiled: LazyLock<Compiled, Box<dyn FnOnce() -> Compiled + Send>>,
    documents: Arc<Documents>,
    /// How failures are found: known when the first note fails.
    explaining: OnceLock<Explaining>,
    /// Whether its author wrote anything about its schemas: known then too.
    has_words: OnceLock<bool>,
    known_words: KnownWords,
}

impl Validator {
    /// Holds projections to what `compiled` returns for the first of them, which is made of `documents`.
    pub(super) fn new(
        compiled: impl FnOnce() -> Compiled + Send + 'static,
        documents: Arc<Documents>,
    ) -> Self {
        Self {
            compiled: LazyLock::new(Box::new(compiled)),
            documents,
            explaining: OnceLock::new(),
            has_words: OnceLock::new(),
            known_words: KnownWords::default(),
        }
    }

    /// Where `projection` breaks the schema, in the order of the schema: one breach for each
    /// missing property and for each unexpected one.
    pub fn validate(&self, projection: &Projection<'_>) -> Vec<Breach> {
        let json = &projection.json;
        if self.compiled.is_valid(json) {
            return Vec::new();
        }
        let parts = Parts::new(json);
        let mut values = Values { parts: &parts, shared: HashMap::new() };
        let failures = match self.explaining.get_or_init(|| Fragments::of(&self.documents)) {
            Explaining::InFragments(fragments) => Cutting::new(fragments, &parts).failures(),
            Explaining::Shallow if depth(json) > MAX_SHALLOW => vec![Rc::new(unexplained(&self.documents))],
            Explaining::Whole | Explaining::Shallow => failures(&parts, "", self.compiled.iter_errors(json)),
        };
        let failures = without_cascades(failures, &self.documents);
        let mut asked = AskedOf::new(&self.documents);
        let has_words = *self.has_words.get_or_init(|| have_words(&self.documents));
        let words = has_words.then(|| WordsOf::new(&self.documents, &self.known_words));
        let breaches = failures.iter().filter_map(|failure| {
            let breach = breach(failure, &mut values, projection)?;
            let asked = asked.at(failure);
            let span = span_of_keys(&breach, &asked, &values).unwrap_or(breach.span);
            let words = words.as_ref().map(|words| words.about(failure)).unwrap_or_default();
            Some(Breach { span, asked, words, ..breach })
        });
        breaches.collect()
    }
}

/// How deep a value is at most, under its root, that is explained under a recursive type without fragments.
const MAX_SHALLOW: usize = 6;

/// How many levels of arrays and objects `value` has.
fn depth(value: &Traced<'_>) -> usize {
    let below = value.elements().iter().chain(value.members().iter().map(|member| &member.value));
    below.map(|part| 1 + depth(part)).max().unwrap_or_default()
}

/// That a value breaks the type of `documents`, and no more.
fn unexplained(documents: &Documents) -> Failure {
    let schema = documents.root(0).map(|root| documents.uri(&root)).unwrap_or_default();
    let keyword = Keyword::Other { keyword: "$ref".to_owned() };
    Failure { pointer: String::new(), keyword, schema, alternatives: None }
}

/// The values that breaches are about. Those of one value share it: many of a large one would else cost
/// its size each.
struct Values<'t> {
    parts: &'t Parts<'t>,
    shared: HashMap<String, Arc<Value>>,
}

impl Values<'_> {
    fn at(&mut self, pointer: &str) -> Arc<Value> {
        if let Some(value) = self.shared.get(pointer) {
            return Arc::clone(value);
        }
        let value = Arc::new(self.parts.at(pointer).map(Traced::to_value).unwrap_or_default());
        self.shared.insert(pointer.to_owned(), Arc::clone(&value));
        value
    }
}

/// The breach that `failure` is.
fn breach(failure: &Failure, values: &mut Values<'_>, projection: &Projection<'_>) -> Option<Breach> {
    let Failure { pointer, keyword, schema, .. } = failure;
    let place = place_of(pointer, projection);
    let reserved = matches!(&keyword, Keyword::AdditionalProperties { property } if property == OVERALL);
    if reserved && matches!(place, Place::Rating { .. }) {
        return None;
    }
    // The sections of a section are named by its heading.
    let named = pointer.strip_suffix("/sections").filter(|section| !section.is_empty());
    let own = values.parts.nearest_origin(named.unwrap_or(pointer));
    let (value, key, span) = match keyword {
        Keyword::AdditionalProperties { property } => {
            let member = format!("{pointer}/{}", escape(property));
            let origin = values.parts.nearest_origin(&member);
            (values.at(&member), origin.key, origin.key_or_value())
        }
        Keyword::Required { property } => {
            (Arc::default(), own.key, absent(&place, property, own, projection))
        }
        Keyword::PropertyNames => {
            let name = tokens(pointer).last().unwrap_or_default();
            (Arc::new(name.into()), own.key, own.key_or_value())
        }
        keyword => {
            let value = values.at(pointer);
            let span = if keyword.finds_nothing() {
                // Nothing is there to point at but what names it.
                name_of(&place, own, projection)
            } else if value.is_null() {
                own.key_or_value()
            } else {
                own.value
            };
            (value, own.key, span)
        }
    };
    let (pointer, keyword, schema) = (pointer.clone(), keyword.clone(), schema.clone());
    Some(Breach {
        pointer,
        place,
        keyword,
        value,
        span,
        key,
        schema,
        asked: Arc::default(),
        words: Arc::default(),
    })
}

/// The position of a breach that is about the keys of a mapping in the frontmatter: the last of these that is
/// there, else the end of the mapping, as for a missing key.
fn span_of_keys(breach: &Breach, asked: &Asked, values: &Values<'_>) -> Option<Span> {
    if !breach.value.is_object()
        || !matches!(breach.place, Place::Frontmatter | Place::FrontmatterValue { .. })
    {
        return None;
    }
    let shapes = match breach.keyword {
        Keyword::AnyOf | Keyword::OneOf => &asked.alternatives,
        Keyword::OneOfSeveral { .. } | Keyword::Not | Keyword::Never { .. } => &asked.shapes,
        _ => return None,
    };
    let object = values.parts.at(&breach.pointer)?;
    let names: HashSet<&str> = shapes.iter().flat_map(Shape::names).collect();
    let there = object.members().iter().filter(|member| names.contains(&*member.name));
    let last = there.filter_map(|member| member.value.origin().key).max();
    let lacks_keys = shapes.iter().all(|shape| shape.only_required().is_some());
    match breach.keyword {
        Keyword::AnyOf | Keyword::OneOf if lacks_keys => Some(Span::empty(object.origin().value.end())),
        _ => last,
    }
}

/// Returns the position for a breach of the absent `property` of the object at `place`.
fn absent(place: &Place, property: &str, object: Origin, projection: &Projection<'_>) -> Span {
    match place {
        Place::Frontmatter | Place::FrontmatterValue { .. } => Span::empty(object.value.end()),
        Place::Sections { group: ROOT } => title(projection),
        Place::Root if property != "frontmatter" => title(projection),
        Place::Root => Span::empty(0),
        _ => name_of(place, object, projection),
    }
}

fn title(projection: &Projection<'_>) -> Span {
    match &projection.title {
        Some(title) if matches!(title.source, TitleSource::Heading(_)) => title.span,
        _ => Span::empty(0),
    }
}

/// What names the value at `place`: its heading, its axis, its key; of an entry and its parts,
/// the entry's name.
fn name_of(place: &Place, own: Origin, projection: &Projection<'_>) -> Span {
    let items = match *place {
        Place::Entry { section, entry } | Place::Fields { section, entry: Some(entry) } => {
            Some(ItemsPlace::Entry { section, entry })
        }
        Place::Items(place @ ItemsPlace::Entry { .. }) => Some(place),
        _ => None,
    };
    let owner =
        items.and_then(|place| Some(projection.section(place.section())?.content.items(place)?.owner));
    match owner {
        Some(ItemsOwner::Entry { name }) => name,
        _ => own.key_or_value(),
    }
}

/// The part of `projection` that `pointer` names.
fn place_of(pointer: &str, projection: &Projection<'_>) -> Place {
    let tokens: Vec<Cow<'_, str>> = tokens(pointer).collect();
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    match tokens.as_slice() {
        [] | ["path" | "type" | "id" | "title"] => Place::Root,
        ["frontmatter"] => Place::Frontmatter,
        ["frontmatter", key, ..] => Place::FrontmatterValue { key: (*key).to_owned() },
        ["intro", inside @ ..] => in_text(projection, projection.intro, inside),
        ["body", inside @ ..] => in_text(projection, projection.body, inside),
        ["sections", inside @ ..] => in_group(projection, ROOT, inside),
        _ => Place::Other,
    }
}

/// The part that `tokens` name in `text`.
fn in_text(projection: &Projection<'_>, text: Option<TextId>, tokens: &[&str]) -> Place {
    let text = text.and_then(|text| projection.texts.get(text));
    text.map_or(Place::Root, |text| text.spec.content.place(text.id, tokens))
}

/// The part that `tokens` name in the object of the sections of `group`.
fn in_group(projection: &Projection<'_>, group: GroupId, tokens: &[&str]) -> Place {
    let [key, inside @ ..] = tokens else { return Place::Sections { group } };
    let found = projection.groups.get(group).map(|group| group.at(key)).unwrap_or_default();
    let Some(first) = found.first().and_then(|first| projection.section(*first)) else { return Place::Other };
    let (section, inside) = match inside {
        inside if !first.spec.repeats => (Some(first), inside),
        [] => return Place::Repeated { section: first.id },
        [index, inside @ ..] => {
            let nth = index.parse().ok().and_then(|index: usize| found.get(index));
            (nth.and_then(|nth| projection.section(*nth)), inside)
        }
    };
    let Some(section) = section else { return Place::Other };
    match (section.inside, section.intro, inside) {
        (Some(group), _, ["sections", inside @ ..]) => in_group(projection, group, inside),
        (_, Some(intro), ["intro", inside @ ..]) => in_text(projection, Some(intro), inside),
        _ => section.spec.content.place(section.id, inside),
    }
}

#[cfg(test)]
mod tests;
