use std::collections::{BTreeMap, HashMap, HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{near::is_misspelt, numbers, other_type::better_type};
use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    note::{Heading, HeadingId, Note},
    notetype::{
        self, Breach, GroupId, Keyword, ParsedSection, ROOT, SectionGroup, SectionSpec, SectionSpecId,
    },
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        heading_words::without_bracketed_count,
        template::{self, Anchor},
        titles,
        wording::quote,
    },
    text::{Edit, Span, and_list},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionMissing {}

impl NoteRule for SectionMissing {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-missing"),
        summary: "a required section is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("section_missing.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut groups: BTreeMap<GroupId, Vec<(SectionSpecId, &Breach)>> = BTreeMap::new();
        for breach in context.breaches(Self::META.id) {
            let notetype::Place::Sections { group: id } = breach.place else { continue };
            let Keyword::Required { property } = &breach.keyword else {
                findings.push(too_few(&Group::of(context, id), breach));
                continue;
            };
            if let Some(section) = context.projection.groups[id].spec.section(property) {
                groups.entry(id).or_default().push((section, breach));
            }
        }
        for id in context.projection.groups.ids() {
            let missing = groups.remove(&id).unwrap_or_default();
            let group = Group::of(context, id);
            group.report_optional(&missing, findings);
            group.check(missing, findings);
        }
    }
}

/// Reports that there are fewer sections than the type requires.
fn too_few(group: &Group<'_, '_>, breach: &Breach) -> Finding {
    let message = numbers::message(group.context, group.found, breach);
    Finding::new(group.place(), message).breach(breach)
}

/// The sections of the note, or of one of its sections.
struct Group<'c, 'a> {
    context: &'c Context<'a>,
    id: GroupId,
    found: &'c SectionGroup<'a>,
}

impl<'c, 'a> Group<'c, 'a> {
    fn of(context: &'c Context<'a>, id: GroupId) -> Self {
        Self { context, id, found: &context.projection.groups[id] }
    }

    /// Reports the `missing` sections: those that have other words each at these, all others at once.
    fn check(&self, mut missing: Vec<(SectionSpecId, &Breach)>, findings: &mut Findings<'_>) {
        missing.retain(|(section, _)| !self.context.is_known(&self.member(*section)));
        let mut absent = Vec::new();
        for (section, breach) in missing {
            match self.near(section) {
                Some(near) => {
                    let finding = near.finding(self, self.spec(section), "missing");
                    findings.push(finding.member(self.member(section)).breach(breach));
                }
                None => absent.push((section, breach)),
            }
        }
        if absent.is_empty() {
            return;
        }
        let present = self.present();
        let place = |section| Place { section, anchor: self.anchor(section, &present) };
        let places: Vec<Place> = absent.iter().map(|(section, _)| place(*section)).collect();
        findings.push(
            self.missing_at(&places)
                .members(absent.iter().map(|(section, _)| self.member(*section)))
                .breaches(absent.iter().map(|(_, breach)| *breach)),
        );
    }

    /// Reports what is probably meant as the heading of a section that the note may lack: of those that are not
    /// `missing`. A bold paragraph may be just that.
    fn report_optional(&self, missing: &[(SectionSpecId, &Breach)], findings: &mut Findings<'_>) {
        let SectionGroup { similar, meant, .. } = self.found;
        if similar.is_empty() && meant.is_empty() {
            return;
        }
        let context = self.context;
        let missing: HashSet<SectionSpecId> = missing.iter().map(|(section, _)| *section).collect();
        let headings = similar.iter().filter(|similar| is_misspelt(context, self.found, **similar));
        let lines =
            meant.iter().filter(|meant| context.text(meant.line).trim_start().starts_with(['#', '＃']));
        let headings = headings.map(|similar| (similar.section, Near::Heading(similar.heading)));
        for (section, near) in headings.chain(lines.map(|meant| (meant.section, Near::Line(meant.line)))) {
            let member = self.member(section);
            if !missing.contains(&section) && !context.is_known(&member) {
                let finding = near.finding(self, self.spec(section), "optional");
                findings.push(finding.member(member).at_most(Severity::Warning));
            }
        }
    }

