//! Folding: words that differ only in their decoration fold to the same string.

use unicode_normalization::UnicodeNormalization;

use crate::text::{
    Span,
    lexicon::is_star,
    symbols::{EMOJI_STYLE, is_symbol},
};

/// `text` folded for comparison: compatibility forms resolved (NFKC), lower case; without emoji
/// and symbols, white space, quotation marks, `*` and `` ` ``, leading numbering and trailing
/// punctuation. Words of nothing but those stay as they are, in lower case.
pub fn fold(text: &str) -> String {
    let words = &text[Decoration::of(text).end..];
    let mut folded = Folded { out: String::with_capacity(words.len()), stars: 0 };
    if !folded.push_plain(words) {
        folded = Folded { out: String::with_capacity(words.len()), stars: 0 };
        for c in words.chars().filter(|&c| is_star(c) || !is_symbol(c)).nfkc() {
            folded.push(c);
        }
    }
    let mut out = folded.out;
    out.truncate(out.trim_end_matches(TRAILING).len());
    if out.is_empty() { text.trim().to_lowercase() } else { out }
}

/// The key `word` of frontmatter folded for comparison with others: NFKC, lower case, `-` for `_`.
pub fn fold_key(word: &str) -> String {
    // NFKC leaves ASCII as it is, which nearly all keys are.
    if word.is_ascii() {
        return word.trim().to_ascii_lowercase().replace('_', "-");
    }
    word.trim().nfkc().flat_map(char::to_lowercase).map(|char| if char == '_' { '-' } else { char }).collect()
}

/// Makes a keycap of the digit before it: `1️⃣`.
const KEYCAP: char = '\u{20e3}';

const TRAILING: &[char] = &[':', '-', '.', ',', '。', '、', '!', '?', '~', '|'];

struct Folded {
    out: String,
    stars: usize,
}

impl Folded {
    /// Pushes `text` if each of its characters normalises alone; false if one does not.
    fn push_plain(&mut self, text: &str) -> bool {
        text.chars().all(|c| plain_nfkc(c).map(|c| self.push(c)).is_some())
    }

    /// Pushes one normalised character. Two stars after words are a score, not decoration:
    /// they leave one `★`, so that `Rating ⭐⭐⭐⭐☆` is not `Rating`.
    fn push(&mut self, c: char) {
        if is_star(c) {
            self.stars += 1;
            if self.stars == 2 && !self.out.is_empty() {
                self.out.push('★');
            }
            return;
        }
        if is_symbol(c) || c.is_whitespace() || is_quote(c) || matches!(c, '*' | '`') {
            return;
        }
        self.stars = 0;
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.out.push('-'),
            '〜' | '～' => self.out.push('~'),
            c if c.is_ascii() => self.out.push(c.to_ascii_lowercase()),
            c => self.out.extend(c.to_lowercase()),
        }
    }
}

/// `c` in NFKC, if that is one character whatever is next to it.
pub fn plain_nfkc(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f'
        | '\u{3001}'..='\u{3002}'
        | '\u{3005}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301c}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fc}'
        | '\u{4e00}'..='\u{9fff}' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if is_symbol(c) => Some(c),
        _ => None,
    }
}

/// Whether `c` is one of the letters that make up most words, which are known without a table.
pub(super) fn is_plain_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='\u{9fff}')
}

/// Quotation marks and the brackets that headings are decorated with.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{3017}')
}

/// A colon of any width, or the ratio sign, which looks like one.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '﹕' | '︓' | '∶')
}

/// What is before the first word: white space, symbols, emphasis marks, numbering (`1.`,
/// `１．`, `1）`, `(1)`, `【1】`, `①`, `1️⃣`, `1.2 `).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decoration {
    /// The offset of the first word.
    pub(super) end: usize,
    /// Whether there is a number.
    pub(super) numbered: bool,
}

impl Decoration {
    /// The decoration that `text` begins with.
    pub(super) fn of(text: &str) -> Self {
        let mut dress = Self::default();
        loop {
            let rest = &text[dress.end..];
            let Some(first) = rest.chars().next() else { return dress };
            if is_plain_letter(first) {
                return dress;
            }
            if first.is_whitespace()
                || is_symbol(first) && !is_circled(first)
                || matches!(first, '*' | '_' | '`')
            {
                dress.end += first.len_utf8();
            } else if let Some(length) = numbering(rest, first) {
                dress.end += length;
                dress.numbered = true;
            } else {
                return dress;
            }
        }
    }
}

