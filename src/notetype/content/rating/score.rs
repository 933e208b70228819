use memchr::memchr3;

use super::model::{Axis, ParsedNumber, ParsedScore, ParsedStars, ScoreForm, Symbols};
use crate::{
    notetype::fold::{bracket, closing_group, fold},
    text::{
        Span,
        lexicon::{SCORE_WORDS, is_empty_star, is_full_star},
    },
};

/// A score as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Score {
    /// The stars, the number, or both with what is between them.
    pub(super) span: Span,
    pub(super) stars: Option<ParsedStars>,
    pub(super) number: Option<ParsedNumber>,
    /// Where what follows begins: after the emphasis that contains the score.
    pub(super) end: usize,
}

impl Score {
    /// What is at `span` in place of a score, and cannot be read.
    pub(super) fn unreadable(span: Span) -> Self {
        Self { span, stars: None, number: None, end: span.end() }
    }

    /// The score of `axis`, which is named at `axis_span`.
    pub(super) fn of(
        self,
        axis: Axis,
        axis_span: Option<Span>,
        reason: Option<Span>,
        form: ScoreForm,
    ) -> ParsedScore {
        let Self { span, stars, number, .. } = self;
        ParsedScore { axis, axis_span, span, stars, number, reason, form }
    }

    /// Whether this is a score wherever it is. One star may be a bullet, and a number without
    /// a scale anything.
    pub(super) fn is_plain(&self) -> bool {
        self.stars.as_ref().is_some_and(|stars| stars.full + stars.empty > 1)
            || self.number.as_ref().is_some_and(|number| number.scale.is_some())
    }
}

/// The score that the text at `span` begins with, in the type's `symbols`, in other stars or in
/// digits; emphasis, code marks or a bracket may contain it.
pub(super) fn read(text: &str, span: Span, symbols: &Symbols) -> Option<Score> {
    let mut cursor = Cursor { text, at: span.start(), end: span.end(), symbols };
    let opened = cursor.open();
    let from = cursor.at;
    let (stars, number) = if let Some(stars) = cursor.stars() {
        let held = cursor.at;
        cursor.close(&opened);
        let number = cursor.behind(Cursor::number_or_fraction);
        if number.is_none() {
            cursor.at = held;
        }
        (Some(stars), number)
    } else {
        let number = cursor.number()?;
        let held = cursor.at;
        cursor.close(&opened);
        let stars = cursor.behind(|cursor, _| cursor.stars());
        if stars.is_none() {
            cursor.at = held;
        }
        (stars, Some(number))
    };
    let both = stars.is_some() && number.is_some() && !opened.is_empty();
    let span = Span::new(if both { span.start() } else { from }, cursor.at).trim(text);
    cursor.close(&opened);
    Some(Score { span, stars, number, end: cursor.at })
}

/// The first run of two stars or more in the text at `span`.
pub(super) fn find_stars(text: &str, span: Span, symbols: &Symbols) -> Option<Score> {
    let mut cursor = Cursor { text, at: span.start(), end: span.end(), symbols };
    // The bytes that a star may begin with are rare in text.
    let own = symbols.full.bytes().next().unwrap_or(b'\xe2');
    while let Some(next) = memchr3(b'\xe2', b'\xf0', own, cursor.rest().as_bytes()) {
        cursor.at += next;
        let from = cursor.at;
        match cursor.stars() {
            Some(stars) if stars.full + stars.empty > 1 => {
                return read(text, Span::new(from, span.end()), symbols);
            }
            Some(_) => {}
            None => cursor.at += cursor.peek().map_or(1, char::len_utf8),
        }
    }
    None
}

/// A score behind its reason is searched for in at most this many bytes.
const MAX_BRACKET_BYTES: usize = 200;

