//! The title and the sections of a type.

use super::words::{inherited, notes, value};
use crate::{
    notetype::{
        Content, NoteType, Numbering, Order, OrderItem, PLACEHOLDER, QuadrantSpec, RatingSpec, SECTION_LEVEL,
        SectionSpec, SectionsSpec, heading_line,
    },
    rules::{phrase, verbatim},
    text::{and_list, bounds, pointer::escape, quote},
};

/// A longer text is for no prompt: the parts of a type may be in each other.
const MAX_BYTES: usize = 256 * 1024;

/// Markdown that is being written.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    in_list: bool,
}

impl Text {
    /// Adds a paragraph or another block.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str(if self.in_list { "\n" } else { "\n\n" });
        }
        self.text.push_str(text.trim());
        self.in_list = false;
    }

    /// Adds an item to a list.
    pub(super) fn item(&mut self, text: &str) {
        self.item_at(0, text);
    }

    /// Whether nothing more is added to lists.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() > MAX_BYTES
    }

    /// Adds an item to a list that is `depth` lists deep.
    pub(super) fn item_at(&mut self, depth: usize, text: &str) {
        if !self.in_list {
            self.text.push_str("\n\n");
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.extend([&"  ".repeat(depth), "- ", &text, "\n"]);
        self.in_list = true;
    }

    pub(super) fn finish(self) -> String {
        format!("{}\n", self.text.trim_end())
    }
}

/// Describes what is below the frontmatter.
pub(super) struct Parts<'t> {
    pub(super) note_type: &'t NoteType,
}

