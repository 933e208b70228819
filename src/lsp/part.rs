//! The part of a note, as its type sees it, at a position.

use crate::{
    note::{HeadingId, Note},
    notetype::{KeySpec, NoteType, ParsedSection, Projection, TitleSource},
    report::{DescribedPart, describe_part},
    text::{Span, Traced, pointer::escape},
};

/// A part of a note.
#[derive(Clone, Debug)]
pub(super) struct Part<'p> {
    /// What names it in the note.
    pub(super) span: Span,
    kind: Kind<'p>,
}

#[derive(Clone, Debug)]
enum Kind<'p> {
    /// The value at a JSON Pointer, as the type names its keys.
    Key(String),
    Title,
    Section(&'p ParsedSection<'p>),
    /// What the tokens name inside of a section.
    Inside(&'p ParsedSection<'p>, Vec<String>),
}

/// Whether someone at `offset` points at `span`.
pub(super) fn touches(span: Span, offset: usize) -> bool {
    span.start() <= offset && offset <= span.end()
}

/// Returns the heading of `note` at `offset`.
pub(super) fn heading_at(note: &Note<'_>, offset: usize) -> Option<HeadingId> {
    note.outline.iter().find(|(_, heading)| touches(heading.span, offset)).map(|(id, _)| id)
}

impl<'p> Part<'p> {
    /// Returns the innermost part of `note` at `offset` that has a name: a key, the title, a section, an axis.
    pub(super) fn at(
        note: &Note<'p>,
        note_type: &NoteType,
        projection: &'p Projection<'p>,
        offset: usize,
    ) -> Option<Self> {
        if offset < note.body.start() {
            let frontmatter = projection.json.get("frontmatter")?;
            let (path, span) = innermost(frontmatter, offset)?;
            return Some(Self { span, kind: Kind::Key(key_pointer(note_type, &path)) });
        }
        if let Some(id) = heading_at(note, offset) {
            let span = note.outline[id].span;
            let is_title = |title: TitleSource| title == TitleSource::Heading(id);
            if let Some(section) = projection.section_at(id) {
                return Some(Self { span, kind: Kind::Section(section) });
            }
            if projection.title.as_ref().is_some_and(|title| is_title(title.source)) {
                return Some(Self { span, kind: Kind::Title });
            }
        }
        let around = |section: &&ParsedSection<'_>| touches(section.span, offset);
        let section = projection.projected().filter(around).max_by_key(|section| section.span.start())?;
        let pointer = projection.heading_pointers().remove(&section.heading)?;
        let (path, span) = named_at(projection.json.at(&pointer)?, offset)?;
        Some(Self { span, kind: Kind::Inside(section, path) })
    }

    /// Returns what `note_type` says of it, in Markdown.
    pub(super) fn describe(&self, note_type: &NoteType, projection: &Projection<'_>) -> Option<String> {
        let level = |section: &ParsedSection<'_>| projection.groups.get(section.group).map(|it| it.level);
        match &self.kind {
            Kind::Key(pointer) => describe_part(note_type, DescribedPart::Key(pointer)),
            Kind::Title => describe_part(note_type, DescribedPart::Title),
            Kind::Section(section) => {
                let pointer = projection.schema_pointer(section);
                describe_part(note_type, DescribedPart::Section(section.spec, &pointer, level(section)?))
            }
            Kind::Inside(section, path) => {
                let at = (&*projection.schema_pointer(section), level(section)?);
                describe_part(note_type, DescribedPart::Inside(section.spec, at, path))
            }
        }
    }

    /// Returns its JSON Pointer, as its type takes it.
    pub(super) fn pointer(&self, projection: &Projection<'_>) -> String {
        match &self.kind {
            Kind::Key(pointer) => pointer.clone(),
            Kind::Title => "/title".to_owned(),
            Kind::Section(section) => projection.schema_pointer(section),
            Kind::Inside(section, path) => {
                let path = path.iter().map(|token| format!("/{}", escape(token)));
                projection.schema_pointer(section) + &path.collect::<String>()
            }
        }
    }
}

/// Returns the JSON Pointer of the key at `path` in the frontmatter, by the spelling of the type.
fn key_pointer(note_type: &NoteType, path: &[String]) -> String {
    let spec = &note_type.spec.frontmatter;
    let mut pointer = "/frontmatter".to_owned();
    for (depth, token) in path.iter().enumerate() {
        let is_other = |key: &&KeySpec| key.aliases.iter().any(|alias| alias == token);
        let is_alias = depth == 0 && spec.key(token).is_none();
        let meant = spec.keys.iter().find(is_other).filter(|_| is_alias);
        let token = meant.map_or(token.as_str(), |key| key.name.as_str());
        pointer.extend(["/", &escape(token)]);
    }
    pointer
}

/// Returns the path to the innermost member of `value` that has `offset` in its key or value, with the span of its key.
pub(super) fn innermost(value: &Traced<'_>, offset: usize) -> Option<(Vec<String>, Span)> {
    let mut found: Option<(Vec<String>, Span)> = None;
    let mut path = Vec::new();
    let mut value = value;
    loop {
        let at = |part: &Traced<'_>| touches(part.origin().value, offset);
        let has_key = |part: &Traced<'_>| part.origin().key.is_some_and(|key| touches(key, offset));
        let member = value.members().iter().find(|member| has_key(&member.value) || at(&member.value));
        if let Some(member) = member {
            path.push(member.name.to_string());
            let key = member.value.origin().key.unwrap_or(member.value.origin().value);
            found = Some((path.clone(), key));
            value = &member.value;
        } else if let Some(index) = value.elements().iter().position(at) {
            path.push(index.to_string());
            value = &value.elements()[index];
        } else {
            return found;
        }
    }
}

/// Returns the path to the part of `value` whose name is at `offset`, with the span of the name.
fn named_at(value: &Traced<'_>, offset: usize) -> Option<(Vec<String>, Span)> {
    let mut open = vec![(Vec::new(), value)];
    while let Some((path, value)) = open.pop() {
        let below = |token: String| path.iter().cloned().chain([token]).collect::<Vec<_>>();
        for member in value.members() {
            let path = below(member.name.to_string());
            match member.value.origin().key.filter(|key| touches(*key, offset)) {
                Some(key) => return Some((path, key)),
                None => open.push((path, &member.value)),
            }
        }
        let elements = value.elements().iter().enumerate();
        open.extend(elements.map(|(index, element)| (below(index.to_string()), element)));
    }
    None
}
