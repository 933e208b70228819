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
}
