//! Plain scalars by the core schema (YAML 1.2.2, 10.3.2).

use serde_json::{Number, Value};

/// The value of the plain scalar `text`. `.inf`, `.nan` and numbers beyond the range of a double,
/// which JSON does not have, stay strings, so that a schema that requires a number rejects them.
pub(super) fn resolve(text: &str) -> Value {
    let number = match text.as_bytes() {
        [] | [b'~'] | b"null" | b"Null" | b"NULL" => return Value::Null,
        b"true" | b"True" | b"TRUE" => return Value::Bool(true),
        b"false" | b"False" | b"FALSE" => return Value::Bool(false),
        [b'0', b'o', digits @ ..] => integer(digits, 8),
        [b'0', b'x', digits @ ..] => integer(digits, 16),
        [b'0'..=b'9' | b'-' | b'+' | b'.', ..] => decimal(text),
        _ => None,
    };
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// The digits of `0o7` and `0xF`, which have no sign.
fn integer(digits: &[u8], radix: u32) -> Option<Number> {
    if digits.is_empty() || !digits.iter().all(|&digit| char::from(digit).is_digit(radix)) {
        return None;
    }
    let digits = str::from_utf8(digits).ok()?;
    u64::from_str_radix(digits, radix).ok().map(Number::from)
}

/// `[-+]? [0-9]+` or `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
pub(super) fn decimal(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits(unsigned);
    if !whole.is_empty() && rest.is_empty() {
        let exact = if text.starts_with('-') {
            text.parse::<i64>().ok().map(Number::from)
        } else {
            unsigned.parse::<u64>().ok().map(Number::from)
        };
        return exact.or_else(|| float(text));
    }
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let exponent = rest.strip_prefix(['e', 'E']);
    let rest = exponent.map_or(rest, |exponent| {
        let (digits, rest) = digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
        if digits.is_empty() { exponent } else { rest }
    });
    if rest.is_empty() && exponent != Some("") { float(text) } else { None }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

fn float(text: &str) -> Option<Number> {
    text.parse().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_examples_of_the_core_schema() {
        for (text, value) in [
            ("null", json!(null)),
            ("~", json!(null)),
            ("", json!(null)),
            ("true", json!(true)),
            ("False", json!(false)),
            ("0", json!(0)),
            ("0o7", json!(7)),
            ("0x3A", json!(58)),
            ("-19", json!(-19)),
            ("+12", json!(12)),
            ("010", json!(10)),
            ("0.", json!(0.0)),
            ("-0.0", json!(-0.0)),
            (".5", json!(0.5)),
            ("+12e03", json!(12000.0)),
            ("-2E+05", json!(-200_000.0)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616_f64)),
        ] {
            assert_eq!(resolve(text), value, "{text}");
        }
    }

    #[test]
    fn what_only_older_yaml_reads_is_a_string() {
        for text in ["yes", "no", "on", "y", "nUll", "tRue", "0b1", "1_000", "12:30", "2025-11-02", "0o8"] {
            assert_eq!(resolve(text), json!(text));
        }
    }

    #[test]
    fn near_numbers_are_strings() {
        for text in ["-", "+", ".", "1e", "1e+", "1.e", "e1", "0x", "0o", "-0x1", "1.2.3", "１２", "--1"] {
            assert_eq!(resolve(text), json!(text));
        }
    }

    #[test]
    fn numbers_that_json_cannot_hold_are_strings() {
        for text in [".inf", "-.INF", ".nan", "1e999", "0xFFFFFFFFFFFFFFFFF"] {
            assert_eq!(resolve(text), json!(text));
        }
    }
}