/// The score in the brackets that end the text at `span`, and the reason before them: `costs remain (4/5)`.
pub(super) fn behind_reason(text: &str, span: Span, symbols: &Symbols) -> Option<(Score, Span)> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '。' | '.' | '、' | '\\');
    let end = span.start() + span.of(text).trim_end_matches(is_end).len();
    let mut start = span.start().max(end.saturating_sub(MAX_BRACKET_BYTES));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let tail = Span::new(start, end).of(text);
    let open = closing_group(tail)?;
    let inside = tail[open..].trim_start_matches(|c| bracket(c).is_some_and(|bracket| bracket.opens));
    let inside = Span::new(end - inside.len(), end - tail.chars().next_back()?.len_utf8());
    if inside.end() < inside.start() {
        return None;
    }
    let inside = inside.trim(text);
    let score = read(text, inside, symbols).filter(|score| score.end == inside.end())?;
    let is_score = score.stars.is_some() || score.is_plain();
    let before = Span::new(span.start(), start + open);
    // What is before them may be another score with its reason.
    let written = before.of(text);
    let is_other = ["**:", ":**", "**：", "：**"].iter().any(|mark| written.contains(mark))
        || find_stars(text, before, symbols).is_some();
    Some((score, reason(text, before)?)).filter(|_| is_score && !is_other)
}