    fn spec(&self, section: SectionSpecId) -> &'c SectionSpec {
        &self.found.spec.all[section]
    }

    fn near(&self, section: SectionSpecId) -> Option<Near> {
        let similar = self.found.similar.iter().find(|similar| similar.section == section);
        let meant = || self.found.meant.iter().find(|meant| meant.section == section);
        similar.map(|similar| Near::Heading(similar.heading)).or_else(|| Some(Near::Line(meant()?.line)))
    }

    /// The missing section at the place where it is reported.
    fn member(&self, section: SectionSpecId) -> Member {
        let near = self.near(section);
        let place = near.map_or_else(|| self.place(), |near| near.place(self.context));
        Member::missing(&*self.spec(section).heading, place)
    }

    /// The section that they are in.
    fn owner(&self) -> Option<&'c ParsedSection<'a>> {
        self.context.projection.section(self.found.owner?)
    }

    /// What names all of them: the title of the note, or the heading of the section that they are in.
    fn place(&self) -> Span {
        self.owner().map_or_else(|| title(self.context), |owner| self.context.heading(owner.heading).content)
    }

    /// The sections that are there, including those that only need another heading, in the order of the type.
    fn present(&self) -> Vec<(SectionSpecId, HeadingId)> {
        let first = self.context.projection.projected_in(self.id);
        let named = first.filter(|section| section.spec.pattern.is_none());
        let similar = self.found.similar.iter().map(|similar| (similar.section, similar.heading));
        let mut present: Vec<_> =
            named.map(|section| (section.spec_id, section.heading)).chain(similar).collect();
        present.sort_unstable_by_key(|(section, _)| *section);
        present
    }

    /// Where `section` belongs; if none of the others is there, at the end of the section that they are in.
    fn anchor(&self, section: SectionSpecId, present: &[(SectionSpecId, HeadingId)]) -> Anchor {
        match (template::anchor(section, present), self.owner()) {
            (Anchor::End, Some(owner)) => Anchor::After(owner.heading),
            (anchor, _) => anchor,
        }
    }
}

/// What is probably meant as the heading of a missing section.
enum Near {
    /// A heading that is only similar.
    Heading(HeadingId),
    /// A line that Markdown reads as text.
    Line(Span),
}

impl Near {
    fn place(&self, context: &Context<'_>) -> Span {
        match self {
            Self::Heading(heading) => context.heading(*heading).content,
            Self::Line(line) => line.trim(context.note.text),
        }
    }

    fn finding(&self, group: &Group<'_, '_>, spec: &SectionSpec, kind: &str) -> Finding {
        let (context, level) = (group.context, group.found.level);
        let place = self.place(context);
        let (words, meant) = (quote(context.text(place)), quote(&spec.heading));
        let line = template::heading(level, &spec.heading);
        let (what, title, edit) = match self {
            Self::Heading(_) => {
                // Whether a count holds is known of the section alone.
                let name = without_bracketed_count(&spec.heading).unwrap_or(&spec.heading);
                (
                    format!("unknown section {words}"),
                    format!("Rename the heading to {}", quote(name)),
                    Edit::replace(place, name),
                )
            }
            Self::Line(whole) => {
                let name = without_bracketed_count(&spec.heading).unwrap_or(&spec.heading);
                let line = template::heading(level, name);
                (
                    format!("{words} is not a heading"),
                    format!("Make it the heading {}", quote(&line)),
                    Edit::replace(*whole, line),
                )
            }
        };
        Finding::new(place, format!("{what}; did you mean the {kind} section {meant}?"))
            .help(format!("write {}", quote(&line)))
            .fix(Fix::unsafe_(title, vec![edit]))
    }
}

fn title(context: &Context<'_>) -> Span {
    titles::all(context).next().map_or(Span::empty(0), |(_, heading)| heading.span)
}

/// Where a missing section belongs.
#[derive(Clone, Copy)]
struct Place {
    section: SectionSpecId,
    anchor: Anchor,
}

/// The sections of a longer list are not all named.
const MAX_NAMED: usize = 12;

impl Group<'_, '_> {
    /// Reports the sections that belong at `places`.
    fn missing_at(&self, places: &[Place]) -> Finding {
        let context = self.context;
        let required = self.found.spec.named().filter(|spec| spec.required).count();
        let heading = |place: &Place| quote(&self.spec(place.section).heading);
        let noun = if places.len() == 1 { "section" } else { "sections" };
        let mut names: Vec<String> = places.iter().take(MAX_NAMED).map(heading).collect();
        if let Some(more) = places.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        let name = quote(&context.note_type.name);
        let is_other_kind = self.id == ROOT && places.len() > 1 && places.len() * 2 > required;
        let better = if is_other_kind { better_type(context) } else { None };
        let (hardly, other_kind) = match better {
            Some(better) => (
                format!(
                    "this hardly looks like a note of type {name}, but like one of type {}: ",
                    quote(better)
                ),
                format!(
                    "if this is a note of type {}, give it that type in `notelint.yaml`; otherwise ",
                    quote(better)
                ),
            ),
            None if is_other_kind => (
                format!("this hardly looks like a note of type {name}: "),
                format!(
                    "if this is not a note of type {name}, `exclude` it or give it another type in `notelint.yaml`; otherwise "
                ),
            ),
            None => (String::new(), String::new()),
        };
        Finding::new(self.place(), format!("{hardly}missing {noun} {}", and_list(names)))
            .help(format!("{other_kind}add {}", self.add(places)))
            .fix(self.insertion(places).map(|fix| fix.keeping_help(true)))
    }

