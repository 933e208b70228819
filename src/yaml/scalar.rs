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
mod tests;
