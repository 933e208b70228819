use crate::text::double_quoted;

/// `text` as a quoted scalar on one line: in double quotes, or in single ones if that saves
/// escapes (YAML 1.2.2, 7.3).
pub fn quote(text: &str) -> String {
    let literal = |char: char| char != '"' && char != '\\' && !is_unprintable(char);
    if text.chars().all(literal) {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') && !text.contains(is_unprintable) {
        return format!("'{text}'");
    }
    double_quoted(text, is_unprintable)
}

/// Whether `char` is not printable in YAML (YAML 1.2.2, 5.1), or is a control.
fn is_unprintable(char: char) -> bool {
    char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests;
