//! Times whole processes over collections of 1,000, 20,000 and 100,000 notes, and prints ratios to
//! the floor: reading the notes and iterating over the events of pulldown-cmark and the YAML
//! parser, on the same number of threads.
//!
//! `cargo bench --bench collection` runs the first two sizes, `-- 100000` (any list of sizes)
//! others, then one note as a whole process. Other linters on the `PATH` are timed as well; for the
//! rest, the installation command is printed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use support::{Figures, corpus, floor, medians};
use walkdir::WalkDir;

const FIRST_RUN: &str = "notelint, first run";

const ROUNDS: usize = 5;
const ONE_NOTE_ROUNDS: usize = 51;

/// A command that is timed.
struct Entry {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    /// Its working directory.
    folder: PathBuf,
    /// Its cache folder, if it has one.
    cache: PathBuf,
    /// Whether the cache is removed before each run.
    first: bool,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("read") => println!("{}", over(&arguments[1], str::len)),
        Some("floor") => println!("{}", over(&arguments[1], floor)),
        _ => {
            let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
            let sizes = if sizes.is_empty() { vec![1_000, 20_000] } else { sizes };
            for rival in RIVALS.iter().filter(|rival| !rival.is_installed()) {
                println!("{} is not installed: `{}`", rival.name, rival.install);
            }
            let results: Vec<(usize, Figures)> = sizes.iter().map(|&size| (size, bench(size))).collect();
            growth(&results);
            one_note(&corpus(sizes[0]));
        }
    }
}

/// Returns the sum of `measure` over the notes in `folder`, computed on all cores.
fn over(folder: &str, measure: fn(&str) -> usize) -> usize {
    let notes = notes_in(Path::new(folder));
    notes.par_iter().map(|path| measure(&fs::read_to_string(path).unwrap())).sum()
}

fn notes_in(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let notes = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    notes.map(walkdir::DirEntry::into_path).collect()
}

impl Entry {
    fn new(name: &'static str, program: &Path, arguments: &[&str], notes: &Path) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned());
        Self {
            name,
            program: program.to_owned(),
            arguments: arguments.chain([notes.to_string_lossy().into_owned()]).collect(),
            folder: env::current_dir().unwrap(),
            cache: Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-cache").join(name),
            first: name == FIRST_RUN,
        }
    }
}

fn entries(notes: &Path) -> Vec<Entry> {
    let own = env::current_exe().unwrap();
    let notelint = PathBuf::from(env!("CARGO_BIN_EXE_notelint"));
    let entry = |name, program: &Path, arguments: &[&str]| Entry::new(name, program, arguments, notes);
    let no_cache = ["check", "--isolated", "--quiet", "--no-cache"];
    let without = |more: &[&'static str]| [&no_cache, more].concat();
    let mut entries = vec![
        entry("floor", &own, &["floor"]),
        entry("reading alone", &own, &["read"]),
        entry("notelint", &notelint, &without(&[])),
        entry("notelint, 1 thread", &notelint, &without(&["--jobs", "1"])),
        entry("notelint --fix", &notelint, &without(&["--fix"])),
        entry(FIRST_RUN, &notelint, &["check", "--isolated", "--quiet"]),
        entry("notelint, warm cache", &notelint, &["check", "--isolated", "--quiet"]),
        entry("notelint extract", &notelint, &["extract", "--isolated", "--format", "jsonl"]),
    ];
    for rival in RIVALS.iter().filter(|rival| rival.is_installed()) {
        for (name, arguments) in rival.runs {
            let mut entry = entry(name, Path::new(rival.name), arguments);
            if rival.takes_files {
                entry.name_files(notes);
            }
            entries.push(entry);
        }
    }
    entries
}

/// The longest command line in bytes that all systems accept.
const LONGEST_LINE: usize = 1_000_000;

impl Entry {
    /// Replaces the folder by the paths of its notes, and adds the outline that they must have.
    fn name_files(&mut self, notes: &Path) {
        let schema = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outlint.yml");
        let seed = support::seeds().swap_remove(0);
        let headings = seed.lines().filter_map(|line| line.strip_prefix("## "));
        let sections: Vec<String> =
            headings.map(|heading| format!("  - match: {heading:?}\n    required: true\n")).collect();
        let outline = format!("version: 1\ntitle: \"*\"\nsections:\n{}", sections.concat());
        fs::write(&schema, outline).unwrap();
        self.arguments.pop();
        self.arguments.extend(["--schema".to_owned(), schema.to_string_lossy().into_owned()]);
        let mut length = 0;
        for note in notes_in(notes) {
            let name = note.strip_prefix(notes).unwrap().to_string_lossy().into_owned();
            length += name.len() + 1;
            if length < LONGEST_LINE {
                self.arguments.push(name);
            }
        }
        if length >= LONGEST_LINE {
            println!("{} is skipped: the command line would be too long", self.name);
        }
        notes.clone_into(&mut self.folder);
    }
}

/// Another linter for notes.
struct Rival {
    name: &'static str,
    /// Its runs: the name of the row, and the arguments before the folder.
    runs: &'static [(&'static str, &'static [&'static str])],
    /// Whether it accepts files only, not folders.
    takes_files: bool,
    install: &'static str,
}

