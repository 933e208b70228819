//! Anchors: the names of headings and other places in links.

use serde::{Deserialize, Serialize};
use strsim::normalized_levenshtein;
use unicode_normalization::char::is_combining_mark;

use super::{anchor_places::AnchorPlaces, index::Hash};
use crate::{
    note::Note,
    text::{Span, is_plainly_nfc, nfc},
};

/// Returns the anchor that GitHub gives to a heading's plain text: lower case, only word characters, spaces
/// and hyphens, spaces as hyphens. It does not include the number after a repeated one.
pub fn github_slug(plain: &str) -> String {
    let mut slug = String::with_capacity(plain.len());
    each_of_slug(plain, |c| slug.push(c));
    slug
}

fn each_of_slug(plain: &str, mut push: impl FnMut(char)) {
    for c in plain.trim().chars() {
        match c {
            ' ' => push('-'),
            '-' | '_' => push(c),
            c if c.is_ascii_alphanumeric() => push(c.to_ascii_lowercase()),
            c if c.is_ascii() => {}
            c if is_plain_japanese(c) => push(c),
            c if is_word(c) => c.to_lowercase().for_each(&mut push),
            _ => {}
        }
    }
}

/// Kana and kanji, of which Japanese text mostly consists: word characters without case. Looking up the
/// tables of all characters is slow.
fn is_plain_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー'..='ヾ' | '一'..='\u{9fff}')
}

/// Whether the character is in Ruby's `\p{Word}`, which GitHub uses, and not ASCII.
fn is_word(c: char) -> bool {
    let other_number = c.is_numeric() && !c.is_alphabetic() && !is_decimal(c);
    (c.is_alphanumeric() && !other_number)
        || is_combining_mark(c)
        || matches!(c, '‿' | '⁀' | '⁔' | '︳' | '︴' | '﹍'..='﹏' | '＿')
}

/// The decimal digits beyond ASCII that people type: full-width, Arabic-Indic, Devanagari, Thai.
fn is_decimal(c: char) -> bool {
    matches!(c, '０'..='９' | '٠'..='٩' | '۰'..='۹' | '०'..='९' | '๐'..='๙')
}

/// Returns a heading's text as Obsidian compares it in `[[note#heading]]`: ASCII punctuation other than
/// `'`, `-` and `_` counts as whitespace, which is folded; case and normalisation are ignored.
pub fn obsidian_heading(plain: &str) -> String {
    let mut name = String::with_capacity(plain.len());
    each_of_obsidian_name(plain, |c| name.push(c));
    name
}

fn each_of_obsidian_name(plain: &str, mut push: impl FnMut(char)) {
    let (mut is_empty, mut space) = (true, false);
    for c in nfc(plain).chars() {
        if c.is_whitespace() || c.is_ascii_punctuation() && !matches!(c, '\'' | '-' | '_') {
            space = !is_empty;
            continue;
        }
        if space {
            push(' ');
        }
        (is_empty, space) = (false, false);
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else if is_plain_japanese(c) {
            push(c);
        } else {
            c.to_lowercase().for_each(&mut push);
        }
    }
}

/// The hashes of the anchors of a note. One in a hundred million broken links is taken for a valid one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Anchors(Box<[u32]>);

impl Anchors {
    /// Collects the anchors of `note`.
    pub fn of(note: &Note<'_>) -> Self {
        Self::at(&AnchorPlaces::of(note), note.text)
    }

    /// Returns the anchors at `places` of the note `text`.
    pub fn at(places: &AnchorPlaces, text: &str) -> Self {
        let places = places.unpacked();
        // The text may have changed since the places were collected.
        let within = |span: Span| text.get(span.start()..span.end()).unwrap_or_default();
        let outer = || places.headings().map(|(plain, _, content)| (within(content), plain));
        let inner = || places.inner.iter().map(String::as_str);
        let plain = || outer().map(|(written, plain)| plain.unwrap_or(written)).chain(inner());
        // Obsidian uses the source, including markup.
        let marked = outer().filter(|(_, plain)| plain.is_some()).map(|(written, _)| written);
        let names = plain().chain(marked);
        let mut anchors: Vec<u32> = names.map(|name| obsidian_hash(name).short()).collect();
        let mut slugs: Vec<Hash> = plain().map(slug_hash).collect();
        slugs.sort_unstable();
        for same in slugs.chunk_by(|a, b| a == b) {
            for (again, slug) in same.iter().enumerate() {
                let mut hash = *slug;
                if again > 0 {
                    format!("-{again}").chars().for_each(|c| hash.push(c));
                }
                anchors.push(hash.short());
            }
        }
        let body = text.get(places.body..).unwrap_or_default();
        anchors.extend(block_marks(body).map(|mark| Hash::of(mark).short()));
        anchors.extend(places.ids.iter().map(|id| Hash::of(id).short()));
        anchors.sort_unstable();
        anchors.dedup();
        Self(anchors.into_boxed_slice())
    }

