//! Times one note of about 9 kB, as ratios to pulldown-cmark and the YAML parser alone on the same
//! note: parsing, parsing with projection and validation, and the whole check.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{hint::black_box, time::Instant};

use notelint::{
    lint::NoteSettings,
    note::Note,
    notetype::{BUILT_IN, built_in, load, project},
    rules::{RuleSet, Selection},
};
use support::{NoFiles, floor, median, seeds};

const ROUNDS: usize = 301;

/// What is timed, under its name.
type Step<'a> = (&'a str, Box<dyn Fn() + 'a>);

fn main() {
    let note_type = load(&built_in(BUILT_IN[0]).unwrap(), &NoFiles).unwrap();
    let rules = RuleSet::new(&[], &Selection::default());
    let path = "a.md".into();
    let settings = NoteSettings {
        note_type: &note_type,
        note_types: &[],
        rules: &rules,
        linked: &[],
        path: None,
        facts_of: None,
    };
    let text = seeds().swap_remove(0);

    let steps: Vec<Step<'_>> = vec![
        (
            "floor: pulldown-cmark and YAML events",
            Box::new(|| {
                black_box(floor(&text));
            }),
        ),
        ("parse", Box::new(|| drop(black_box(Note::parse(&text))))),
        (
            "parse, project",
            Box::new(|| {
                let note = Note::parse(&text);
                drop(black_box(project(&note, &note_type.spec)));
            }),
        ),
        (
            "parse, project, validate",
            Box::new(|| {
                let note = Note::parse(&text);
                let projection = project(&note, &note_type.spec);
                drop(black_box(note_type.validator.validate(&projection)));
            }),
        ),
        ("check with all default rules", Box::new(|| drop(black_box(settings.check(&text))))),
        (
            "check, and facts for the collection",
            Box::new(|| drop(black_box(NoteSettings { facts_of: Some(&path), ..settings }.check(&text)))),
        ),
    ];

    let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); steps.len()];
    for _ in 0..ROUNDS {
        for ((_, step), times) in steps.iter().zip(&mut rounds) {
            let start = Instant::now();
            step();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    println!("one note of {} bytes, {ROUNDS} rounds in turn, medians", text.len());
    println!("{:<40} {:>8} {:>8}", "", "µs", "x floor");
    let base = median(&mut rounds[0]);
    for ((name, _), times) in steps.iter().zip(&mut rounds) {
        let seconds = median(times);
        println!("{name:<40} {:>8.1} {:>8.2}", seconds * 1e6, seconds / base);
    }
}
