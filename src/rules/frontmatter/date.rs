//! Calendar dates in the formats that people write.

use unicode_normalization::UnicodeNormalization;

/// Returns `text` as `YYYY-MM-DD` if it is a valid date with the year first, then the month and day:
/// `2025/11/2`, `2025.11.02`, `2025年11月2日`, `20251102`, also in full-width digits.
pub(in crate::rules) fn canonical(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    is_real(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether `text` is written like a date, valid or not.
pub(super) fn is_near(text: &str) -> bool {
    parts(text).is_some()
}

/// Returns what to correct in `text` if it is written like a date but is not a valid one.
pub(in crate::rules) fn correction(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    match days(year, month) {
        None => Some(format!("correct the month: there is no month {month:02}")),
        Some(days) if (1..=days).contains(&day) => None,
        Some(days) => Some(format!("correct the day: {year:04}-{month:02} has {days} days")),
    }
}

/// No date is longer in any format.
const MAX_DATE_BYTES: usize = 64;

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    if text.len() > MAX_DATE_BYTES {
        return None;
    }
    let narrow: String = text.nfkc().filter(|char| !char.is_whitespace()).collect();
    let (year, rest) = narrow.split_at_checked(4)?;
    let (month, day) = if rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        rest.split_at(2)
    } else if let Some(rest) = rest.strip_prefix('年') {
        rest.strip_suffix('日')?.split_once('月')?
    } else {
        let separator = rest.chars().next().filter(|char| matches!(char, '-' | '/' | '.'))?;
        rest[1..].split_once(separator)?
    };
    Some((number(year, 4)?, number(month, 2)?, number(day, 2)?))
}

fn number(digits: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| fits)
}

/// Whether the date is in the Gregorian calendar.
fn is_real(year: u32, month: u32, day: u32) -> bool {
    days(year, month).is_some_and(|days| (1..=days).contains(&day))
}

/// Returns the number of days of the month, `None` if there is no such month.
fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => Some(29),
        2 => Some(28),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