/// The reason before the `score` in the text at `span`, which begins with it, if nothing follows the score
/// but `behind` contains no words: `costs remain ⭐⭐⭐⭐`.
pub(super) fn reason_before(text: &str, span: Span, score: &Score, behind: Span) -> Option<Span> {
    let is_bare = !behind.of(text).contains(char::is_alphanumeric);
    let before = Span::new(span.start(), score.span.start()).of(text);
    let open = before.trim_end().trim_end_matches(|c| bracket(c).is_some_and(|bracket| bracket.opens));
    let is_held = open.len() < before.trim_end().len();
    let reason = reason(text, Span::new(span.start(), span.start() + open.len()))?;
    let is_word = SCORE_WORDS.contains(&fold(reason.of(text)).as_str());
    ((is_bare || is_held) && !is_word).then_some(reason)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    symbols: &'a Symbols,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        Span::new(self.at, self.end).of(self.text)
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.at = self.end - self.rest().trim_start_matches(skipped).len();
    }

    fn take(&mut self, prefix: &str) -> bool {
        let taken = !prefix.is_empty() && self.rest().starts_with(prefix);
        self.at += if taken { prefix.len() } else { 0 };
        taken
    }

    /// Skips white space and what may contain a score; gives what closes it, the innermost last.
    fn open(&mut self) -> Vec<char> {
        let mut opened = Vec::new();
        loop {
            self.skip(char::is_whitespace);
            match self.peek() {
                Some(c @ ('*' | '_' | '`')) if opened.len() < 4 => opened.push(c),
                Some(c @ ('(' | '（')) if opened.iter().all(|&open| bracket(open).is_none()) => {
                    opened.push(c);
                }
                _ => return opened,
            }
            self.at += 1;
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    /// Skips what closes `opened`, as far as it is here.
    fn close(&mut self, opened: &[char]) {
        for &open in opened.iter().rev() {
            let closes = |c: char| match bracket(open) {
                Some(_) => matches!(c, ')' | '）'),
                None => c == open,
            };
            match self.peek() {
                Some(c) if closes(c) => self.at += c.len_utf8(),
                _ => return,
            }
        }
    }

    /// Reads what follows directly, bare or alone in a bracket; the reader is told which.
    fn behind<T>(&mut self, read: impl Fn(&mut Self, bool) -> Option<T>) -> Option<T> {
        let from = self.at;
        self.skip(is_blank);
        let held = self.peek().filter(|c| matches!(c, '(' | '（'));
        self.at += held.map_or(0, char::len_utf8);
        self.skip(is_blank);
        let found = read(self, held.is_some());
        if held.is_some() && found.is_some() {
            self.skip(is_blank);
            if let Some(close) = self.peek().filter(|c| matches!(c, ')' | '）')) {
                self.at += close.len_utf8();
                return found;
            }
        } else if found.is_some() {
            return found;
        }
        self.at = from;
        None
    }

    /// A run of stars. Variation selectors and single spaces may be between them.
    fn stars(&mut self) -> Option<ParsedStars> {
        let from = self.at;
        let mut stars = ParsedStars { span: Span::empty(from), full: 0, empty: 0 };
        loop {
            let before = self.at;
            if stars.full + stars.empty > 0 {
                self.take(" ");
            }
            if self.take(&self.symbols.full) || self.take_char(is_full_star) {
                stars.full += 1;
            } else if self.take(&self.symbols.empty) || self.take_char(is_empty_star) {
                stars.empty += 1;
            } else {
                self.at = before;
                stars.span = Span::new(from, before);
                return (stars.full + stars.empty > 0).then_some(stars);
            }
            self.skip(|c| matches!(c, '\u{fe0e}' | '\u{fe0f}'));
        }
    }

    fn take_char(&mut self, wanted: fn(char) -> bool) -> bool {
        let taken = self.peek().filter(|&c| wanted(c));
        self.at += taken.map_or(0, char::len_utf8);
        taken.is_some()
    }

    /// A number after stars: any in a bracket, `4/5` without one.
    fn number_or_fraction(&mut self, held: bool) -> Option<ParsedNumber> {
        self.number().filter(|number| held || number.scale.is_some())
    }

    /// `4`, `4点`, `4.5 / 5.0`, `４／５`; not the beginning of a date, a range, a word.
    fn number(&mut self) -> Option<ParsedNumber> {
        let from = self.at;
        let score = self.decimal()?;
        self.take("点");
        let bare = self.at;
        self.skip(is_blank);
        let slash = self.take_char(|c| matches!(c, '/' | '／' | '⁄' | '∕'));
        self.skip(is_blank);
        let scale = if slash { self.decimal() } else { None };
        if scale.is_none() {
            self.at = bare;
        } else {
            self.take("点");
        }
        let ended = match self.peek() {
            Some(c) if c.is_ascii_alphanumeric() || is_digit(c) => false,
            Some('/' | '／' | '%' | '％' | '.' | '．') => false,
            Some('-' | '–' | '~' | '〜' | '～' | '－') => !self.behind_is_digit(),
            Some(c) => scale.is_some() || !c.is_alphanumeric(),
            None => true,
        };
        let span = Span::new(from, self.at);
        if !ended {
            self.at = from;
        }
        ended.then_some(ParsedNumber { span, score, scale })
    }

    fn behind_is_digit(&self) -> bool {
        self.rest().chars().nth(1).is_some_and(is_digit)
    }

    /// Digits, half or full width, with a fraction or none.
    fn decimal(&mut self) -> Option<f64> {
        let from = self.at;
        self.skip(is_digit);
        if self.at == from {
            return None;
        }
        let whole = self.at;
        if self.take_char(|c| matches!(c, '.' | '．')) && self.peek().is_some_and(is_digit) {
            self.skip(is_digit);
        } else {
            self.at = whole;
        }
        let written = Span::new(from, self.at);
        let number: Option<f64> =
            (written.len() <= MAX_NUMBER_BYTES).then(|| ascii(written.of(self.text)).parse().ok()).flatten();
        if number.is_none() {
            self.at = from;
        }
        number
    }
}

/// A longer number is not a score.
const MAX_NUMBER_BYTES: usize = 30;

/// The digits and the point of `number` in ASCII.
fn ascii(number: &str) -> String {
    let half = |c: char| match c {
        '．' => '.',
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    number.chars().map(half).collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// The reason in the text at `span`, which follows a score: in brackets, or after a dash,
/// a colon or nothing.
pub(super) fn reason(text: &str, span: Span) -> Option<Span> {
    let written = span.of(text);
    let separator = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '―' | ':' | '：' | '、' | ',' | '→' | '=')
    };
    let from = span.end() - written.trim_start_matches(separator).len();
    let span = Span::new(from, span.end());
    let span = Span::new(
        from,
        from + span.of(text).trim_end_matches(|c: char| c.is_whitespace() || c == '\\').len(),
    );
    let inside = brackets_off(text, span).trim(text);
    (!inside.is_empty()).then_some(inside)
}

/// What is in the bracket that contains all of the text at `span`; the text itself if none does.
/// Half- and full-width brackets close each other, and the last one may be missing.
fn brackets_off(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let Some(first) = written.chars().next() else { return span };
    let Some(kind) = bracket(first).filter(|bracket| bracket.opens).map(|bracket| bracket.kind) else {
        return span;
    };
    let inside = span.start() + first.len_utf8();
    let mut depth = 0_usize;
    for (at, c) in written.char_indices() {
        let Some(bracket) = bracket(c).filter(|bracket| bracket.kind == kind) else { continue };
        if bracket.opens {
            depth += 1;
            continue;
        }
        depth -= 1;
        if depth == 0 {
            let behind = &written[at + c.len_utf8()..];
            let alone = behind.chars().all(|c| c.is_whitespace() || matches!(c, '。' | '.' | '、'));
            return if alone { Span::new(inside, span.start() + at) } else { span };
        }
    }
    Span::new(inside, span.end())
}

#[cfg(test)]
mod tests;
