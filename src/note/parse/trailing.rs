use crate::text::Span;

/// Trims whitespace from the ends of blocks. Blocks that end together share the work, so that a hundred
/// open lists before a thousand blank lines cost a thousand steps.
#[derive(Debug)]
pub(super) struct Trailing<'a> {
    bytes: &'a [u8],
    /// The whitespace at the end of the last block.
    last: Span,
}

impl<'a> Trailing<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), last: Span::empty(0) }
    }

    /// Returns the end of `span` without trailing whitespace, not before its start.
    pub(super) fn cut(&mut self, span: Span) -> usize {
        let known = self.last;
        let mut end = span.end();
        while end > span.start() && is_white(self.bytes.get(end - 1)) {
            let is_known = known.start() < end && end <= known.end();
            end = if is_known { known.start() } else { end - 1 };
        }
        let end = end.max(span.start());
        self.last = Span::new(end, span.end());
        end
    }
}

/// Whether the byte is whitespace that the parser leaves at the ends of blocks.
fn is_white(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b' ' | b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_end_together_lose_the_same_whitespace() {
        let mut trailing = Trailing::new("ab \n\r\n\tc");
        assert_eq!(trailing.cut(Span::new(1, 6)), 2);
        assert_eq!(trailing.cut(Span::new(0, 7)), 2);
        assert_eq!(trailing.cut(Span::new(0, 5)), 2);
        assert_eq!(trailing.cut(Span::new(4, 6)), 4);
        assert_eq!(trailing.cut(Span::new(0, 8)), 8);
    }
}
