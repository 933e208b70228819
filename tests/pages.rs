//! Runs the rule pages: each example under `## Wrong` gives its rule exactly once, each under
//! `## Right` gives nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

use notelint::{
    diagnostic::Severity,
    rules::{Meta, TABLE},
};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use support::{describe, faults_of_wording, json, run};

/// The type of the examples of pages that declare none: it asks for nothing.
const ANY: &str = "x-note: { type: page }\ntype: object\nproperties: { frontmatter: { type: object } }\n";

/// A fenced example of a page.
struct Example {
    section: String,
    language: String,
    text: String,
}

/// The characters that `markdown escaped` examples write as `\u{200B}`, `\r` and `\t`, so that
/// readers of the page see them.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a code point ends with a brace");
        plain.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point"));
        plain.push_str(rest);
    }
    plain.replace("\\r", "\r").replace("\\t", "\t")
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut heading = false;
    let mut code: Option<(String, String)> = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                section.clear();
                heading = true;
            }
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                code = Some((language.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                let (language, mut text) = code.take().unwrap();
                if language.ends_with(" escaped") {
                    text = unescaped(&text);
                }
                examples.push(Example { section: section.clone(), language, text });
            }
            Event::Text(text) if heading => section.push_str(&text),
            Event::Text(text) => {
                if let Some((_, code)) = &mut code {
                    code.push_str(&text);
                }
            }
            _ => {}
        }
    }
    examples
}

/// The notes of each example under `section`. Notes with a name (`markdown name=a.md`) that follow
/// each other are one collection, until a name comes again.
fn collections<'e>(examples: &'e [Example], section: &str) -> Vec<Vec<(&'e str, &'e str)>> {
    let mut collections: Vec<Vec<(&str, &str)>> = Vec::new();
    for example in examples.iter().filter(|example| example.section == section) {
        let Some(rest) = example.language.strip_prefix("markdown") else { continue };
        let name = rest.trim().strip_prefix("name=");
        let note = (name.unwrap_or("note.md"), example.text.as_str());
        match collections.last_mut() {
            Some(last)
                if name.is_some()
                    && last.iter().all(|(other, _)| *other != note.0 && *other != "note.md") =>
            {
                last.push(note);
            }
            _ => collections.push(vec![note]),
        }
    }
    collections
}

/// What is wrong with the page of `meta`.
fn check_page(meta: &Meta) -> Vec<String> {
    let examples = examples(meta.page);
    let folder = tempfile::tempdir().unwrap();
    let note_type =
        examples.iter().find(|example| example.section == "Type").map_or(ANY, |example| &example.text);
    fs::write(folder.path().join("type.yaml"), note_type).unwrap();
    let declared: serde_json::Value = serde_yaml::from_str(note_type).unwrap();
    let config = format!(
        "types:\n  - name: {}\n    schema: type.yaml\nrules:\n  {}: {}\n",
        declared["x-note"]["type"],
        meta.id,
        meta.severity.max(Severity::Warning).as_str()
    );
    fs::write(folder.path().join("notelint.yaml"), config).unwrap();

    let mut faults = Vec::new();
    let mut lint = |section: &str, right: fn(usize, usize) -> bool| {
        let collections = collections(&examples, section);
        for (number, collection) in collections.iter().enumerate() {
            let notes = folder.path().join("notes");
            fs::create_dir(&notes).unwrap();
            for (name, text) in collection {
                fs::write(notes.join(name), text).unwrap();
            }
            let report = json(&run(folder.path(), ["check", "notes", "--format", "json"]));
            let said = describe(&report);
            faults
                .extend(faults_of_wording(&report).into_iter().map(|fault| format!("{}: {fault}", meta.id)));
            fs::remove_dir_all(notes).unwrap();
            let all = said.lines().filter(|line| !line.starts_with(' ')).count();
            let own = said.matches(&format!("[{}]", meta.id)).count();
            if !right(all, own) {
                faults.push(format!("{}: {section} example {} gives:\n{said}", meta.id, number + 1));
            }
        }
        if collections.is_empty() {
            faults.push(format!("{}: the page has no example under `## {section}`", meta.id));
        }
    };
    lint("Wrong", |_, own| own == 1);
    lint("Right", |all, _| all == 0);
    if !meta.page.starts_with(&format!("# {}\n", meta.id)) {
        faults.push(format!("{}: the page does not begin with the rule's id", meta.id));
    }
    faults
}

#[test]
fn each_wrong_example_gives_its_rule_once_and_each_right_one_nothing() {
    let faults: Vec<String> = TABLE.iter().flat_map(|rule| check_page(&rule.meta)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn summaries_are_one_line_without_a_full_stop() {
    for meta in TABLE.iter().map(|rule| &rule.meta) {
        let summary = meta.summary;
        assert!(!summary.is_empty() && !summary.contains('\n') && !summary.ends_with('.'), "{}", meta.id);
    }
}
