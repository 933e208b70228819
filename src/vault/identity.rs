//! How the ids of notes are compared.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Returns `id` as ids are compared: in NFKC and lower case; digits alone are a number, so that `0001` is `1`.
pub(super) fn folded_id(id: &str) -> Cow<'_, str> {
    let folded: Cow<'_, str> = if !id.is_ascii() {
        id.nfkc().flat_map(char::to_lowercase).collect::<String>().into()
    } else if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        id.to_ascii_lowercase().into()
    } else {
        id.into()
    };
    if folded.is_empty() || !folded.bytes().all(|byte| byte.is_ascii_digit()) {
        return folded;
    }
    let zeros = folded.bytes().take_while(|byte| *byte == b'0').count().min(folded.len() - 1);
    match folded {
        Cow::Borrowed(digits) => digits[zeros..].into(),
        Cow::Owned(digits) => digits[zeros..].to_owned().into(),
    }
}

/// Whether `a` and `b` are the same id.
pub fn is_same_id(a: &str, b: &str) -> bool {
    a == b || folded_id(a) == folded_id(b)
}

/// Whether `a` and `b` are the same value: as ids are compared, or as file names are made of titles (`my-file`,
/// `My File`).
pub fn is_same_value(a: &str, b: &str) -> bool {
    let is_same = |mark: &str| {
        let slug_of_a = slug(a, mark);
        !slug_of_a.is_empty() && slug_of_a == slug(b, mark)
    };
    is_same_id(a, b) || is_same(" ") || is_same("")
}

/// Returns the words of `text` with `-` between them, and `mark` in place of punctuation: without any, `What’s new?`
/// is `whats-new`; with a blank, `1.2` is `1-2`.
fn slug(text: &str, mark: &str) -> String {
    let mut marked = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() || c == '_' => marked.push(c),
            c if c.is_whitespace() || c == '-' => marked.push(' '),
            _ => marked.push_str(mark),
        }
    }
    marked.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_without_case_and_width_and_numbers_by_value() {
        for (a, b, same) in [
            ("EIP-2", "eip-2", true),
            ("ＥＩＰ－２", "eip-2", true),
            ("0001", "1", true),
            ("０００１", "1", true),
            ("000", "0", true),
            ("N-01", "N-1", false),
            ("1a", "01a", false),
            ("10", "1", false),
            ("", "0", false),
        ] {
            assert_eq!(is_same_id(a, b), same, "{a} {b}");
        }
    }

    #[test]
    fn values_are_equal_as_slugs_too() {
        for (a, b, same) in [
            ("my-file", "My File", true),
            ("whats-new", "What’s new?", true),
            ("release-1-2", "Release 1.2", true),
            ("a-b", "A: b", true),
            ("my_file", "my-file", false),
            ("myfile", "my-file", false),
            ("界面-a", "界面 Ａ", true),
            ("??", "!", false),
        ] {
            assert_eq!(is_same_value(a, b), same, "{a} {b}");
        }
    }
}
