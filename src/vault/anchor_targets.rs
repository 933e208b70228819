//! From the name of an anchor to its place in a note, and back.

use std::collections::HashMap;

use super::{
    AnchorPlaces,
    anchor::{block_marks, github_slug, is_foreign, last_part, obsidian_heading},
    anchor_places::Places,
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

/// A heading with what names it.
struct Named<'p> {
    span: Span,
    /// Its text without markup.
    plain: &'p str,
    /// The same with markup.
    written: &'p str,
    /// Its anchor on GitHub.
    slug: String,
}

impl AnchorPlaces {
    /// Returns what `fragment` leads to in the note `text`, whose places these are: by GitHub's rules, or by Obsidian's
    /// for a wiki link.
    pub fn target(&self, text: &str, fragment: &str, wiki: bool) -> Option<AnchorTarget> {
        let places = self.unpacked();
        let headings = named(&places, text);
        if !wiki {
            let wanted = nfc(fragment);
            let by_slug = headings.iter().position(|heading| nfc(&heading.slug) == wanted);
            let target =
                by_slug.map(AnchorTarget::Heading).or_else(|| by_id(&places, &headings, text, &wanted));
            if target.is_some() || !fragment.contains(is_foreign) {
                return target;
            }
        }
        let wanted = last_part(fragment);
        if wanted.starts_with('^') {
            let body = text.get(places.body..)?;
            let mark = block_marks(body).find(|mark| *mark == wanted)?;
            return Some(AnchorTarget::Line(line_of(text, mark.as_ptr() as usize - text.as_ptr() as usize)));
        }
        let wanted = obsidian_heading(wanted);
        let is_wanted = |name: &str| obsidian_heading(name) == wanted;
        let found =
            headings.iter().position(|heading| is_wanted(heading.plain) || is_wanted(heading.written));
        found.map(AnchorTarget::Heading)
    }

    /// Returns the fragment of a link to the heading with the index `heading` in the outline of the note `text`, whose
    /// places these are: as GitHub makes it, or for a wiki link as Obsidian does.
    pub fn fragment(&self, text: &str, heading: usize, wiki: bool) -> Option<String> {
        let places = self.unpacked();
        let heading = named(&places, text).into_iter().nth(heading)?;
        if !wiki {
            return Some(heading.slug).filter(|slug| !slug.is_empty());
        }
        // A link cannot contain these, and they are ignored where names are compared.
        let is_special = |c: char| c.is_whitespace() || matches!(c, '#' | '^' | '|' | '[' | ']' | '\\' | ':');
        let words: Vec<&str> = heading.plain.split(is_special).filter(|word| !word.is_empty()).collect();
        Some(words.join(" ")).filter(|name| !name.is_empty())
    }
}

/// Returns the headings at `places` of `text`. Of several with the same anchor, all but the first have a number.
fn named<'p>(places: &'p Places, text: &'p str) -> Vec<Named<'p>> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let headings = places.spans().map(|(heading, span, content)| {
        let written = content.of(text);
        let plain = heading.plain.as_deref().unwrap_or(written);
        let slug = github_slug(plain);
        let again = known.entry(slug.clone()).or_default();
        let slug = if *again == 0 { slug } else { format!("{slug}-{again}") };
        *again += 1;
        Named { span, plain, written, slug }
    });
    headings.collect()
}

/// Returns where `id` is given by an attribute: of a heading, or of an element of HTML.
fn by_id(places: &Places, headings: &[Named<'_>], text: &str, id: &str) -> Option<AnchorTarget> {
    if !places.ids.iter().any(|known| known == id) {
        return None;
    }
    let attribute = format!("#{id}");
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let has_attribute = |heading: &Named<'_>| {
        let attributes = heading.span.of(text).rfind('{').map(|at| &heading.span.of(text)[at..]);
        let mut found = attributes.unwrap_or_default().match_indices(&attribute);
        found.any(|(at, found)| ends(&attributes.unwrap_or_default()[at + found.len()..]))
    };
    if let Some(heading) = headings.iter().position(has_attribute) {
        return Some(AnchorTarget::Heading(heading));
    }
    let forms = [("id=\"", '"'), ("id='", '\''), ("name=\"", '"'), ("name='", '\'')];
    let at = forms.iter().find_map(|(before, after)| text.find(&format!("{before}{id}{after}")))?;
    Some(AnchorTarget::Line(line_of(text, at)))
}

fn line_of(text: &str, at: usize) -> Span {
    let line = line_at(text, at);
    line.trim(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;

    const TEXT: &str = "# 緑茶🍵\n\n## Twice\n\n## *Twice*\n\n## Named {#own .x}\n\n## A: b\n\nText ^mark\n\n\
                        <a id=\"spot\"></a>here\n";

    fn target(fragment: &str, wiki: bool) -> Option<&'static str> {
        let places = AnchorPlaces::of(&Note::parse(TEXT));
        match places.target(TEXT, fragment, wiki)? {
            AnchorTarget::Heading(at) => Some(places.headings().get(at)?.of(TEXT)),
            AnchorTarget::Line(span) => Some(span.of(TEXT)),
        }
    }

    #[test]
    fn a_fragment_leads_to_a_heading_a_block_or_an_element() {
        for (fragment, wiki, found) in [
            ("緑茶", false, Some("# 緑茶🍵")),
            ("twice", false, Some("## Twice")),
            ("twice-1", false, Some("## *Twice*")),
            ("twice-2", false, None),
            ("own", false, Some("## Named {#own .x}")),
            ("spot", false, Some("<a id=\"spot\"></a>here")),
            ("A: b", false, Some("## A: b")),
            ("緑茶🍵", true, Some("# 緑茶🍵")),
            ("緑茶🍵#a b", true, Some("## A: b")),
            ("^mark", true, Some("Text ^mark")),
            ("twice-1", true, None),
        ] {
            assert_eq!(target(fragment, wiki), found, "{fragment} {wiki}");
        }
    }

    #[test]
    fn the_fragment_of_a_heading_leads_to_it() {
        let places = AnchorPlaces::of(&Note::parse(TEXT));
        for heading in 0..places.headings().len() {
            let fragment = places.fragment(TEXT, heading, false).unwrap();
            assert_eq!(places.target(TEXT, &fragment, false), Some(AnchorTarget::Heading(heading)));
        }
        assert_eq!(places.fragment(TEXT, 4, true).as_deref(), Some("A b"));
        assert_eq!(places.fragment(TEXT, 5, true), None);
    }
}
