//! Emoji and other symbols, told by their blocks: new ones need no new version.

/// Joins emoji to one, and letters of some scripts.
pub(crate) const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Shows the character before it in text style (UTS #51, 1.4.3).
pub(crate) const TEXT_STYLE: char = '\u{fe0e}';

/// Shows the character before it in emoji style (UTS #51, 1.4.3).
pub(crate) const EMOJI_STYLE: char = '\u{fe0f}';

/// An emoji, or a character of a block of pictographs, arrows, shapes or technical symbols.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// A skin tone, which modifies the emoji before it (UTS #51, ED-11).
pub(crate) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// A tag, of which flags of regions are made (UTS #51, ED-14a).
pub(crate) fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// A symbol that decorates words: an emoji, pictograph, arrow or geometric shape, and the invisible
/// characters that go with them; not notation such as `∑` or `①`.
pub(crate) fn is_symbol(c: char) -> bool {
    // Three comparisons are enough for most characters of notes.
    !matches!(c, '\0'..='\u{a8}' | '\u{3040}'..='\u{3296}' | '\u{329a}'..='\u{fdff}') && is_listed_symbol(c)
}

fn is_listed_symbol(c: char) -> bool {
    is_emoji(c) && !is_notation(c)
        || matches!(c,
            '\u{a9}' | '\u{ae}' | '\u{200b}'..='\u{200f}' | '\u{2022}' | '\u{203b}' | '\u{2060}'..='\u{2064}'
            | '\u{20d0}'..='\u{20ff}' | '\u{3012}'..='\u{3013}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e01ef}')
}

/// Mathematical operators, control pictures, enclosed letters and numbers, and Braille patterns.
fn is_notation(c: char) -> bool {
    matches!(c,
        '\u{2200}'..='\u{22ff}' | '\u{2400}'..='\u{24ff}' | '\u{27c0}'..='\u{28ff}' | '\u{2980}'..='\u{2aff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_symbol_is_passed_over() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_symbol(c), is_listed_symbol(c), "{c:?}");
        }
    }

    #[test]
    fn notation_does_not_decorate() {
        for c in ['🎯', '⭐', '→', '▶', '〒', '⭕', '\u{fe0f}'] {
            assert!(is_symbol(c), "{c:?}");
        }
        for c in ['∑', '①', '⠿', '㈱', '評', '〇', '-'] {
            assert!(!is_symbol(c), "{c:?}");
        }
    }
}
