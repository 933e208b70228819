use std::{borrow::Cow, fmt};

use globset::{Error as GlobError, ErrorKind, Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, SeqAccess, Visitor, value::SeqAccessDeserializer},
};

use super::items;
use crate::text::nfc;

/// Globs of paths relative to the folder of the configuration, with `/`. `*` stops at a `/`, `**`
/// does not; both sides are compared in NFC.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    set: GlobSet,
    globs: Vec<String>,
}

impl Patterns {
    /// Returns the set of `globs`.
    ///
    /// # Errors
    /// If the set is too large.
    fn new(globs: impl IntoIterator<Item = Glob>) -> Result<Self, GlobError> {
        let mut builder = GlobSetBuilder::new();
        let mut written = Vec::new();
        for glob in globs {
            written.push(glob.glob().to_owned());
            builder.add(glob);
        }
        Ok(Self { set: builder.build()?, globs: written })
    }

    /// The globs as written.
    pub fn globs(&self) -> &[String] {
        &self.globs
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether one of them matches `path`.
    pub fn match_path(&self, path: &str) -> bool {
        !self.set.is_empty() && self.set.is_match(&*nfc(path))
    }

    /// Whether one of them matches the folder at `path`, or everything in it: `drafts/**`.
    pub fn match_folder(&self, path: &str) -> bool {
        // No file has this name, so a glob that matches it matches every name.
        const ANY_NAME: &str = "\u{1}\u{1}\u{1}\u{1}";
        !self.set.is_empty() && (self.match_path(path) || self.match_path(&format!("{path}/{ANY_NAME}")))
    }

    /// Whether one of them matches `path` or a folder that it is in.
    pub fn match_path_or_parent(&self, path: &str) -> bool {
        if self.set.is_empty() {
            return false;
        }
        let path = nfc(path);
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.chain([&*path]).any(|part| self.set.is_match(part))
    }
}

/// Reads a list of globs. An item that is not a glob is left out.
impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Globs;

        impl<'de> Visitor<'de> for Globs {
            type Value = Patterns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of globs")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Patterns, A::Error> {
                let globs: Vec<PathGlob> = items(SeqAccessDeserializer::new(list))?;
                let patterns = Patterns::new(globs.into_iter().map(|glob| glob.0));
                patterns.map_err(|_| A::Error::custom("the globs are too large together"))
            }
        }

        deserializer.deserialize_seq(Globs)
    }
}

impl Serialize for Patterns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.globs.serialize(serializer)
    }
}

impl JsonSchema for Patterns {
    fn schema_name() -> Cow<'static, str> {
        "globs".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<String>::json_schema(generator)
    }
}

/// One glob.
struct PathGlob(Glob);

impl PathGlob {
    fn new(pattern: &str) -> Result<Self, GlobError> {
        let pattern = nfc(pattern);
        let pattern = pattern.strip_prefix("./").unwrap_or(&pattern);
        GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build().map(Self)
    }
}

impl<'de> Deserialize<'de> for PathGlob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pattern;

        impl Visitor<'_> for Pattern {
            type Value = PathGlob;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a glob")
            }

            fn visit_str<E: Error>(self, pattern: &str) -> Result<PathGlob, E> {
                let invalid = |reason: &str| E::custom(format!("`{pattern}` is not a glob: {reason}"));
                if let Some(reason) = meant_as_separator(pattern) {
                    return Err(invalid(&reason));
                }
                PathGlob::new(pattern).map_err(|error| invalid(&describe(error.kind())))
            }
        }

        deserializer.deserialize_str(Pattern)
    }
}

/// Returns why `pattern` is refused if it has a `\\` that is probably meant to separate folders, as on Windows.
/// It would match nothing, silently: a `\\` only makes the next character stand for itself.
fn meant_as_separator(pattern: &str) -> Option<String> {
    let mut characters = pattern.chars();
    while characters.any(|character| character == '\\') {
        let next = characters.next();
        if next.is_none_or(|next| !"[]{},!".contains(next)) {
            let literal = next.filter(|next| "*?".contains(*next));
            let literal = literal.map(|it| format!(", or `[{it}]` for the character `{it}`"));
            let literal = literal.unwrap_or_default();
            return Some(format!("`\\` does not separate folders (expected `/`{literal})"));
        }
    }
    None
}

fn describe(error: &ErrorKind) -> Cow<'static, str> {
    match error {
        ErrorKind::UnclosedClass => "`[` is not closed".into(),
        ErrorKind::UnclosedAlternates => "`{` is not closed".into(),
        ErrorKind::UnopenedAlternates => "`}` without `{`".into(),
        ErrorKind::InvalidRange(from, to) => format!("the range `{from}-{to}` is reversed").into(),
        _ => "it cannot be compiled".into(),
    }
}

#[cfg(test)]
mod tests;
