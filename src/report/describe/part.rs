//! One part of a type, for someone who has it before the eyes.

use super::{
    keys,
    parts::{Parts, Text, quadrant, score},
};
use crate::{
    notetype::{Content, NoteType, RatingSpec, SectionSpec},
    text::{pointer::escape, quote},
};

/// A part of a type to describe.
#[derive(Clone, Copy, Debug)]
pub enum DescribedPart<'p> {
    /// The value at this JSON Pointer, which is in the frontmatter.
    Key(&'p str),
    /// The title.
    Title,
    /// A section: what the type declares of it, its JSON Pointer, and the level of its heading.
    Section(&'p SectionSpec, &'p str, u8),
    /// What the last tokens of a JSON Pointer name inside of such a section.
    Inside(&'p SectionSpec, (&'p str, u8), &'p [String]),
}

/// Returns what a note must have in this `part`, in Markdown; `None` if the type says nothing of it.
pub fn describe_part(note_type: &NoteType, part: DescribedPart<'_>) -> Option<String> {
    let mut text = Text::default();
    let parts = Parts { note_type };
    match part {
        DescribedPart::Key(pointer) => {
            let (around, name) = pointer.rsplit_once('/')?;
            let member = note_type.members(around).into_iter().find(|(key, _)| escape(key) == name);
            let (name, is_required) = member?;
            text.paragraph(&parts.named(pointer, name, is_required));
            keys(note_type, pointer, &mut text, 0);
            keys(note_type, &format!("{pointer}/0"), &mut text, 0);
        }
        DescribedPart::Title => {
            text.paragraph(&Some(parts.title()).filter(|_| note_type.spec.title.is_named)?);
        }
        DescribedPart::Section(section, at, level) => {
            text.paragraph(&parts.section(section, at, level));
            parts.below(section, (at, level), &mut text, 0);
        }
        DescribedPart::Inside(section, (at, level), tokens) => {
            text.paragraph(&inside(&parts, section, (at, level), tokens)?);
        }
    }
    Some(text.finish())
}

fn inside(
    parts: &Parts<'_>,
    section: &SectionSpec,
    (at, level): (&str, u8),
    tokens: &[String],
) -> Option<String> {
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let named = |pointer: String, name: &str, required: bool| parts.named(&pointer, name, required);
    match (&section.content, tokens.as_slice()) {
        (Content::Rating(spec), [name, ..]) => axis(parts, (spec, name), at),
        (Content::Swot(spec), [key, ..]) => {
            let spec = spec.quadrants.iter().find(|quadrant| quadrant.key == *key)?;
            let description = parts.description(&format!("{at}/{}", escape(key)));
            Some(format!("{}{description}", quadrant(spec, level)))
        }
        (Content::Entries(spec), [_, "fields", name, ..]) => {
            let field = spec.fields.iter().find(|field| field.name == *name)?;
            Some(named(format!("{at}/0/fields/{}", escape(name)), name, field.required))
        }
        (Content::Table(spec), [_, name, ..]) => {
            let column = spec.columns.iter().find(|column| column.name == *name)?;
            Some(named(format!("{at}/0/{}", escape(name)), name, column.required))
        }
        (Content::Fields(spec), [name, ..]) => {
            let field = spec.fields.iter().find(|field| field.name == *name)?;
            Some(named(format!("{at}/{}", escape(name)), name, field.required))
        }
        _ => None,
    }
}

fn axis(parts: &Parts<'_>, (spec, name): (&RatingSpec, &str), at: &str) -> Option<String> {
    let axis = spec.axes.iter().find(|axis| axis.name == name)?;
    let how = if axis.required { "required" } else { "optional" };
    let description = parts.description(&format!("{at}/{}", escape(name)));
    Some(format!("{} ({how}): a score of {}, {}{description}", quote(name), spec.scale, score(spec, name)))
}