/// The length of the number that `text`, whose first character is `first`, begins with.
fn numbering(text: &str, first: char) -> Option<usize> {
    if is_circled(first) {
        return Some(first.len_utf8());
    }
    let open = if matches!(first, '(' | '（' | '[' | '［' | '【') { first.len_utf8() } else { 0 };
    let digits = text[open..].len() - text[open..].trim_start_matches(is_digit).len();
    if digits == 0 {
        return None;
    }
    let mut end = open + digits;
    let mut parts = 1;
    while let Some(more) = part(&text[end..]) {
        end += more;
        parts += 1;
    }
    let rest = &text[end..];
    let next = rest.chars().next()?;
    if open > 0 {
        return matches!(next, ')' | '）' | ']' | '］' | '】').then(|| end + next.len_utf8());
    }
    match next {
        '.' | '．' | ')' | '）' | '、' | '。' | ':' | '：' => Some(end + next.len_utf8()),
        EMOJI_STYLE | KEYCAP => {
            let keycap = rest.strip_prefix(EMOJI_STYLE).unwrap_or(rest).strip_prefix(KEYCAP)?;
            Some(text.len() - keycap.len())
        }
        // `2024 Results` begins with a year.
        c if c.is_whitespace() => (parts > 1 || text[..end].chars().count() <= 2).then_some(end),
        _ => None,
    }
}

/// The length of a further part of a number: `.2` or `-2`.
fn part(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['.', '．', '-', '－'])?;
    let behind = rest.trim_start_matches(is_digit);
    (behind.len() < rest.len()).then(|| text.len() - behind.len())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// ① to ㉟, ❶ to ➓: a number in one character.
fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325f}')
}

/// `text` without the bracket groups at its end and a `【…】` at its start, unless nothing else
/// is there. Half- and full-width brackets close each other.
pub(super) fn without_brackets(text: &str) -> &str {
    let mut rest = trim_end(text);
    while let Some(open) = closing_group(rest) {
        let shorter = trim_end(&rest[..open]);
        if shorter[Decoration::of(shorter).end..].is_empty() {
            break;
        }
        rest = shorter;
    }
    let start = Decoration::of(rest).end;
    let label = rest[start..].strip_prefix('【').and_then(|inner| inner.split_once('】'));
    match label {
        Some((_, words)) if !words.trim().is_empty() => words,
        _ => rest,
    }
}

/// The offset of the bracket that opens the group which ends `text`.
pub(super) fn closing_group(text: &str) -> Option<usize> {
    let kind = bracket(text.chars().next_back()?).filter(|bracket| !bracket.opens)?.kind;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        let Some(bracket) = bracket(c).filter(|bracket| bracket.kind == kind) else { continue };
        if bracket.opens {
            depth -= 1;
        } else {
            depth += 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// A bracket; those of one kind close each other.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    pub(super) kind: u8,
    pub(super) opens: bool,
}

/// What bracket `c` is, if any.
pub(super) fn bracket(c: char) -> Option<Bracket> {
    let (kind, opens) = match c {
        '(' | '（' => (0, true),
        ')' | '）' => (0, false),
        '[' | '［' => (1, true),
        ']' | '］' => (1, false),
        '〔' => (2, true),
        '〕' => (2, false),
        '【' => (3, true),
        '】' => (3, false),
        _ => return None,
    };
    Some(Bracket { kind, opens })
}

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace() || is_symbol(c) && !is_star(c) || matches!(c, '*' | '_' | '`')
    })
}

/// Where the words of `text` end before a `:`, a dash with space around it, or a score in stars
/// or digits (`4/5`), and where what follows begins.
pub(super) fn suffix(text: &str) -> Option<Span> {
    let start = Decoration::of(text).end;
    let mut before: Option<char> = None;
    for (at, c) in text[start..].char_indices() {
        let at = start + at;
        let next = at + c.len_utf8();
        let spaced = before.is_some_and(char::is_whitespace);
        let behind = &text[next..];
        let cut = match c {
            ':' | '：' | '—' | '―' => Some(next),
            '-' | '–' | '－' if spaced && behind.starts_with(char::is_whitespace) => Some(next),
            c if is_star(c) && behind.trim_start_matches(EMOJI_STYLE).starts_with(is_star) => Some(at),
            c if is_digit(c) && spaced && is_fraction(&text[at..]) => Some(at),
            _ => None,
        };
        if let Some(cut) = cut.filter(|_| before.is_some()) {
            return Some(Span::new(at, cut));
        }
        before = Some(c);
    }
    None
}

/// Whether `text` begins with `4/5` or `4.5 / 5`.
fn is_fraction(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| is_digit(c) || matches!(c, '.' | '．'));
    let Some(rest) = rest.trim_start().strip_prefix(['/', '／']) else { return false };
    rest.trim_start().starts_with(is_digit)
}

#[cfg(test)]
mod tests;
