//! Which built-in type a note has where no configuration names types.

use std::borrow::Cow;

use super::{
    lazy_type::LazyType, names::Names, note_type::NoteType, place::SectionSpecId, project::count_required,
};
use crate::{
    note::{Fences, Frontmatter, Head, Note, certain_heading_lines, heading_lines},
    text::{Id, IndexVec, file_name, file_stem},
};

/// A note whose type is not known.
pub struct Candidate<'c, 'n> {
    /// Its path from the folder above its collection, with `/`.
    pub path: &'c str,
    /// Reads it; `None` if it cannot be read.
    pub text: &'c dyn Fn() -> Option<&'n str>,
    /// Returns what the files `index.md` around it tell.
    pub index: &'c dyn Fn() -> Index,
}

/// What a file `index.md` tells of the notes in its folder and below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    /// Nothing: there is none, or it is a page of another kind, with frontmatter.
    #[default]
    Missing,
    /// It may be that of a bundle of knowledge: it has no frontmatter.
    Plain,
    /// It is that of a bundle: it names the version of its format.
    Versioned,
}

impl Index {
    /// Returns what the `text` of one tells.
    pub fn of(text: &str) -> Self {
        match Head::of(text).values {
            None => Self::Plain,
            Some(values) if values.get("okf_version").is_some() => Self::Versioned,
            Some(_) => Self::Missing,
        }
    }
}

/// How notes of a built-in type are recognised.
#[derive(Debug)]
pub struct Recogniser {
    /// The name of the type.
    pub name: &'static str,
    /// By what its notes are recognised, in words.
    pub by: &'static str,
    /// Whether each folder has ids and titles of its own, as nobody says that several are one collection.
    pub is_by_folder: bool,
    /// Whether a note is one of the type.
    pub takes: fn(&Candidate<'_, '_>, &LazyType) -> bool,
}

/// The types that are recognised. The first that takes a note is its type.
pub static RECOGNISERS: &[Recogniser] = &[
    Recogniser {
        name: "skill",
        by: "the file name `SKILL.md`",
        is_by_folder: false,
        takes: |note, _| file_name(note.path) == "SKILL.md",
    },
    Recogniser {
        name: "changelog",
        by: "the file name `CHANGELOG.md`",
        is_by_folder: false,
        takes: |note, _| file_name(note.path) == "CHANGELOG.md",
    },
    Recogniser {
        name: "adr",
        by: "a file name `NNNN-….md` below a folder `adr`, `adrs` or `decisions`",
        is_by_folder: true,
        takes: |note, _| note.is_decision(),
    },
    Recogniser {
        name: "okf",
        by: "an `index.md` in its folder or above: one with `okf_version`, or one without frontmatter if the note has a key `type`",
        is_by_folder: false,
        takes: |note, _| note.is_in_bundle(),
    },
    Recogniser {
        name: "tech-note",
        by: "its id, or half of the required sections",
        is_by_folder: false,
        takes: |note, tech_note| {
            tech_note.get().is_ok_and(|own| note.is_named_by_id(own) || note.has_title_or_half(own))
        },
    },
];

impl Candidate<'_, '_> {
    fn is_decision(&self) -> bool {
        let name = file_name(self.path);
        let folders = self.path.strip_suffix(name).unwrap_or_default().split('/');
        let is_numbered = name
            .find('-')
            .is_some_and(|digits| digits == 4 && name.as_bytes()[..digits].iter().all(u8::is_ascii_digit));
        is_numbered && folders.into_iter().any(|folder| ["adr", "adrs", "decisions"].contains(&folder))
    }

    fn is_in_bundle(&self) -> bool {
        match (self.index)() {
            Index::Missing => false,
            Index::Plain => (self.text)().is_some_and(|text| {
                let frontmatter = Frontmatter::of(text, Fences::Lenient);
                let entries = frontmatter.mapping().and_then(|document| document.root.as_mapping());
                entries.into_iter().flatten().any(|entry| entry.name == "type" && !entry.value.is_null())
            }),
            Index::Versioned => true,
        }
    }

    /// Whether its file name has an id of `note_type`.
    fn is_named_by_id(&self, note_type: &NoteType) -> bool {
        has_id(file_stem(self.path), note_type)
    }

    /// Whether its title has an id of `note_type`, or it has half of the sections that this requires.
    fn has_title_or_half(&self, note_type: &NoteType) -> bool {
        (self.text)().is_some_and(|text| {
            if has_title_or_half_for_certain(text, note_type) {
                return true;
            }
            if !may_have_title_or_half(text, note_type) {
                return false;
            }
            let note = Note::outlined(text).unwrap_or_else(|| Note::parse_with(text, Fences::Lenient));
            let title = note.outline.iter().find(|(_, heading)| heading.level == 1);
            let (present, required) = count_required(&note, &note_type.spec);
            title.is_some_and(|(_, title)| has_id(&title.plain, note_type)) || is_half(present, required)
        })
    }
}

fn has_id(text: &str, note_type: &NoteType) -> bool {
    note_type.spec.identity.sources.iter().any(|source| source.find(text).is_some())
}

fn is_half(present: usize, required: usize) -> bool {
    present > 0 && present * 2 >= required
}

/// Which of the sections that a type requires were named.
struct Named<'t> {
    names: &'t Names,
    missing: IndexVec<SectionSpecId, bool>,
    required: usize,
    present: usize,
}

impl<'t> Named<'t> {
    fn none(note_type: &'t NoteType) -> Self {
        let sections = &note_type.spec.sections;
        let missing = sections.all.map(|section| section.required);
        let required = missing.iter().filter(|missing| **missing).count();
        Self { names: &sections.names().sections, missing, required, present: 0 }
    }

    /// Takes a heading that is `written` so, of which readers see the words `plain`.
    fn add(&mut self, written: &str, plain: &str) {
        if let Some((section, _)) = self.names.recognise(written, plain) {
            self.present += usize::from(std::mem::take(&mut self.missing[SectionSpecId::new(section)]));
        }
    }

    fn is_half(&self) -> bool {
        is_half(self.present, self.required)
    }
}

/// Whether a note may have a title with an id of `note_type`, or half of its sections. Most notes of no type do not,
/// as their lines tell: these are parsed once only, when they are checked.
fn may_have_title_or_half(text: &str, note_type: &NoteType) -> bool {
    let mut named = Named::none(note_type);
    heading_lines(text).any(|line| {
        let Some(written) = line.words.or(line.bold) else {
            named.present += 1;
            return line.level == 1 || named.is_half();
        };
        let plain = line.bold.map_or(Cow::Borrowed(written), |bold| bold.replace("**", "").into());
        // Names are looked for in what is written, too.
        named.add(written, &plain);
        let may_have_id = || has_id(written, note_type) || line.bold.is_some() && has_id(&plain, note_type);
        line.level == 1 && may_have_id() || named.is_half()
    })
}

/// Whether a note has a title with an id of `note_type`, or half of its sections, as its lines tell. Most notes of the
/// type have, so that they are parsed once only.
fn has_title_or_half_for_certain(text: &str, note_type: &NoteType) -> bool {
    let (mut named, mut has_title) = (Named::none(note_type), false);
    certain_heading_lines(text).any(|line| {
        let is_title = line.level == 1 && !std::mem::replace(&mut has_title, true);
        let Some(words) = line.words else { return false };
        if line.level == 2 {
            named.add(words, words);
        }
        is_title && has_id(words, note_type) || named.is_half()
    })
}

#[cfg(test)]
mod tests;
