//! An inferred type, and how people and the linter change it.

use super::{
    model::{Content, Frontmatter, InferredType, Key, Keys, Member, Presence, Section, Sections},
    share::Share,
    write,
};
use crate::{notetype::heading_key, text::pointer};

/// A part that nearly all of the newest notes have, but not nearly all notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grown {
    /// The JSON Pointer of the part in a note.
    pub pointer: String,
    /// The key, or the heading.
    pub name: String,
    /// How many of the newest notes have it.
    pub newest: Share,
    /// How many notes have it.
    pub all: Share,
}

/// A section of which no spelling is that of most notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The JSON Pointer of the section in a note.
    pub pointer: String,
    /// The spellings of its heading, the most frequent first, each with its number.
    pub spellings: Vec<(String, usize)>,
}

impl InferredType {
    /// The numbers of the notes that are unlike the others, and that the figures leave out.
    pub fn strays(&self) -> &[usize] {
        &self.strays
    }

    /// Returns the type as YAML, with its figures as comments.
    pub fn to_yaml(&self) -> String {
        write::yaml(self)
    }

    /// Makes the part at the JSON Pointer `pointer` of a note required, or optional, and says why. Nothing
    /// changes if the type knows no such part.
    pub fn set_required(&mut self, pointer: &str, required: bool, why: &str) {
        if let Some(presence) = self.presence_mut(pointer) {
            presence.required = required;
            presence.why = Some(why.to_owned());
        }
    }

    /// Returns the JSON Pointer of the section with one of the headings `heading` in the sections at `parent`,
    /// such as `/sections`.
    pub fn section_at(&self, parent: &str, heading: &str) -> Option<String> {
        let mut all = self
            .all_sections()
            .into_iter()
            .filter(|(pointer, _)| pointer.rsplit_once('/').is_some_and(|(group, _)| group == parent));
        all.find(|(_, section)| section.headings.iter().any(|(words, _)| words == heading))
            .map(|(pointer, _)| pointer)
    }

    /// Returns the JSON Pointer of the quadrant with the heading `heading` in the SWOT at `section`.
    pub fn quadrant_at(&self, section: &str, heading: &str) -> Option<String> {
        let (_, section_found) = self.all_sections().into_iter().find(|(pointer, _)| pointer == section)?;
        let Content::Swot(quadrants) = &section_found.content else { return None };
        let quadrant = quadrants.iter().find(|quadrant| quadrant.heading == heading)?;
        Some(format!("{section}/{}", quadrant.key))
    }

    /// Returns what nearly all of the newest notes have, but not nearly all notes: the template has grown by it.
    pub fn grown(&self) -> Vec<Grown> {
        let keys = self.keys().iter().map(|key| {
            (format!("/frontmatter/{}", pointer::escape(&key.name)), key.name.clone(), &key.presence)
        });
        let sections = self
            .all_sections()
            .into_iter()
            .map(|(pointer, section)| (pointer, section.headings[0].0.clone(), &section.presence));
        let grown = keys.chain(sections).filter_map(|(pointer, name, presence)| {
            Some(Grown { pointer, name, newest: presence.newest?, all: presence.share })
        });
        grown.collect()
    }

    /// Returns the sections of which no spelling is that of most notes that have them. The most frequent ones are
    /// equally good headings in the type until one is [set](Self::set_heading).
    pub fn unsettled(&self) -> Vec<Unsettled> {
        let is_unsettled = |section: &Section| {
            section.spellings.len() > 1
                && section
                    .spellings
                    .first()
                    .is_some_and(|(_, count)| count * 2 < section.presence.share.count)
        };
        let all = self.all_sections().into_iter().filter(|(_, section)| is_unsettled(section));
        all.map(|(pointer, section)| Unsettled { pointer, spellings: section.spellings.clone() }).collect()
    }

    /// Makes `heading` the only heading of the section at `pointer`; the reader recognises the others as aliases.
    pub fn set_heading(&mut self, pointer: &str, heading: &str) {
        let Some(section) = section_mut(&mut self.sections, pointer) else { return };
        let mut known = vec![heading_key(heading)];
        let number =
            section.spellings.iter().find(|(words, _)| words == heading).map_or(0, |(_, count)| *count);
        let others =
            std::mem::take(&mut section.headings).into_iter().chain(std::mem::take(&mut section.aliases));
        section.aliases = others
            .filter(|(words, _)| {
                let key = heading_key(words);
                let is_new = !known.contains(&key);
                known.push(key);
                is_new
            })
            .collect();
        section.headings = vec![(heading.to_owned(), number)];
    }

