use crate::text::Span;

/// What stands between the markers of the heading at `span`, which has no white space at its ends
/// (CommonMark 4.2 and 4.3).
pub(super) fn content(source: &str, span: Span) -> Span {
    let written = span.of(source);
    // Only a setext heading has several lines; the last is its underline.
    if let Some(underline) = written.rfind(['\n', '\r']) {
        return Span::new(span.start, span.start + underline).trim(source);
    }
    let opened = written.trim_start_matches('#').trim_start_matches([' ', '\t']);
    let start = span.end - opened.len();
    let closed = opened.trim_end_matches('#');
    let is_closing = closed.is_empty() || closed.ends_with([' ', '\t']);
    Span::new(start, start + if is_closing { closed.len() } else { opened.len() }).trim(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content_of(heading: &str) -> &str {
        content(heading, Span::new(0, heading.len())).of(heading)
    }

    #[test]
    fn markers_are_no_content() {
        assert_eq!(content_of("##  要約 ⭐ ##"), "要約 ⭐");
        assert_eq!(content_of("# C#"), "C#");
        assert_eq!(content_of("# a \\#"), "a \\#");
        assert_eq!(content_of("#\ta"), "a");
        assert_eq!(content_of("## ##"), "");
        assert_eq!(content_of("#"), "");
    }

    #[test]
    fn the_underline_is_no_content() {
        assert_eq!(content_of("題\r\n名\r\n==="), "題\r\n名");
        assert_eq!(content_of("# a\n===").trim(), "# a");
    }
}
