//! The sections of notes, and what is in them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use regex::Regex;

use super::{
    groups::{Group, groups, is_swot},
    keys::is_free,
    level::{CommonKeys, Level},
    members::members,
    model::{Content, Member, PatternSection, Presence, Section, Sections},
    notes::Notes,
    order::{MAX_ITEMS, common_order, is_in_order, positions},
    patterns::{Shaped, shaped},
    points::{are_points, are_tasks, points},
    share::Share,
    spelling::spelling,
    swot::quadrants,
};
use crate::{
    infer::facts::{BodyFacts, HeadingFacts, Text},
    notetype::{heading_key, is_numbered_heading, slug},
};

/// A heading that fewer notes have is not a section of the type.
const SECTION_PERCENT: usize = 10;

/// From this share on, sub-headings make a section one of sections.
const NESTED_PERCENT: usize = 50;

/// Sections in sections that are deeper are not described.
const MAX_DEPTH: u8 = 3;

/// Contents other than lists and text need as many sections.
const MIN_FORMED: usize = 5;

/// From this share on, sections have the form.
const FORM_PERCENT: usize = 70;

/// An axis, a column or a field that fewer have is not listed.
const AXIS_PERCENT: usize = 10;
const FIELD_PERCENT: usize = 50;

/// From this share on, there must be text.
const TEXT_PERCENT: usize = 95;

/// Returns the sections of `notes`.
pub(super) fn of_notes(notes: &Notes<'_>) -> Sections {
    let levels = notes.all.iter().enumerate();
    let levels: Vec<Level<'_>> = levels.map(|(note, facts)| Level::new(note, &facts.headings, 0)).collect();
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for title in notes.all.iter().filter(|note| note.has_title_heading).filter_map(|note| note.title.as_ref())
    {
        *titles.entry(heading_key(title)).or_default() += 1;
    }
    // What more notes have as their title is no section, though others have it on the level of their sections.
    let mut sections = sections(notes, &levels, 0);
    sections.all.retain(|section| {
        let titles = titles.get(&heading_key(&section.headings[0].0));
        titles.is_none_or(|titles| *titles < section.presence.share.count)
    });
    sections
}

/// Returns the fields below the titles of `notes`, if most have some.
pub(super) fn intro(notes: &Notes<'_>) -> Option<(Presence, Vec<Member>)> {
    let of: Vec<usize> = (0..notes.all.len()).collect();
    let with: Vec<usize> =
        of.iter().copied().filter(|note| notes.all[*note].intro.fields.len() >= 2).collect();
    let lists: Vec<&[Text]> = with.iter().map(|note| &*notes.all[*note].intro.fields).collect();
    let fields = members(&lists, AXIS_PERCENT);
    let presence = notes.presence(&with, &of);
    let is_common = presence.share.is_at_least(NESTED_PERCENT) && with.len() >= MIN_FORMED;
    let shared = fields.iter().filter(|field| field.presence.share.is_at_least(FIELD_PERCENT)).count();
    (is_common && shared >= 2).then_some((presence, fields))
}

