//! What inference knows of a note: figures and short texts, about a kilobyte.

use std::sync::Arc;

/// A text that other notes may share.
pub type Text = Arc<str>;

/// What inference knows of one note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteFacts {
    /// Its path from the root of the collection, with `/`.
    pub path: String,
    /// Its frontmatter; `None` if it has none.
    pub frontmatter: Option<FrontmatterFacts>,
    /// Its title: its only `#` heading, without markup, else the `title` of the frontmatter.
    pub title: Option<String>,
    /// Whether the title is a heading.
    pub has_title_heading: bool,
    /// What is below the title and above the next heading.
    pub intro: BodyFacts,
    /// The other headings, in the order of the note.
    pub headings: Vec<Arc<HeadingFacts>>,
}

/// What inference knows of a note's frontmatter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontmatterFacts {
    /// Whether it can be read as a whole. If not, the keys are those of the lines that can be read.
    pub is_readable: bool,
    /// Its keys, in the order of the note.
    pub keys: Vec<KeyFacts>,
}

/// A key of frontmatter, or of a mapping in it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFacts {
    /// The key.
    pub name: Text,
    /// Its value.
    pub value: ValueFacts,
}

/// A value of frontmatter.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueFacts {
    /// No value.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer(i64),
    /// Another number.
    Number,
    /// Text.
    Text(TextFacts),
    /// A list.
    List(Vec<Self>),
    /// A mapping.
    Mapping(Vec<KeyFacts>),
}

/// A text in frontmatter.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFacts {
    /// The text, at most its first [`TextFacts::MAX_CHARS`] characters.
    pub beginning: Text,
    /// Whether that is all of it.
    pub is_whole: bool,
    /// Whether it is a date, as JSON Schema's `format` has it.
    pub is_date: bool,
    /// Whether it is an IRI, as JSON Schema's `format` has it.
    pub is_iri: bool,
}

impl TextFacts {
    /// The number of characters of a text that are kept.
    pub const MAX_CHARS: usize = 60;
}

/// A heading and what is below it. Many notes of a kind have the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadingFacts {
    /// How deep it is: 0 is a section of the note, 1 a sub-heading.
    pub depth: u8,
    /// Its words, without markup.
    pub words: Text,
    /// What a section of that name is recognised by.
    pub key: Text,
    /// The same of its words before a `:`, a ` - ` or a score, if it has one of these.
    pub shortened: Option<Text>,
    /// Whether it is numbered: `1. Problem`.
    pub is_numbered: bool,
    /// What is below it up to the next heading of its level.
    pub whole: BodyFacts,
    /// What is above its first sub-heading; `None` if it has none, as that is all.
    pub own: Option<Box<BodyFacts>>,
}

/// Some text of a note, as each content kind reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BodyFacts {
    /// Whether there is anything but comments.
    pub has_text: bool,
    /// Whether at least half of it are lists.
    pub is_list: bool,
    /// The number of points.
    pub points: u32,
    /// The number of points that are items of ordered lists.
    pub ordered: u32,
    /// The number of points that have a lead.
    pub leads: u32,
    /// Whether the points are numbered sub-headings.
    pub has_heading_points: bool,
    /// The header cells of the first table.
    pub columns: Option<Arc<[Text]>>,
    /// What has a score.
    pub axes: Arc<[Text]>,
    /// Which quadrants of a SWOT are named, in the order of [`QUADRANTS`].
    pub quadrants: [bool; 4],
    /// The names of fields: of bold or listed keys.
    pub fields: Arc<[Text]>,
    /// The number of items with a checkbox.
    pub tasks: u32,
    /// The number of code blocks.
    pub code_blocks: u32,
    /// The sub-headings that are not below another one.
    pub children: u32,
    /// Those of them that are numbered.
    pub numbered_children: u32,
}

/// The quadrants of a SWOT: what a type calls them.
pub const QUADRANTS: [&str; 4] = ["strengths", "weaknesses", "opportunities", "threats"];
