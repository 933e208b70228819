//! Times types with 60 sections: side by side, inside of each other over three levels, and by pattern.
//! Each type is loaded, and checks a note that has all its sections; the figures are ratios to the type whose
//! sections are side by side.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{fmt::Write as _, hint::black_box, time::Instant};

use notelint::{
    lint::NoteSettings,
    note::Note,
    notetype::{NoteType, TypeSource, load, project},
    rules::{RuleSet, Selection},
};
use serde_json::{Map, Value, json};
use support::{NoFiles, median};

const ROUNDS: usize = 101;

/// How many sections each section of the nested types has, by level: 6 + 18 + 36 are 60.
const INSIDE: [usize; 3] = [6, 3, 2];

/// A section of the note, with those inside of it.
struct Section {
    number: usize,
    inside: Vec<Section>,
}

/// Returns the sections that `inside` describes by level, numbered in the order of the note.
fn sections(inside: &[usize], next: &mut usize) -> Vec<Section> {
    let Some((&count, rest)) = inside.split_first() else { return Vec::new() };
    let section = |_| {
        *next += 1;
        Section { number: *next, inside: sections(rest, next) }
    };
    (0..count).map(section).collect()
}

/// Returns the schema of `sections`, each with its name.
fn by_name(sections: &[Section]) -> Value {
    let names: Vec<String> = sections.iter().map(|section| format!("topic-{}", section.number)).collect();
    let schema = |section: &Section| {
        let heading = format!("Topic {}", section.number);
        let inside = (!section.inside.is_empty()).then(|| by_name(&section.inside));
        schema(inside, json!({ "heading": heading }))
    };
    let properties: Map<String, Value> = names.iter().cloned().zip(sections.iter().map(schema)).collect();
    json!({ "type": "object", "required": names, "properties": properties })
}

/// Returns the schema of sections by pattern, which have others on `levels` levels inside of them.
fn by_pattern(levels: usize) -> Value {
    let inside = levels.checked_sub(1).map(by_pattern);
    json!({ "type": "object", "patternProperties": { "^Topic [0-9]+$": schema(inside, json!({})) } })
}

/// Returns the schema of one section with the sections `inside`.
fn schema(inside: Option<Value>, mut words: Value) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    words["content"] = if inside.is_some() { "sections" } else { "text" }.into();
    match inside {
        Some(inside) => json!({
            "x-note": words,
            "type": "object",
            "required": ["intro", "sections"],
            "properties": { "intro": text, "sections": inside },
        }),
        None => json!({ "x-note": words, "type": "string", "minLength": 1 }),
    }
}

fn source(sections: &Value) -> String {
    let properties = json!({ "title": { "type": "string" }, "sections": sections });
    json!({ "x-note": { "type": "t" }, "type": "object", "required": ["sections"], "properties": properties })
        .to_string()
}

fn write(note: &mut String, sections: &[Section], level: usize) {
    for section in sections {
        let (marks, number) = ("#".repeat(level), section.number);
        writeln!(
            note,
            "\n{marks} Topic {number}\n\nWhat is known about number {number}, in one line of text."
        )
        .unwrap();
        write(note, &section.inside, level + 1);
    }
}

/// A type, as text and loaded, and a note of it.
struct Entry {
    name: &'static str,
    source: String,
    note_type: NoteType,
    note: String,
    /// The seconds of each round: to load the type, and to check the note.
    times: [Vec<f64>; 2],
}

fn entry(name: &'static str, schema: &Value, sections: &[Section]) -> Entry {
    let mut note = "# Sixty topics\n".to_owned();
    write(&mut note, sections, 2);
    let source = source(schema);
    let note_type = loaded(&source);
    let parsed = Note::parse(&note);
    let breaches = note_type.validator.validate(&project(&parsed, &note_type.spec));
    assert!(breaches.is_empty(), "{name}: the note has what its type requires");
    Entry { name, source, note_type, note, times: [Vec::new(), Vec::new()] }
}

fn loaded(source: &str) -> NoteType {
    load(&TypeSource { path: "t.json", text: source }, &NoFiles).unwrap()
}

fn seconds(step: impl FnOnce()) -> f64 {
    let start = Instant::now();
    step();
    start.elapsed().as_secs_f64()
}

fn main() {
    let flat = sections(&[INSIDE[0] * (1 + INSIDE[1] * (1 + INSIDE[2]))], &mut 0);
    let nested = sections(&INSIDE, &mut 0);
    let mut entries = [
        entry("side by side", &by_name(&flat), &flat),
        entry("three levels", &by_name(&nested), &nested),
        entry("side by side, by pattern", &by_pattern(0), &flat),
        entry("three levels, by pattern", &by_pattern(INSIDE.len() - 1), &nested),
    ];
    let rules = RuleSet::new(&[], &Selection::default());
    for _ in 0..ROUNDS {
        for Entry { source, note_type, note, times: [load, checks], .. } in &mut entries {
            load.push(seconds(|| drop(black_box(loaded(source)))));
            let settings = NoteSettings {
                note_type,
                note_types: &[],
                rules: &rules,
                linked: &[],
                path: None,
                facts_of: None,
            };
            checks.push(seconds(|| drop(black_box(settings.check(note)))));
        }
    }
    println!("{} sections, {ROUNDS} rounds in turn, medians in µs", flat.len());
    println!("{:<28} {:>9} {:>6} {:>9} {:>6}", "", "load", "x", "note", "x");
    let mut base = None;
    for Entry { name, times, .. } in &mut entries {
        let [load, note] = times.each_mut().map(|times| median(times) * 1e6);
        let (first_load, first_note) = *base.get_or_insert((load, note));
        println!("{name:<28} {load:>9.1} {:>6.2} {note:>9.1} {:>6.2}", load / first_load, note / first_note);
    }
}
