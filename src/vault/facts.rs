use std::{cmp::Ordering, collections::HashMap};

use regex::Regex;

use super::{
    Destination, anchor::nearest_heading, file_stem, github_slug, index::hash, normalize, obsidian_heading,
};
use crate::{
    note::{BlockKind, InlineKind, Link, LinkKind, Note},
    notetype::{NoteType, Projection},
    text::{Span, Traced},
};

/// A note that names more is a list of notes: those beyond are not looked at.
const MAX_REFERENCES: usize = 256;

/// Of so many links of a note that call a place which is not there it is asked what they mean.
const MAX_ASTRAY: usize = 16;

/// What a note leaves behind for the rules that look at the whole collection.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The note's path as reported, in NFC.
    pub path: String,
    /// Whether it is only there for others of its collection, and nothing is said of it.
    pub is_neighbour: bool,
    /// Its id; none where its type finds none, or no type takes the note.
    pub id: Option<Mention>,
    /// The id that its file name holds.
    pub file_id: Option<Box<str>>,
    /// Its title.
    pub title: Option<Mention>,
    /// Its tags.
    pub tags: Vec<Mention>,
    /// Its links into the collection. Links to the network are not among them.
    pub links: Vec<LinkFact>,
    /// The ids of notes in its text, each once, its own left out.
    pub references: Vec<Mention>,
    /// The hashes of what links can call its headings and marks, sorted.
    pub(super) anchors: Box<[u64]>,
}

/// A word of a note, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The word.
    pub text: Box<str>,
    /// Where.
    pub span: Span,
}

/// A link into the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFact {
    /// The destination as meant, percent-encoding included.
    pub target: Box<str>,
    /// The destination as written.
    pub span: Span,
    /// Whether it is `[[…]]`.
    pub wiki: bool,
    /// Of a link that calls a place of its own note which is not there: what the place that seems
    /// to be meant is called.
    pub meant: Option<Box<str>>,
}

impl Facts {
    /// The facts of `note`, which is reported as `path`; `typed` is its type and what the type
    /// recognises, where a type takes it.
    pub fn gather(path: &str, note: &Note<'_>, typed: Option<(&NoteType, &Projection<'_>)>) -> Self {
        let mut facts =
            Self { path: normalize(path).into_owned(), anchors: anchors(note), ..Self::default() };
        facts.links =
            note.links.iter().filter(|link| leads_inside(&link.target, link.kind)).map(link_fact).collect();
        facts.name_meant_places(note);
        let Some((note_type, projection)) = typed else { return facts };
        if let Some(title) = &projection.title {
            facts.title = Some(mention(title.text, title.span));
            facts.id = projection.id.map(|id| mention(id, place_of(id, title.span, note.text)));
        }
        facts.file_id = note_type.shape.id.as_ref().and_then(|id| id_in(id, file_stem(&facts.path)));
        facts.tags = tags(projection);
        facts.references = references(note, note_type, &facts);
        facts
    }

    /// Finds what the links mean that call a place of the note by a name that is nearly its own.
    fn name_meant_places(&mut self, note: &Note<'_>) {
        let mut links = std::mem::take(&mut self.links);
        let astray = links.iter_mut().filter_map(|link| {
            let fragment = link.target.strip_prefix('#')?.to_owned();
            let place = Destination::of(link).fragment?;
            (!fragment.is_empty() && !self.has_anchor(&place, link.wiki)).then_some((link, place))
        });
        for (link, place) in astray.take(MAX_ASTRAY) {
            link.meant = nearest_heading(note, &place, link.wiki).map(Into::into);
        }
        self.links = links;
    }

    /// Whether the note's title or its file name holds the id `id`.
    pub(super) fn has_id(&self, id: &str) -> bool {
        let title = self.id.as_ref().map(|own| &*own.text);
        title == Some(id) || self.file_id.as_deref() == Some(id)
    }

    /// The order of a collection's notes. Those of which nothing is said come first: of two notes
    /// with one id, the one of which something is said is the later one.
    pub fn compare(&self, other: &Self) -> Ordering {
        (!self.is_neighbour, &self.path).cmp(&(!other.is_neighbour, &other.path))
    }

    /// Whether a link can call a heading or a mark of the note `fragment`: by GitHub's rules, or
    /// by Obsidian's where the link is `[[…]]`.
    pub fn has_anchor(&self, fragment: &str, wiki: bool) -> bool {
        let name = if wiki {
            match fragment.rsplit('#').next().unwrap_or(fragment) {
                block if block.starts_with('^') => block.to_owned(),
                heading => obsidian_name(heading),
            }
        } else {
            normalize(fragment).into_owned()
        };
        self.anchors.binary_search(&hash(&name)).is_ok()
    }
}

/// The id that the regex of a type finds in `text`: its first group, else the match.
fn id_in(id: &Regex, text: &str) -> Option<Box<str>> {
    let found = id.captures(text)?;
    Some(found.get(1).or_else(|| found.get(0))?.as_str().into())
}

fn mention(text: &str, span: Span) -> Mention {
    Mention { text: text.into(), span }
}

fn link_fact(link: &Link) -> LinkFact {
    LinkFact {
        target: link.target.as_str().into(),
        span: link.destination,
        wiki: link.kind == LinkKind::Wiki,
        meant: None,
    }
}

