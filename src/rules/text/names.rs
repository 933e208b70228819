/// Returns the name of `char` with its code point: `zero width space (U+200B)`.
pub(in crate::rules) fn described(char: char) -> String {
    match name(char) {
        Some(name) => format!("{name} ({})", code_point(char)),
        None => code_point(char),
    }
}

/// Returns the code point of `char`: `U+200B`.
pub(super) fn code_point(char: char) -> String {
    format!("U+{:04X}", u32::from(char))
}

fn name(char: char) -> Option<&'static str> {
    Some(match char {
        '\0' => "null",
        '\x07' => "bell",
        '\x08' => "backspace",
        '\x0b' => "vertical tab",
        '\x0c' => "form feed",
        '\x1b' => "escape",
        '\x7f' => "delete",
        '\u{85}' => "next line",
        '\u{a0}' => "no-break space",
        '\u{1680}' => "Ogham space mark",
        '\u{2002}' => "en space",
        '\u{2003}' => "em space",
        '\u{2007}' => "figure space",
        '\u{2009}' => "thin space",
        '\u{200a}' => "hair space",
        '\u{202f}' => "narrow no-break space",
        '\u{205f}' => "medium mathematical space",
        '\u{3000}' => "ideographic space",
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "Arabic letter mark",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}' => "function application",
        '\u{2062}' => "invisible times",
        '\u{2063}' => "invisible separator",
        '\u{2064}' => "invisible plus",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{feff}' => "byte order mark",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        _ => return None,
    })
}
