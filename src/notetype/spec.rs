//! The words on the page that a type declares: what `x-note` says, joined with the parts of the
//! schema that the projection and the rules must know.

mod identity;
mod path_template;
mod sections;

pub use self::identity::{IdSource, IdentitySpec, SourcePlace};
pub use self::path_template::{PathError, PathTemplate, PathValues, slug};
pub(super) use self::path_template::{PathPart, check_name};
pub use self::sections::{HeadingPattern, Numbering, Order, OrderItem, SectionSpec, SectionsSpec, Sequence};
use super::{place::NestedId, positions::Positions};
use crate::{
    diagnostic::Severity,
    note::Fences,
    text::{IndexVec, pointer},
};

/// All that a type declares about the text of a note.
#[derive(Clone, Debug, Default)]
pub struct TypeSpec {
    /// The ids of its notes, and what else must agree.
    pub identity: IdentitySpec,
    /// The path of a new note.
    pub file: Option<PathTemplate>,
    /// Whether it says anything of the path of a note.
    pub names_path: bool,
    /// Whether it says anything of the name of its type.
    pub names_type: bool,
    /// The frontmatter.
    pub frontmatter: FrontmatterSpec,
    /// The title.
    pub title: TitleSpec,
    /// The text between the title and the next heading, if the type says anything of it.
    pub intro: Option<SectionSpec>,
    /// The whole text, if the type says anything of it.
    pub body: Option<SectionSpec>,
    /// The sections of a note.
    pub sections: SectionsSpec,
    /// Those of its sections.
    pub nested: IndexVec<NestedId, SectionsSpec>,
}

impl TypeSpec {
    /// Returns the object of sections at the JSON Pointer `pointer` of the projection.
    pub fn group_at(&self, pointer: &str) -> Option<&SectionsSpec> {
        let mut tokens = pointer::tokens(pointer);
        let mut group = (tokens.next()? == "sections").then_some(&self.sections)?;
        while let Some(key) = tokens.next() {
            let is_match = |section: &&SectionSpec| {
                section.pattern.as_ref().is_some_and(|pattern| pattern.regex.is_match(&key))
            };
            let named = group.section(&key).and_then(|id| group.all.get(id));
            let section = named.or_else(|| group.all.iter().find(is_match))?;
            let inside = (tokens.next()? == "sections").then_some(section.inside?)?;
            group = self.nested.get(inside)?;
        }
        Some(group)
    }

    /// Returns the lines that open and close the frontmatter of a note. Where the type has none, lines that look like
    /// it are text; where it reads fields above the first heading, they are these.
    pub fn fences(&self) -> Fences {
        let has_fields = self.intro.as_ref().is_some_and(|intro| intro.content.fields().is_some());
        if self.frontmatter.is_named && !has_fields { Fences::Lenient } else { Fences::Strict }
    }
}

/// The title of a note, its `#` heading.
#[derive(Clone, Copy, Debug, Default)]
pub struct TitleSpec {
    /// Whether the type says anything of the title.
    pub is_named: bool,
    /// Whether a note must have one.
    pub is_required: bool,
    /// Whether the type lists the titles that a note may have: those of several notes may be equal.
    pub is_listed: bool,
}

/// The frontmatter of a type.
#[derive(Clone, Debug, Default)]
pub struct FrontmatterSpec {
    /// Whether the type says anything of frontmatter.
    pub is_named: bool,
    /// Whether a note must have frontmatter at all.
    pub required: bool,
    /// Whether the keys may be in any order.
    pub is_unordered: bool,
    /// The keys in the schema's order.
    pub keys: Vec<KeySpec>,
    /// Where each key is in `keys`.
    pub(super) positions: Positions,
}

impl FrontmatterSpec {
    /// Returns the key `name`, if the type declares it.
    pub fn key(&self, name: &str) -> Option<&KeySpec> {
        self.keys.get(self.position(name)?)
    }

    /// Returns the position of the key `name` in the schema's order.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.positions.of(name, self.keys.iter().map(|key| &*key.name))
    }
}

/// One frontmatter key.
#[derive(Clone, Debug)]
pub struct KeySpec {
    /// The key.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// The types that the schema allows, if it names any.
    pub types: Vec<String>,
    /// The `format` of the schema.
    pub format: Option<String>,
    /// Whether the schema lists the values that are allowed.
    pub is_listed: bool,
    /// The texts in the schema's `enum`.
    pub choices: Vec<String>,
    /// Whether no two notes of the type have the value.
    pub is_unique: bool,
    /// What the type says of how bad it is if two have it.
    pub unique_severity: Option<Severity>,
}
