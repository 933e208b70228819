//! How the words of messages and pages are checked.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

/// Phrases that plain English does not use here, each with what to write instead.
const AVOIDED: &[(&str, &str)] = &[
    ("stands", "`is`, or `is in`"),
    ("stand", "`are`, or `are in`"),
    ("anew", "`again`"),
    ("is no", "`is not a`"),
    ("are no", "`are not`"),
    ("so many", "`at most`, or `the number of`"),
    ("where there is", "`if there is`"),
    ("where there are", "`if there are`"),
    ("behind", "`after`"),
    ("in front of", "`before`"),
    ("by itself", "`on its own`"),
    ("white space", "`whitespace`"),
    ("said", "what the note contains"),
    ("says", "what the note contains"),
    ("asks for", "`requires`"),
    ("wants", "`requires`"),
    ("holds", "`contains`"),
    ("lies in", "`is inside`"),
    ("has no place", "`is not allowed`"),
    ("is there already", "`already exists`, or `duplicate`"),
    ("nothing of", "`none of`"),
];

/// Phrases that comments of the sources do not use, each with what to write instead.
const AVOIDED_IN_COMMENTS: &[(&str, &str)] = &[
    ("anew", "`again`"),
    ("stands twice", "`duplicate`"),
    ("stands in", "`is in`"),
    ("so many", "`at most`, or `the number of`"),
    ("none where", "``None` if``"),
    ("where there is no", "`if there is no`"),
    ("where it is no", "`if it is not a`"),
    ("where this is no", "`if this is not a`"),
    ("it is no", "`it is not a`"),
    ("that is no", "`that is not a`"),
    ("that are no", "`that are not`"),
    ("is said of", "`diagnostics of`"),
    ("what is said", "`diagnostics`"),
    ("by itself", "`on its own`"),
    ("comes to nothing", "`has no effect`"),
    ("takes note of", "`records`"),
    ("looked at", "`checked`, or `found`"),
];

/// Returns what is wrong with the wording of a JSON report. Messages, labels and helps are one line that
/// starts with a lower-case letter (but for a name in capitals, `YAML`) and has no full stop. Titles of
/// fixes, which editors show in a menu, start with a capital.
pub fn faults_of_wording(report: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |text: Option<&str>, capital: bool| {
        let Some(text) = text else { return };
        let mut chars = text.chars();
        let (first, next) = (chars.next(), chars.next());
        let is_name = next.is_some_and(|c| !c.is_ascii_lowercase());
        let starts_well = match first {
            Some(c) if capital => c.is_ascii_uppercase(),
            Some(c) if c.is_ascii_uppercase() => is_name,
            first => first.is_some_and(|c| !c.is_whitespace()),
        };
        let ends_well = !text.ends_with(['.', '。', ':', ' ']);
        if !starts_well || !ends_well || text.contains(['\n', '\r', '\t']) {
            faults.push(format!("not worded like the others: {text:?}"));
        }
        faults.extend(avoided(text).into_iter().map(|fault| format!("{fault}: {text:?}")));
    };
    for diagnostic in report["diagnostics"].as_array().into_iter().flatten() {
        check(diagnostic["message"].as_str(), false);
        check(diagnostic["help"].as_str(), false);
        for label in diagnostic["related"].as_array().into_iter().flatten() {
            check(label["message"].as_str(), false);
        }
        check(diagnostic["fix"]["title"].as_str(), true);
    }
    for fault in report["faults"].as_array().into_iter().flatten() {
        check(fault["message"].as_str(), false);
        check(fault["help"].as_str(), false);
    }
    faults
}

/// Returns the avoided phrases in `markdown`. Code, which may quote a note, is ignored.
pub fn avoided(markdown: &str) -> Vec<String> {
    // An abbreviation stands for something, "there is no" is plain English, and so is "is no-break space".
    find(AVOIDED, markdown, &["stands for", "stand for", "there is no", "is no break"])
}

/// Returns the avoided phrases in `markdown`, the text of a comment of the sources.
pub fn avoided_in_comment(markdown: &str) -> Vec<String> {
    find(AVOIDED_IN_COMMENTS, markdown, &["is no longer", "are no longer"])
}

/// Returns those of `phrases` that are in `markdown`, outside of the phrases `allowed`.
fn find(phrases: &[(&str, &str)], markdown: &str, allowed: &[&str]) -> Vec<String> {
    let words = prose(markdown).to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric() && c != '`').filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let words = format!(" {} ", words.join(" "));
    let words = allowed.iter().fold(words, |words, allowed| words.replace(&format!(" {allowed} "), " "));
    let found = phrases.iter().filter(|(phrase, _)| words.contains(&format!(" {phrase} ")));
    found.map(|(phrase, instead)| format!("avoid `{phrase}`, write {instead}")).collect()
}

/// Returns the text of `markdown`, with a backtick in place of each code span and without code blocks.
fn prose(markdown: &str) -> String {
    let mut prose = String::new();
    let mut is_code = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => prose.push_str(&text),
            Event::Text(_) => {}
            Event::Code(_) => prose.push('`'),
            _ => prose.push(' '),
        }
    }
    prose
}
