//! Unicode normalization form C (UAX #15), in which paths, ids and titles are compared.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Returns `text` in NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plainly_nfc(text) || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether `text` is in NFC, judging by each of its characters on its own.
pub(crate) fn is_plainly_nfc(text: &str) -> bool {
    text.chars().all(is_always_nfc)
}

/// Whether NFC never changes the character, whatever its neighbours are. Only the characters that make up
/// nearly all text are known: looking up tables would cost more than the rest of a note's facts.
fn is_always_nfc(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '一'..='\u{9fff}' | '\u{3000}'..='〩' | '！'..='～')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_path_to_nfc_agrees_with_the_slow_one() {
        for c in (0..=0x2_ffff).filter_map(char::from_u32).filter(|&c| is_always_nfc(c)) {
            for text in [c.to_string(), format!("か{c}"), format!("{c}は")] {
                assert!(is_nfc(&text), "{text:?}");
            }
        }
        assert_eq!(nfc("か\u{3099}"), "が");
    }
}