/// Whether `target` is a place in the collection: no scheme (RFC 3986, 3.1), no host.
fn leads_inside(target: &str, kind: LinkKind) -> bool {
    match kind {
        LinkKind::Wiki => true,
        LinkKind::Autolink | LinkKind::Bare => false,
        LinkKind::Inline | LinkKind::Reference => !target.starts_with("//") && !has_scheme(target),
    }
}

fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Where `id` stands in the title at `title`; the title where it is written otherwise.
fn place_of(id: &str, title: Span, text: &str) -> Span {
    let found = title.of(text).find(id);
    found.map_or(title, |at| Span::new(title.start + at, title.start + at + id.len()))
}

fn tags(projection: &Projection<'_>) -> Vec<Mention> {
    let tags = projection.json.get("frontmatter").and_then(|frontmatter| frontmatter.get("tags"));
    let tags = tags.map(Traced::elements).unwrap_or_default();
    tags.iter().filter_map(|tag| Some(mention(tag.as_str()?, tag.origin().value))).collect()
}

/// The ids in the body that are not the note's `own`, each where it stands first, outside code and
/// links.
fn references(note: &Note<'_>, note_type: &NoteType, own: &Facts) -> Vec<Mention> {
    let Some(id) = &note_type.shape.mention else { return Vec::new() };
    let mut found: Vec<Mention> = Vec::new();
    for hit in id.find_iter(note.body.of(note.text)) {
        let span = Span::from(hit.range()).shift(note.body.start);
        let known = own.has_id(hit.as_str()) || found.iter().any(|mention| &*mention.text == hit.as_str());
        if found.len() == MAX_REFERENCES {
            break;
        }
        if !known && stands_alone(note.text, span) && !is_quoted(note, span) {
            found.push(mention(hit.as_str(), span));
        }
    }
    found
}

/// Whether no letter, digit or hyphen continues the word at `span`: `T1-01-01` is no mention in
/// `T1-01-01-2`. Japanese letters do not continue an id.
fn stands_alone(text: &str, span: Span) -> bool {
    let continues = |byte: Option<&u8>| {
        byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'))
    };
    let bytes = text.as_bytes();
    !continues(bytes.get(span.end))
        && !continues(span.start.checked_sub(1).and_then(|before| bytes.get(before)))
}

/// Whether `span` stands in code, HTML or a link's destination.
fn is_quoted(note: &Note<'_>, span: Span) -> bool {
    let verbatim = |kind: &InlineKind| matches!(kind, InlineKind::Code | InlineKind::Html | InlineKind::Math);
    note.inlines.iter().any(|inline| verbatim(&inline.kind) && inline.span.overlaps(span))
        || note.links.iter().any(|link| link.destination.overlaps(span))
        || note.blocks.iter().any(|(_, block)| {
            matches!(block.kind, BlockKind::Code | BlockKind::Html) && block.span.overlaps(span)
        })
}

/// The hashes of all that links can call places of the note, sorted.
fn anchors(note: &Note<'_>) -> Box<[u64]> {
    let headings = note.outline.iter().len();
    let mut seen: HashMap<u64, usize> = HashMap::with_capacity(headings);
    let mut anchors = Vec::with_capacity(2 * headings);
    for (_, heading) in note.outline.iter() {
        let slug = github_slug(&heading.plain);
        let slug = normalize(&slug);
        let plain = hash(&slug);
        let before = seen.entry(plain).or_default();
        anchors.push(if *before == 0 { plain } else { hash(&format!("{slug}-{before}")) });
        *before += 1;
        anchors.push(hash(&obsidian_name(&heading.plain)));
    }
    anchors.extend(block_marks(note.body.of(note.text)).map(hash));
    anchors.extend(html_ids(note).into_iter().map(hash));
    anchors.sort_unstable();
    anchors.dedup();
    anchors.into_boxed_slice()
}

/// Told apart from a slug of the same letters.
fn obsidian_name(heading: &str) -> String {
    format!("#{}", obsidian_heading(heading))
}

/// Obsidian's marks of blocks, `^mark` at the end of a line.
fn block_marks(body: &str) -> impl Iterator<Item = &str> {
    let marks = memchr::memchr_iter(b'^', body.as_bytes()).map(|at| {
        let rest = &body[at..];
        let end = rest[1..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .map_or(rest.len(), |end| end + 1);
        (end, rest)
    });
    marks
        .filter(|(end, rest)| {
            *end > 1 && rest[*end..].trim_start_matches([' ', '\t']).starts_with(['\r', '\n'])
                || rest.len() == *end
        })
        .map(|(end, rest)| &rest[..end])
}

/// The `id` and `name` attributes of the HTML in the note.
fn html_ids<'a>(note: &Note<'a>) -> Vec<&'a str> {
    let inlines =
        note.inlines.iter().filter(|inline| inline.kind == InlineKind::Html).map(|inline| inline.span);
    let blocks = note.blocks.iter().filter(|(_, block)| block.kind == BlockKind::Html);
    let mut ids = Vec::new();
    for span in inlines.chain(blocks.map(|(_, block)| block.span)) {
        let html = span.of(note.text);
        for name in [" id=", " name="] {
            ids.extend(html.match_indices(name).filter_map(|(at, _)| {
                let value = &html[at + name.len()..];
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                value[1..].split(quote).next()
            }));
        }
    }
    ids
}
