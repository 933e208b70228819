//! Reads the sections that were recognised, those inside of others too, and makes their JSON.

use std::{borrow::Cow, collections::HashMap};

use super::{
    found::{Area, Found, Recognised},
    heading_key,
    meant::{self, Marks},
    sections, similar, texts,
};
use crate::{
    note::Note,
    notetype::{
        place::{GroupId, SectionId, SectionSpecId, TextId},
        projection::{ParsedSection, ParsedTitle, Projection, SectionGroup},
        read::Scope,
        spec::{SectionSpec, SectionsSpec, TypeSpec},
    },
    text::{Id, IndexVec, Span, Traced},
};

/// The sections, their groups and the texts without a heading so far.
pub(super) struct Reading<'a> {
    note: &'a Note<'a>,
    spec: &'a TypeSpec,
    sections: Vec<ParsedSection<'a>>,
    groups: Vec<SectionGroup<'a>>,
    texts: Vec<ParsedSection<'a>>,
}

/// Where sections are looked for.
struct Owner<'a> {
    spec: &'a SectionsSpec,
    section: Option<SectionId>,
    level: u8,
    /// The text that they are in.
    span: Span,
}

/// The value of a section, or those of a repeated one.
struct Values<'a> {
    key: Cow<'a, str>,
    heading: Span,
    of_each: Vec<Traced<'a>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(note: &'a Note<'a>, spec: &'a TypeSpec) -> Self {
        Self { note, spec, sections: Vec::new(), groups: Vec::new(), texts: Vec::new() }
    }

    /// Reads the sections that were `found` in the note. Returns their JSON.
    pub(super) fn sections(&mut self, found: Found<'a>) -> Traced<'a> {
        self.sections.reserve(found.sections.len());
        let owner =
            Owner { spec: &self.spec.sections, section: None, level: found.level, span: self.note.body };
        self.group(&owner, found).1
    }

    /// Reads the text in `scope` as `spec` declares it, unless it is empty.
    pub(super) fn text(&mut self, scope: &Scope<'a>, spec: &'a SectionSpec) -> Option<(TextId, Traced<'a>)> {
        if !self.note.has_content(scope.span_of(scope.all_blocks())) {
            return None;
        }
        let id = TextId::new(self.texts.len());
        let (text, json) = texts::read(scope, spec, SectionId::new(id.index()));
        self.texts.push(text);
        Some((id, json))
    }

    /// The projection with that `json` and `title`.
    pub(super) fn finish(mut self, json: Traced<'a>, title: Option<ParsedTitle<'a>>) -> Projection<'a> {
        for text in &mut self.texts {
            text.id = SectionId::new(self.sections.len() + text.id.index());
        }
        Projection {
            json,
            title,
            ids: Vec::new(),
            agree: Vec::new(),
            sections: self.sections,
            texts: self.texts.into(),
            intro: None,
            body: None,
            groups: self.groups.into(),
        }
    }

    /// Reads the sections of `owner`.
    fn group(&mut self, owner: &Owner<'a>, found: Found<'a>) -> (GroupId, Traced<'a>) {
        let spec = owner.spec;
        let id = GroupId::new(self.groups.len());
        let group = self.new_group(owner, &found);
        self.groups.push(group);
        let mut named: IndexVec<SectionSpecId, Option<Values<'a>>> = spec.all.map(|_| None);
        let mut others: Vec<Values<'a>> = Vec::new();
        let mut known: HashMap<Cow<'a, str>, usize> = HashMap::new();
        for recognised in found.sections {
            let section = self.section(id, recognised);
            let Some((section, value)) = section else { continue };
            let parsed = &self.sections[section.index()];
            let heading = self.note.outline[parsed.heading].span;
            let values = if parsed.spec.pattern.is_none() {
                named[parsed.spec_id].get_or_insert_with(|| Values::new(&parsed.key, heading))
            } else {
                let at = *known.entry(parsed.key.clone()).or_insert(others.len());
                if at == others.len() {
                    others.push(Values::new(&parsed.key, heading));
                }
                &mut others[at]
            };
            values.of_each.push(value);
        }
        let mut json = Traced::object(spec.all.len(), owner.span);
        for (section, values) in spec.all.iter().zip(named) {
            if let Some(values) = values {
                values.insert_into(&mut json, section.repeats);
            }
        }
        for values in others {
            let section = self.groups[id.index()].at(&values.key).first();
            let repeats = section.is_some_and(|section| self.sections[section.index()].spec.repeats);
            values.insert_into(&mut json, repeats);
        }
        (id, json)
    }

    /// The group of `owner`, with what was `found` of headings that name no section.
    fn new_group(&self, owner: &Owner<'a>, found: &Found<'a>) -> SectionGroup<'a> {
        let spec = owner.spec;
        let names = &spec.names().sections;
        let mut missing = spec.all.map(|section| section.pattern.is_none());
        for recognised in &found.sections {
            missing[recognised.section] = false;
        }
        let blocks = owner.section.map(|_| owner.span);
        let mut meant = meant::find(self.note, names, (Marks::Hashes, blocks), &mut missing);
        let similar = similar::find(self.note, names, &found.unknown, &mut missing);
        meant.extend(meant::find(self.note, names, (Marks::Bold, blocks), &mut missing));
        SectionGroup {
            spec,
            owner: owner.section,
            level: owner.level,
            members: Vec::new(),
            projected: spec.all.map(|_| Vec::new()),
            by_key: HashMap::new(),
            similar,
            meant,
            unknown: found.unknown.clone(),
        }
    }

    /// Reads one section of `group`. Returns its value, if it is projected.
    fn section(&mut self, group: GroupId, recognised: Recognised<'a>) -> Option<(SectionId, Traced<'a>)> {
        let Recognised { section: spec_id, heading, matched, key, headings, end } = recognised;
        let sections = self.groups[group.index()].spec;
        let (spec, names) = (&sections.all[spec_id], &sections.names().parts[spec_id]);
        let scope = Scope { note: self.note, heading: Some(heading), headings: headings.clone(), end };
        let (content, mut value) = spec.content.read(&scope, names);
        let id = SectionId::new(self.sections.len());
        let key = key.unwrap_or(Cow::Borrowed(&*spec.key));
        let duplicates = self.claim(group, spec_id, &key, id).filter(|_| !spec.repeats);
        if let Some(pattern) = &spec.pattern {
            heading_key::insert_groups(self.note, (heading, &key), &pattern.regex, &mut value);
        }
        let intro = spec.intro.as_deref().filter(|_| duplicates.is_none());
        let intro = intro.and_then(|intro| self.text(&texts::intro(self.note, Some(heading)), intro));
        let intro = intro.map(|(intro, json)| {
            value.insert("intro", None, json);
            intro
        });
        let span = scope.span();
        let (inside, matched) = (None, matched);
        let parsed = ParsedSection {
            id,
            group,
            spec_id,
            spec,
            key,
            heading,
            matched,
            duplicates,
            span,
            content,
            intro,
            inside,
        };
        self.sections.push(parsed);
        if let Some(nested) = spec.inside.and_then(|nested| self.spec.nested.get(nested)) {
            let level = self.note.outline[heading].level + 1;
            let found = sections::inside(self.note, self.spec, nested, &Area { headings, level });
            let owner = Owner { spec: nested, section: Some(id), level, span };
            let (inside, json) = self.group(&owner, found);
            self.sections[id.index()].inside = Some(inside);
            value.insert("sections", None, json);
        }
        duplicates.is_none().then_some((id, value))
    }

    /// Records the section `id`. Returns the first section with the same key, if there is another.
    fn claim(
        &mut self,
        group: GroupId,
        spec_id: SectionSpecId,
        key: &str,
        id: SectionId,
    ) -> Option<SectionId> {
        let group = &mut self.groups[group.index()];
        let spec = &group.spec.all[spec_id];
        let claimed = if spec.pattern.is_none() {
            &mut group.projected[spec_id]
        } else {
            group.by_key.entry(key.to_owned()).or_default()
        };
        let first = claimed.first().copied();
        if first.is_none() || spec.repeats {
            claimed.push(id);
            group.members.push(id);
        }
        first
    }
}

impl<'a> Values<'a> {
    fn new(key: &Cow<'a, str>, heading: Span) -> Self {
        Self { key: key.clone(), heading, of_each: Vec::new() }
    }

    fn insert_into(self, json: &mut Traced<'a>, repeats: bool) {
        let Self { key, heading, of_each } = self;
        let covered = of_each.iter().map(|value| value.origin().value).reduce(Span::cover);
        let value = if repeats {
            Some(Traced::array(of_each, covered.unwrap_or(heading)))
        } else {
            of_each.into_iter().next()
        };
        if let Some(value) = value {
            json.insert(key, Some(heading), value);
        }
    }
}
