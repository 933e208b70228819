//! Reads the parts of a note that have no heading of their own: intros and the whole text.

use std::borrow::Cow;

use crate::{
    note::{HeadingId, Note},
    notetype::{
        names::{HeadingMatch, NameMatch, Wording},
        place::{ROOT, SectionId, SectionSpecId},
        projection::ParsedSection,
        read::Scope,
        spec::SectionSpec,
    },
    text::{Id, Traced},
};

/// What is between `heading`, the title or that of a section, otherwise the start of the body, and the next heading.
pub(super) fn intro<'a>(note: &'a Note<'a>, heading: Option<HeadingId>) -> Scope<'a> {
    let end = heading.map_or(HeadingId::new(0), HeadingId::next);
    Scope { note, heading, headings: end..end, end }
}

/// The whole text of a note.
pub(super) fn body<'a>(note: &'a Note<'a>) -> Scope<'a> {
    let end = HeadingId::new(note.outline.iter().len());
    Scope { note, heading: None, headings: HeadingId::new(0)..end, end }
}

/// Reads `scope` as `spec` declares it; its id is to be `id`.
pub(super) fn read<'a>(
    scope: &Scope<'a>,
    spec: &'a SectionSpec,
    id: SectionId,
) -> (ParsedSection<'a>, Traced<'a>) {
    let (content, value) = spec.content.read(scope, &spec.content.names());
    let parsed = ParsedSection {
        id,
        group: ROOT,
        spec_id: SectionSpecId::new(0),
        spec,
        key: Cow::Borrowed(&*spec.key),
        heading: scope.heading.unwrap_or(HeadingId::new(0)),
        matched: HeadingMatch { name: NameMatch::Canonical, wording: Wording::Exact },
        duplicates: None,
        span: scope.span(),
        content,
        intro: None,
        inside: None,
    };
    (parsed, value)
}
