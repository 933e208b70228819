//! Collects the facts of a note.

use std::{borrow::Cow, cell::LazyCell, collections::HashSet, sync::Arc};

use serde_json::Value;

use memchr::memmem;

use super::{
    AnchorPlaces, Destination, Facts, LinkFact,
    anchor::{Anchors, nearest_heading},
    html,
    identity::{folded_id, is_same_id},
    mentions::{Collector, Kind},
    properties, values,
};
use crate::{
    note::{BlockKind, InlineKind, Link, LinkKind, Note},
    notetype::{FoundId, NoteType, Projection, text_of},
    text::{Span, Traced, lexicon::TAGS_KEY, pointer::escape},
    tree::Data,
};

/// A note with more references is a list of notes; the others are ignored.
const MAX_REFERENCES: usize = 256;

/// The keys of other names of a note, as Obsidian reads them.
const ALIASES_KEYS: [&str; 2] = ["aliases", "alias"];

/// Of how many keys of a note without a type the values are kept, and how long these are at most.
const MAX_VALUES: usize = 16;
const MAX_VALUE_BYTES: usize = 64;

/// Maximum number of broken anchors per note for which a similar one is searched.
const MAX_BROKEN_ANCHORS: usize = 16;

impl Facts {
    /// Collects the facts of `note`, which is at `path` in its collection; `typed` is its type and projection
    /// if it has a type.
    pub fn gather(path: &Arc<str>, note: &Note<'_>, typed: Option<(&NoteType, &Projection<'_>)>) -> Self {
        let facts = Self::default().of(path);
        let mut collector = Collector::default();
        if let Some((note_type, projection)) = typed {
            collector.add(Kind::Type, &note_type.name, Span::empty(0));
            ids(projection, &mut collector);
            names(note, (note_type, projection), &mut collector);
            references(note, note_type, projection, &mut collector);
            values::add_unique(note, note_type, projection, &mut collector);
            values::add_naming(note, note_type, projection, &mut collector);
        } else {
            other_titles(note, &mut collector);
            values(note, &mut collector);
        }
        aliases(note, &mut collector);
        let places = AnchorPlaces::of(note);
        let anchors = links(note, &places, &mut collector);
        let anchors = anchors.map(Box::new);
        Self { mentions: collector.finish(note.text), places, anchors, ..facts }
    }
}

/// Adds the note's id, and others that it has.
fn ids(projection: &Projection<'_>, collector: &mut Collector) {
    let Some(id) = projection.id() else { return };
    let (same, others): (Vec<&FoundId<'_>>, Vec<_>) =
        projection.ids.iter().partition(|other| is_same_id(&other.text, &id.text));
    // A name of the path may be repeated in the text.
    let place = same.iter().find_map(|id| id.span).unwrap_or_else(|| projection.place_of_names());
    collector.add(Kind::Id, &id.text, place);
    for other in others {
        collector.add(Kind::OtherId, &other.text, place);
    }
}

/// Adds the note's title and tags, as far as its type describes them.
fn names(note: &Note<'_>, (note_type, projection): (&NoteType, &Projection<'_>), collector: &mut Collector) {
    let spec = &note_type.spec;
    let title = projection.title.as_ref().filter(|_| spec.title.is_named && !spec.title.is_listed);
    if let Some(title) = title {
        collector.add(Kind::Title, title.text, title.span);
    }
    if !spec.title.is_named || spec.title.is_listed {
        other_titles(note, collector);
    }
    if !spec.title.is_named && spec.frontmatter.key("title").is_some_and(|title| !title.is_listed) {
        let title = projection.json.at("/frontmatter/title");
        let text = title.and_then(|title| Some((title, title.as_str()?)));
        if let Some((title, text)) = text.filter(|(_, text)| !text.trim().is_empty()) {
            collector.add(Kind::Title, text, title.origin().value);
        }
    }
    // A type that describes other keys alone asks for no tags.
    let asks_for_tags = !spec.frontmatter.is_named || spec.frontmatter.key(TAGS_KEY).is_some();
    let frontmatter = projection.json.get("frontmatter").filter(|_| asks_for_tags);
    let tags = frontmatter.and_then(|frontmatter| frontmatter.get(TAGS_KEY));
    for tag in tags.map(Traced::elements).unwrap_or_default() {
        if let Some(text) = tag.as_str() {
            collector.add(Kind::Tag, text, tag.origin().value);
        }
    }
}

