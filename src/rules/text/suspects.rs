use memchr::memmem;
use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};

use super::brackets::{KINDS, Kind};
use crate::text::Span;

/// The characters that the rules of the group check, found in one pass: most notes have none.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Suspects {
    all: Vec<Suspect>,
    /// Which of the [`KINDS`] of bracket occur in full width.
    wide: [bool; KINDS.len()],
}

/// A suspicious character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Suspect {
    pub(in crate::rules) at: usize,
    pub(in crate::rules) char: char,
    kind: SuspectKind,
}

impl Suspect {
    /// The span of the character.
    pub(in crate::rules) fn span(&self) -> Span {
        Span::new(self.at, self.at + self.char.len_utf8())
    }
}

/// Why a character is suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum SuspectKind {
    /// A C0 or C1 control other than tab and line endings.
    Control,
    /// It is invisible.
    Invisible,
    /// U+FFFD.
    Replacement,
    /// Normalisation may change it, alone or with its neighbours.
    Unnormalised,
}

/// Number of bytes tested at a time; enough for the compiler to use vector instructions.
const CHUNK_BYTES: usize = 32;

impl Suspects {
    /// Finds the suspects of `text`, in its order. A byte order mark at its start is not one.
    pub(in crate::rules) fn find(text: &str) -> Self {
        let mut found = Self::default();
        let (chunks, rest) = text.as_bytes().as_chunks::<CHUNK_BYTES>();
        for (index, chunk) in chunks.iter().enumerate() {
            if !chunk.iter().fold(true, |all, &byte| all & is_usual(byte)) {
                found.add(text, index * CHUNK_BYTES, chunk);
            }
        }
        found.add(text, chunks.len() * CHUNK_BYTES, rest);
        found.add_kana_marks(text);
        found
    }

    fn add(&mut self, text: &str, start: usize, chunk: &[u8]) {
        for (at, &byte) in chunk.iter().enumerate() {
            if !TELLING[usize::from(byte)] {
                continue;
            }
            let bytes = &text.as_bytes()[start + at..];
            if let Some(kind) = wide_bracket(bytes) {
                self.wide[kind] = true;
            } else if !is_frequent(bytes) {
                self.all.extend(suspect(text, start + at));
            }
        }
    }

    /// Half of a Japanese text starts with the first byte of these two, so they are searched as a whole.
    fn add_kana_marks(&mut self, text: &str) {
        let before = self.all.len();
        for (char, mark) in [('\u{3099}', "\u{3099}"), ('\u{309a}', "\u{309a}")] {
            let places = memmem::find_iter(text.as_bytes(), mark.as_bytes());
            self.all.extend(places.map(|at| Suspect { at, char, kind: SuspectKind::Unnormalised }));
        }
        if self.all.len() > before {
            self.all.sort_by_key(|suspect| suspect.at);
        }
    }

    /// Returns the kinds of bracket that occur in full width.
    pub(super) fn wide_brackets(&self) -> impl Iterator<Item = Kind> {
        KINDS.into_iter().zip(self.wide).filter(|(_, is_there)| *is_there).map(|(kind, _)| kind)
    }

    /// Returns the suspects of `kind`, in the order of the text.
    pub(in crate::rules) fn of(&self, kind: SuspectKind) -> impl Iterator<Item = Suspect> {
        self.all.iter().copied().filter(move |suspect| suspect.kind == kind)
    }
}

/// Returns the index in [`KINDS`] of the full-width bracket at the start of `bytes`, which are UTF-8.
fn wide_bracket(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0xef, 0xbc, 0x88 | 0x89, ..] => Some(0),
        [0xef, 0xbc, 0xbb | 0xbd, ..] => Some(1),
        [0xef, 0xbd, 0x9b | 0x9d, ..] => Some(2),
        _ => None,
    }
}

/// Whether `byte` is not [`is_telling`], tested with few comparisons: `false` for a tab and a CR, although
/// they are not either.
const fn is_usual(byte: u8) -> bool {
    (byte.wrapping_sub(b' ') <= 0xbf - b' ' && byte != 0x7f)
        || byte == b'\n'
        || byte.wrapping_sub(0xe3) <= 0xe9 - 0xe3
}

/// Whether a suspect other than the marks of kana may start with `byte`. Those from U+3000 to U+9FFF (E3
/// to E9) do not, but for tone marks that nobody uses.
const fn is_telling(byte: u8) -> bool {
    let is_control = byte < b' ' && byte != b'\n' && byte != b'\t' && byte != b'\r';
    is_control || byte == 0x7f || (byte >= 0xc2 && byte <= 0xe2) || byte >= 0xea
}

/// [`is_telling`] of each byte.
const TELLING: [bool; 256] = {
    let mut telling = [false; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        telling[byte as usize] = is_telling(byte);
        byte -= 1;
    }
    telling[0] = is_telling(0);
    telling
};

/// Whether `bytes`, which are UTF-8, start with a harmless character that is frequent in Japanese notes:
/// full-width brackets and punctuation, stars, arrows, emoji and their variation selectors.
fn is_frequent(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xef, 0xbc | 0xbd, ..]
            | [0xef, 0xb8, 0x80..=0x8f, ..]
            | [0xe2, 0x82 | 0x85..=0x8b | 0x8d..=0xaa | 0xac..=0xb2, ..]
            | [0xf0, 0x9f, ..]
            | [0xc2, 0xae..=0xff, ..]
            | [0xc3, ..]
    )
}

fn suspect(text: &str, at: usize) -> Option<Suspect> {
    let char = text.get(at..)?.chars().next()?;
    let kind = match char {
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => SuspectKind::Control,
        '\u{feff}' if at == 0 => return None,
        '\u{fffd}' => SuspectKind::Replacement,
        _ if is_invisible(char) => SuspectKind::Invisible,
        _ if is_normal(char) => return None,
        _ => SuspectKind::Unnormalised,
    };
    Some(Suspect { at, char, kind })
}

/// Characters without a glyph of their own that change how text is joined, broken or ordered.
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether NFC never changes `char`, whatever its neighbours are.
pub(super) fn is_normal(char: char) -> bool {
    canonical_combining_class(char) == 0 && is_nfc_quick(std::iter::once(char)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests;
