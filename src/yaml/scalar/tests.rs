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
