//! Counts of words and lines.

/// How many words `prose` has. Scripts without blanks between words have as many as letters.
pub(crate) fn words(prose: &str) -> u64 {
    let mut count = 0;
    let mut is_inside = false;
    for c in prose.chars() {
        if is_unspaced(c) {
            count += 1;
            is_inside = false;
        } else if c.is_whitespace() {
            is_inside = false;
        } else if c.is_alphanumeric() && !is_inside {
            count += 1;
            is_inside = true;
        }
    }
    count
}

/// Whether `c` is a letter of a script that is written without blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '々' | '〆' | 'ｦ'..='ﾝ')
        || matches!(c, '㐀'..='\u{4dbf}' | '一'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How many lines `text` has.
pub(crate) fn lines(text: &str) -> u64 {
    text.lines().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        for (text, count) in [
            ("", 0),
            ("one two\nthree", 3),
            ("well-known, isn't it? – 3.5 %", 4),
            ("界面を 測る", 5),
            ("GPUの速さ", 4),
            ("데이터 두 개", 3),
            ("— * / …", 0),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
