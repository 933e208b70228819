//! Times one note of about 9 kB, as ratios to pulldown-cmark and the YAML parser alone on the same
//! note: parsing, parsing with projection and validation, and the whole check. Where valgrind is installed, counts
//! instructions as well, also those of whole processes.
//!
//! `cargo bench --bench note -- --hold` fails if a count of instructions is not as recorded; `-- --bless` records the
//! counts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{env, fs, hint::black_box, path::Path, time::Instant};

use notelint::{
    lint::NoteSettings,
    note::Note,
    notetype::{BUILT_IN, built_in, load, project},
    rules::{RuleSet, Selection},
};
use support::{
    NoFiles,
    corpus::{dirty_note, make_repository},
    floor, instructions, median, seeds,
};

const ROUNDS: usize = 301;

/// How many instructions of a step are counted, by repetition: the rest of the process varies by some 50,000.
const COUNTED: u64 = 100_000_000;

/// How often a step has run when its instructions are counted: some tables are made once.
const WARM: u64 = 2;

/// The number of a dirty note with some 17 diagnostics.
const DIRTY: usize = 2;

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
    let dirty = dirty_note(&seeds(), DIRTY);
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
        ("check of a dirty note", Box::new(|| drop(black_box(settings.check(&dirty))))),
        (
            "load of its type",
            Box::new(|| drop(black_box(load(&built_in(BUILT_IN[0]).unwrap(), &NoFiles).unwrap()))),
        ),
    ];

    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [step, number, times] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
        && step == "step"
    {
        let step = &steps[number.parse::<usize>().unwrap()].1;
        return (0..times.parse().unwrap()).for_each(|_| step());
    }
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    let counts = if instructions::can_count() { counts(&steps, &[&text, &dirty]) } else { Vec::new() };
    if has("--bless") {
        instructions::bless(&counts);
    }
    if !has("--hold") {
        println!("one note of {} bytes, {ROUNDS} rounds in turn, medians", text.len());
        print(&steps, &counts);
        return;
    }
    assert!(!counts.is_empty(), "valgrind is not installed");
    let differences = instructions::differences(&counts);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    println!("{} counts of instructions are as recorded", counts.len());
}

/// Returns the instructions of each step, and of the processes that check the notes.
fn counts<'a>(steps: &[Step<'a>], notes: &[&str; 2]) -> Vec<(&'a str, u64)> {
    let own = env::current_exe().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one-note");
    make_repository(&folder);
    let repeated = |step: usize, times: u64| {
        instructions::count(&own, &["step", &step.to_string(), &times.to_string()], &folder)
    };
    let mut counts = Vec::new();
    for (number, (name, _)) in steps.iter().enumerate() {
        let warm = repeated(number, WARM);
        let more = |times: u64| repeated(number, WARM + times).saturating_sub(warm) / times;
        counts.push((*name, more((COUNTED / more(1).max(1)).clamp(2, 200))));
    }
    let notelint = Path::new(env!("CARGO_BIN_EXE_notelint"));
    let check = ["check", "--isolated", "--no-cache", "--jobs", "1"];
    for (name, note) in ["process: clean note", "process: dirty note"].into_iter().zip(notes) {
        fs::write(folder.join("T1-01-01.md"), note).unwrap();
        counts.push((name, instructions::count(notelint, &check, &folder)));
    }
    counts
}

/// Times the steps, and prints the times beside the instructions.
#[allow(clippy::cast_precision_loss, reason = "thousands of instructions")]
fn print(steps: &[Step<'_>], counts: &[(&str, u64)]) {
    let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); steps.len()];
    for _ in 0..ROUNDS {
        for ((_, step), times) in steps.iter().zip(&mut rounds) {
            let start = Instant::now();
            step();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    println!("{:<40} {:>8} {:>8} {:>16} {:>8}", "", "µs", "x floor", "1000 instructions", "x floor");
    let base = median(&mut rounds[0]);
    let instructions = |row: usize| match counts.get(row) {
        Some((_, count)) => {
            format!("{:>16.0} {:>8.2}", *count as f64 / 1e3, *count as f64 / counts[0].1 as f64)
        }
        None => String::new(),
    };
    for (row, ((name, _), times)) in steps.iter().zip(&mut rounds).enumerate() {
        let seconds = median(times);
        println!("{name:<40} {:>8.1} {:>8.2} {}", seconds * 1e6, seconds / base, instructions(row));
    }
    for (row, (name, _)) in counts.iter().enumerate().skip(steps.len()) {
        println!("{name:<40} {:>8} {:>8} {}", "", "", instructions(row));
    }
}
