//! What a heading is called in a link.

use strsim::normalized_levenshtein;
use unicode_normalization::char::is_combining_mark;

use super::normalize;
use crate::note::Note;

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

/// How much of a place's name must be in a link for the link to mean it.
const SIMILAR: f64 = 0.6;

/// A note that has more headings is no note that people link into by hand.
const MOST_HEADINGS: usize = 500;

/// What a link must call the heading of `note` that is most like `place`: by Obsidian's rules
/// where `wiki`, else by GitHub's.
pub(super) fn nearest_heading(note: &Note<'_>, place: &str, wiki: bool) -> Option<String> {
    let name = |heading: &str| if wiki { obsidian_heading(heading) } else { github_slug(heading) };
    let place = name(place);
    let mut best: Option<(f64, &str)> = None;
    for (_, heading) in note.outline.iter().take(MOST_HEADINGS) {
        let likeness = likeness(&name(&heading.plain), &place);
        if likeness >= SIMILAR && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, &heading.plain));
        }
    }
    best.map(|(_, heading)| if wiki { heading.trim().to_owned() } else { github_slug(heading) })
}

/// How much of `name` is in `place`, from 0 to 1; of a name of which it is the beginning, all.
fn likeness(name: &str, place: &str) -> f64 {
    if place.len() > 2 && name.starts_with(place) {
        return 1.0;
    }
    // What is half as long again is not similar; it need not be compared.
    if name.len().abs_diff(place.len()) > place.len() { 0.0 } else { normalized_levenshtein(name, place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_means_the_heading_that_is_most_like_it() {
        let note = Note::parse("# A\n\n## Rating(5段階評価)\n\n## 強みの一覧\n\n## 弱みの一覧\n");
        let nearest = |place, wiki| nearest_heading(&note, place, wiki);
        assert_eq!(nearest("rating", false).as_deref(), Some("rating5段階評価"));
        assert_eq!(nearest("rating5段階", false).as_deref(), Some("rating5段階評価"));
        assert_eq!(nearest("rating5段階評価-1", true).as_deref(), Some("Rating(5段階評価)"));
        assert_eq!(nearest("弱み一覧", false).as_deref(), Some("弱みの一覧"));
        assert_eq!(nearest("機会", true), None);
    }

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