/// Returns the sections that the headings in `levels`, `depth` deep, are.
fn sections<'f>(notes: &Notes<'f>, levels: &[Level<'f>], depth: u8) -> Sections {
    let shaped = shaped(levels);
    let mut levels = levels.to_vec();
    let claimed: HashSet<*const HeadingFacts> = shaped
        .iter()
        .flat_map(|shaped| &shaped.found)
        .map(|(_, placed)| std::ptr::from_ref(placed.heading))
        .collect();
    for level in &mut levels {
        level.headings.retain(|placed| !claimed.contains(&std::ptr::from_ref(placed.heading)));
    }
    let levels = &levels;
    let common = CommonKeys::of(levels);
    let least = if levels.len() < 20 { 2 } else { 3 };
    let is_frequent = |group: &Group<'_>| {
        let count = group.found.len();
        count >= least.min(levels.len()) && Share { count, of: levels.len() }.is_at_least(SECTION_PERCENT)
    };
    let groups = groups(levels, &common).into_iter().take_while(is_frequent).take(MAX_ITEMS);
    let groups = groups.filter_map(|group| spelling(&group).map(|spelling| (group, spelling)));
    let groups: Vec<_> = groups.collect();
    let of: Vec<usize> = levels.iter().map(|level| level.note).collect();
    let numbers: BTreeMap<&Text, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(number, (group, _))| group.keys.iter().map(move |key| (*key, number)))
        .collect();
    let sequences: Vec<Vec<usize>> = levels
        .iter()
        .map(|level| {
            let keys = level.headings.iter().map(|placed| common.key(placed.heading));
            let mut seen = BTreeSet::new();
            keys.filter_map(|key| numbers.get(key).copied()).filter(|number| seen.insert(*number)).collect()
        })
        .collect();
    let order = common_order(groups.len(), &sequences);
    let positions = positions(&order);
    let disordered = Share::count(&sequences, |sequence| !is_in_order(sequence, &positions));
    let mut keys = BTreeSet::new();
    let all: Vec<Section> = order
        .iter()
        .map(|number| {
            let (group, spelling) = &groups[*number];
            let found: Vec<usize> = group.levels().iter().map(|level| of[*level]).collect();
            Section {
                key: property(&spelling.headings[0].0, &mut keys),
                headings: spelling.headings.clone(),
                aliases: spelling.aliases.clone(),
                spellings: spelling.all.clone(),
                presence: notes.presence(&found, &of),
                content: content(notes, group, &of, depth),
            }
        })
        .collect();
    let is_free_of = |shaped: &Shaped<'_>, pattern: &Regex| {
        let keys = all.iter().map(|section| section.key.as_str());
        keys.chain([shaped.example.as_str()]).filter(|text| pattern.is_match(text)).count() == 1
    };
    let patterns = shaped.into_iter().filter_map(|shaped| {
        let pattern = Regex::new(&shaped.pattern).ok()?;
        is_free_of(&shaped, &pattern).then(|| of_shape(notes, shaped, &of, depth))
    });
    let patterns = patterns.collect();
    Sections { all, patterns, disordered, is_free: is_free(disordered) }
}

/// Returns the section that the headings with a shape are.
fn of_shape<'f>(notes: &Notes<'f>, shaped: Shaped<'f>, of: &[usize], depth: u8) -> PatternSection {
    let Shaped { pattern, share, example, sequence, found } = shaped;
    let group = Group { keys: Vec::new(), found };
    PatternSection { pattern, share, example, sequence, content: content(notes, &group, of, depth) }
}

/// Returns a property for the section `heading`, none of `taken`.
fn property(heading: &str, taken: &mut BTreeSet<String>) -> String {
    let words = if is_numbered_heading(heading) {
        heading.trim_start_matches(|c: char| !c.is_alphabetic())
    } else {
        heading
    };
    let words = words.split(['(', '（']).next().map(slug).filter(|slug| !slug.is_empty());
    let slug = words.unwrap_or_else(|| "section".to_owned());
    let mut property = slug.clone();
    for number in 2.. {
        if taken.insert(property.clone()) {
            break;
        }
        property = format!("{slug}-{number}");
    }
    property
}

