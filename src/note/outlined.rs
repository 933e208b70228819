use super::{BlockId, Fences, Heading, HeadingLine, Note, Outline, heading_lines::all_heading_lines};
use crate::text::{Id, Span};

impl<'a> Note<'a> {
    /// Returns the note `text` with nothing but its outline, if its lines tell what readers see of all headings: in much
    /// less time than [`Note::parse`] takes.
    pub fn outlined(text: &'a str) -> Option<Self> {
        let lines = all_heading_lines(text)?;
        let heading = |(number, line): (usize, HeadingLine<'a>)| {
            let plain = line.words?;
            let span = span_of(plain, text);
            let block = BlockId::new(number);
            Some(Heading {
                level: line.level,
                block,
                span,
                content: span,
                attributes: None,
                plain: plain.into(),
            })
        };
        let headings: Vec<Heading<'a>> = lines.into_iter().enumerate().map(heading).collect::<Option<_>>()?;
        let blocks = headings.len();
        Some(Note { text, outline: Outline::new(headings, blocks), ..Note::parse_with("", Fences::Strict) })
    }
}

/// Returns where `part` is in `text`, which contains it.
fn span_of(part: &str, text: &str) -> Span {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    Span::new(start, start + part.len())
}

#[cfg(test)]
mod tests;
