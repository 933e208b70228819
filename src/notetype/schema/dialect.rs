//! The `x-note` dialect: the words on the page beside each part of a schema. Closed: a key that its
//! place does not take is a fault of the schema.

mod vocabulary;

use std::collections::HashSet;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

pub(crate) use self::vocabulary::{
    ALIASES, ContentKind, FRONTMATTER, FRONTMATTER_KEY, HEADING, KEY_ORDER, ORDER, REPEAT, SECTIONS,
};
use self::vocabulary::{BREAK_BEFORE, CONTENT, PATTERN, ROOT, SECTION, SEVERITY, TYPE, UNIQUE};
use super::{
    documents::Documents,
    faults::Faults,
    key::{KEYWORD, Key, Role},
    node::{Node, Position},
    reference::{REF, VALUE},
};
use crate::{
    diagnostic::{Fault, Severity},
    notetype::headings::Headings,
    text::{alternatives, did_you_mean, suggest},
};

/// Where an `x-note` is.
#[derive(Clone, Copy)]
enum Place<'k> {
    Role(Role),
    Section(&'k ContentKind),
    /// A text without a heading of its own.
    Text(&'k ContentKind),
    /// A section that is recognised by a pattern.
    Pattern(&'k ContentKind),
    /// A section whose content kind is not known.
    AnySection,
}

/// What the `x-note`s of one part say together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Annotation(Map<String, Value>);

impl Annotation {
    /// The value of `key`.
    pub(crate) fn get<T: DeserializeOwned>(&self, key: Key) -> Option<T> {
        T::deserialize(self.0.get(key.name)?).ok()
    }

    /// The name of the type.
    pub(crate) fn type_name(&self) -> Option<String> {
        self.get(TYPE)
    }

    /// The canonical headings; without any, `name` is the only one.
    pub(crate) fn headings(&self, name: &str) -> Headings {
        self.get(HEADING).unwrap_or_else(|| name.into())
    }

    /// The other words that count.
    pub(crate) fn aliases(&self) -> Vec<String> {
        self.get(ALIASES).unwrap_or_default()
    }

    /// Whether no two notes have the value.
    pub(crate) fn is_unique(&self) -> bool {
        self.get(UNIQUE).unwrap_or_default()
    }

    /// How bad a breach is.
    pub(crate) fn severity(&self) -> Option<Severity> {
        self.get(SEVERITY)
    }

    /// Whether a `---` is above the section.
    pub(crate) fn breaks_before(&self) -> bool {
        self.get(BREAK_BEFORE).unwrap_or_default()
    }
}

/// A `content` that is none.
#[derive(Debug)]
pub(crate) struct UnknownContent;

/// Reads the `x-note`s of a type, and knows which it has read.
#[derive(Debug)]
pub(crate) struct Annotations<'a> {
    documents: &'a Documents,
    kinds: &'a [ContentKind],
    read: HashSet<Position>,
}

impl<'a> Annotations<'a> {
    /// Reads those of `documents`, whose sections are of one of `kinds`.
    pub(crate) fn new(documents: &'a Documents, kinds: &'a [ContentKind]) -> Self {
        Self { documents, kinds, read: HashSet::new() }
    }

    /// What the `x-note`s of the root say.
    pub(crate) fn of_root(&mut self, root: &Node<'a>, faults: &mut Faults) -> Annotation {
        self.of(root, Place::Role(ROOT), faults)
    }

    /// What those of a section of `kind` say.
    pub(crate) fn of_section(
        &mut self,
        section: &Node<'a>,
        kind: &ContentKind,
        faults: &mut Faults,
    ) -> Annotation {
        self.of(section, Place::Section(kind), faults)
    }

    /// What those of a text of `kind` say that has no heading of its own.
    pub(crate) fn of_text(&mut self, text: &Node<'a>, kind: &ContentKind, faults: &mut Faults) -> Annotation {
        self.of(text, Place::Text(kind), faults)
    }

    /// What those of a section of `kind` say that is recognised by a pattern.
    pub(crate) fn of_pattern(
        &mut self,
        section: &Node<'a>,
        kind: &ContentKind,
        faults: &mut Faults,
    ) -> Annotation {
        self.of(section, Place::Pattern(kind), faults)
    }

    /// Whether `section` may be repeated, as far as can be told before its content kind is known.
    pub(crate) fn repeats(&self, section: &Node<'a>) -> bool {
        let facets = self.documents.facets(section);
        facets.iter().any(|facet| {
            let says = facet.get(KEYWORD).and_then(|says| says.get(REPEAT.name));
            says.is_some_and(|repeat| *repeat.value == Value::Bool(true))
        })
    }

    /// What those of a part with that `role` say.
    pub(crate) fn of_part(&mut self, part: &Node<'a>, role: Role, faults: &mut Faults) -> Annotation {
        self.of(part, Place::Role(role), faults)
    }

    /// What the `x-note`s of `node`, and of the schemas it refers to, say together. The nearest
    /// one to the use wins.
    fn of(&mut self, node: &Node<'a>, place: Place<'_>, faults: &mut Faults) -> Annotation {
        let mut merged = Map::new();
        for facet in self.documents.facets(node) {
            let Some(says) = facet.get(KEYWORD) else { continue };
            self.read.insert(says.position());
            if says.object().is_none() {
                faults.value(self.documents, &says, Fault::new("`x-note` must be an object"));
            }
            for (key, value) in says.members() {
                if self.admits(key, &value, place, faults) && !merged.contains_key(key) {
                    merged.insert(key.to_owned(), value.value.clone());
                }
            }
        }
        Annotation(merged)
    }

    /// Reads the `x-note`s of a section whose content kind is not known.
    pub(crate) fn of_any_section(&mut self, section: &Node<'a>, faults: &mut Faults) {
        self.of(section, Place::AnySection, faults);
    }

    /// The content kind that a section names, as an index of the kinds; an error if it is none of
    /// them, which is a fault.
    pub(crate) fn content(
        &mut self,
        section: &Node<'a>,
        faults: &mut Faults,
    ) -> Result<Option<usize>, UnknownContent> {
        let facets = self.documents.facets(section);
        let Some(content) = facets.iter().find_map(|facet| facet.get(KEYWORD)?.get(CONTENT.name)) else {
            return Ok(None);
        };
        let known = self.kinds.iter().position(|kind| content.value == kind.name);
        known.map(Some).ok_or_else(|| {
            self.of_any_section(section, faults);
            UnknownContent
        })
    }

    /// The content kinds in words: `text`, `points` or `table`.
    pub(crate) fn kinds(&self) -> String {
        alternatives(self.kinds.iter().map(|kind| kind.name))
    }

    /// The keys that the dialect has at `place`.
    fn keys(&self, place: Place<'_>) -> Vec<Key> {
        let mut keys = match place {
            Place::Role(role) => return [role.keys, &[SEVERITY]].concat(),
            Place::Section(kind) => [&SECTION[..], kind.keys].concat(),
            Place::Pattern(kind) => return [&PATTERN[..], kind.keys, &[SEVERITY]].concat(),
            Place::Text(kind) => return [&[CONTENT][..], kind.keys, &[SEVERITY]].concat(),
            Place::AnySection => {
                let own = self.kinds.iter().flat_map(|kind| kind.keys);
                SECTION.iter().chain(own).chain([&ORDER]).copied().collect()
            }
        };
        keys.extend([BREAK_BEFORE, SEVERITY]);
        let mut seen = HashSet::new();
        keys.retain(|key| seen.insert(key.name));
        keys
    }

    /// Whether the dialect has `key` at any place.
    fn has(&self, key: &str) -> bool {
        let parts = self.kinds.iter().filter_map(|kind| kind.part);
        let roles = parts.chain([ROOT, SECTIONS, FRONTMATTER, FRONTMATTER_KEY]).map(Place::Role);
        roles.chain([Place::AnySection]).any(|place| self.keys(place).iter().any(|known| known.name == key))
    }

    fn admits(&self, key: &str, value: &Node<'a>, place: Place<'_>, faults: &mut Faults) -> bool {
        let keys = self.keys(place);
        let Some(known) = keys.iter().find(|known| known.name == key) else {
            let fault = if self.has(key) {
                let message = format!("`{key}` is not valid on {}", noun(place));
                Fault::new(message).help(takes(place, &keys))
            } else {
                let begins = |known: &&Key| key.len() > 3 && known.name.starts_with(key);
                let near = suggest(key, keys.iter().map(|known| known.name))
                    .or_else(|| keys.iter().find(begins).map(|known| did_you_mean(known.name)));
                let help = near.unwrap_or_else(|| takes(place, &keys));
                Fault::new(format!("unknown key `{key}` in `x-note`")).help(help)
            };
            faults.key(self.documents, value, fault);
            return false;
        };
        let is_content = known.name == CONTENT.name;
        let fits = if is_content {
            self.kinds.iter().any(|kind| value.value == kind.name)
        } else {
            !value.value.is_null() && (known.fits)(value.value)
        };
        if !fits {
            let takes = if is_content { self.kinds() } else { known.takes.to_owned() };
            let words = takes.split('`').skip(1).step_by(2);
            let help = match value.value {
                Value::String(written) => suggest(written, words)
                    .or_else(|| synonym(key, written))
                    .or_else(|| takes.starts_with("a list").then(|| format!("write `[{}]`", value.value))),
                Value::Number(_) | Value::Bool(_) if takes.contains("a string") => {
                    Some(format!("quote it: `\"{}\"`", value.value))
                }
                _ => None,
            };
            let fault = Fault { help, ..Fault::new(format!("`{key}` must be {takes}")) };
            faults.value(self.documents, value, fault);
        }
        fits
    }

    /// The severity of the breaches of `schema`.
    pub(crate) fn severity_of(schema: &Node<'_>) -> Option<Severity> {
        Severity::deserialize(schema.get(KEYWORD)?.get(SEVERITY.name)?.value).ok()
    }

    /// Reads the `x-note` of `schema`, which is about a part of a value, if it says what that refers to.
    pub(crate) fn of_value(&self, schema: &Node<'a>, faults: &mut Faults) -> bool {
        let says = schema.get(KEYWORD).filter(|says| says.get(REF.name).is_some());
        let Some(says) = says else { return false };
        for (key, value) in says.members() {
            self.admits(key, &value, Place::Role(VALUE), faults);
        }
        true
    }

    /// Whether the `x-note` of `schema` has no words, or they are read. A severity may be anywhere.
    pub(crate) fn has_read(&self, schema: &Node<'_>) -> bool {
        let Some(says) = schema.get(KEYWORD) else { return true };
        let is_severity =
            says.members().all(|(key, value)| key == SEVERITY.name && (SEVERITY.fits)(value.value));
        is_severity && says.object().is_some_and(|keys| !keys.is_empty())
            || self.read.contains(&says.position())
    }

    /// A fault for the `x-note` of `schema`, which is not read.
    pub(crate) fn unread(&self, schema: &Node<'_>, fault: Fault, faults: &mut Faults) {
        if let Some(says) = schema.get(KEYWORD) {
            let help = fault.help.clone().unwrap_or_else(|| self.places());
            faults.key(self.documents, &says, fault.help(help));
        }
    }

    /// The content kind that `section` names; of an unknown one, what is written.
    pub(crate) fn named_content(&self, section: &Node<'a>) -> Option<&'a str> {
        let facets = self.documents.facets(section);
        facets.iter().find_map(|facet| facet.get(KEYWORD)?.string(CONTENT.name))
    }

    fn places(&self) -> String {
        let mut nouns = vec![ROOT.noun, FRONTMATTER.noun, FRONTMATTER_KEY.noun, SECTIONS.noun, "a section"];
        nouns.extend(self.kinds.iter().filter_map(|kind| kind.part).map(|role| role.noun));
        let mut seen = HashSet::new();
        nouns.retain(|noun| seen.insert(*noun));
        let last = nouns.pop().unwrap_or_default();
        format!("it belongs on {} or {last}", nouns.join(", "))
    }
}

/// Asks whether what other tools call `word` was meant.
fn synonym(key: &str, word: &str) -> Option<String> {
    let meant = match (key, word.to_lowercase().as_str()) {
        ("content", "list" | "bullets" | "items" | "point") => "points",
        ("content", "checklist" | "todo" | "todos") => "tasks",
        ("content", "string" | "markdown" | "paragraph") => "text",
        ("content", "stars" | "scores") => "rating",
        ("list", "unordered" | "dashes" | "ul") => "bullets",
        ("list", "numbered" | "numbers" | "ol") => "ordered",
        _ => return None,
    };
    Some(did_you_mean(meant))
}

fn noun(place: Place<'_>) -> String {
    match place {
        Place::Role(role) => role.noun.to_owned(),
        Place::Section(kind) => format!("a section of content `{}`", kind.name),
        Place::Text(kind) => format!("a text of content `{}`", kind.name),
        Place::Pattern(kind) => format!("a section by pattern of content `{}`", kind.name),
        Place::AnySection => "a section".to_owned(),
    }
}

fn takes(place: Place<'_>, keys: &[Key]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    format!("{} accepts `{}`", noun(place), names.join("`, `"))
}
