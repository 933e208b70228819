//! Values of TOML as JSON has them.

use serde_json::{Number, Value};
use toml_datetime::Datetime;
use toml_parser::decoder::ScalarKind;

/// Returns the value of the scalar `text`; `None` if JSON does not have it, or it is not a valid date. A date is a string
/// (RFC 3339).
pub(super) fn value(kind: ScalarKind, text: &str) -> Option<Value> {
    match kind {
        ScalarKind::String => Some(Value::from(text)),
        ScalarKind::Boolean(value) => Some(Value::Bool(value)),
        ScalarKind::Integer(radix) => i64::from_str_radix(text, radix.value()).ok().map(Value::from),
        ScalarKind::Float => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        ScalarKind::DateTime => {
            let mut date: Datetime = text.parse().ok()?;
            if let Some(time) = &mut date.time {
                time.second.get_or_insert(0);
            }
            Some(Value::from(date.to_string()))
        }
    }
}