/// Adds the `aliases` of the frontmatter.
fn aliases(note: &Note<'_>, collector: &mut Collector) {
    let entries = note.frontmatter.mapping().and_then(|document| document.root.as_mapping());
    let named = entries.unwrap_or_default().iter().filter(|entry| ALIASES_KEYS.contains(&&*entry.name));
    for entry in named {
        let value = entry.value.to_traced();
        for alias in value.elements().iter().chain([&value]).filter_map(Traced::as_str) {
            collector.add(Kind::Alias, alias, Span::empty(0));
        }
    }
}

/// Adds the titles of a note whose type does not describe them: of its first heading of level 1 and of its frontmatter.
fn other_titles(note: &Note<'_>, collector: &mut Collector) {
    if let Some((_, heading)) = note.outline.iter().find(|(_, heading)| heading.level == 1) {
        collector.add(Kind::OtherTitle, &heading.plain, Span::empty(0));
    }
    let entries = note.frontmatter.mapping().and_then(|document| document.root.as_mapping());
    let title = entries.unwrap_or_default().iter().find(|entry| entry.name == "title");
    if let Some(Data::Scalar { value: Value::String(title), .. }) = title.map(|title| &title.value.data) {
        collector.add(Kind::OtherTitle, title, Span::empty(0));
    }
}

/// Adds the short values at the top of the frontmatter: the type of another note may find its id there.
fn values(note: &Note<'_>, collector: &mut Collector) {
    let entries = note.frontmatter.mapping().and_then(|document| document.root.as_mapping());
    let entries = entries.unwrap_or_default().iter().filter(|entry| entry.name.len() <= MAX_VALUE_BYTES);
    for entry in entries.take(MAX_VALUES) {
        let value = entry.value.to_traced();
        if let Some(text) = text_of(&value, note.text).filter(|text| text.len() <= MAX_VALUE_BYTES) {
            let text = format!("/frontmatter/{}\n{text}", escape(&entry.name));
            collector.add(Kind::Value, &text, Span::empty(0));
        }
    }
}

/// Adds the links into the collection, with the similar anchors of the note for those that are broken.
/// Returns the note's anchors, which are at `places`, if a link needs them: most notes have none.
fn links(note: &Note<'_>, places: &AnchorPlaces, collector: &mut Collector) -> Option<Anchors> {
    let mut anchors = None;
    let mut astray = 0;
    let cells = LazyCell::new(|| cells(note));
    let in_body = note.links.iter().filter(|link| leads_inside(link)).map(|link| {
        let kind = match link.kind {
            LinkKind::Wiki if has_text(link, note.text) => Kind::LabelledWikiLink,
            LinkKind::Wiki if are_around(&cells, link.span) => Kind::WikiLinkInCell,
            LinkKind::Wiki => Kind::WikiLink,
            _ => Kind::Link,
        };
        (kind, Cow::Borrowed(&*link.target), link.destination)
    });
    // Links to the same definition have the same destination.
    let mut defined = HashSet::new();
    let in_body = in_body.filter(move |(_, _, span)| span.is_empty() || defined.insert(*span));
    let in_html = html::links(note).into_iter().filter(|(target, _)| !is_elsewhere(target));
    let in_html = in_html.map(|(target, span)| (Kind::Link, target, span));
    let in_frontmatter = properties::links(note).into_iter();
    let in_frontmatter =
        in_frontmatter.filter(|(kind, target, _)| *kind != Kind::Link || !is_elsewhere(target));
    for (kind, target, span) in in_frontmatter.chain(in_body).chain(in_html) {
        let Some((wiki, form)) = kind.link_form() else { continue };
        collector.add(kind, &target, span);
        if astray == MAX_BROKEN_ANCHORS || target.len() < 2 || !target.starts_with('#') {
            continue;
        }
        let anchors = anchors.get_or_insert_with(|| Anchors::at(places, note.text));
        let Some(place) =
            Destination::of(&LinkFact { target: &target, span, wiki, form, meant: None }).fragment
        else {
            continue;
        };
        if !anchors.has(&place, wiki) {
            astray += 1;
            if let Some(meant) =
                nearest_heading(note.outline.iter().map(|(_, heading)| &*heading.plain), &place, wiki)
            {
                collector.add(Kind::Meant, &meant, span);
            }
        }
    }
    anchors
}

/// Whether the target is in the collection: it has no scheme (RFC 3986, section 3.1) and no host, and is not
/// meant as a web address.
fn leads_inside(link: &Link) -> bool {
    match link.kind {
        LinkKind::Wiki => !link.is_bracketed_address(),
        LinkKind::Autolink | LinkKind::Bare => false,
        LinkKind::Inline | LinkKind::Reference => !is_elsewhere(&link.target) && link.unopened().is_none(),
    }
}

