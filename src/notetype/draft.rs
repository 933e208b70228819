//! A new note of a type, to be filled in.

mod example;
mod sections;
mod values;

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Map, Value};

pub use self::example::example;
pub use self::sections::section_lines;
use self::{sections::NewSections, values::NewValues};
use super::{
    breach::{Breach, Keyword},
    content::{PLACEHOLDER, SECTION_LEVEL, heading_line},
    note_type::NoteType,
    place::NestedId,
    project::project_at,
    projection::NotePath,
    spec::SectionsSpec,
};
use crate::{
    note::Note,
    text::pointer::{escape, tokens},
    tree::Syntax,
};

/// What one part requires may be known only when another one is there.
const MAX_ROUNDS: usize = 20;

/// More sections that nothing requires are not written. Types may describe very many in few lines.
const MAX_OPTIONAL_SECTIONS: usize = 100;

/// The levels of headings below those of the sections of a note.
const MAX_DEPTH: usize = 4;

const FRONTMATTER: &str = "/frontmatter";
const SECTIONS: &str = "/sections";

/// What is known of a new note.
#[derive(Clone, Debug)]
pub struct Given<'g> {
    /// The syntax of its frontmatter.
    pub syntax: Syntax,
    /// The values of its frontmatter that are known.
    pub values: Map<String, Value>,
    /// The text of its `#` heading, if that is known.
    pub title: Option<&'g str>,
    /// The date of today, as `YYYY-MM-DD`.
    pub date: &'g str,
    /// Where it will be.
    pub path: Option<NotePath<'g>>,
}

impl NoteType {
    /// Returns a note of the type to be filled in: with all that a note must have, and `…` for what is not known.
    pub fn draft(&self, given: &Given<'_>) -> String {
        let mut draft = Draft::new(self, given);
        let breaches = draft.complete();
        if !draft.has_sections() {
            // If the type requires none, all of them show what there is to fill in.
            let mut full = draft.clone();
            if full.add_all_sections(&self.spec.sections, SECTIONS, &[]) && full.complete() <= breaches {
                draft = full;
            }
        }
        draft.text()
    }
}

/// Returns `title` as the words of a heading: `#` at its end would else close it (CommonMark 4.2).
fn closed(title: &str) -> Cow<'_, str> {
    let words = title.trim_end_matches('#');
    if words.len() < title.len() && (words.is_empty() || words.ends_with(char::is_whitespace)) {
        format!("{words}\\{}", &title[words.len()..]).into()
    } else {
        title.into()
    }
}

/// A note that is being made.
#[derive(Clone)]
struct Draft<'t> {
    note_type: &'t NoteType,
    given: &'t Given<'t>,
    values: NewValues<'t>,
    /// `None` if it has no frontmatter.
    frontmatter: Option<Map<String, Value>>,
    has_title: bool,
    has_intro: bool,
    has_body: bool,
    /// See [`NewSections`].
    counts: BTreeMap<String, u64>,
}

impl<'t> Draft<'t> {
    fn new(note_type: &'t NoteType, given: &'t Given<'t>) -> Self {
        let spec = &note_type.spec;
        let has_frontmatter = spec.frontmatter.required || !given.values.is_empty();
        let is_empty = spec.intro.is_none() && spec.sections.all.iter().next().is_none();
        let mut draft = Self {
            note_type,
            given,
            values: NewValues::new(note_type, given.date),
            frontmatter: None,
            has_title: given.title.is_some() || spec.title.is_named || is_empty,
            has_intro: spec.intro.as_ref().is_some_and(|intro| intro.required),
            has_body: false,
            counts: BTreeMap::new(),
        };
        if has_frontmatter {
            draft.add_frontmatter();
        }
        draft
    }

    /// Adds what the type requires. Returns the number of breaches that are left.
    fn complete(&mut self) -> usize {
        let (note_type, path) = (self.note_type, self.given.path);
        let mut left = 0;
        for _ in 0..MAX_ROUNDS {
            let text = self.text();
            let note = Note::parse_with(&text, note_type.spec.fences());
            let projection = project_at(&note, &note_type.spec, path);
            let projection = projection.of_note(path, &note_type.name, &note_type.spec);
            let breaches = note_type.validator.validate(&projection);
            left = breaches.len();
            let added = breaches.iter().filter(|breach| self.heed(breach)).count();
            if added == 0 {
                break;
            }
        }
        left
    }

    /// Whether it has a section.
    fn has_sections(&self) -> bool {
        let spec = &self.note_type.spec;
        let sections = NewSections::new(spec, &self.counts, self.given.date);
        sections.group(&spec.sections, SECTION_LEVEL, SECTIONS).is_some_and(|sections| !sections.is_empty())
    }

    fn add_frontmatter(&mut self) {
        let mut values = self.given.values.clone();
        self.values.complete(&mut values, FRONTMATTER);
        self.frontmatter = Some(values);
    }

