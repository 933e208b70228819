//! Headings of missing sections, and the parts of a section.

use std::{collections::BTreeSet, ops::Range};

use gen_lsp_types::CompletionItemKind;

use super::candidate::{Candidate, Insertion};
use crate::{
    note::{BlockKind, HeadingId, Note},
    notetype::{
        Axis, GroupId, Named, NoteType, PLACEHOLDER, ParsedRating, ParsedSection, ParsedSwot, Projection,
        QuadrantSpec, RatingSpec, ScoreForm, Section, SectionGroup, SectionSpec, SwotSpec, example,
        heading_line, project, section_lines,
    },
    text::{line_at, pointer::escape},
};

/// Stars are only offered on a scale that can be read at a glance.
const MAX_SCALE: u64 = 10;

/// Returns the headings and parts that are missing in the note `text` of the type and can be written on the line at
/// `offset`: it is empty, or begins like one. `date` is that of today.
pub(super) fn candidates(text: &str, offset: usize, note_type: &NoteType, date: &str) -> Vec<Candidate> {
    let whole = line_at(text, offset);
    let line = whole.of(text).trim_end_matches(['\r', '\n']);
    let is_empty = line.trim().is_empty();
    let begins =
        line.starts_with(['#', '-', '*', '+', '|']) || line.starts_with(|c: char| c.is_ascii_digit());
    // It may become a thematic break.
    let is_rule = line.starts_with("--");
    if is_rule || !is_empty && !begins {
        return Vec::new();
    }
    let others = format!("{}{}", &text[..whole.start()], &text[whole.start() + line.len()..]);
    let note = Note::parse_with(&others, note_type.spec.fences());
    if whole.start() < note.body.start() || is_verbatim(&note, whole.start()) {
        return Vec::new();
    }
    let projection = project(&note, &note_type.spec);
    let place = Place { note: &note, projection: &projection, note_type, date, line, at: whole.start() };
    let mut found = place.parts();
    if is_empty || line.starts_with('#') {
        found.extend(place.headings());
    }
    found
}

/// Whether `offset` of the note `text` is inside of code or HTML.
pub(super) fn is_in_code(text: &str, offset: usize) -> bool {
    is_verbatim(&Note::parse(text), offset)
}

/// Whether `offset` is inside of code or HTML.
fn is_verbatim(note: &Note<'_>, offset: usize) -> bool {
    note.blocks.iter().any(|(_, block)| {
        let is_fence = matches!(block.kind, BlockKind::Code | BlockKind::Html);
        is_fence && block.span.start() < offset && offset <= block.span.end()
    })
}

/// A line of a note that is to be written.
struct Place<'p> {
    /// The note without what is on the line.
    note: &'p Note<'p>,
    projection: &'p Projection<'p>,
    note_type: &'p NoteType,
    date: &'p str,
    /// What is on the line.
    line: &'p str,
    /// Where the line begins.
    at: usize,
}

