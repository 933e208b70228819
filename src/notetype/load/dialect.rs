//! The `x-note` dialect: the words on the page beside each part of a schema. Closed: what is not
//! in the table is a fault of the schema.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    faults::Faults,
    schema::{Documents, Node, visit},
};
use crate::{
    diagnostic::Fault,
    notetype::{ListKind, Symbols},
    text::nearest,
};

/// The keyword.
pub(super) const KEYWORD: &str = "x-note";

/// What one `x-note` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Annotation {
    #[serde(rename = "type")]
    pub(super) name: Option<String>,
    pub(super) id: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) content: Option<ContentKind>,
    pub(super) list: Option<ListKind>,
    pub(super) scale: Option<u64>,
    pub(super) symbols: Option<Symbols>,
    pub(super) placeholder: Option<String>,
    pub(super) break_before: Option<bool>,
}

/// What a section may hold (`content`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ContentKind {
    Text,
    Points,
    Entries,
    Rating,
    Swot,
    Table,
}

impl ContentKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Points => "points",
            Self::Entries => "entries",
            Self::Rating => "rating",
            Self::Swot => "swot",
            Self::Table => "table",
        }
    }

    /// The JSON type of its projection.
    pub(super) const fn json_type(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Points | Self::Entries | Self::Table => "array",
            Self::Rating | Self::Swot => "object",
        }
    }
}

/// What an `x-note` stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Key,
    /// A section whose content is not known.
    AnySection,
    Section(ContentKind),
    Quadrant,
    Axis,
    Field,
    Column,
}

impl Role {
    fn noun(self) -> String {
        match self {
            Self::Root => "the root".to_owned(),
            Self::Key => "a frontmatter key".to_owned(),
            Self::AnySection => "a section".to_owned(),
            Self::Section(content) => format!("a section of content `{}`", content.as_str()),
            Self::Quadrant => "a quadrant".to_owned(),
            Self::Axis => "an axis".to_owned(),
            Self::Field => "a field".to_owned(),
            Self::Column => "a column".to_owned(),
        }
    }

    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Root => &["type", "id"],
            Self::Key | Self::Axis | Self::Field | Self::Column => &["aliases"],
            Self::Quadrant => &["heading", "aliases", "list"],
            Self::AnySection => {
                &["heading", "aliases", "content", "list", "scale", "symbols", "placeholder", "break-before"]
            }
            Self::Section(ContentKind::Text) => {
                &["heading", "aliases", "content", "placeholder", "break-before"]
            }
            Self::Section(ContentKind::Points) => &["heading", "aliases", "content", "list", "break-before"],
            Self::Section(ContentKind::Rating) => {
                &["heading", "aliases", "content", "scale", "symbols", "break-before"]
            }
            Self::Section(_) => &["heading", "aliases", "content", "break-before"],
        }
    }
}

/// What each key takes.
const VALUES: &[(&str, &str)] = &[
    ("type", "the name of the type, a string"),
    ("id", "a regular expression, a string"),
    ("heading", "the words of the heading, a string"),
    ("aliases", "a list of strings"),
    ("content", "`text`, `points`, `entries`, `rating`, `swot` or `table`"),
    ("list", "`ordered` or `bullets`"),
    ("scale", "a whole number"),
    ("symbols", "an object of the strings `full` and `empty`"),
    ("placeholder", "a string"),
    ("break-before", "`true` or `false`"),
];

/// A `content` that is none.
#[derive(Debug)]
pub(super) struct UnknownContent;

/// Reads the `x-note`s of a type, and knows which it has read.
#[derive(Debug)]
pub(super) struct Annotations<'a> {
    documents: &'a Documents,
    read: HashSet<(usize, String)>,
}

impl<'a> Annotations<'a> {
    pub(super) fn new(documents: &'a Documents) -> Self {
        Self { documents, read: HashSet::new() }
    }

    /// What the `x-note`s of `node`, and of the schemas it refers to, say together. The nearest
    /// one to the use wins.
    pub(super) fn of(&mut self, node: &Node<'a>, role: Role, faults: &mut Faults) -> Annotation {
        let mut merged = Map::new();
        for facet in self.documents.facets(node) {
            let Some(says) = facet.get(KEYWORD) else { continue };
            self.read.insert(says.position());
            if says.object().is_none() {
                faults.value(self.documents, &says, Fault::new("`x-note` must be an object"));
            }
            for (key, value) in says.members() {
                if self.admits(key, &value, role, faults) && !merged.contains_key(key) {
                    merged.insert(key.to_owned(), value.value.clone());
                }
            }
        }
        serde_json::from_value(Value::Object(merged)).unwrap_or_default()
    }

    /// The `content` of a section; an error where it is no kind of content, which is a fault.
    pub(super) fn content(
        &mut self,
        section: &Node<'a>,
        faults: &mut Faults,
    ) -> Result<Option<ContentKind>, UnknownContent> {
        let facets = self.documents.facets(section);
        let Some(content) = facets.iter().find_map(|facet| facet.get(KEYWORD)?.get("content")) else {
            return Ok(None);
        };
        ContentKind::deserialize(content.value).map(Some).map_err(|_| {
            self.of(section, Role::AnySection, faults);
            UnknownContent
        })
    }

    fn admits(&self, key: &str, value: &Node<'a>, role: Role, faults: &mut Faults) -> bool {
        let Some((_, takes)) = VALUES.iter().find(|(name, _)| *name == key) else {
            let help = match nearest(key, role.keys().iter().copied()) {
                Some(right) => format!("did you mean `{right}`?"),
                None => known(role),
            };
            let fault = Fault::new(format!("`x-note` has no key `{key}`")).help(help);
            faults.key(self.documents, value, fault);
            return false;
        };
        if !role.keys().contains(&key) {
            let fault = Fault::new(format!("`{key}` says nothing on {}", role.noun())).help(known(role));
            faults.key(self.documents, value, fault);
            return false;
        }
        let alone = Map::from_iter([(key.to_owned(), value.value.clone())]);
        let fits = !value.value.is_null() && serde_json::from_value::<Annotation>(alone.into()).is_ok();
        if !fits {
            let mut fault = Fault::new(format!("`{key}` must be {takes}"));
            let words = takes.split('`').skip(1).step_by(2);
            if let Some(right) = value.value.as_str().and_then(|written| nearest(written, words)) {
                fault = fault.help(format!("did you mean `{right}`?"));
            }
            faults.value(self.documents, value, fault);
        }
        fits
    }

    /// Faults for every `x-note` that a note could never meet: where the schema is used, but on a
    /// part that the dialect has no words for.
    pub(super) fn unread(&self, faults: &mut Faults) {
        for document in 0..self.documents.all().len() {
            let Some(root) = self.documents.root(document) else { continue };
            visit(&root, &mut |schema| {
                let Some(note) = schema.get(KEYWORD) else { return };
                // A file of definitions may serve several types.
                if !self.read.contains(&note.position()) && !is_definition(&note.pointer) && document == 0 {
                    let fault = Fault::new("`x-note` says nothing here").help(
                        "it belongs on the root, a frontmatter key, a section, a quadrant, an axis, a field or a column",
                    );
                    faults.key(self.documents, &note, fault);
                }
            });
        }
    }
}

fn is_definition(pointer: &str) -> bool {
    pointer.split('/').any(|token| token == "$defs" || token == "definitions")
}

fn known(role: Role) -> String {
    format!("{} takes `{}`", role.noun(), role.keys().join("`, `"))
}
