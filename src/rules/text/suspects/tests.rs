use unicode_normalization::is_nfc;

use super::*;

fn found(text: &str) -> Vec<(usize, SuspectKind)> {
    Suspects::find(text).all.iter().map(|suspect| (suspect.at, suspect.kind)).collect()
}

#[test]
fn suspects_are_found_anywhere() {
    for padding in 0..70 {
        let before = "a".repeat(padding);
        for (mark, kind) in [
            ("\u{200b}", SuspectKind::Invisible),
            ("\u{feff}", SuspectKind::Invisible),
            ("\u{1}", SuspectKind::Control),
            ("\u{85}", SuspectKind::Control),
            ("\u{fffd}", SuspectKind::Replacement),
            ("\u{3099}", SuspectKind::Unnormalised),
            ("\u{301}", SuspectKind::Unnormalised),
            ("\u{fa19}", SuspectKind::Unnormalised),
            ("\u{2f800}", SuspectKind::Unnormalised),
        ] {
            let text = format!("{before}値{mark}⭐️（が）");
            assert_eq!(found(&text), [(padding + 3, kind)], "{text:?}");
        }
    }
    assert_eq!(found("\u{feff}か\u{309a}\u{1f}").len(), 2);
}

#[test]
fn no_telling_byte_is_usual() {
    for byte in 0..=u8::MAX {
        // These two do not occur in UTF-8.
        let expected = !is_telling(byte) && !matches!(byte, b'\t' | b'\r' | 0xc0 | 0xc1);
        assert_eq!(is_usual(byte), expected, "{byte:x}");
    }
}

#[test]
fn full_width_brackets_are_found() {
    for (index, kind) in KINDS.iter().enumerate() {
        for bracket in [kind.open[1], kind.close[1]] {
            let found: Vec<Kind> = Suspects::find(&format!("値{bracket}")).wide_brackets().collect();
            assert_eq!(found, [KINDS[index]], "{bracket}");
        }
    }
    assert_eq!(Suspects::find("([{値}])「」＜＞").wide_brackets().count(), 0);
}

#[test]
fn every_character_that_normalisation_changes_is_found() {
    // The order of medieval tone marks is not checked.
    let is_looked_at = |char: &char| !matches!(char, '\u{302a}'..='\u{302f}');
    for char in ('\0'..=char::MAX).filter(|char| !is_normal(*char) && is_looked_at(char)) {
        assert_eq!(found(&format!("a{char}")), [(1, SuspectKind::Unnormalised)], "{char:?}");
    }
    for char in ('\0'..=char::MAX).filter(|char| is_normal(*char)) {
        assert!(is_nfc(&char.to_string()), "{char:?}");
    }
}
