//! The path of a new note: a text with placeholders for what is known of the note.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::text::{is_hidden, quote_exact, spelled};

/// How long a file name may be on all common file systems.
const MAX_NAME_BYTES: usize = 255;

/// A longer slug is cut, so that a file name has room for several.
const MAX_SLUG_BYTES: usize = 120;

/// The path of a new note, which a type proposes.
#[derive(Clone, Debug)]
pub struct PathTemplate {
    /// As the type writes it.
    pub text: String,
    /// What it consists of.
    pub(in crate::notetype) parts: Vec<PathPart>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::notetype) enum PathPart {
    /// Text that is the same in all paths.
    Literal(String),
    /// The id. The number in which it ends has at least `width` digits.
    Id { width: usize },
    /// The title.
    Title,
    /// The date of today.
    Date,
    /// The value of a key of the frontmatter.
    Key {
        /// As the type writes it.
        name: String,
        /// Where the value is below the frontmatter, a JSON Pointer.
        pointer: String,
    },
}

/// What is known of a new note.
#[derive(Clone, Copy)]
pub struct PathValues<'v> {
    /// Its id.
    pub id: Option<&'v str>,
    /// Its title.
    pub title: &'v str,
    /// The date of today, as `YYYY-MM-DD`.
    pub date: &'v str,
    /// Returns the text of the value that is at a JSON Pointer below the frontmatter.
    pub key: &'v dyn Fn(&str) -> Option<String>,
}

/// Why something is no path of a note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// A placeholder whose value is not known.
    #[error("there is no value for `{{{0}}}`")]
    Missing(String),
    /// A placeholder of whose value nothing can be in a file name.
    #[error("the value of `{{{0}}}` has no letters and no digits")]
    Wordless(String),
    /// An id that is to be padded, but has no number at its end.
    #[error("the id {} does not end with a number, which `{{id}}` with a width requires", quote_exact(.0))]
    Unnumbered(String),
    /// A name that is empty.
    #[error("a name in the path is empty")]
    Empty,
    /// A name that leads to another folder.
    #[error("`{0}` is no name of a file or a folder")]
    Dots(String),
    /// A name with a character that it may not have on all systems.
    #[error("the name {} has the character {}, which not all systems allow", quote_exact(.0), shown(*.1))]
    Character(String, char),
    /// A name with a blank at an end or a dot at its end.
    #[error("the name {} begins or ends with a blank, or ends with a dot", quote_exact(.0))]
    Edge(String),
    /// A name of a device.
    #[error("the name {} is reserved on Windows", quote_exact(.0))]
    Reserved(String),
    /// A name that is too long.
    #[error("a name in the path has {0} bytes, expected at most {MAX_NAME_BYTES}")]
    Long(usize),
}

fn shown(c: char) -> String {
    if is_hidden(c) { spelled(c) } else { format!("`{c}`") }
}

impl PathError {
    /// Returns the same error about `name`.
    pub(in crate::notetype) fn of(self, name: &str) -> Self {
        match self {
            Self::Character(_, c) => Self::Character(name.to_owned(), c),
            Self::Edge(_) => Self::Edge(name.to_owned()),
            Self::Reserved(_) => Self::Reserved(name.to_owned()),
            other => other,
        }
    }
}

impl PathTemplate {
    /// Returns the path of a note with these `values`, relative and with `/`.
    ///
    /// # Errors
    /// A value is missing, or the path would leave its folder or be invalid on some system.
    pub fn fill(&self, values: &PathValues<'_>) -> Result<String, PathError> {
        let mut path = String::new();
        for part in &self.parts {
            path.push_str(&value(part, values)?);
        }
        path.split('/').try_for_each(check_name)?;
        Ok(path)
    }
}

impl PathTemplate {
    /// Returns how many folders at its start have the same name for all notes.
    pub fn fixed_folders(&self) -> usize {
        match self.parts.first() {
            Some(PathPart::Literal(text)) => text.matches('/').count(),
            _ => 0,
        }
    }
}

