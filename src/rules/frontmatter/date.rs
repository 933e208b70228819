//! Days of the calendar, in the forms in which people write them.

use unicode_normalization::UnicodeNormalization;

/// `text` as `YYYY-MM-DD`, where it is a real day whose year, month and day stand in this order:
/// `2025/11/2`, `2025.11.02`, `2025年11月2日`, `20251102`, in full-width digits too.
pub(super) fn canonical(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    is_real(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether `text` has the form of a day, be it one of the calendar or not.
pub(super) fn is_near(text: &str) -> bool {
    parts(text).is_some()
}

/// What to correct in `text`, which has the form of a day that the calendar does not have.
pub(super) fn correction(text: &str) -> Option<String> {
    let (year, month, day) = parts(text)?;
    match days(year, month) {
        None => Some(format!("correct the month: there is no month {month:02}")),
        Some(days) if (1..=days).contains(&day) => None,
        Some(days) => Some(format!("correct the day: {year:04}-{month:02} has {days} days")),
    }
}

/// No form of a day is longer.
const LONGEST: usize = 64;

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    if text.len() > LONGEST {
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

/// Whether the Gregorian calendar has the day.
fn is_real(year: u32, month: u32, day: u32) -> bool {
    days(year, month).is_some_and(|days| (1..=days).contains(&day))
}

/// How many days the month has; none where there is no such month.
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
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_form() {
        for text in [
            "2025/11/2",
            "2025-11-2",
            "2025.11.02",
            "2025年11月2日",
            "2025年 11月 02日",
            "２０２５年１１月２日",
            "２０２５／１１／０２",
            "2025 / 11 / 2",
            "20251102",
            "2025-11-02",
        ] {
            assert_eq!(canonical(text).as_deref(), Some("2025-11-02"), "{text}");
        }
    }

    #[test]
    fn what_could_be_another_day_is_none() {
        for text in [
            "11/02/2025",
            "02.11.2025",
            "25/11/02",
            "2025/11",
            "2025-11/02",
            "2025年11月",
            "2025-11-02T10:00",
            "",
            "今日",
            "２０２５",
        ] {
            assert!(!is_near(text), "{text}");
        }
    }

    #[test]
    fn days_that_the_calendar_lacks_are_near() {
        for text in ["2025-02-29", "2025/13/1", "2025-00-10", "1900年2月29日"] {
            assert!(is_near(text) && canonical(text).is_none(), "{text}");
            assert!(correction(text).is_some(), "{text}");
        }
        assert_eq!(canonical("2000/2/29").as_deref(), Some("2000-02-29"));
    }
}
