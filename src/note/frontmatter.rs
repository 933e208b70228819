use crate::{
    text::{Span, line_end, line_ending_len, next_line},
    tree::{Document, Limits, SyntaxError},
    yaml,
};

/// The frontmatter of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Frontmatter {
    /// The note does not start with `---`.
    Missing,
    /// The note starts with `---`, but no other such line closes the frontmatter.
    Unclosed {
        /// The opening `---`.
        fence: Span,
    },
    /// A block between two fences.
    Closed(Box<FrontmatterBlock>),
}

/// A closed frontmatter block.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontmatterBlock {
    /// The opening fence, without trailing whitespace.
    pub opening: Span,
    /// The text between the fences: from after the opening fence's line ending to the start of the closing
    /// fence.
    pub content: Span,
    /// The closing fence, without trailing whitespace.
    pub closing: Span,
    /// The block as a document, whose root may be anything.
    pub document: Result<Document, SyntaxError>,
}

impl Frontmatter {
    /// Returns the block if it is closed, whatever it contains.
    pub fn block(&self) -> Option<&FrontmatterBlock> {
        match self {
            Self::Closed(block) => Some(block),
            Self::Missing | Self::Unclosed { .. } => None,
        }
    }

    /// Returns the document if the block is closed and contains a mapping.
    pub fn mapping(&self) -> Option<&Document> {
        let document = self.block()?.document.as_ref().ok()?;
        document.root.as_mapping().map(|_| document)
    }
}

/// Splits `text` into its frontmatter and its body.
///
/// A fence is `---` and optional spaces or tabs; the block opens at the start of the text (after a byte
/// order mark) and closes at the next such line. If that would swallow the body, because the closing fence
/// is missing, the body starts at the first heading that follows a blank line.
pub(super) fn split(text: &str) -> (Frontmatter, Span) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some((opening, behind)) = fence(text, start) else {
        return (Frontmatter::Missing, Span::new(start, text.len()));
    };
    let lines = Lines { text, at: behind };
    let Some((closing, body)) = lines.clone().find_map(|line| fence(text, line.start)) else {
        let body = first_heading(lines).unwrap_or(behind);
        return (Frontmatter::Unclosed { fence: opening }, Span::new(body, text.len()));
    };
    let content = Span::new(behind, closing.start);
    let document = yaml::parse(text, content, Limits::default());
    let is_mapping = document.as_ref().is_ok_and(|document| document.root.as_mapping().is_some());
    let swallowed =
        if is_mapping { None } else { first_heading(Lines { text: &text[..closing.start], at: behind }) };
    if let Some(heading) = swallowed {
        return (Frontmatter::Unclosed { fence: opening }, Span::new(heading, text.len()));
    }
    (
        Frontmatter::Closed(Box::new(FrontmatterBlock { opening, content, closing, document })),
        Span::new(body, text.len()),
    )
}

/// Returns the fence at `start`, the start of a line, and the start of the next line.
fn fence(text: &str, start: usize) -> Option<(Span, usize)> {
    let rest = text.get(start..)?.strip_prefix("---")?;
    let blank = rest.trim_start_matches([' ', '\t']);
    let behind = line_ending_len(blank);
    (behind > 0 || blank.is_empty())
        .then_some((Span::new(start, start + 3), text.len() - blank.len() + behind))
}

/// Returns the start of the first ATX heading (CommonMark 4.2) that directly follows a blank line.
fn first_heading(lines: Lines<'_>) -> Option<usize> {
    let text = lines.text;
    let mut after_blank = false;
    lines.map(|line| (line.start, line.of(text))).find_map(|(start, line)| {
        let found = after_blank && is_heading(line);
        after_blank = line.trim().is_empty();
        found.then_some(start)
    })
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with([' ', '\t'])
}

/// The lines of a text from an offset on, without their line endings.
#[derive(Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.text.len() {
            return None;
        }
        let line = Span::new(self.at, line_end(self.text, self.at));
        self.at = next_line(self.text, line.end);
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> (FrontmatterBlock, &str) {
        let (frontmatter, body) = split(text);
        (frontmatter.block().unwrap().clone(), body.of(text))
    }

    fn unclosed(text: &str) -> Option<&str> {
        let (frontmatter, body) = split(text);
        matches!(frontmatter, Frontmatter::Unclosed { .. }).then_some(body.of(text))
    }

    #[test]
    fn fences_may_have_trailing_blanks_a_bom_and_any_line_ending() {
        for ending in ["\n", "\r\n", "\r"] {
            for (mark, blanks) in [("", ""), ("\u{feff}", " \t")] {
                let text = format!("{mark}---{blanks}\na: b\n---{blanks}\n# T\n").replace('\n', ending);
                let (block, body) = block(&text);
                assert_eq!(block.opening, Span::new(mark.len(), mark.len() + 3));
                assert_eq!(block.content.of(&text), format!("a: b{ending}"));
                assert_eq!(block.closing.of(&text), "---");
                assert_eq!(body, format!("# T{ending}"));
            }
        }
    }

    #[test]
    fn a_block_may_be_empty_or_end_the_file() {
        let (empty, body) = block("---\n---");
        assert_eq!((empty.content, body), (Span::empty(4), ""));
        assert!(split("---\n---").0.mapping().is_none());
    }

    #[test]
    fn other_lines_are_not_fences() {
        for text in ["", "# T\n", "----\na: b\n----\n", " ---\na: b\n---\n", "\n---\na: b\n---\n", "--- a\n"]
        {
            assert_eq!(split(text), (Frontmatter::Missing, Span::new(0, text.len())), "{text:?}");
        }
        assert_eq!(block("---\na: |\n ---\n---- b\n---\nx").0.closing.start, 21);
    }

    #[test]
    fn an_unclosed_block_ends_at_the_first_heading_after_a_blank_line() {
        assert_eq!(unclosed("---\na: b\n# no heading\n\n# T\n\ntext\n"), Some("# T\n\ntext\n"));
        assert_eq!(
            unclosed("---\r\na: b\r\n \r\n## T\r\nt\r\n---\r\nc\r\n"),
            Some("## T\r\nt\r\n---\r\nc\r\n")
        );
        assert_eq!(unclosed("---"), Some(""));
        assert_eq!(unclosed("---\n\n"), Some("\n"));
        assert_eq!(unclosed("---\ntext\n"), Some("text\n"));
    }

    #[test]
    fn a_mapping_may_contain_a_comment_that_looks_like_a_heading() {
        let text = "---\na: b\n\n# comment\nc: d\n---\nbody";
        assert_eq!(block(text).1, "body");
        assert_eq!(unclosed("---\na: b\n\n# T\ntext\n---\nbody"), Some("# T\ntext\n---\nbody"));
        assert_eq!(unclosed("---\na: b\n\n#tag\ntext\n---\nbody"), None);
    }
}