impl<'p> Place<'p> {
    /// The headings of sections that are missing where the line is: of the innermost section first, and from the
    /// section above it on.
    fn headings(&self) -> Vec<Candidate> {
        let groups = self.projection.groups.pairs().filter(|(_, group)| self.is_inside(group));
        let mut groups: Vec<(GroupId, &SectionGroup<'_>)> = groups.collect();
        groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.level));
        groups.into_iter().flat_map(|(id, group)| self.headings_of(id, group)).collect()
    }

    fn headings_of(&self, id: GroupId, group: &SectionGroup<'p>) -> Vec<Candidate> {
        let level = group.level;
        if self.hashes() > usize::from(level) {
            return Vec::new();
        }
        let above = |section: &&ParsedSection<'_>| self.note.outline[section.heading].span.start() < self.at;
        let last = self.projection.projected_in(id).filter(above).last().map(|section| section.spec_id);
        let missing = |spec: &SectionSpec, index| {
            spec.repeats || spec.pattern.is_some() || group.section(index).is_none()
        };
        let sections = group.spec.all.pairs().filter(|(index, spec)| missing(spec, *index));
        let mut sections: Vec<_> = sections.collect();
        sections.sort_by_key(|(index, spec)| {
            let is_above = last.is_some_and(|last| *index < last || *index == last && !spec.repeats);
            (spec.pattern.is_some(), is_above, *index)
        });
        let pointer = self.pointer(id);
        sections.into_iter().filter_map(|(_, spec)| self.heading(id, spec, (level, &pointer))).collect()
    }

    fn heading(&self, id: GroupId, spec: &SectionSpec, (level, pointer): (u8, &str)) -> Option<Candidate> {
        let lines = section_lines(&self.note_type.spec, spec, level)?;
        let (words, lines) = match &spec.pattern {
            None => (spec.heading.to_string(), lines),
            Some(pattern) => {
                let own = |section: &&ParsedSection<'_>| section.spec.key == spec.key;
                let number = self.projection.projected_in(id).filter(own).count() as u64 + 1;
                let words = example(&pattern.regex, number, self.date)?;
                let (own, new) = (heading_line(level, &spec.heading), heading_line(level, &words));
                (words, lines.replacen(&own, &new, 1))
            }
        };
        let description = self.note_type.description(&format!("{pointer}/{}", escape(&spec.key)));
        let detail = if spec.required { "required section" } else { "section" };
        Some(self.block(&heading_line(level, &words), &words, &lines, (detail, description)))
    }

    /// Returns the candidate of some `lines` that replace the line and stand apart from those around.
    fn block(
        &self,
        label: &str,
        words: &str,
        lines: &str,
        (detail, description): (&str, Option<&str>),
    ) -> Candidate {
        let text = self.note.text;
        let (above, below) = (&text[..self.at], &text[self.at..]);
        let last = above.lines().next_back().unwrap_or_default().trim();
        let is_parted = last.is_empty() && above.trim_end().ends_with("---");
        let lines = if is_parted { lines.trim_start_matches("---\n\n") } else { lines };
        let rest = below.trim_start_matches('\r').strip_prefix('\n').unwrap_or(below);
        let next = rest.lines().next().unwrap_or_default().trim();
        let before = if last.is_empty() { "" } else { "\n" };
        let after = if next.is_empty() { "" } else { "\n" };
        let preview = format!("```markdown\n{lines}\n```");
        let description = description.into_iter().chain([&*preview]).collect::<Vec<_>>().join("\n\n");
        Candidate {
            detail: Some(detail.to_owned()),
            documentation: Some(description),
            filter: Some(format!("{}{words}", self.marker())),
            insertion: Insertion::of(before).template(lines, PLACEHOLDER).text(after),
            ..Candidate::new(label, CompletionItemKind::Struct, self.replaced())
        }
    }

    /// The parts that the section around the line lacks.
    fn parts(&self) -> Vec<Candidate> {
        let is_around = |section: &&ParsedSection<'_>| self.below(section.heading).contains(&self.at);
        let Some(section) = self.projection.sections.iter().rev().find(is_around) else { return Vec::new() };
        match &section.content {
            Section::Rating { spec, parsed } => self.axes(spec, parsed, &self.value_pointer(section)),
            Section::Swot { spec, parsed } if self.line.trim().is_empty() || self.line.starts_with('#') => {
                let level = self.note.outline[section.heading].level.saturating_add(1);
                self.quadrants(spec, parsed, (level, &self.value_pointer(section)))
            }
            _ => Vec::new(),
        }
    }

    fn axes(&self, spec: &RatingSpec, parsed: &ParsedRating, pointer: &str) -> Vec<Candidate> {
        if self.line.starts_with('#') {
            return Vec::new();
        }
        let rated: BTreeSet<_> = parsed
            .scores
            .iter()
            .filter_map(|score| match score.axis {
                Axis::Known(axis) => Some(axis),
                _ => None,
            })
            .collect();
        let is_table =
            parsed.scores.iter().any(|score| score.form == ScoreForm::Row) || self.line.starts_with('|');
        let counts = (1..=spec.scale).rev().filter(|_| spec.scale <= MAX_SCALE);
        let stars: Vec<String> = counts.filter_map(|count| spec.stars(count)).collect();
        let missing = spec.axes.pairs().filter(|(axis, _)| !rated.contains(axis));
        let candidate = |(_, axis): (_, &Named)| {
            let (open, middle, close) = if is_table { ("| ", " | ", " |") } else { ("- **", "**: ", ")") };
            let insertion = Insertion::of(&format!("{open}{}{middle}", axis.name));
            let insertion = if stars.is_empty() { insertion.stop("") } else { insertion.choice(&stars) };
            let insertion = insertion.text(if is_table { " | " } else { "(" }).stop(PLACEHOLDER).text(close);
            let detail = if axis.required { "required axis" } else { "axis" };
            let description = self.note_type.description(&format!("{pointer}/{}", escape(&axis.name)));
            Candidate {
                detail: Some(detail.to_owned()),
                documentation: description.map(str::to_owned),
                filter: Some(format!("{}{}", self.marker(), axis.name)),
                insertion,
                ..Candidate::new(&*axis.name, CompletionItemKind::Field, self.replaced())
            }
        };
        missing.map(candidate).collect()
    }

    fn quadrants(
        &self,
        spec: &SwotSpec,
        parsed: &ParsedSwot,
        (level, pointer): (u8, &str),
    ) -> Vec<Candidate> {
        if self.hashes() > usize::from(level) {
            return Vec::new();
        }
        let is_there = |id| parsed.quadrants.iter().any(|quadrant| quadrant.id == id);
        let missing = spec.quadrants.pairs().filter(|(id, _)| !is_there(*id));
        let candidate = |(_, quadrant): (_, &QuadrantSpec)| {
            let lines = quadrant.template(level)?;
            let description = self.note_type.description(&format!("{pointer}/{}", escape(&quadrant.key)));
            let label = heading_line(level, &quadrant.heading);
            let detail = if quadrant.required { "required quadrant" } else { "quadrant" };
            Some(self.block(&label, &quadrant.heading, &lines, (detail, description)))
        };
        missing.filter_map(candidate).collect()
    }

    /// Whether the line is where the sections of `group` are.
    fn is_inside(&self, group: &SectionGroup<'_>) -> bool {
        let owner = group.owner.map(|owner| self.projection.section(owner));
        owner.is_none_or(|owner| owner.is_some_and(|owner| self.below(owner.heading).contains(&self.at)))
    }

    /// The bytes from a heading to the next one that is not below it.
    fn below(&self, heading: HeadingId) -> Range<usize> {
        let outline = &self.note.outline;
        let end = outline.get(outline.below(heading).end).map(|next| next.span.start());
        outline[heading].span.end()..end.unwrap_or(self.note.text.len() + 1)
    }

    /// The JSON Pointer of the sections of a group.
    fn pointer(&self, id: GroupId) -> String {
        let owner = self.projection.groups.get(id).and_then(|group| self.projection.section(group.owner?));
        owner
            .map_or_else(|| "/sections".to_owned(), |owner| format!("{}/sections", self.value_pointer(owner)))
    }

    /// The JSON Pointer of what `section` contains.
    fn value_pointer(&self, section: &ParsedSection<'_>) -> String {
        let item = if section.spec.repeats { "/0" } else { "" };
        format!("{}/{}{item}", self.pointer(section.group), escape(&section.spec.key))
    }

    fn hashes(&self) -> usize {
        self.line.len() - self.line.trim_start_matches('#').len()
    }

    /// What the line begins with before its first word.
    fn marker(&self) -> &str {
        let is_marker = |c: char| c.is_ascii_digit() || matches!(c, '#' | '-' | '*' | '+' | '|' | '.' | ' ');
        &self.line[..self.line.len() - self.line.trim_start_matches(is_marker).len()]
    }

    fn replaced(&self) -> Range<usize> {
        self.at..self.at + self.line.len()
    }
}
