//! The words on the page that a type declares: what `x-note` says, joined with the parts of the
//! schema that the projection and the rules must know.

mod sections;

use regex::Regex;

pub use self::sections::{HeadingPattern, Numbering, Order, OrderItem, SectionSpec, SectionsSpec, Sequence};
use super::{place::NestedId, positions::Positions};
use crate::{
    note::Fences,
    text::{IndexVec, Span},
};

/// All that a type declares about the text of a note.
#[derive(Clone, Debug, Default)]
pub struct TypeSpec {
    /// Finds the note's id in its title (`x-note: id`): the first capture group, else the match.
    pub id: Option<Regex>,
    /// The same regex without its anchors, such as `^` and `$`, which finds ids of notes in running text.
    /// `None` if it also matches ordinary words.
    pub mention: Option<Regex>,
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
    /// Returns the lines that open and close the frontmatter of a note. Where the type has none, lines that look like
    /// it are text; where it reads fields above the first heading, they are these.
    pub fn fences(&self) -> Fences {
        let has_fields = self.intro.as_ref().is_some_and(|intro| intro.content.fields().is_some());
        if self.frontmatter.is_named && !has_fields { Fences::Lenient } else { Fences::Strict }
    }

    /// Returns the note id in `text`: the first group of the regex, else the match.
    pub fn find_id<'a>(&self, text: &'a str) -> Option<&'a str> {
        let regex = self.id.as_ref()?;
        let found = if regex.captures_len() > 1 {
            regex.captures(text).and_then(|groups| groups.get(1).or_else(|| groups.get(0)))
        } else {
            // Faster, as the groups need not be found.
            regex.find(text)
        };
        found.map(|found| found.as_str())
    }

    /// Returns the ids in running text, each with its span there: the first group of the regex, else the match.
    pub fn mentions<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = (&'a str, Span)> + 'a> {
        let Some(regex) = &self.mention else { return Box::new(std::iter::empty()) };
        if regex.captures_len() == 1 {
            return Box::new(regex.find_iter(text).map(|found| (found.as_str(), Span::from(found.range()))));
        }
        Box::new(regex.captures_iter(text).filter_map(|groups| {
            let whole = groups.get(0)?;
            Some((groups.get(1).unwrap_or(whole).as_str(), Span::from(whole.range())))
        }))
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
}
