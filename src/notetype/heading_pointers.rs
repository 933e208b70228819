use std::collections::BTreeMap;

use super::{
    place::{GroupId, SectionId},
    projection::{ParsedSection, Projection, TitleSource},
};
use crate::{
    note::HeadingId,
    text::{Id, pointer},
};

impl Projection<'_> {
    /// Returns the JSON Pointer of what each heading names in the projection, of those that name something: the title,
    /// a section, or a quadrant, an entry or a point of one.
    pub fn heading_pointers(&self) -> BTreeMap<HeadingId, String> {
        let mut pointers = BTreeMap::new();
        if let Some(TitleSource::Heading(title)) = self.title.as_ref().map(|title| title.source) {
            pointers.insert(title, "/title".to_owned());
        }
        // A section comes before those that are inside of it.
        let mut of_sections: Vec<Option<String>> = Vec::with_capacity(self.sections.len());
        let mut repeated: BTreeMap<(GroupId, &str), usize> = BTreeMap::new();
        for section in &self.sections {
            let pointer = self.section_pointer(section, &of_sections, &mut repeated);
            if let Some(pointer) = &pointer {
                pointers.insert(section.heading, pointer.clone());
                section.content.each_heading(&mut |heading, inside| {
                    pointers.entry(heading).or_insert_with(|| format!("{pointer}{inside}"));
                });
            }
            of_sections.push(pointer);
        }
        pointers
    }

    /// Returns the JSON Pointer of `section` as [`NoteType`](super::NoteType) takes it: with the pattern in place of the
    /// heading of a section by pattern, and 0 in place of the number of one that may be repeated.
    pub fn schema_pointer(&self, section: &ParsedSection<'_>) -> String {
        let owner = self.groups.get(section.group).and_then(|group| group.owner);
        let owner = owner.and_then(|owner| self.sections.get(owner.index()));
        let outer = owner.map(|owner| self.schema_pointer(owner)).unwrap_or_default();
        let index = if section.spec.repeats { "/0" } else { "" };
        format!("{outer}/sections/{}{index}", pointer::escape(&section.spec.key))
    }

    fn section_pointer<'s>(
        &self,
        section: &'s ParsedSection<'_>,
        before: &[Option<String>],
        repeated: &mut BTreeMap<(GroupId, &'s str), usize>,
    ) -> Option<String> {
        if section.duplicates.is_some() {
            return None;
        }
        let owner: Option<SectionId> = self.groups.get(section.group)?.owner;
        let outer = match owner {
            Some(owner) => before.get(owner.index())?.as_deref()?,
            None => "",
        };
        let key = pointer::escape(&section.key);
        if !section.spec.repeats {
            return Some(format!("{outer}/sections/{key}"));
        }
        let next = repeated.entry((section.group, &section.key)).or_default();
        let index = *next;
        *next += 1;
        Some(format!("{outer}/sections/{key}/{index}"))
    }
}
