//! The markers of lists in Markdown and on paper, which people write in YAML.

/// What `line` says after a marker of a list other than YAML's `- `: `sea` of `* sea`, `・sea`, `1. sea`.
pub fn marked_item(line: &str) -> Option<&str> {
    let line = line.trim();
    let char = line.chars().next()?;
    let rest = &line[char.len_utf8()..];
    let (rest, needs_blank) = match char {
        '・' | '•' | '‣' | '◦' | '●' | '○' | '▪' | '■' | '□' | '◆' | '◇' => {
            (rest, false)
        }
        '*' => (rest, rest.contains('*')),
        '-' => (rest, rest.starts_with(|next: char| next == '-' || next.is_ascii_digit() || next == ' ')),
        '+' | '–' | '—' | '−' | '→' => (rest, true),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            (line[digits..].strip_prefix(['.', ')'])?, true)
        }
        _ => return None,
    };
    let item = rest.trim_start();
    let is_item = !item.is_empty() && (!needs_blank || item.len() < rest.len()) && !line.starts_with("- ");
    is_item.then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_text() {
        for line in
            ["* sea", "+ sea", "・sea", "・ sea", "1. sea", "12) sea", "• sea", "– sea", "-sea", "-　sea"]
        {
            assert_eq!(marked_item(line), Some("sea"), "{line}");
        }
        for line in ["sea", "- sea", "-5", "--x", "1.5", "2026-01-01", "*a* b", "+1", "", "*", "1.", "→sea"]
        {
            assert_eq!(marked_item(line), None, "{line}");
        }
    }
}
