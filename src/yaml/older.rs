//! What readers of YAML 1.1 make of a plain scalar: `PyYAML`, and those over libyaml that resolve scalars by
//! the type repository of 1.1 (<https://yaml.org/type/>), such as Ruby's Psych.

use serde_json::{Number, Value};

use super::scalar;

/// Returns what a reader of YAML 1.1 makes of the plain scalar `text`, if it is not what the core schema of
/// 1.2 makes of it. Dates are text to both: readers of 1.1 differ on them.
pub fn differently_read(text: &str) -> Option<Older> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let older = read(text);
    let is_same = match (&older, scalar::resolve(text)) {
        (Older::Text, value) => value.is_string() || value.is_null(),
        (Older::Value(older), value) => {
            *older == value || older.as_f64().is_some() && older.as_f64() == value.as_f64()
        }
        (Older::Special, _) => false,
    };
    (!is_same).then_some(older)
}

/// A longer scalar is no number that anybody writes.
const MAX_BYTES: usize = 100;

/// What a reader of YAML 1.1 makes of a plain scalar.
#[derive(Clone, Debug, PartialEq)]
pub enum Older {
    /// Text.
    Text,
    /// A boolean or a number.
    Value(Value),
    /// `=` and `<<`, which are neither text nor a value.
    Special,
}

fn read(text: &str) -> Older {
    match text {
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "true" | "True" | "TRUE" => {
            Older::Value(Value::Bool(true))
        }
        "no" | "No" | "NO" | "off" | "Off" | "OFF" | "false" | "False" | "FALSE" => {
            Older::Value(Value::Bool(false))
        }
        "=" | "<<" => Older::Special,
        _ => number(text).map_or(Older::Text, |number| Older::Value(Value::Number(number))),
    }
}

fn number(text: &str) -> Option<Number> {
    let (is_negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        b'0'..=b'9' | b'.' => (false, text),
        _ => return None,
    };
    let whole = |value: u64| {
        let negative = i64::try_from(value).ok().map(|value| Number::from(-value));
        if is_negative { negative } else { Some(Number::from(value)) }
    };
    if let Some(value) = integer(unsigned) {
        return whole(value);
    }
    let value = float(unsigned)?;
    Number::from_f64(if is_negative { -value } else { value })
}

fn integer(text: &str) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0b") {
        return radix(digits, 2);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    match text.strip_prefix('0') {
        Some("") => Some(0),
        Some(digits) => radix(digits, 8),
        None if text.contains(':') => {
            // A float has a fraction, which is in its last part.
            let parts = text.split(':').map(|part| radix(part, 10)).collect::<Option<Vec<_>>>()?;
            sexagesimal(&parts)
        }
        None => radix(text, 10),
    }
}

fn radix(digits: &str, radix: u32) -> Option<u64> {
    let digits: String = digits.chars().filter(|char| *char != '_').collect();
    let are_digits = !digits.is_empty() && digits.chars().all(|char| char.is_digit(radix));
    if are_digits { u64::from_str_radix(&digits, radix).ok() } else { None }
}

/// The number of `parts`, each 60 of the next one: `12:30` is 750.
fn sexagesimal(parts: &[u64]) -> Option<u64> {
    let (first, rest) = parts.split_first()?;
    let add = |sum: u64, part: &u64| sum.checked_mul(60)?.checked_add(*part).filter(|_| *part < 60);
    rest.iter().try_fold(*first, add)
}

/// `[0-9][0-9_]*(:[0-5]?[0-9])*\.[0-9_]*`, and without parts of 60 an exponent, which has a sign.
fn float(text: &str) -> Option<f64> {
    let (whole, rest) = text.split_once('.')?;
    let (fraction, exponent) = rest.split_at(rest.find(['e', 'E']).unwrap_or(rest.len()));
    let is_signed = exponent.is_empty() || exponent[1..].starts_with(['-', '+']);
    if !is_signed || whole.starts_with(['-', '+']) {
        return None;
    }
    let whole = if whole.contains(':') {
        let parts = whole.split(':').map(|part| radix(part, 10)).collect::<Option<Vec<_>>>()?;
        sexagesimal(&parts).filter(|_| exponent.is_empty())?.to_string()
    } else {
        whole.replace('_', "")
    };
    let decimal = format!("{whole}.{}{exponent}", fraction.replace('_', ""));
    scalar::decimal(&decimal)?.as_f64()
}

#[cfg(test)]
mod tests;