    fn text(&self) -> String {
        let spec = &self.note_type.spec;
        let mut parts = Vec::new();
        if let Some(values) = &self.frontmatter {
            let mut values = values.clone();
            self.values.sort(&mut values, FRONTMATTER);
            parts.push(self.given.syntax.frontmatter(&values));
        }
        if self.has_title {
            parts.push(heading_line(1, &closed(self.given.title.unwrap_or(PLACEHOLDER))));
        }
        let intro = spec.intro.as_ref().filter(|_| self.has_intro);
        parts.extend(intro.and_then(|intro| intro.content.template(1)));
        let sections = NewSections::new(spec, &self.counts, self.given.date);
        parts.extend(sections.group(&spec.sections, SECTION_LEVEL, SECTIONS).into_iter().flatten());
        let body = spec.body.as_ref().filter(|_| self.has_body);
        parts.extend(body.and_then(|body| body.content.template(1)));
        parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// Adds what `breach` says to be missing. Returns whether it added anything.
    fn heed(&mut self, breach: &Breach) -> bool {
        let pointer = breach.pointer.as_str();
        match &breach.keyword {
            Keyword::Required { property } => match (pointer, property.as_str()) {
                ("", "frontmatter") if self.frontmatter.is_none() => {
                    self.add_frontmatter();
                    true
                }
                ("", "title") => !std::mem::replace(&mut self.has_title, true),
                ("", "intro") => !std::mem::replace(&mut self.has_intro, true),
                ("", "body") => !std::mem::replace(&mut self.has_body, true),
                _ if pointer.starts_with(FRONTMATTER) => self.add_key(pointer, property),
                _ => self.ask_for(format!("{pointer}/{}", escape(property)), 1),
            },
            Keyword::MinProperties(size) if pointer.ends_with(SECTIONS) => {
                self.add_sections(pointer, size.limit.saturating_sub(size.found))
            }
            Keyword::MinItems(_) | Keyword::Contains if pointer.starts_with("/body") => {
                !std::mem::replace(&mut self.has_body, true)
            }
            Keyword::MinItems(size) if pointer.starts_with(SECTIONS) => {
                self.ask_for(pointer.to_owned(), size.limit)
            }
            Keyword::MinLength(_) if pointer == "/intro" => !std::mem::replace(&mut self.has_intro, true),
            _ => false,
        }
    }

    fn ask_for(&mut self, pointer: String, count: u64) -> bool {
        let known = self.counts.entry(pointer).or_default();
        let more = count > *known;
        *known = count.max(*known);
        more
    }

    /// Adds the `key` to the mapping at `pointer` of the frontmatter.
    fn add_key(&mut self, pointer: &str, key: &str) -> bool {
        let value = self.values.of(&format!("{pointer}/{}", escape(key)));
        let Some(values) = &mut self.frontmatter else { return false };
        let mut place = values;
        for token in tokens(pointer).skip(1) {
            let Some(Value::Object(inside)) = place.get_mut(&*token) else { return false };
            place = inside;
        }
        let is_new = !place.contains_key(key);
        place.entry(key).or_insert(value);
        is_new
    }

    /// Adds all sections of `group`, whose object is at `pointer` inside of the groups `outer`: those with a heading of
    /// their own, or else one of each pattern. Does the same in each of them that requires no section. Returns whether
    /// it added any.
    fn add_all_sections(&mut self, group: &'t SectionsSpec, pointer: &str, outer: &[NestedId]) -> bool {
        let has_own = group.all.iter().any(|section| section.pattern.is_none());
        let mut any = false;
        for section in group.all.iter().filter(|section| section.pattern.is_none() == has_own) {
            let own = format!("{pointer}/{}", escape(&section.key));
            any |= self.ask_for(own.clone(), 1);
            // A section may be inside of one of its own kind.
            let may_nest = has_own && outer.len() < MAX_DEPTH && self.counts.len() < MAX_OPTIONAL_SECTIONS;
            let Some(id) = section.inside.filter(|id| may_nest && !outer.contains(id)) else { continue };
            let Some(inside) = self.note_type.spec.nested.get(id) else { continue };
            if inside.all.iter().all(|section| !section.required) {
                self.add_all_sections(inside, &format!("{own}{SECTIONS}"), &[outer, &[id]].concat());
            }
        }
        any
    }

    /// Adds `count` of the sections that the object at `pointer` may have: the first ones with a heading of their own,
    /// then those by pattern.
    fn add_sections(&mut self, pointer: &str, count: u64) -> bool {
        let spec = &self.note_type.spec;
        let Some(group) = spec.group_at(pointer) else { return false };
        let (mut left, mut any) = (count, false);
        for section in &group.all {
            let at = format!("{pointer}/{}", escape(&section.key));
            if left == 0 {
                break;
            }
            if section.pattern.is_some() {
                let known = self.counts.get(&at).copied().unwrap_or_default();
                any |= self.ask_for(at, known + left);
                left = 0;
            } else if !section.required && self.ask_for(at, 1) {
                left -= 1;
                any = true;
            }
        }
        any
    }
}
