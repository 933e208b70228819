use super::*;

#[test]
fn dates_are_read_in_every_format() {
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
fn ambiguous_dates_are_not_read() {
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
fn impossible_dates_are_near() {
    for text in ["2025-02-29", "2025/13/1", "2025-00-10", "1900年2月29日"] {
        assert!(is_near(text) && canonical(text).is_none(), "{text}");
        assert!(correction(text).is_some(), "{text}");
    }
    assert_eq!(canonical("2000/2/29").as_deref(), Some("2000-02-29"));
}
