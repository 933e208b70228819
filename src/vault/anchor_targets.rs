//! From the name of an anchor to its place in a note, and back.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use super::{
    AnchorPlaces,
    anchor::{block_marks, github_slug, is_foreign, last_part, obsidian_heading},
    anchor_places::{Places, attribute_ids},
};
use crate::text::{Span, line_at, nfc};

/// What the fragment of a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorTarget {
    /// The heading with this index in the outline.
    Heading(usize),
    /// The line of a block that has a name, or of an element of HTML.
    Line(Span),
}

/// The places of a note by their names: to find many of them takes time with their number.
#[derive(Debug)]
pub struct AnchorIndex {
    places: Places,
    /// The headings with their contents, in the order of the text.
    spans: Vec<(Span, Span)>,
    /// The anchors on GitHub of the headings, in the order of the text. Of several that are the same, all but the first
    /// have a number.
    slugs: Vec<String>,
    /// The headings by these.
    by_slug: HashMap<String, usize>,
    /// The headings as Obsidian compares them.
    by_name: OnceCell<HashMap<String, usize>>,
    /// Where ids are given by an attribute: of a heading, or of an element of HTML.
    by_id: OnceCell<HashMap<String, Spot>>,
    /// Where blocks are named.
    by_mark: OnceCell<HashMap<String, usize>>,
}

/// Where an id is.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Heading(usize),
    /// An offset in the text.
    At(usize),
}

impl AnchorPlaces {
    /// Returns what `fragment` leads to in the note `text`, whose places these are: by GitHub's rules, or by Obsidian's
    /// for a wiki link.
    pub fn target(&self, text: &str, fragment: &str, wiki: bool) -> Option<AnchorTarget> {
        self.index(text).target(text, fragment, wiki)
    }

    /// Returns these places of the note `text` by their names.
    pub fn index(&self, text: &str) -> AnchorIndex {
        let places = self.unpacked();
        let mut known: HashMap<String, usize> = HashMap::new();
        let slugs = names(&places, text).map(|(plain, _)| {
            let slug = github_slug(plain);
            let again = known.entry(slug.clone()).or_default();
            let numbered = if *again == 0 { slug } else { format!("{slug}-{again}") };
            *again += 1;
            numbered
        });
        let slugs: Vec<String> = slugs.collect();
        let by_slug = first_of_each(slugs.iter().map(|slug| nfc(slug).into_owned()).zip(0..));
        let (by_name, by_id, by_mark) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let spans = places.headings().map(|(_, span, content)| (span, content)).collect();
        AnchorIndex { places, spans, slugs, by_slug, by_name, by_id, by_mark }
    }
}

impl AnchorIndex {
    /// Returns what `fragment` leads to in the note `text`, of which this is the index: by GitHub's rules, or by
    /// Obsidian's for a wiki link.
    pub fn target(&self, text: &str, fragment: &str, wiki: bool) -> Option<AnchorTarget> {
        if !wiki {
            let wanted = nfc(fragment);
            let by_slug = self.by_slug.get(&*wanted).map(|heading| AnchorTarget::Heading(*heading));
            let target = by_slug.or_else(|| self.with_id(text, &wanted));
            if target.is_some() || !fragment.contains(is_foreign) {
                return target;
            }
        }
        let wanted = last_part(fragment);
        if wanted.starts_with('^') {
            let marks = self.by_mark.get_or_init(|| marks(text, self.places.body));
            return marks.get(wanted).map(|at| AnchorTarget::Line(line_of(text, *at)));
        }
        let names = self.by_name.get_or_init(|| {
            let both = names(&self.places, text).zip(0..).flat_map(|((plain, written), heading)| {
                [plain, written].map(|name| (obsidian_heading(name), heading))
            });
            first_of_each(both)
        });
        names.get(&obsidian_heading(wanted)).map(|heading| AnchorTarget::Heading(*heading))
    }

    /// Returns the fragment of a link to the heading with the index `heading` in the outline of the note `text`, of which
    /// this is the index: as GitHub makes it, or for a wiki link as Obsidian does.
    pub fn fragment(&self, text: &str, heading: usize, wiki: bool) -> Option<String> {
        if !wiki {
            return self.slugs.get(heading).filter(|slug| !slug.is_empty()).cloned();
        }
        let (_, content) = self.spans.get(heading)?;
        let plain = self.places.plain(heading).unwrap_or_else(|| content.of(text));
        // A link cannot contain these, and they are ignored where names are compared.
        let is_special = |c: char| c.is_whitespace() || matches!(c, '#' | '^' | '|' | '[' | ']' | '\\' | ':');
        let words: Vec<&str> = plain.split(is_special).filter(|word| !word.is_empty()).collect();
        Some(words.join(" ")).filter(|name| !name.is_empty())
    }

    /// Returns where `target` is.
    pub fn span(&self, target: AnchorTarget) -> Option<Span> {
        match target {
            AnchorTarget::Heading(heading) => self.spans.get(heading).map(|(span, _)| *span),
            AnchorTarget::Line(line) => Some(line),
        }
    }

    /// Returns where `id` is given by an attribute.
    fn with_id(&self, text: &str, id: &str) -> Option<AnchorTarget> {
        Some(match *self.by_id.get_or_init(|| ids(&self.places, text)).get(id)? {
            Spot::Heading(heading) => AnchorTarget::Heading(heading),
            Spot::At(at) => AnchorTarget::Line(line_of(text, at)),
        })
    }
}

/// Returns the text of each heading at `places` of `text`, without markup and with it.
fn names<'p>(places: &'p Places, text: &'p str) -> impl Iterator<Item = (&'p str, &'p str)> {
    places.headings().map(|(plain, _, content)| {
        let written = content.of(text);
        (plain.unwrap_or(written), written)
    })
}

/// Returns where the ids at `places` of `text` are given by an attribute.
fn ids(places: &Places, text: &str) -> HashMap<String, Spot> {
    if places.ids.is_empty() {
        return HashMap::new();
    }
    let known: HashSet<&str> = places.ids.iter().map(String::as_str).collect();
    let of_headings = places.headings().zip(0..).flat_map(|((_, span, _), heading)| {
        let line = span.of(text);
        let attributes = line.rfind('{').map_or("", |at| &line[at..]);
        attribute_ids(attributes).map(move |id| (id, Spot::Heading(heading)))
    });
    let forms = [("id=\"", '"'), ("id='", '\''), ("name=\"", '"'), ("name='", '\'')];
    let of_html = forms.into_iter().flat_map(|(before, after)| {
        text.match_indices(before).filter_map(move |(at, _)| {
            let (id, _) = text[at + before.len()..].split_once(after)?;
            Some((id, Spot::At(at)))
        })
    });
    let given = of_headings.chain(of_html).filter(|(id, _)| known.contains(id));
    first_of_each(given.map(|(id, spot)| (id.to_owned(), spot)))
}

/// Returns where the blocks of `text`, whose body starts at `body`, are named.
fn marks(text: &str, body: usize) -> HashMap<String, usize> {
    let marks = block_marks(text.get(body..).unwrap_or_default());
    first_of_each(marks.map(|mark| (mark.to_owned(), mark.as_ptr() as usize - text.as_ptr() as usize)))
}

fn first_of_each<T>(named: impl Iterator<Item = (String, T)>) -> HashMap<String, T> {
    let mut found = HashMap::new();
    for (name, place) in named {
        found.entry(name).or_insert(place);
    }
    found
}

fn line_of(text: &str, at: usize) -> Span {
    let line = line_at(text, at);
    line.trim(text)
}

#[cfg(test)]
mod tests;
