use std::fmt::Write;

/// Returns `text` in double quotes, on one line, with escapes that YAML and TOML share: of quotes, backslashes, tabs,
/// line endings, and of the other characters that `is_escaped`, their numbers.
pub(crate) fn double_quoted(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut quoted = String::with_capacity(text.len() + 4);
    quoted.push('"');
    for char in text.chars() {
        // Writing to a string cannot fail.
        let _ = match (char, u32::from(char)) {
            ('"' | '\\', _) => write!(quoted, "\\{char}"),
            ('\n', _) => write!(quoted, "\\n"),
            ('\r', _) => write!(quoted, "\\r"),
            ('\t', _) => write!(quoted, "\\t"),
            _ if !is_escaped(char) => write!(quoted, "{char}"),
            (_, code @ ..=0xffff) => write!(quoted, "\\u{code:04X}"),
            (_, code) => write!(quoted, "\\U{code:08X}"),
        };
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_lines_or_is_escaped_is_spelled_out() {
        let quoted =
            double_quoted("a\"\\\n\r\t\u{7}\u{e0041}日", |char| char == '\u{7}' || char > '\u{ffff}');
        assert_eq!(quoted, r#""a\"\\\n\r\t\u0007\U000E0041日""#);
    }
}