const RIVALS: [Rival; 3] = [
    Rival {
        name: "rumdl",
        runs: &[
            ("rumdl, no cache", &["check", "--no-cache", "--no-config", "--silent"]),
            ("rumdl, warm cache", &["check", "--no-config", "--silent"]),
        ],
        takes_files: false,
        install: "cargo install rumdl",
    },
    Rival {
        name: "outlint",
        runs: &[("outlint", &["check"])],
        takes_files: true,
        install: "cargo install outlint",
    },
    Rival {
        name: "mado",
        runs: &[("mado", &["check"])],
        takes_files: false,
        install: "see its releases: the crate of this name is another project",
    },
];

impl Rival {
    fn is_installed(&self) -> bool {
        let mut version = Command::new(self.name);
        version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    }
}

/// Times the process that checks one note beside the one that only reads and parses it.
fn one_note(notes: &Path) {
    let note = notes.join("000/T1-00-00.md");
    println!("\none note as a whole process, {ONE_NOTE_ROUNDS} rounds in turn, medians");
    let entries = entries(&note);
    let [floor, notelint] = ["floor", "notelint"].map(|name| {
        let entry = entries.iter().find(|entry| entry.name == name).unwrap();
        medians(&(0..ONE_NOTE_ROUNDS).map(|_| time(entry)).collect::<Vec<_>>()).seconds
    });
    println!(
        "floor {:.2} ms, notelint {:.2} ms: {:.2} ms more",
        floor * 1e3,
        notelint * 1e3,
        (notelint - floor) * 1e3
    );
}

fn bench(size: usize) -> Figures {
    let notes = corpus(size);
    println!("\n{size} notes, {ROUNDS} rounds in turn, medians");
    println!("{:<22} {:>8} {:>8} {:>10}", "", "wall s", "x floor", "peak MiB");
    let entries = entries(&notes);
    let mut rounds: Vec<Vec<Figures>> = vec![Vec::new(); entries.len()];
    for round in 0..=ROUNDS {
        for (entry, figures) in entries.iter().zip(&mut rounds) {
            let figure = time(entry);
            if round > 0 {
                figures.push(figure);
            }
        }
    }
    let mut own = Figures::default();
    let mut base = 0.0;
    for (entry, figures) in entries.iter().zip(&rounds) {
        let Figures { seconds, peak_mib } = medians(figures);
        if entry.name == "floor" {
            base = seconds;
        }
        if entry.name == "notelint" {
            own = Figures { seconds, peak_mib };
        }
        println!("{:<22} {seconds:>8.3} {:>8.2} {peak_mib:>10.1}", entry.name, seconds / base);
    }
    own
}

/// Runs a command once, with the cache of its last run.
fn time(entry: &Entry) -> Figures {
    if entry.first {
        fs::remove_dir_all(&entry.cache).ok();
    }
    support::run(&entry.program, &entry.arguments, &entry.folder, &entry.cache)
}

/// Prints how time and memory of notelint grow with the collection.
fn growth(results: &[(usize, Figures)]) {
    for pair in results.windows(2) {
        let [(small, before), (large, after)] = pair else { continue };
        println!(
            "\nfrom {small} to {large} notes: {:.2} x the time, {:.2} KiB of memory per note",
            after.seconds / before.seconds,
            (after.peak_mib - before.peak_mib) * 1024.0 / count(large - small),
        );
    }
}

#[allow(clippy::cast_precision_loss, reason = "a number of notes")]
fn count(notes: usize) -> f64 {
    notes as f64
}
