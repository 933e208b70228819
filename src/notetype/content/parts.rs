mod kinds;
mod read;

pub use kinds::{PartContent, PartSpec};
pub use read::{ParsedPart, ParsedParts};

use super::{
    kind::{Items, ItemsOwner, Kind, Noun, Spec},
    template::PLACEHOLDER,
};
use crate::{
    notetype::{
        names::Names,
        place::{ItemsPlace, PartId, Place, SectionId},
        read::Scope,
        schema::{Annotation, ContentKind, Declaring, Node},
    },
    text::{IndexVec, Traced},
};

/// Several readings of one text, each with its own constraints.
#[derive(Clone, Debug, Default)]
pub struct PartsSpec {
    /// The readings in the schema's order.
    pub parts: IndexVec<PartId, PartSpec>,
}

impl PartsSpec {
    /// The readings of which the text must have something.
    fn asked_for(&self) -> impl Iterator<Item = &dyn Spec> {
        self.parts.iter().filter(|part| part.is_asked_for()).filter_map(PartSpec::spec)
    }

    /// The reading whose property is named `name`.
    pub fn part(&self, name: &str) -> Option<PartId> {
        self.parts.pairs().find(|(_, part)| part.name == name).map(|(id, _)| id)
    }
}

impl Spec for PartsSpec {
    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        let [name, inside @ ..] = inside else { return Place::Parts { section } };
        let Some(part) = self.part(name) else { return Place::Other };
        match &self.parts[part].content {
            PartContent::Text(_) | PartContent::Prose(_) => Place::Text { section },
            PartContent::Words | PartContent::Lines | PartContent::Paragraphs => {
                Place::Count { section, part }
            }
            PartContent::Fields(spec) => spec.place(section, inside),
            _ => Place::in_items(ItemsPlace::Part { section, part }, inside),
        }
    }

    fn template(&self, level: u8) -> Option<String> {
        let parts = self.asked_for().map(|part| part.template(level));
        let parts: Vec<String> = parts.collect::<Option<_>>()?;
        Some(if parts.is_empty() { PLACEHOLDER.to_owned() } else { parts.join("\n\n") })
    }

    fn contents(&self) -> String {
        let parts = self.asked_for().map(Spec::contents);
        parts.filter(|contents| !contents.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn noun_at(&self, place: ItemsPlace) -> Option<Noun> {
        let ItemsPlace::Part { part, .. } = place else { return None };
        self.parts.get(part)?.noun()
    }

    fn how_to_write_at(&self, place: ItemsPlace, level: u8) -> String {
        let ItemsPlace::Part { part, .. } = place else { return self.how_to_write(level) };
        match self.parts.get(part) {
            Some(part) => part.spec().map_or_else(
                || format!("add 1 {}", part.noun().map_or("item", |noun| noun.one)),
                |spec| spec.how_to_write(level),
            ),
            None => self.how_to_write(level),
        }
    }
}

impl Kind for PartsSpec {
    const KIND: ContentKind = ContentKind {
        name: "parts",
        json_type: "object",
        is_default: false,
        keys: &[],
        part: None,
        form: kinds::READINGS,
    };

    type Parsed = ParsedParts;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, _says: &Annotation) -> Self {
        Self { parts: kinds::declare(declaring, node).into() }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (ParsedParts, Traced<'a>) {
        let mut json = Traced::object(self.parts.iter().len(), scope.text());
        let mut parsed = Vec::new();
        for part in &self.parts {
            let (reading, value) = read::read(scope, part);
            json.insert(part.name, None, value);
            parsed.push(reading);
        }
        (ParsedParts { parts: parsed.into() }, json)
    }

    fn items<'s>(&'s self, parsed: &'s ParsedParts, place: ItemsPlace) -> Option<Items<'s>> {
        let ItemsPlace::Part { part, .. } = place else { return None };
        let (spec, parsed) = (self.parts.get(part)?, parsed.parts.get(part)?);
        match (&spec.content, parsed) {
            (PartContent::Points(spec), ParsedPart::Points(parsed)) => {
                Some(Items::points(place, ItemsOwner::Section, spec, parsed))
            }
            (PartContent::Tasks(spec), ParsedPart::Tasks(parsed)) => Some(spec.items_at(place, parsed)),
            _ => None,
        }
    }

    fn each_items<'s>(
        &'s self,
        section: SectionId,
        parsed: &'s ParsedParts,
        visit: &mut dyn FnMut(Items<'s>),
    ) {
        for (part, _) in self.parts.pairs() {
            if let Some(items) = self.items(parsed, ItemsPlace::Part { section, part }) {
                visit(items);
            }
        }
    }
}