/// Returns what is in the sections of `group`; `of` has the note of each level.
fn content<'f>(notes: &Notes<'f>, group: &Group<'f>, of: &[usize], depth: u8) -> Content {
    let bodies: Vec<&BodyFacts> = group.found.iter().map(|(_, placed)| &placed.heading.whole).collect();
    let is_formed = bodies.len() >= MIN_FORMED;
    if is_formed && is_swot(group) {
        return Content::Swot(quadrants(&group.found));
    }
    if is_formed && let Some(axes) = axes(&bodies) {
        return Content::Rating(axes);
    }
    if depth < MAX_DEPTH && bodies.len() > 1 {
        let levels: Vec<Level<'f>> = group
            .found
            .iter()
            .map(|(level, placed)| Level::new(of[*level], placed.below, placed.heading.depth + 1))
            .collect();
        let nested = sections(notes, &levels, depth + 1);
        if nested.all.iter().any(|section| section.presence.share.is_at_least(NESTED_PERCENT)) {
            let above = group.found.iter().map(|(_, placed)| own(placed.heading));
            let intro = Share::count(above, |body| body.has_text);
            let intro = intro.is_at_least(TEXT_PERCENT).then_some(intro);
            return Content::Sections(Box::new(nested), intro);
        }
    }
    let formed = || table(&bodies).or_else(|| entries(group)).or_else(|| fields(&bodies));
    if is_formed && let Some(formed) = formed() {
        return formed;
    }
    if are_tasks(&bodies) {
        return Content::Tasks(points(&bodies, |body| body.tasks as usize));
    }
    if are_points(&bodies) {
        return Content::Points(points(&bodies, |body| body.points as usize));
    }
    text(&bodies)
}

fn own(heading: &HeadingFacts) -> &BodyFacts {
    heading.own.as_deref().unwrap_or(&heading.whole)
}

fn text(bodies: &[&BodyFacts]) -> Content {
    let filled = Share::count(bodies, |body| body.has_text);
    Content::Text { is_filled: filled.is_at_least(TEXT_PERCENT), filled }
}

/// Returns the axes of `bodies`, if most are ratings.
fn axes(bodies: &[&BodyFacts]) -> Option<Vec<Member>> {
    let lists: Vec<&[Text]> = bodies.iter().map(|body| &*body.axes).collect();
    let axes = members(&lists, AXIS_PERCENT);
    let is_rating = Share::count(&lists, |axes| axes.len() >= 2).is_at_least(FORM_PERCENT);
    (is_rating && !axes.is_empty()).then_some(axes)
}

/// Returns the columns of the tables in `bodies`, if most are one table.
fn table(bodies: &[&BodyFacts]) -> Option<Content> {
    let headers: Vec<&[Text]> = bodies.iter().filter_map(|body| body.columns.as_deref()).collect();
    let mut counts: BTreeMap<&[Text], usize> = BTreeMap::new();
    for header in &headers {
        *counts.entry(header).or_default() += 1;
    }
    let (_, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let lists = Share::count(bodies, |body| body.is_list);
    let is_table = Share { count, of: bodies.len() }.is_at_least(FORM_PERCENT) && !lists.is_at_least(30);
    let columns = members(&headers, FIELD_PERCENT);
    let is_filled = Share { count: headers.len(), of: bodies.len() }.is_required();
    (is_table && !columns.is_empty()).then_some(Content::Table { is_filled, columns })
}

/// Returns what the entries in the sections of `group` have in common, if most have some.
fn entries(group: &Group<'_>) -> Option<Content> {
    let bodies = || group.found.iter().map(|(_, placed)| &placed.heading.whole);
    let several = Share::count(bodies(), |body| body.children >= 2);
    let numbered: usize = bodies().map(|body| body.numbered_children as usize).sum();
    let children: usize = bodies().map(|body| body.children as usize).sum();
    if !several.is_at_least(FORM_PERCENT) || numbered * 2 >= children {
        return None;
    }
    let entries: Vec<&HeadingFacts> = group
        .found
        .iter()
        .flat_map(|(level, placed)| Level::new(*level, placed.below, placed.heading.depth + 1).headings)
        .map(|placed| placed.heading)
        .collect();
    let lists: Vec<&[Text]> = entries.iter().map(|entry| &*entry.whole.fields).collect();
    let is_filled = Share::count(bodies(), |body| body.children > 0).is_required();
    Some(Content::Entries { is_filled, fields: members(&lists, FIELD_PERCENT) })
}

/// Returns the fields in `bodies`, if most have the same ones.
fn fields(bodies: &[&BodyFacts]) -> Option<Content> {
    let lists: Vec<&[Text]> = bodies.iter().map(|body| &*body.fields).collect();
    let fields = members(&lists, FIELD_PERCENT);
    (fields.len() >= 2).then_some(Content::Fields(fields))
}