    /// Returns what to add and where, in words.
    fn add(&self, places: &[Place]) -> String {
        let (context, level) = (self.context, self.found.level);
        let owner = self.owner().map(|owner| owner.heading);
        let spec = |place: &Place| self.spec(place.section);
        let line = |place: &Place| quote(&template::heading(level, &spec(place).heading));
        if let [place] = places {
            let contents = spec(place).content.contents();
            let contents = if contents.is_empty() { contents } else { format!(", with {contents}") };
            return format!("{} {}{contents}", line(place), side(context, place.anchor, owner));
        }
        if places.len() > MAX_NAMED {
            return format!("each as a heading of level {level}");
        }
        let groups = places.chunk_by(|one, next| one.anchor == next.anchor);
        let words = groups.map(|group| {
            let lines = and_list(group.iter().map(line));
            format!(
                "{lines} {}",
                side(context, group.first().map_or(Anchor::End, |place| place.anchor), owner)
            )
        });
        words.collect::<Vec<_>>().join(", and ")
    }

    /// Inserts the sections at their `places`, those at one place in the order of the type. Leaves out what is
    /// next to a section at the wrong level, or one that contains another section: it would become part of it,
    /// and `structure/heading-level` must be fixed first. `None` if nothing is left, or if a line must become a
    /// heading first, which may be where a section belongs.
    fn insertion(&self, places: &[Place]) -> Option<Fix> {
        let context = self.context;
        if !self.found.meant.is_empty() {
            return None;
        }
        let mut anchors: Vec<(Anchor, Vec<SectionSpecId>)> = Vec::new();
        let mut known: HashMap<Anchor, usize> = HashMap::new();
        for place in places.iter().filter(|place| self.is_open(place.anchor)) {
            let index = *known.entry(place.anchor).or_insert(anchors.len());
            match anchors.get_mut(index) {
                Some((_, sections)) => sections.push(place.section),
                None => anchors.push((place.anchor, vec![place.section])),
            }
        }
        let (mut edits, mut names, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
        for (anchor, mut sections) in anchors {
            sections.sort_unstable();
            let specs = || sections.iter().map(|&section| self.spec(section));
            let lines: Option<Vec<String>> = specs()
                .map(|spec| template::section(&context.note_type.spec, spec, self.found.level))
                .collect();
            let above = match anchor {
                Anchor::Before(heading) => Anchor::Before(first_of(context.note, heading, self.found.level)),
                anchor => anchor,
            };
            let edit = lines.and_then(|lines| template::insert(context.note, above, &lines.join("\n\n")));
            // Of two that belong at one offset, one is inserted first.
            if let Some(edit) = edit.filter(|edit| taken.insert(edit.span)) {
                edits.push(edit);
                names.extend(specs().map(|spec| quote(&spec.heading)));
            }
        }
        let noun = if names.len() == 1 { "section" } else { "sections" };
        (!edits.is_empty()).then(|| Fix::unsafe_(format!("Insert {noun} {}", names.join(", ")), edits))
    }

    /// Whether a section can be inserted at `anchor`.
    fn is_open(&self, anchor: Anchor) -> bool {
        let (Anchor::After(heading) | Anchor::Before(heading)) = anchor else { return true };
        let context = self.context;
        let below = context.note.outline.below(heading);
        let mut inside = context.projection.sections_between(below).iter();
        // Below the heading of the section that they are in is where they belong.
        let is_owner = self.place() == context.heading(heading).content;
        let level = if is_owner { self.found.level - 1 } else { self.found.level };
        let holds_other = inside.any(|section| context.projection.groups[section.group].owner.is_none());
        !holds_other && context.heading(heading).level == level
    }
}

/// Returns where the section belongs, in words.
fn side(context: &Context<'_>, anchor: Anchor, owner: Option<HeadingId>) -> String {
    let words = |heading| quote(context.text(context.heading(heading).content));
    match anchor {
        Anchor::After(heading) if owner == Some(heading) => format!("in the section {}", words(heading)),
        Anchor::After(heading) => format!("after the section {}", words(heading)),
        Anchor::Before(heading) => format!("before the section {}", words(heading)),
        Anchor::End => "at the end of the note".to_owned(),
    }
}

/// Returns the topmost of the headings above `heading` that have its level and no content of their own,
/// as they introduce it; else `heading`.
fn first_of(note: &Note<'_>, heading: HeadingId, level: u8) -> HeadingId {
    let names = |(id, above): &(HeadingId, &Heading<'_>)| {
        above.level == level && note.outline.own_blocks(*id).is_empty()
    };
    let above = note.outline.iter().rev().skip_while(|(id, _)| *id >= heading).take_while(names);
    above.last().map_or(heading, |(id, _)| id)
}
