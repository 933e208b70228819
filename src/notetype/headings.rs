//! The headings of a section or a quadrant.

use std::ops::Deref;

use serde::Deserialize;

use super::names::Names;

/// The canonical headings of a section or a quadrant, of which each is as good as the others. It is used like the
/// first one, which is inserted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "OneOrMany")]
pub struct Headings {
    first: String,
    others: Vec<String>,
}

/// As a type writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Headings {
    /// Returns the headings, the one to insert first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Returns the only one; `None` if there are several.
    pub fn only(&self) -> Option<&str> {
        self.others.is_empty().then_some(&*self.first)
    }

    /// Returns the one that a heading names, whose content is `written`, and `plain` without markup; of those
    /// that differ in brackets alone, the one that it begins with.
    pub fn recognised(&self, written: &str, plain: &str) -> Option<&str> {
        let lower = written.to_lowercase();
        let recognised = self.all().filter_map(|heading| {
            let names = Names::new([(heading.as_str(), [].as_slice())].into_iter());
            let (_, matched) = names.recognise(written, plain)?;
            Some((matched.wording, !lower.starts_with(&heading.to_lowercase()), heading.as_str()))
        });
        let (_, _, heading) = recognised.min_by_key(|(wording, is_other, _)| (*wording, *is_other))?;
        Some(heading)
    }
}

impl Deref for Headings {
    type Target = str;

    fn deref(&self) -> &str {
        &self.first
    }
}

impl From<&str> for Headings {
    fn from(only: &str) -> Self {
        Self { first: only.to_owned(), others: Vec::new() }
    }
}

impl TryFrom<OneOrMany> for Headings {
    type Error = &'static str;

    fn try_from(written: OneOrMany) -> Result<Self, Self::Error> {
        match written {
            OneOrMany::One(first) => Ok(Self { first, others: Vec::new() }),
            OneOrMany::Many(mut many) if !many.is_empty() => {
                let others = many.split_off(1);
                Ok(Self { first: many.remove(0), others })
            }
            OneOrMany::Many(_) => Err("there is no heading"),
        }
    }
}
