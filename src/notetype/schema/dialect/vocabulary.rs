//! The keys of the dialect, and which part of a schema takes which.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    diagnostic::Severity,
    notetype::{
        headings::Headings,
        schema::{
            form::Form,
            key::{Key, Role},
            order::{KeyOrdering, Ordering},
            reference::REF,
            sources::Sources,
        },
    },
};

pub(super) const TYPE: Key = Key::new::<String>("type", "the name of the type, a string");
const ID: Key = Key::new::<Sources>(
    "id",
    "a regular expression, a string, or a mapping of sources to regular expressions",
);
/// What must agree without being the id.
const AGREE: Key =
    Key::new::<Vec<Map<String, Value>>>("agree", "a list of mappings of sources to regular expressions");
/// The path of a new note.
const FILE: Key = Key::new::<String>("file", "the path of a new note, a string");
/// The canonical heading.
pub(crate) const HEADING: Key =
    Key::new::<Headings>("heading", "the words of the heading: a string, or a list of strings");
/// Other words that count.
pub(crate) const ALIASES: Key = Key::new::<Vec<String>>("aliases", "a list of strings");
pub(super) const CONTENT: Key = Key::new::<String>("content", "a content kind");
/// Whether a section may be repeated.
pub(crate) const REPEAT: Key = Key::new::<bool>("repeat", "`true` or `false`");
/// The order of sections.
pub(crate) const ORDER: Key = Key::new::<Ordering>(
    "order",
    "`type`, `free`, a list of sections, or for sections by pattern `ascending`, `descending` or `consecutive`",
);
pub(super) const UNIQUE: Key = Key::new::<bool>("unique", "`true` or `false`");
pub(super) const SEVERITY: Key = Key::new::<Severity>("severity", "`error`, `warning` or `info`");
pub(super) const BREAK_BEFORE: Key = Key::new::<bool>("break-before", "`true` or `false`");

const DIALECT: Key = Key::new::<Version>("dialect", "`1`: this notelint reads dialect 1");

/// The version of the dialect.
#[derive(Deserialize)]
#[serde(try_from = "f64")]
struct Version;

impl TryFrom<f64> for Version {
    type Error = &'static str;

    fn try_from(version: f64) -> Result<Self, Self::Error> {
        if version.total_cmp(&1.0).is_eq() { Ok(Self) } else { Err("there is no such version") }
    }
}

/// The keys of every section; `break-before` comes after those of its content kind.
pub(super) const SECTION: [Key; 4] = [HEADING, ALIASES, CONTENT, REPEAT];

/// The keys of every section by pattern, which has no words of its own.
pub(super) const PATTERN: [Key; 3] = [CONTENT, REPEAT, ORDER];

/// What `x-note: { content: … }` names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentKind {
    /// The word in the schema.
    pub(crate) name: &'static str,
    /// The JSON type of its projection.
    pub(crate) json_type: &'static str,
    /// Whether a section of that JSON type is of this kind unless it says otherwise.
    pub(crate) is_default: bool,
    /// The keys that a section of this kind takes beside those of every section.
    pub(crate) keys: &'static [Key],
    /// What its named parts are, if it has some.
    pub(crate) part: Option<Role>,
    /// What its projection consists of.
    pub(crate) form: Form,
}

pub(super) const ROOT: Role = Role { noun: "the root", keys: &[TYPE, ID, AGREE, FILE, DIALECT] };
/// An object of sections.
pub(crate) const SECTIONS: Role = Role { noun: "`sections`", keys: &[ORDER] };
pub(crate) const KEY_ORDER: Key = Key::new::<KeyOrdering>("order", "`type` or `free`");
pub(crate) const FRONTMATTER: Role = Role { noun: "`frontmatter`", keys: &[KEY_ORDER] };
pub(crate) const FRONTMATTER_KEY: Role = Role { noun: "a frontmatter key", keys: &[ALIASES, REF, UNIQUE] };