/// Whether `target` has a host or a scheme.
pub(super) fn is_elsewhere(target: &str) -> bool {
    target.starts_with("//") || has_scheme(target)
}

/// Whether a wiki link has a text after its destination.
fn has_text(link: &Link, text: &str) -> bool {
    Span::new(link.destination.end(), link.span.end())
        .of(text)
        .trim_start()
        .trim_start_matches('\\')
        .starts_with('|')
}

/// Returns the cells of the tables, which do not overlap.
fn cells(note: &Note<'_>) -> Vec<Span> {
    let cells = note.blocks.iter().filter(|(_, block)| matches!(block.kind, BlockKind::Cell));
    cells.map(|(_, block)| block.span).collect()
}

/// Whether one of `spans`, which are sorted and do not overlap, encloses `span`.
fn are_around(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|around| around.end() < span.end());
    spans.get(next).is_some_and(|around| around.encloses(span))
}

fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Adds the ids in the body other than the note's own, each at its first occurrence outside code and
/// links.
fn references(note: &Note<'_>, note_type: &NoteType, projection: &Projection<'_>, collector: &mut Collector) {
    let mut known: HashSet<Cow<'_, str>> = projection.ids.iter().map(|id| folded_id(&id.text)).collect();
    let most = known.len() + MAX_REFERENCES;
    let quoted = LazyCell::new(|| quoted(note));
    let is_quoted = |span: Span| {
        let next = quoted.partition_point(|quoted| quoted.end() <= span.start());
        quoted.get(next).is_some_and(|quoted| quoted.overlaps(span))
    };
    for (id, span) in note_type.spec.identity.mentions(note.body.of(note.text)) {
        if known.len() == most {
            break;
        }
        let span = span.shift(note.body.start());
        let folded = folded_id(id);
        if id.is_empty() || known.contains(&folded) || !stands_alone(note.text, span) || is_quoted(span) {
            continue;
        }
        known.insert(folded);
        let text = span.of(note.text);
        collector.add(Kind::Reference, text, span);
        if id != text {
            collector.add(Kind::ReferenceId, id, span);
        }
    }
}

/// Whether the word at `span` is not continued by a letter, digit or hyphen: `T1-01-01-2` does not mention
/// `T1-01-01`. Japanese letters do not continue an id.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let continues = |byte: Option<&u8>| {
        byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'))
    };
    let bytes = text.as_bytes();
    !continues(bytes.get(span.end()))
        && !continues(span.start().checked_sub(1).and_then(|before| bytes.get(before)))
}

/// Returns the spans without mentions: code, math, HTML, footnote labels, link destinations, the brackets in
/// `[[1]](…)`, and text that is meant as a link. They are sorted and do not overlap.
fn quoted(note: &Note<'_>) -> Vec<Span> {
    let verbatim = |kind: &InlineKind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Html);
    let inlines = note.inlines.iter().filter(|inline| verbatim(&inline.kind)).map(|inline| inline.span);
    let blocks =
        note.blocks.iter().filter(|(_, block)| matches!(block.kind, BlockKind::Code | BlockKind::Html));
    let blocks = blocks.map(|(_, block)| block.span);
    let bracketed = note.links.iter().filter(|link| link.kind != LinkKind::Wiki).filter_map(|link| {
        let words = link.span.of(note.text).strip_prefix("[[")?;
        let length = memmem::find(words.as_bytes(), b"]]")?;
        Some(Span::new(link.span.start(), link.span.start() + "[[]]".len() + length))
    });
    let destinations = note.links.iter().map(|link| link.destination);
    let malformed = note.malformed_links.iter().map(|link| link.span);
    let mut all: Vec<Span> = inlines
        .chain(blocks)
        .chain(destinations)
        .chain(bracketed)
        .chain(malformed)
        .chain(footnote_labels(note))
        .collect();
    all.sort_unstable();
    all.dedup_by(|next, last| {
        let overlaps = next.start() < last.end();
        if overlaps {
            *last = last.cover(*next);
        }
        overlaps
    });
    all
}

/// Returns the labels of footnotes, whether they are defined or not: `[^1]`.
fn footnote_labels<'n>(note: &'n Note<'_>) -> impl Iterator<Item = Span> + use<'n> {
    let body = note.body;
    let mut next = body.start();
    memmem::find_iter(body.of(note.text).as_bytes(), b"[^").filter_map(move |at| {
        let start = body.start() + at;
        if start < next {
            return None;
        }
        let inside = &note.text[start + "[^".len()..body.end()];
        let length = inside.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))?;
        next = start + "[^".len() + length;
        inside[length..].starts_with(']').then(|| Span::new(start, next + 1))
    })
}