fn value<'p>(part: &'p PathPart, values: &PathValues<'p>) -> Result<Cow<'p, str>, PathError> {
    let sluggish = |name: &str, text: &str| match slug(text) {
        empty if empty.is_empty() => Err(PathError::Wordless(name.to_owned())),
        slug => Ok(Cow::Owned(slug)),
    };
    match part {
        PathPart::Literal(text) => Ok(text.into()),
        PathPart::Id { width } => {
            let id = values.id.ok_or_else(|| PathError::Missing("id".to_owned()))?;
            if id.contains('/') {
                return Err(PathError::Character(id.to_owned(), '/'));
            }
            padded(id, *width).ok_or_else(|| PathError::Unnumbered(id.to_owned()))
        }
        PathPart::Title => sluggish("title", values.title),
        PathPart::Date => Ok(values.date.into()),
        PathPart::Key { name, pointer } => {
            let text = (values.key)(pointer).ok_or_else(|| PathError::Missing(name.clone()))?;
            sluggish(name, &text)
        }
    }
}

/// Returns `id` with at least `width` digits at its end; `None` if it should have some and has none.
fn padded(id: &str, width: usize) -> Option<Cow<'_, str>> {
    if width == 0 {
        return Some(id.into());
    }
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = id.split_at_checked(id.len() - digits)?;
    (digits > 0).then(|| format!("{before}{number:0>width$}").into())
}

/// An error if a file or a folder cannot be called `name` on each system.
pub(in crate::notetype) fn check_name(name: &str) -> Result<(), PathError> {
    let owned = || name.to_owned();
    if name.is_empty() {
        return Err(PathError::Empty);
    }
    if [".", ".."].contains(&name) {
        return Err(PathError::Dots(owned()));
    }
    let is_bad =
        |c: &char| is_hidden(*c) || matches!(c, '\\' | '/' | '<' | '>' | ':' | '"' | '|' | '?' | '*');
    if let Some(bad) = name.chars().find(is_bad) {
        return Err(PathError::Character(owned(), bad));
    }
    if name.trim() != name || name.ends_with('.') {
        return Err(PathError::Edge(owned()));
    }
    if is_device(name.split('.').next().unwrap_or_default().trim_end()) {
        return Err(PathError::Reserved(owned()));
    }
    if name.len() > MAX_NAME_BYTES {
        return Err(PathError::Long(name.len()));
    }
    Ok(())
}

/// Whether Windows takes a file called `stem` for a device, whatever its extension is.
fn is_device(stem: &str) -> bool {
    let is_port = |kind: &str| {
        let number = stem.get(..3).filter(|start| start.eq_ignore_ascii_case(kind)).map(|_| &stem[3..]);
        number.is_some_and(|number| matches!(number.chars().next(), Some('1'..='9' | '¹' | '²' | '³')))
            && stem.chars().count() == 4
    };
    ["con", "prn", "aux", "nul"].iter().any(|name| stem.eq_ignore_ascii_case(name))
        || is_port("com")
        || is_port("lpt")
}

/// Returns the letters and digits of `text` in lower case, with a hyphen in place of what is between them.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let is_apart = slug.is_empty() || slug.ends_with('-');
        if c.is_alphanumeric() || !is_apart && is_accent(c) {
            slug.push(c);
        } else if !is_apart && (c.is_control() || !is_hidden(c)) {
            slug.push('-');
        }
    }
    if slug.len() > MAX_SLUG_BYTES {
        let ends = slug.char_indices().map(|(at, c)| at + c.len_utf8());
        slug.truncate(ends.take_while(|&end| end <= MAX_SLUG_BYTES).last().unwrap_or_default());
        let word = slug.rfind('-').filter(|&word| word > MAX_SLUG_BYTES / 2);
        slug.truncate(word.unwrap_or(slug.len()));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether `c` belongs to the letter before it. Selectors and frames of emoji are no letters.
fn is_accent(c: char) -> bool {
    is_combining_mark(c) && !matches!(c, '\u{20dd}'..='\u{20e4}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests;
