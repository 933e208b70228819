use super::lead;
use crate::{
    notetype::fold::{bracket, is_colon, suffix},
    text::Span,
};

/// A plain label is searched for in at most this many bytes: what is longer is prose.
const MAX_LABEL_BYTES: usize = 200;

/// A name at the start of a line, and the text about it: `**name**: …`, `name: …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The name, without `**` and colon.
    pub(crate) name: Span,
    /// The start of the text about it.
    pub(crate) rest: usize,
}

/// The bold label that the text at `span` begins with.
pub(crate) fn bold(text: &str, span: Span) -> Option<Label> {
    lead::read(text, span).map(|lead| Label { name: lead.words, rest: lead.rest })
}

/// The plain label that the first line of `span` begins with: up to a colon, a dash or a score.
pub(crate) fn plain(text: &str, span: Span) -> Option<Label> {
    let written = span.of(text);
    let line = written.lines().next().unwrap_or_default();
    let mut length = line.len().min(MAX_LABEL_BYTES);
    while !line.is_char_boundary(length) {
        length -= 1;
    }
    let cut = suffix(&line[..length])?;
    let name = line[..cut.start()].trim_end();
    let mut rest = cut.end();
    let mut name_end = name.len();
    // An opening bracket before the text is not part of the name.
    if cut.is_empty()
        && let Some(open) = name.chars().next_back().filter(|&c| bracket(c).is_some_and(|b| b.opens))
    {
        name_end -= open.len_utf8();
        rest = name_end;
    }
    let name = Span::new(span.start(), span.start() + name_end).trim(text);
    (!name.is_empty()).then_some(Label { name, rest: span.start() + rest })
}

/// The plain label before the first colon of the first line of `span`.
pub(crate) fn before_colon(text: &str, span: Span) -> Option<Label> {
    let label = plain(text, span)?;
    let colon = text[..label.rest].chars().next_back().is_some_and(is_colon);
    colon.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<(&str, &str)> {
        let span = Span::new(0, text.len());
        let label = bold(text, span).or_else(|| plain(text, span))?;
        Some((label.name.of(text), &text[label.rest..]))
    }

    #[test]
    fn a_label_ends_at_its_colon_or_where_the_score_begins() {
        assert_eq!(label("**甲**: 4/5"), Some(("甲", "4/5")));
        assert_eq!(label("甲：4/5"), Some(("甲", "4/5")));
        assert_eq!(label("甲 ⭐⭐"), Some(("甲", "⭐⭐")));
        assert_eq!(label("甲 4/5"), Some(("甲", "4/5")));
        assert_eq!(label("甲（⭐⭐）"), Some(("甲", "（⭐⭐）")));
        assert_eq!(label("甲 - ⭐⭐"), Some(("甲", " ⭐⭐")));
    }

    #[test]
    fn prose_has_no_label() {
        assert_eq!(label("甲は乙である。"), None);
        assert_eq!(label("⭐⭐ 甲"), None);
        assert_eq!(label(&format!("{}: x", "甲".repeat(100))), None);
    }
}