    /// Returns the names of what is required of a note: keys, then sections; if there are none of these, the title.
    pub fn required_names(&self) -> Vec<String> {
        let keys = self.keys().iter().filter(|key| key.presence.required).map(|key| key.name.clone());
        let sections = self.sections.all.iter().filter(|section| section.presence.required);
        let names = keys.chain(sections.map(|section| section.headings[0].0.clone()));
        let mut names: Vec<String> = names.collect();
        if names.is_empty() && self.title.presence.required {
            names.push("title".to_owned());
        }
        names
    }

    fn keys(&self) -> &[Key] {
        match &self.frontmatter {
            Frontmatter::Keys(_, keys) => &keys.all,
            Frontmatter::Unsaid | Frontmatter::Forbidden(_) => &[],
        }
    }

    /// All sections, those of sections behind these, each with its JSON Pointer.
    fn all_sections(&self) -> Vec<(String, &Section)> {
        let mut all = Vec::new();
        collect("/sections", &self.sections, &mut all);
        all
    }

    fn presence_mut(&mut self, pointer: &str) -> Option<&mut Presence> {
        let tokens: Vec<_> = pointer::tokens(pointer).collect();
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        match &*tokens {
            ["title"] => Some(&mut self.title.presence),
            ["intro", rest @ ..] => {
                let (presence, fields) = self.intro.as_mut()?;
                if rest.is_empty() { Some(presence) } else { member_mut(fields, rest) }
            }
            ["frontmatter", rest @ ..] => {
                let Frontmatter::Keys(presence, keys) = &mut self.frontmatter else { return None };
                if rest.is_empty() { Some(presence) } else { key_mut(keys, rest) }
            }
            ["sections", rest @ ..] => part_mut(&mut self.sections, rest),
            _ => None,
        }
    }
}

fn collect<'t>(parent: &str, sections: &'t Sections, all: &mut Vec<(String, &'t Section)>) {
    for section in &sections.all {
        let pointer = format!("{parent}/{}", pointer::escape(&section.key));
        let inside = format!("{pointer}/sections");
        all.push((pointer, section));
        if let Content::Sections(sections, _) = &section.content {
            collect(&inside, sections, all);
        }
    }
}

fn member_mut<'t>(members: &'t mut [Member], tokens: &[&str]) -> Option<&'t mut Presence> {
    let [name] = tokens else { return None };
    Some(&mut members.iter_mut().find(|member| member.name == *name)?.presence)
}

fn key_mut<'t>(keys: &'t mut Keys, tokens: &[&str]) -> Option<&'t mut Presence> {
    let (name, rest) = tokens.split_first()?;
    let key = keys.all.iter_mut().find(|key| key.name == *name)?;
    if rest.is_empty() { Some(&mut key.presence) } else { key_mut(key.value.keys.as_mut()?, rest) }
}

/// Returns the section at `pointer`.
fn section_mut<'t>(sections: &'t mut Sections, pointer: &str) -> Option<&'t mut Section> {
    let tokens: Vec<_> = pointer::tokens(pointer).collect();
    let (_, mut rest) = tokens.split_first().filter(|(first, _)| **first == "sections")?;
    let mut group = sections;
    loop {
        let (key, behind) = rest.split_first()?;
        let section = group.all.iter_mut().find(|section| section.key == **key)?;
        if behind.is_empty() {
            return Some(section);
        }
        let Content::Sections(inside, _) = &mut section.content else { return None };
        (group, rest) = (inside, behind.get(1..)?);
    }
}

/// Returns whether the part at `tokens` of `sections` is there.
fn part_mut<'t>(sections: &'t mut Sections, tokens: &[&str]) -> Option<&'t mut Presence> {
    let (key, rest) = tokens.split_first()?;
    let section = sections.all.iter_mut().find(|section| section.key == *key)?;
    if rest.is_empty() {
        return Some(&mut section.presence);
    }
    match (&mut section.content, rest) {
        (Content::Sections(sections, _), ["sections", rest @ ..]) => part_mut(sections, rest),
        (Content::Rating(members) | Content::Fields(members), rest) => member_mut(members, rest),
        (Content::Table { columns, .. }, [_, rest @ ..]) => member_mut(columns, rest),
        (Content::Entries { fields, .. }, [_, "fields", rest @ ..]) => member_mut(fields, rest),
        (Content::Swot(quadrants), [key]) => {
            Some(&mut quadrants.iter_mut().find(|quadrant| quadrant.key == *key)?.presence)
        }
        _ => None,
    }
}