impl Parts<'_> {
    pub(super) fn write(&self, text: &mut Text) {
        let spec = &self.note_type.spec;
        if spec.title.is_named {
            text.paragraph("## Title");
            text.paragraph(&self.title());
        }
        if let Some(intro) = &spec.intro {
            text.paragraph("## Text below the title");
            let how = if intro.required { "required" } else { "optional" };
            text.item(&format!("{how}: {}", self.content(intro, "/intro", 1)));
            self.inside(intro, ("/intro", 1), text, 0);
        }
        if !spec.sections.all.is_empty() {
            text.paragraph("## Sections");
            text.paragraph(&order(&spec.sections));
            self.sections(&spec.sections, ("/sections", SECTION_LEVEL), text, 0);
        }
        if let Some(body) = &spec.body {
            text.paragraph("## The whole text");
            self.inside(body, ("/body", 1), text, 0);
        }
    }

    /// Returns what the title is, in a line.
    pub(super) fn title(&self) -> String {
        let how = if self.note_type.spec.title.is_required { "required" } else { "optional" };
        format!("`# …` ({how}): {}{}", self.words("/title"), self.description("/title"))
    }

    fn sections(&self, group: &SectionsSpec, (pointer, level): (&str, u8), text: &mut Text, depth: usize) {
        for section in &group.all {
            if text.is_full() {
                return;
            }
            let at = format!("{pointer}/{}", escape(&section.key));
            if self.note_type.is_deprecated(&at) {
                continue;
            }
            let at = if section.repeats { format!("{at}/0") } else { at };
            let line = self.section(section, &at, level);
            text.item_at(depth, &line);
            self.below(section, (&at, level), text, depth + 1);
        }
    }

    /// Lists the named parts of a section, and the sections that it consists of.
    pub(super) fn below(
        &self,
        section: &SectionSpec,
        (at, level): (&str, u8),
        text: &mut Text,
        depth: usize,
    ) {
        self.inside(section, (at, level), text, depth);
        let nested = section.inside.and_then(|inside| self.note_type.spec.nested.get(inside));
        let Some(nested) = nested.filter(|nested| level < 6 && !nested.all.is_empty()) else { return };
        text.item_at(depth, &order(nested));
        self.sections(nested, (&format!("{at}/sections"), level + 1), text, depth);
    }

    /// Returns what a section is, in a line.
    pub(super) fn section(&self, section: &SectionSpec, at: &str, level: u8) -> String {
        let mut how = vec![if section.required { "required" } else { "optional" }.to_owned()];
        let headings = section.heading.all().map(|heading| quote(&heading_line(level, heading)));
        let mut heading = headings.collect::<Vec<_>>().join(" or ");
        if let Some(pattern) = &section.pattern {
            let direction = pattern.sequence.as_ref().map(|sequence| match sequence.numbering {
                Numbering::Ascending => ", ascending",
                Numbering::Descending => ", descending",
                Numbering::Consecutive => ", numbered consecutively",
            });
            how = vec![["any number", direction.unwrap_or_default()].concat()];
            let marks = "#".repeat(level.into());
            heading = match pattern.regex.as_str() {
                "" => format!("`{marks}` and any heading"),
                pattern => format!("`{marks}` and a heading that matches {}", verbatim(pattern)),
            };
        }
        if section.repeats {
            how.push("may be repeated".to_owned());
        }
        how.extend(inherited(self.note_type, at));
        let content = self.content(section, at, level);
        format!("{heading} ({}): {content}{}", how.join(", "), self.description(at))
    }

    /// Returns what a section contains, and how that is written.
    fn content(&self, section: &SectionSpec, at: &str, level: u8) -> String {
        let content = &section.content;
        let contents = match content {
            Content::Text(_) | Content::Prose(_) => return self.words(at),
            Content::Sections(_) => {
                let intro = section.intro.as_ref().map(|intro| {
                    let how = if intro.required { "a text" } else { "an optional text" };
                    let words = self.words(&format!("{at}/intro"));
                    if words == "text" { how.to_owned() } else { format!("{how} ({words})") }
                });
                return intro
                    .map_or_else(|| "sections".to_owned(), |intro| format!("{intro}, then sections"));
            }
            Content::Parts(_) => return "text, with:".to_owned(),
            Content::Entries(_) | Content::Table(_) => {
                let shape = self.note_type.shape_at(at).unwrap_or_default();
                let noun =
                    if matches!(content, Content::Table(_)) { ("row", "rows") } else { ("entry", "entries") };
                match shape.items {
                    (None, None) => noun.1.to_owned(),
                    (min, max) => bounds(min, max, noun.0, noun.1),
                }
            }
            Content::Rating(spec) => {
                return format!("scores of {}, each {}", spec.scale, score(spec, PLACEHOLDER));
            }
            other => other.contents(),
        };
        let how = content.how_to_write(level);
        let contents = contents.strip_prefix("its ").unwrap_or(&contents);
        if contents.is_empty() { how } else { format!("{contents}; {how}") }
    }

    /// Returns what a named value is, in a line.
    pub(super) fn named(&self, pointer: &str, name: &str, is_required: bool) -> String {
        let how = if is_required { "required" } else { "optional" };
        let more = notes(self.note_type, pointer);
        format!("{} ({how}): {}{more}", quote(name), value(self.note_type, pointer))
    }

    /// Lists the named parts of a section.
    fn inside(&self, section: &SectionSpec, (at, level): (&str, u8), text: &mut Text, depth: usize) {
        let named = |pointer: String, name: &str, is_required| self.named(&pointer, name, is_required);
        match &section.content {
            Content::Rating(spec) => {
                let axes = spec.axes.iter().map(|axis| {
                    if axis.required {
                        quote(&axis.name)
                    } else {
                        format!("{} (optional)", quote(&axis.name))
                    }
                });
                text.item_at(depth, &format!("Axes: {}", and_list(axes)));
            }
            Content::Swot(spec) => {
                for quadrant in &spec.quadrants {
                    text.item_at(depth, &self::quadrant(quadrant, level));
                }
            }
            Content::Entries(spec) => {
                for field in &spec.fields {
                    let pointer = format!("{at}/0/fields/{}", escape(&field.name));
                    text.item_at(
                        depth,
                        &format!("Field of each entry: {}", named(pointer, &field.name, field.required)),
                    );
                }
            }
            Content::Table(spec) => {
                for column in &spec.columns {
                    let pointer = format!("{at}/0/{}", escape(&column.name));
                    text.item_at(depth, &format!("Column {}", named(pointer, &column.name, column.required)));
                }
            }
            Content::Fields(spec) => {
                for field in &spec.fields {
                    let pointer = format!("{at}/{}", escape(&field.name));
                    text.item_at(depth, &named(pointer, &field.name, field.required));
                }
            }
            Content::Parts(spec) => {
                for part in &spec.parts {
                    let pointer = format!("{at}/{}", part.name);
                    let words = value(self.note_type, &pointer);
                    text.item_at(depth, &format!("{}: {words}{}", part.name, self.description(&pointer)));
                }
            }
            _ => {}
        }
    }

    /// Returns what the text at `pointer` must be.
    fn words(&self, pointer: &str) -> String {
        self.note_type.shape_at(pointer).map_or_else(|| "text".to_owned(), |shape| phrase(&shape))
    }

    pub(super) fn description(&self, pointer: &str) -> String {
        let description = self.note_type.description(pointer);
        description.map_or_else(String::new, |text| format!(". {}", text.trim_end_matches('.')))
    }
}

/// Returns what a quadrant of a section with a heading of `level` is, in a line.
pub(super) fn quadrant(quadrant: &QuadrantSpec, level: u8) -> String {
    let how = if quadrant.required { "required" } else { "optional" };
    let line = quote(&heading_line(level.min(5) + 1, &quadrant.heading));
    let points = match (quadrant.points.min, quadrant.points.max) {
        (None, None) => "points".to_owned(),
        (min, max) => bounds(min, max, "point", "points"),
    };
    format!("{line} ({how}): {points}")
}

/// Returns a score in words, as it is written.
pub(super) fn score(spec: &RatingSpec, name: &str) -> String {
    let full = usize::try_from(spec.scale).unwrap_or(1);
    let stars = spec.symbols.full.repeat(full.saturating_sub(1)) + &spec.symbols.empty;
    format!("written as `- **{name}**: {stars} (…)` with the reason")
}

/// Returns in which order the sections of `group` are.
fn order(group: &SectionsSpec) -> String {
    let order = match &group.order {
        Order::Type => "In this order".to_owned(),
        Order::Free => "In any order".to_owned(),
        Order::Listed(items) => {
            let item = |item: &OrderItem| match item {
                OrderItem::Section(id) => quote(&group.all[*id].heading),
                OrderItem::Others => "all others".to_owned(),
            };
            format!("In the order {}", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
    };
    let others = if group.is_closed { "; there are no other sections" } else { "" };
    format!("{order}{others}:")
}
