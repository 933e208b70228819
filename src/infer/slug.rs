//! Names in ASCII, as far as texts have some.

use unicode_normalization::UnicodeNormalization;

use crate::notetype::slug;

/// Returns the ASCII letters and digits of `text` in lower case, without accents, with a hyphen in place of what is
/// between them; empty if it has none.
pub(super) fn ascii_slug(text: &str) -> String {
    let is_accent = unicode_normalization::char::is_combining_mark;
    let ascii = text.nfkd().filter(|&c| !is_accent(c)).map(|c| if c.is_ascii() { c } else { ' ' });
    slug(&ascii.collect::<String>())
}
