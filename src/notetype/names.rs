//! Recognising words: exact first, then with ever more of their decoration ignored.

use std::collections::HashMap;

use super::{
    fold::{Decoration, bracket, fold, is_plain_letter, is_quote, plain_nfkc, suffix, without_brackets},
    place::SectionSpecId,
};
use crate::text::{IndexVec, Span};

/// How the words of a heading were recognised, from the strictest to the most lenient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadingMatch {
    /// Which name it is.
    pub name: NameMatch,
    /// How much had to be overlooked.
    pub wording: Wording,
}

/// Which of a section's names a heading was recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// The canonical heading.
    Canonical,
    /// An alias, by its index.
    Alias(usize),
}

/// How much of a heading had to be overlooked to recognise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// Nothing.
    Exact,
    /// Width, case, emoji, symbols, leading numbering.
    Folded,
    /// A trailing bracket group as well: `(5つの要点)`.
    WithoutBrackets,
    /// What follows a `:`, a ` - ` or precedes a score as well.
    WithoutSuffix,
}

/// The names of the parts of one whole (the sections of a note, the axes of a rating), ready for
/// comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Canonical names before aliases, each in the schema's order.
    all: Vec<Name>,
    /// The first two characters of the folded names.
    beginnings: Vec<(char, Option<char>)>,
    /// Where each spelling is in `all`, if they are many.
    index: Option<HashMap<(Spelling, String), usize>>,
}

/// Up to this number, names are compared one by one.
const MAX_UNINDEXED_NAMES: usize = 32;

/// What of a name is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spelling {
    Written,
    Folded,
    Bare,
}

#[derive(Clone, Debug)]
struct Name {
    part: usize,
    which: NameMatch,
    written: String,
    folded: String,
    bare: String,
}

