//! What is inferred of a type: plain data, each part with its figures.

use super::share::Share;

/// A note type that notes have in common: plain data, each part with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct InferredType {
    /// Its name.
    pub name: String,
    /// The number of notes that the figures are about.
    pub notes: usize,
    /// The numbers of the notes that are left out.
    pub strays: Vec<usize>,
    /// Their paths.
    pub stray_paths: Vec<String>,
    /// Where the notes have their id.
    pub id: Option<IdFinder>,
    /// The path of a new note, with how many have such.
    pub path: Option<(String, Share)>,
    /// The frontmatter.
    pub frontmatter: Frontmatter,
    /// The title.
    pub title: Title,
    /// The text below the title, if it is fields.
    pub intro: Option<(Presence, Vec<Member>)>,
    /// The sections.
    pub sections: Sections,
}

/// Whether notes have a part of the type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// Whether the type requires it.
    pub required: bool,
    /// How many have it.
    pub share: Share,
    /// How many of the newest ones have it, if the template has grown by it.
    pub newest: Option<Share>,
    /// Why it is required, or not, whatever the figures are.
    pub why: Option<String>,
}

/// A part that has a name, and of which nothing else is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Whether it is there.
    pub presence: Presence,
}

/// What the type says about frontmatter.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Frontmatter {
    /// Nothing, as nobody has one.
    #[default]
    Unsaid,
    /// There is none; the share has one all the same.
    Forbidden(Share),
    /// It has keys.
    Keys(Presence, Keys),
}

/// The keys of a mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keys {
    /// The keys, in their order.
    pub all: Vec<Key>,
    /// Whether other keys are forbidden.
    pub is_closed: bool,
    /// How many have another key.
    pub others: Share,
    /// How many have the keys in another order; many, if the order is free.
    pub disordered: Share,
    /// Whether the order is free.
    pub is_free: bool,
}

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Whether it is there.
    pub presence: Presence,
    /// Its value.
    pub value: Value,
}

/// What values have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    /// Their types, as JSON Schema names them; any if there are none.
    pub types: Vec<&'static str>,
    /// What texts are like, with how many are so.
    pub text: Option<(TextForm, Share)>,
    /// All texts that there may be, each with its number; any if there are none.
    pub choices: Vec<(String, usize)>,
    /// The items of lists.
    pub items: Option<Box<Value>>,
    /// Whether no list is empty.
    pub is_filled: bool,
    /// The keys of mappings.
    pub keys: Option<Keys>,
}

/// What a text is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// A date.
    Date,
    /// A web address or another IRI.
    Iri,
    /// It matches a regular expression.
    Pattern(String),
    /// It is not empty.
    Filled,
}

/// What the type says about titles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Title {
    /// Whether there is a `#` heading.
    pub presence: Presence,
    /// A pattern that it matches, with how many do.
    pub pattern: Option<(String, Share)>,
    /// How many have a title that others have, too.
    pub repeated: Share,
}

/// Where notes have their id.
#[derive(Clone, Debug, PartialEq)]
pub struct IdFinder {
    /// The name of the source, if the text of notes is not searched for ids.
    pub source: Option<&'static str>,
    /// The regular expression.
    pub pattern: String,
    /// How many have one.
    pub share: Share,
}

/// A group of sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sections {
    /// The sections, in their order.
    pub all: Vec<Section>,
    /// Those that are recognised by a pattern.
    pub patterns: Vec<PatternSection>,
    /// How many notes have the sections in another order.
    pub disordered: Share,
    /// Whether the order is free.
    pub is_free: bool,
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its property in the type.
    pub key: String,
    /// The canonical headings, which are equally good, each with its number.
    pub headings: Vec<(String, usize)>,
    /// Other headings, each with its number.
    pub aliases: Vec<(String, usize)>,
    /// All spellings, each with its number, the most frequent first.
    pub spellings: Vec<(String, usize)>,
    /// Whether it is there.
    pub presence: Presence,
    /// What is in it.
    pub content: Content,
}

/// Sections whose headings have a shape in common.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternSection {
    /// The regular expression.
    pub pattern: String,
    /// How many notes have one.
    pub share: Share,
    /// A heading that it matches.
    pub example: String,
    /// How they follow each other, with how many notes have them so.
    pub sequence: Option<(&'static str, Share)>,
    /// What is in them.
    pub content: Content,
}

/// What is in a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text; the share has some.
    Text {
        /// Whether there must be some.
        is_filled: bool,
        /// How many have some.
        filled: Share,
    },
    /// A list of points.
    Points(Points),
    /// A list with checkboxes.
    Tasks(Points),
    /// Sub-headings, each with points and fields.
    Entries {
        /// Whether there must be one.
        is_filled: bool,
        /// The fields of an entry.
        fields: Vec<Member>,
    },
    /// Scores on axes.
    Rating(Vec<Member>),
    /// A SWOT.
    Swot(Vec<Quadrant>),
    /// A table with these columns.
    Table {
        /// Whether there must be a row.
        is_filled: bool,
        /// The columns.
        columns: Vec<Member>,
    },
    /// Keys with values.
    Fields(Vec<Member>),
    /// Sections; the share has text above the first one, if that is required.
    Sections(Box<Sections>, Option<Share>),
}

/// What a list is like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    /// The canonical list, with how many items are in such.
    pub list: Option<(&'static str, Share)>,
    /// The smallest number, with how many sections have as many.
    pub min: Option<(usize, Share)>,
    /// Whether it is the greatest, too.
    pub is_exact: bool,
    /// How many points have a lead, if that is required.
    pub leads: Option<Share>,
}

/// A quadrant of a SWOT.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrant {
    /// Its property in the type.
    pub key: &'static str,
    /// Its heading.
    pub heading: String,
    /// What other notes call it.
    pub aliases: Vec<String>,
    /// Whether it is there.
    pub presence: Presence,
    /// What is in it.
    pub points: Points,
}
