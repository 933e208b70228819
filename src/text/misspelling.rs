use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

/// Words that people leave out or add at will.
const SMALL: [&str; 8] = ["an", "and", "for", "in", "of", "or", "the", "to"];

/// Whether `written` is probably `meant`, misspelt: word for word the same but for a slip or two in each, the
/// number of its nouns, and small words. Words in brackets at the end are not compared. `Unknown issues` is not
/// `Known issues`, `Phase 2` not `Phase 1`, and `利点` not `欠点`.
pub(crate) fn is_misspelling(written: &str, meant: &str) -> bool {
    let (written, meant) = (words(written), words(meant));
    if written.is_empty() || meant.is_empty() || digits(&written) != digits(&meant) {
        return false;
    }
    if written.len() == meant.len() {
        return written
            .iter()
            .zip(&meant)
            .all(|(written, meant)| written == meant || is_slip(written, meant));
    }
    written.concat() == meant.concat()
}

fn words(text: &str) -> Vec<String> {
    let bracket = text.find(['(', '（', '[', '［', '【']).filter(|at| *at > 0);
    let text: String = text[..bracket.unwrap_or(text.len())].nfkc().collect::<String>().to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !SMALL.contains(word)).map(singular).collect()
}

/// Returns the English noun `word` in the singular, or something close to it.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let is_plural = word.len() > 3 && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|_| is_plural).unwrap_or(word).to_owned()
}

fn digits(words: &[String]) -> String {
    words.iter().flat_map(|word| word.chars()).filter(char::is_ascii_digit).collect()
}

/// Whether two words differ by a slip, or by two in a long word.
fn is_slip(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let length = long.chars().count();
    let slips = match length {
        0..=3 => return false,
        4..=10 => 1,
        _ => 2,
    };
    // A prefix of two letters or more makes another word of it.
    let is_prefixed = long.strip_suffix(short).is_some_and(|prefix| prefix.chars().nth(1).is_some());
    let is_far = length - short.chars().count().min(length) > slips;
    !is_prefixed && !is_far && !has_other_ideograph(a, b) && osa_distance(a, b) <= slips
}

/// Whether the Chinese characters differ, not only in number: another one means another thing.
fn has_other_ideograph(a: &str, b: &str) -> bool {
    let ideographs = |text: &str| -> Vec<char> {
        text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')).collect()
    };
    let (a, b) = (ideographs(a), ideographs(b));
    a.len() == b.len() && a != b
}

#[cfg(test)]
mod tests;
