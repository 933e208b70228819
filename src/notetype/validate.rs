//! Holds a projection to its type's schema.

use super::{
    Breach, Keyword, Place, PointPlace, Projection, TitleSource, TypeSpec,
    failure::{Failure, failures},
    instance::Instance,
};
use crate::text::{Origin, Span, pointer::escape};

/// The name under which a rating's score for the whole is projected. It is no axis, so no schema
/// needs to allow it.
pub(super) const OVERALL: &str = "overall";

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
    let place = Place::of(&pointer, spec);
    let reserved = matches!(&keyword, Keyword::AdditionalProperties { property } if property == OVERALL);
    if reserved && matches!(place, Place::Rating { .. }) {
        return None;
    }
    let (key, span) = match &keyword {
        Keyword::AdditionalProperties { .. } => (member.key, member.key_or_value()),
        Keyword::Required { property } => (own.key, absent(&place, property, own, projection)),
        // Nothing is there to point at but what names it.
        Keyword::Size { found: 0, .. } => (own.key, name_of(&place, own, projection)),
        _ if value.is_null() => (own.key, own.key_or_value()),
        Keyword::Other { keyword } if keyword == "propertyNames" => (own.key, own.key_or_value()),
        _ => (own.key, own.value),
    };
    Some(Breach { pointer, place, keyword, value, span, key, schema })
}

/// Where something is said of the absent `property` of the object at `place`.
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
    let entry = match place {
        Place::Entry { section, entry }
        | Place::Fields { section, entry }
        | Place::Points(PointPlace::Entry { section, entry }) => Some((*section, *entry)),
        _ => None,
    };
    let heading = entry.and_then(|(section, entry)| {
        let reading = projection.sections.iter().find(|r| r.section == section && r.repeats.is_none())?;
        match &reading.content {
            super::ContentReading::Entries(entries) => entries.entries.get(entry).map(|entry| entry.name),
            _ => None,
        }
    });
    heading.unwrap_or_else(|| own.key_or_value())
}

#[cfg(test)]
mod tests;
