//! The values in frontmatter, as far as they can be read, without the note that it belongs to.

use super::{
    Fences, Frontmatter,
    lines::{Line, Lines},
    split,
};
use crate::{
    text::{Span, Traced},
    tree::{Limits, Syntax},
    yaml,
};

/// What the frontmatter of a note says.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its values; `None` if there is none.
    pub values: Option<Traced<'static>>,
    /// Whether it can be read, and stands between the fences of its syntax, or there is none.
    pub is_sound: bool,
}

impl Head {
    /// Reads the frontmatter of the note `text`. Of one that cannot be read, the keys with their values count that
    /// can be read on their own.
    pub fn of(text: &str) -> Self {
        Self::of_frontmatter(&split(text, Fences::Lenient).0, text)
    }

    /// Returns the same of the `frontmatter` of the note `text`, which has been read.
    pub fn of_frontmatter(frontmatter: &Frontmatter, text: &str) -> Self {
        match frontmatter {
            Frontmatter::Missing => Self { values: None, is_sound: true },
            Frontmatter::Unclosed { syntax, fence, end, .. } => {
                let content = Span::new(fence.end(), (*end).max(fence.end()));
                Self { values: Some(entries(text, *syntax, content)), is_sound: false }
            }
            Frontmatter::Closed(block) => match &block.document {
                Ok(document) if document.root.as_mapping().is_some() => {
                    let fences = (block.opening.of(text), block.closing.of(text));
                    let is_sound = match block.syntax {
                        Syntax::Yaml => fences == ("---", "---"),
                        Syntax::Toml => fences == ("+++", "+++") || fences.0.starts_with(['`', '~']),
                        Syntax::Json => fences == ("{", "}"),
                    };
                    Self { values: Some(document.to_traced().into_owned()), is_sound }
                }
                _ => Self { values: Some(entries(text, block.syntax, block.content)), is_sound: false },
            },
        }
    }
}

/// Returns the entries in `content` that begin on a line of their own, each read on its own, as many as a document may
/// have. In TOML, those below a header are of another table.
fn entries(text: &str, syntax: Syntax, content: Span) -> Traced<'static> {
    let mut values = Traced::object(8, content);
    let is_header = |line: &Line<'_>| syntax == Syntax::Toml && line.words.starts_with('[');
    let lines =
        Lines::new(text, content.start()).take_while(|line| line.start < content.end() && !is_header(line));
    let is_start = |line: &Line<'_>| line.key().is_some() || line.is_toml() && !line.is_indented();
    let mut starts = lines.filter(is_start).take(Limits::default().nodes).peekable();
    while let Some(line) = starts.next() {
        let end = starts.peek().map_or(content.end(), |next| next.start);
        let Some(key) = line.key() else {
            // The values of TOML that fit on one line are written as in YAML.
            let (key, value) = line.words.split_once('=').unwrap_or_default();
            let (key, value) = (key.trim(), value.trim());
            insert(&mut values, key, &format!("{key}: {value}"), value);
            continue;
        };
        let (key, words) = (key.trim_matches(['"', '\'']), line.words);
        let rest = words.split_once(':').map_or("", |(_, rest)| rest.trim());
        let whole = Span::new(line.start, end).of(text);
        let written = if read(whole).is_some() { whole } else { words };
        insert(&mut values, key, written, rest);
    }
    values
}

/// Adds the entry that is `written` in YAML to `values`, else `rest` as text.
fn insert(values: &mut Traced<'static>, key: &str, written: &str, rest: &str) {
    let value = read(written).and_then(|entry| entry.get(key).cloned());
    let value = value.unwrap_or_else(|| Traced::new(rest.to_owned(), Span::empty(0)));
    values.insert(key.to_owned(), None, value);
}

/// Reads `text`, a mapping.
fn read(text: &str) -> Option<Traced<'static>> {
    let document = yaml::parse(text, Span::new(0, text.len()), Limits::default()).ok()?;
    document.root.as_mapping().map(|_| document.to_traced().into_owned())
}

#[cfg(test)]
mod tests;