impl Names {
    /// The names of `parts`: each the canonical name and its aliases.
    pub(crate) fn new<'a>(parts: impl Iterator<Item = (&'a str, &'a [String])>) -> Self {
        Self::of(parts.map(|(canonical, aliases)| (std::iter::once(canonical), aliases)))
    }

    /// The names of `parts`: each its canonical names, which are equally good, and its aliases.
    pub(crate) fn of<'a, C>(parts: impl Iterator<Item = (C, &'a [String])>) -> Self
    where
        C: Iterator<Item: AsRef<str>>,
    {
        let mut names = Vec::new();
        for (part, (canonical, aliases)) in parts.enumerate() {
            names.extend(canonical.map(|name| Name::new(part, NameMatch::Canonical, name.as_ref())));
            let aliases = aliases.iter().enumerate();
            names.extend(aliases.map(|(index, alias)| Name::new(part, NameMatch::Alias(index), alias)));
        }
        names.sort_by_key(|name| name.which != NameMatch::Canonical);
        let beginning = |name: &str| {
            let mut chars = name.chars();
            Some((chars.next()?, chars.next()))
        };
        let mut beginnings: Vec<(char, Option<char>)> = names
            .iter()
            .flat_map(|name| [beginning(&name.folded), beginning(&name.bare)])
            .flatten()
            .collect();
        beginnings.sort_unstable();
        beginnings.dedup();
        let index = (names.len() > MAX_UNINDEXED_NAMES).then(|| {
            let spellings = names.iter().enumerate().flat_map(|(at, name)| {
                [Spelling::Written, Spelling::Folded, Spelling::Bare]
                    .map(|spelling| ((spelling, name.spelled(spelling).to_owned()), at))
            });
            // Of names that are spelled alike, the first one is found.
            spellings.rev().collect()
        });
        Self { all: names, beginnings, index }
    }

    /// The part that `written` names; `plain` is its text without inline markup.
    pub(crate) fn recognise(&self, written: &str, plain: &str) -> Option<(usize, HeadingMatch)> {
        if !self.may_begin_either(written, plain) {
            return None;
        }
        self.shortened(written, plain).or_else(|| {
            // A name may have the brackets of a link: `[Unreleased]`.
            if written == plain { None } else { self.shortened(written, written) }
        })
    }

    fn shortened(&self, written: &str, plain: &str) -> Option<(usize, HeadingMatch)> {
        self.whole(written, plain).or_else(|| {
            let cut = suffix(plain)?;
            let words = fold(without_brackets(&plain[..cut.start()]));
            self.find(Wording::WithoutSuffix, Spelling::Bare, &words)
        })
    }

    /// The same, with every word of `written` but a trailing bracket group taken into account.
    pub(crate) fn recognise_name(&self, written: &str, plain: &str) -> Option<(usize, HeadingMatch)> {
        if self.may_begin_either(written, plain) { self.whole(written, plain) } else { None }
    }

    fn whole(&self, written: &str, plain: &str) -> Option<(usize, HeadingMatch)> {
        self.find(Wording::Exact, Spelling::Written, written).or_else(|| {
            let folded = fold(plain);
            self.find(Wording::Folded, Spelling::Folded, &folded).or_else(|| {
                let bare = without_brackets(plain);
                let bare = if bare.len() == plain.len() { folded } else { fold(bare) };
                self.find(Wording::WithoutBrackets, Spelling::Bare, &bare)
            })
        })
    }

    /// The part that `words`, a numbered heading without its number, is a point of, and where its
    /// own words are: what follows the name at its beginning (`強み: …`) or precedes the one at
    /// its end (`…（強み）`).
    pub(crate) fn point(&self, words: &str) -> Option<(usize, NameMatch, Span)> {
        let parts = suffix(words).map(|cut| (&words[..cut.start()], cut.end()));
        let begins = parts.and_then(|(label, rest)| {
            let name = self.ending(label)?;
            Some((name.part, name.which, Span::new(rest, words.len())))
        });
        begins.or_else(|| {
            let before = without_brackets(words).len();
            let (_, group) =
                words.split_at_checked(before).filter(|_| words.starts_with(without_brackets(words)))?;
            let group = group.trim_matches(|c: char| bracket(c).is_some() || c.is_whitespace());
            let name = self.ending(if group.is_empty() { words } else { group })?;
            let end = if group.is_empty() { words.len() } else { before };
            Some((name.part, name.which, Span::new(0, end)))
        })
    }

    /// The part whose name ends `plain` after a topic: `Perovskite - Key Summary`.
    pub(crate) fn behind_topic(&self, plain: &str) -> Option<usize> {
        let topic = suffix(plain)?;
        let folded = fold(without_brackets(&plain[topic.end()..]));
        // In `PreSummary`, a Latin name is not a word of its own; in `概要Summary`, it is.
        let begins_word = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let ends = |name: &&Name| {
            name.bare.chars().nth(1).is_some()
                && folded
                    .strip_suffix(&name.bare)
                    .is_some_and(|before| !name.bare.is_ascii() || begins_word(before))
        };
        self.all.iter().find(ends).map(|name| name.part)
    }

    /// The name that `words` end with, as a word of its own if it is Latin.
    fn ending(&self, words: &str) -> Option<&Name> {
        let folded = fold(words);
        self.all.iter().find(|name| {
            let Some(before) = folded.strip_suffix(&name.bare) else { return false };
            !name.bare.is_empty() && (before.is_empty() || !name.bare.is_ascii())
        })
    }

    /// The part whose canonical name is `written`, word for word.
    pub(crate) fn canonical(&self, written: &str) -> Option<usize> {
        let (part, matched) = self.find(Wording::Exact, Spelling::Written, written)?;
        (matched.name == NameMatch::Canonical).then_some(part)
    }

    fn find(&self, wording: Wording, spelling: Spelling, words: &str) -> Option<(usize, HeadingMatch)> {
        let name = match &self.index {
            Some(index) => &self.all[*index.get(&(spelling, words.to_owned()))?],
            None => self.all.iter().find(|name| name.spelled(spelling) == words)?,
        };
        Some((name.part, HeadingMatch { name: name.which, wording }))
    }

    /// Whether a name begins as one of the two do: a link keeps its brackets in what is `written`.
    fn may_begin_either(&self, written: &str, plain: &str) -> bool {
        self.may_begin(plain) || written != plain && self.may_begin(written)
    }

    /// Whether a name begins as `words` do. Nearly all headings of a note do not name a section,
    /// and are rejected here.
    fn may_begin(&self, words: &str) -> bool {
        let mut words = &words[Decoration::of(words).end..];
        if !words.starts_with(is_plain_letter) {
            // A label in brackets may precede the name.
            if words.starts_with('【') {
                return true;
            }
            words = words.trim_start_matches(is_quote);
        }
        let mut chars = words.chars();
        let mut next = || chars.next().map(|c| plain_nfkc(c).map(|c| c.to_ascii_lowercase()));
        let (first, second, third) = (next(), next(), next());
        // What is not plain may become one with what it follows.
        let (Some(Some(first)), false) = (first, second == Some(None)) else { return true };
        let told = |c: &char| third != Some(None) && is_letter(*c);
        let start = self.beginnings.partition_point(|&(name, _)| name < first);
        let mut beginnings = self.beginnings[start..].iter().take_while(|(name, _)| *name == first);
        let second = || second.flatten().filter(told);
        beginnings.any(|&(_, behind)| second().zip(behind).is_none_or(|(second, behind)| second == behind))
    }

    /// The folded names of `part`, with and without their bracket group.
    pub(crate) fn folded(&self, part: usize) -> impl Iterator<Item = (&str, &str)> {
        let names = self.all.iter().filter(move |name| name.part == part);
        names.map(|name| (name.folded.as_str(), name.bare.as_str()))
    }
}

/// Whether `c` is a letter or a digit.
fn is_letter(c: char) -> bool {
    is_plain_letter(c) || c.is_alphanumeric()
}

impl Name {
    fn new(part: usize, which: NameMatch, written: &str) -> Self {
        let folded = fold(written);
        let bare = fold(without_brackets(written));
        Self { part, which, written: written.to_owned(), folded, bare }
    }

    fn spelled(&self, spelling: Spelling) -> &str {
        match spelling {
            Spelling::Written => &self.written,
            Spelling::Folded => &self.folded,
            Spelling::Bare => &self.bare,
        }
    }
}

/// The names of the sections of one object.
#[derive(Clone, Debug)]
pub(crate) struct SectionNames {
    /// The names of the sections that have a heading of their own.
    pub(crate) sections: Names,
    /// For each section, the names of its parts.
    pub(crate) parts: IndexVec<SectionSpecId, Names>,
}

#[cfg(test)]
mod tests;
