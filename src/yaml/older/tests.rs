use serde_json::json;

use super::*;

#[test]
fn what_the_versions_read_differently() {
    for (text, older) in [
        ("no", json!(false)),
        ("Yes", json!(true)),
        ("ON", json!(true)),
        ("off", json!(false)),
        ("0777", json!(511)),
        ("-010", json!(-8)),
        ("0b11", json!(3)),
        ("-0x1F", json!(-31)),
        ("1_000", json!(1000)),
        ("1_000.5", json!(1000.5)),
        ("12:30", json!(750)),
        ("-1:30", json!(-90)),
        ("12:30:45", json!(45045)),
        ("1:30.5", json!(90.5)),
    ] {
        assert_eq!(differently_read(text), Some(Older::Value(older)), "{text}");
    }
    for text in ["0o17", "08", "1e3", "1.5e3", "12E4"] {
        assert_eq!(differently_read(text), Some(Older::Text), "{text}");
    }
    for text in ["=", "<<"] {
        assert_eq!(differently_read(text), Some(Older::Special), "{text}");
    }
}

#[test]
fn what_they_read_alike() {
    for text in [
        "",
        "~",
        "null",
        "true",
        "False",
        "y",
        "n",
        "yeah",
        "nO",
        "0",
        "7",
        "007",
        "-12",
        "0x1F",
        "1.5",
        ".5",
        "-0.5",
        "1.5e+3",
        ".inf",
        "-.INF",
        ".nan",
        "09:30",
        "12:60",
        "12:30:",
        ":30",
        "1:2:3.4.5",
        "1,000",
        "2026-01-31",
        "2026-01-31 12:30:45",
        "1.2.3",
        "a:b",
        "0b",
        "0x",
        "_1",
        "+",
        "-",
        ".",
        "12:30 h",
        "+-1.5",
        "1.5e+1_0",
    ] {
        assert_eq!(differently_read(text), None, "{text}");
    }
}
