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
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_that_of_the_whole_note() {
        for text in [
            "---\ntitle: 茶\n---\n# 茶\n\n## 概要 (5)\n- a\n### b:\n\n---\n\n## c\n",
            "# a\r\n\r\n```\r\n## b\r\n```\r\n#  c  \r\n",
            "# \n##\n",
        ] {
            let seen = |note: &Note<'_>| -> Vec<_> {
                let seen = |heading: &Heading<'_>| {
                    (heading.level, heading.content.of(text).to_owned(), heading.plain.to_string())
                };
                note.outline.iter().map(|(_, heading)| seen(heading)).collect()
            };
            let outlined = Note::outlined(text).unwrap();
            assert_eq!(seen(&outlined), seen(&Note::parse(text)), "{text:?}");
        }
        for text in ["# a\n\nb\n---\n", "# a\n\n## *b*\n", "# a\n## **b**\n", "a\n# b\n", "# a\n   # b\n"] {
            assert!(Note::outlined(text).is_none(), "{text:?}");
        }
    }
}