    /// Returns the anchor of a heading at `places` of the note `text` that is probably meant by `fragment`.
    pub fn nearest(places: &AnchorPlaces, text: &str, fragment: &str, wiki: bool) -> Option<String> {
        let places = places.unpacked();
        let headings = places.headings().map(|(plain, _, content)| {
            plain.unwrap_or_else(|| text.get(content.start()..content.end()).unwrap_or_default())
        });
        nearest_heading(headings, fragment, wiki)
    }

    /// Whether they are sorted, as lookups require.
    pub(super) fn are_sound(&self) -> bool {
        self.0.is_sorted()
    }

    /// Whether `fragment` is an anchor: by GitHub's rules, or by Obsidian's if the link is a wiki link or
    /// the fragment cannot be an anchor of GitHub's.
    pub fn has(&self, fragment: &str, wiki: bool) -> bool {
        let has = |hash: Hash| self.0.binary_search(&hash.short()).is_ok();
        if !wiki {
            let is_anchor = has(Hash::of(&nfc(fragment)));
            if is_anchor || !fragment.contains(is_foreign) {
                return is_anchor;
            }
        }
        match last_part(fragment) {
            block if block.starts_with('^') => has(Hash::of(block)),
            heading => has(obsidian_hash(heading)),
        }
    }
}

/// Whether no anchor of GitHub's contains `c`.
pub(super) fn is_foreign(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && c != '-' && c != '_'
}

/// Returns the heading or block that the `fragment` of a wiki link leads to: the last one of `heading#subheading`.
pub(super) fn last_part(fragment: &str) -> &str {
    fragment.rsplit('#').find(|part| !part.is_empty()).unwrap_or(fragment)
}

fn slug_hash(plain: &str) -> Hash {
    let mut hash = Hash::default();
    if is_plainly_nfc(plain) {
        each_of_slug(plain, |c| hash.push(c));
        return hash;
    }
    Hash::of(&nfc(&github_slug(plain)))
}

/// Makes it different from a slug of the same letters.
fn obsidian_hash(heading: &str) -> Hash {
    let mut hash = Hash::of("#");
    each_of_obsidian_name(heading, |c| hash.push(c));
    hash
}

/// Returns Obsidian's block ids, `^id` at the end of a line.
pub(super) fn block_marks(body: &str) -> impl Iterator<Item = &str> {
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

/// How similar a link must be to an anchor to be taken for a misspelling of it, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.6;

/// Notes with more headings are not searched: people hardly link to their headings by hand.
const MAX_HEADINGS: usize = 500;

/// A longer name is not a misspelling of a heading, and comparing it would take long.
const MAX_PLACE_BYTES: usize = 192;

/// Returns the anchor of the one of `headings` that is most similar to `place`: by Obsidian's rules if
/// `wiki`, else by GitHub's.
pub(super) fn nearest_heading<'h>(
    headings: impl Iterator<Item = &'h str>,
    place: &str,
    wiki: bool,
) -> Option<String> {
    let name = |heading: &str| if wiki { obsidian_heading(heading) } else { github_slug(heading) };
    let place = name(place);
    if place.len() > MAX_PLACE_BYTES {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for heading in headings.take(MAX_HEADINGS) {
        let likeness = likeness(&name(heading), &place);
        if likeness >= MIN_SIMILARITY && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, heading));
        }
    }
    best.map(|(_, heading)| if wiki { heading.trim().to_owned() } else { github_slug(heading) })
}

/// Returns how similar `name` is to `place`, from 0 to 1; 1 if `name` starts with `place`.
fn likeness(name: &str, place: &str) -> f64 {
    if place.len() > 2 && name.starts_with(place) {
        return 1.0;
    }
    // A name that is half as long again is not similar and need not be compared.
    if name.len().abs_diff(place.len()) > place.len() { 0.0 } else { normalized_levenshtein(name, place) }
}

#[cfg(test)]
mod tests;
