//! What a heading is called in a link.

use unicode_normalization::char::is_combining_mark;

use super::normalize;

/// The anchor that GitHub gives to a heading's plain text: lower case, only word characters,
/// spaces and hyphens, spaces as hyphens. The number behind a repeated one is not part of it.
pub fn github_slug(plain: &str) -> String {
    let mut slug = String::with_capacity(plain.len());
    for c in plain.trim().chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => {}
            c if is_word(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// A character of Ruby's `\p{Word}` beyond ASCII, by which GitHub decides.
fn is_word(c: char) -> bool {
    let other_number = c.is_numeric() && !c.is_alphabetic() && !is_decimal(c);
    (c.is_alphanumeric() && !other_number)
        || is_combining_mark(c)
        || matches!(c, '‿' | '⁀' | '⁔' | '︳' | '︴' | '﹍'..='﹏' | '＿')
}

/// The decimal digits beyond ASCII that people type: full-width, Arabic-Indic, Devanagari, Thai.
fn is_decimal(c: char) -> bool {
    matches!(c, '０'..='９' | '٠'..='٩' | '۰'..='۹' | '०'..='९' | '๐'..='๙')
}

/// A heading's plain text as Obsidian compares it in `[[note#heading]]`: without the characters
/// that a link cannot hold, white space folded, case and normalisation off.
pub fn obsidian_heading(plain: &str) -> String {
    let mut name = String::with_capacity(plain.len());
    for c in normalize(plain).chars() {
        if c.is_whitespace() || matches!(c, '#' | '^' | '|' | '[' | ']' | ':' | '%') {
            if !name.ends_with(' ') && !name.is_empty() {
                name.push(' ');
            }
        } else {
            name.extend(c.to_lowercase());
        }
    }
    name.truncate(name.trim_end().len());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn github_drops_punctuation_and_keeps_japanese() {
        assert_eq!(github_slug("Summary(5つの要点)"), "summary5つの要点");
        assert_eq!(
            github_slug("日本の立ち位置・強み弱みのSummary（4点）"),
            "日本の立ち位置強み弱みのsummary4点"
        );
        assert_eq!(github_slug("💡 My Notes"), "-my-notes");
        assert_eq!(github_slug("A - B_c"), "a---b_c");
        assert_eq!(github_slug("か\u{3099}①"), "か\u{3099}");
    }

    #[test]
    fn obsidian_ignores_case_and_what_a_link_cannot_hold() {
        assert_eq!(obsidian_heading("Rating: 5 | stars"), obsidian_heading("rating 5 stars"));
        assert_eq!(obsidian_heading("か\u{3099}"), "が");
    }
}
