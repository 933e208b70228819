//! The keys of mappings inside the frontmatter: those that are missing and those that are meant as them.

use std::collections::HashSet;

use super::keys::distance_of_names;
use crate::{
    notetype::{Breach, Keyword},
    rules::Context,
    text::{Member, Span},
};

/// How many keys are compared with names of the type in a note.
const MAX_COMPARISONS: usize = 200_000;

/// The keywords whose schemas tell only a part of what a mapping may have.
const PARTIAL: [&str; 7] = ["/allOf/", "/anyOf/", "/oneOf/", "/then/", "/else/", "/$defs/", "/definitions/"];

/// Finds the unknown keys of mappings that were meant as missing ones.
pub(super) struct NestedKeys<'c> {
    /// The keys that their mapping does not allow: its pointer and the name.
    unknown: HashSet<(&'c str, &'c str)>,
    /// Those that were meant as missing ones already.
    taken: HashSet<Span>,
    comparisons: usize,
}

impl<'c> NestedKeys<'c> {
    /// Knows the breaches `unknown`, which report keys that their mapping does not allow.
    pub(super) fn new(unknown: impl Iterator<Item = &'c Breach>) -> Self {
        let unknown = unknown.filter_map(|breach| match &breach.keyword {
            Keyword::AdditionalProperties { property } => Some((breach.pointer.as_str(), property.as_str())),
            _ => None,
        });
        Self { unknown: unknown.collect(), taken: HashSet::new(), comparisons: MAX_COMPARISONS }
    }

    /// Returns the key that was probably meant as the key `name`, which the mapping of `breach` lacks.
    pub(super) fn meant_as<'t>(
        &mut self,
        context: &'t Context<'_>,
        breach: &Breach,
        name: &str,
    ) -> Option<(&'t str, Span)> {
        let object = context.projection.json.at(&breach.pointer)?;
        self.comparisons = self.comparisons.checked_sub(object.members().len())?;
        let is_whole = !PARTIAL.iter().any(|keyword| breach.schema.contains(keyword));
        let declared: HashSet<&str> = breach.asked.declared.iter().map(String::as_str).collect();
        let is_unknown = |member: &&Member<'_>| {
            let is_refused = self.unknown.contains(&(breach.pointer.as_str(), &*member.name));
            is_refused || is_whole && !declared.contains(&*member.name)
        };
        let near = object.members().iter().filter(is_unknown).filter_map(|member| {
            let key = member.value.origin().key.filter(|key| !self.taken.contains(key))?;
            Some((distance_of_names(&member.name, name)?, key, &*member.name))
        });
        let (_, key, found) = near.min()?;
        self.taken.insert(key);
        Some((found, key))
    }
}

/// Returns the declared key that is nearest to the unknown key `name` of the mapping of `breach`, and whether
/// the mapping has it.
pub(super) fn nearest<'b>(context: &Context<'_>, breach: &'b Breach, name: &str) -> Option<(&'b str, bool)> {
    let declared = breach.asked.declared.iter();
    let near = declared.filter_map(|known| Some((distance_of_names(name, known)?, known)));
    let (_, known) = near.min_by_key(|(distance, _)| *distance)?;
    let object = context.projection.json.at(&breach.pointer)?;
    Some((known, object.members().iter().any(|member| member.name == *known)))
}
