//! Holds a projection to its type's schema.

use super::{
    breach::{Breach, Keyword},
    content::{ItemsOwner, OVERALL},
    failure::{Failure, failures},
    instance::Instance,
    place::{ItemsPlace, Place},
    projection::{Projection, TitleSource},
    spec::TypeSpec,
};
use crate::text::{
    Origin, Span,
    pointer::{escape, tokens},
};

/// The compiled schema of a note type.
#[derive(Debug)]
pub struct Validator(jsonschema::Validator<Instance>);

impl Validator {
    pub(super) fn new(compiled: jsonschema::Validator<Instance>) -> Self {
        Self(compiled)
    }

    /// Where `projection` breaks the schema, in the order of the schema: one breach for each
    /// missing property and for each unexpected one.
    pub fn validate(&self, projection: &Projection<'_>, spec: &TypeSpec) -> Vec<Breach> {
        let json = &projection.json;
        if self.0.is_valid(json) {
            return Vec::new();
        }
        let failures = failures(self.0.iter_errors(json));
        let unexpected: Vec<String> = failures.iter().map(Failure::unexpected).collect();
        let own = projection.json.nearest_origins(failures.iter().map(|failure| failure.pointer.as_str()));
        let member = projection.json.nearest_origins(unexpected.iter().map(String::as_str));
        let places = own.into_iter().zip(member);
        let breaches = failures.into_iter().zip(places);
        breaches.filter_map(|(failure, places)| breach(failure, places, projection, spec)).collect()
    }
}

impl Failure {
    /// The pointer of the member that is unexpected; else that of the value at fault.
    fn unexpected(&self) -> String {
        match &self.keyword {
            Keyword::AdditionalProperties { property } => format!("{}/{}", self.pointer, escape(property)),
            _ => self.pointer.clone(),
        }
    }
}

/// The breach that `failure` is, of the value that came from `own`; a member that is unexpected
/// came from `member`.
fn breach(
    failure: Failure,
    (own, member): (Origin, Origin),
    projection: &Projection<'_>,
    spec: &TypeSpec,
) -> Option<Breach> {
    let Failure { pointer, keyword, value, schema } = failure;
    let place = place_of(&pointer, spec);
    let reserved = matches!(&keyword, Keyword::AdditionalProperties { property } if property == OVERALL);
    if reserved && matches!(place, Place::Rating { .. }) {
        return None;
    }
    let (key, span) = match &keyword {
        Keyword::AdditionalProperties { .. } => (member.key, member.key_or_value()),
        Keyword::Required { property } => (own.key, absent(&place, property, own, projection)),
        // Nothing is there to point at but what names it.
        keyword if keyword.finds_nothing() => (own.key, name_of(&place, own, projection)),
        _ if value.is_null() => (own.key, own.key_or_value()),
        Keyword::Other { keyword } if keyword == "propertyNames" => (own.key, own.key_or_value()),
        _ => (own.key, own.value),
    };
    Some(Breach { pointer, place, keyword, value, span, key, schema })
}

/// Returns the position for a breach of the absent `property` of the object at `place`.
fn absent(place: &Place, property: &str, object: Origin, projection: &Projection<'_>) -> Span {
    match place {
        Place::Frontmatter | Place::FrontmatterValue { .. } => Span::empty(object.value.end),
        Place::Root | Place::Sections if property != "frontmatter" => title(projection),
        Place::Root | Place::Sections => Span::empty(0),
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
        Place::Entry { section, entry } | Place::Fields { section, entry } => {
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

/// The part of a projection that `pointer` names in a note of `spec`.
fn place_of(pointer: &str, spec: &TypeSpec) -> Place {
    let tokens: Vec<String> = tokens(pointer).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        [] | ["path" | "type" | "id" | "title"] => Place::Root,
        ["frontmatter"] => Place::Frontmatter,
        ["frontmatter", key, ..] => Place::FrontmatterValue { key: (*key).to_owned() },
        ["sections"] => Place::Sections,
        ["sections", key, inside @ ..] => match spec.sections.position(|section| section.key == *key) {
            Some(section) => spec.sections[section].content.place(section, inside),
            None => Place::Other,
        },
        _ => Place::Other,
    }
}

#[cfg(test)]
mod tests;
