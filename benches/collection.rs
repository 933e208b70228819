//! Measures whole processes over collections of notes without diagnostics, and over dirty ones, which have as many
//! diagnostics as real notes: processor time, time and memory, as ratios to the floor. The floor is reading the
//! notes and iterating over the events of pulldown-cmark and the YAML parser, on the same number of threads.
//!
//! `cargo bench --bench collection` runs 1,000 and 20,000 notes, `-- 100000` (any list of sizes) others; `--rounds 5`
//! runs each command five times, in turn; `-- make 400` only makes collections of 400 notes. Other linters on the
//! `PATH` are measured as well; for the rest, the installation command is printed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use support::{
    corpus::{self, Collection, notes_in},
    dirty, floor,
    process::{Figures, Process, medians},
    rivals::RIVALS,
};

const ROUNDS: usize = 3;

/// Rounds of processes that take milliseconds.
const SHORT_ROUNDS: usize = 51;

/// What happens before each run of a command.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    /// The cache is removed.
    NoCache,
    /// The notes are copied, and the command runs over the copy, which it changes.
    OnCopy,
}

use Before::{NoCache, Nothing, OnCopy};

/// A command of notelint: the name of its row, its arguments before the folder, and what happens before it.
type Run = (&'static str, &'static [&'static str], Before);

const RUNS: &[Run] = &[
    ("check, no cache", &["check", "--no-cache"], Nothing),
    ("check, no cache, 1 thread", &["check", "--no-cache", "--jobs", "1"], Nothing),
    ("check, cold cache", &["check"], NoCache),
    ("check, warm cache", &["check"], Nothing),
    ("check --fix --diff", &["check", "--no-cache", "--fix", "--diff"], Nothing),
    ("check --fix, on a copy", &["check", "--no-cache", "--fix"], OnCopy),
    ("extract", &["extract", "--format", "jsonl"], Nothing),
];

/// Commands that differ from the others only if there are diagnostics.
const REPORTS: &[Run] = &[
    ("--format concise", &["check", "--no-cache", "--format", "concise"], Nothing),
    ("--format json", &["check", "--no-cache", "--format", "json"], Nothing),
    ("--format jsonl", &["check", "--no-cache", "--format", "jsonl"], Nothing),
    ("--format sarif", &["check", "--no-cache", "--format", "sarif"], Nothing),
    ("--format github", &["check", "--no-cache", "--format", "github"], Nothing),
    ("--format gitlab", &["check", "--no-cache", "--format", "gitlab"], Nothing),
    ("--format junit", &["check", "--no-cache", "--format", "junit"], Nothing),
    ("--format markdown", &["check", "--no-cache", "--format", "markdown"], Nothing),
    ("--quiet --statistics", &["check", "--no-cache", "--quiet", "--statistics"], Nothing),
];

/// A row of the table.
struct Row {
    name: &'static str,
    process: Process,
    before: Before,
    /// The collection that is copied, if it is.
    notes: PathBuf,
    figures: Vec<Figures>,
}

fn main() {
    let mut arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("read") => return println!("{}", over(&arguments[1], str::len)),
        Some("floor") => return println!("{}", over(&arguments[1], floor)),
        Some("make") => return make(arguments[1].parse().unwrap()),
        _ => {}
    }
    let mut rounds = ROUNDS;
    if let Some(option) = arguments.iter().position(|argument| argument == "--rounds") {
        rounds = arguments.drain(option..).nth(1).unwrap().parse().unwrap();
    }
    let sizes: Vec<usize> = arguments.iter().map(|size| size.parse().unwrap()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 20_000] } else { sizes };
    for rival in RIVALS.iter().filter(|rival| !rival.is_installed()) {
        println!("{} is not installed: `{}`", rival.name, rival.install);
    }

    let mut tables = Vec::new();
    for size in sizes {
        tables.push(table(&format!("{size} notes"), rows(&corpus::clean(size), &[RUNS]), rounds));
        let dirty = corpus::dirty(size);
        let count = dirty::print_statistics(&notelint(), &dirty);
        let title = format!("{size} dirty notes, {count} diagnostics");
        tables.push(table(&title, rows(&dirty, &[RUNS, REPORTS]), rounds));
    }
    tables.push(table("other", large_reports(), rounds));
    tables.push(table("one note", one_note(), SHORT_ROUNDS));

    println!("\n{:<28} {:>10} {:>10} {:>8} {:>10}", "", "CPU ms", "wall ms", "x floor", "peak MiB");
    for table in tables {
        print!("{table}");
    }
}

/// Makes collections of `size` notes, and prints their folders.
fn make(size: usize) {
    for collection in [corpus::clean(size), corpus::dirty(size)] {
        println!("{}", collection.folder.display());
    }
}

/// Returns the sum of `measure` over the notes in `folder`, computed on all cores.
fn over(folder: &str, measure: fn(&str) -> usize) -> usize {
    let notes = notes_in(Path::new(folder));
    notes.par_iter().map(|path| measure(&fs::read_to_string(path).unwrap())).sum()
}

fn notelint() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_notelint"))
}

fn temporary() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

impl Row {
    /// A command over `notes`, in the folder that has them: notelint checks links within its working directory.
    fn new(name: &'static str, program: PathBuf, arguments: &[&str], notes: &Path) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned());
        let process = Process {
            program,
            arguments: arguments.chain([notes.to_string_lossy().into_owned()]).collect(),
            folder: if notes.extension().is_some() { notes.parent().unwrap() } else { notes }.to_owned(),
            cache: temporary().join("bench-cache"),
        };
        Self { name, process, before: Nothing, notes: notes.to_owned(), figures: Vec::new() }
    }

    /// A command of this bench.
    fn own(name: &'static str, arguments: &[&str], notes: &Path) -> Self {
        Self::new(name, env::current_exe().unwrap(), arguments, notes)
    }

    /// A command of notelint over the notes, each of which has the type that recognises it.
    fn notelint((name, arguments, before): Run, notes: &Path) -> Self {
        let read = if before == OnCopy { copied() } else { notes.to_owned() };
        let row = Self::new(name, notelint(), &[arguments, &["--isolated"]].concat(), &read);
        Self { before, notes: notes.to_owned(), ..row }
    }

    fn run(&self) -> Figures {
        match self.before {
            Nothing => {}
            NoCache => drop(fs::remove_dir_all(&self.process.cache)),
            OnCopy => corpus::copy(&self.notes, &copied()),
        }
        self.process.run()
    }
}

/// The folder of the copy that commands change.
fn copied() -> PathBuf {
    temporary().join("copy")
}

/// The floor, the commands of notelint, and those of the other linters.
fn rows(collection: &Collection, runs: &[&[Run]]) -> Vec<Row> {
    let notes = &collection.folder;
    let mut rows = vec![Row::own("floor", &["floor"], notes), Row::own("reading alone", &["read"], notes)];
    rows.extend(runs.iter().copied().flatten().map(|&run| Row::notelint(run, notes)));
    for rival in RIVALS.iter().filter(|rival| rival.is_installed()) {
        for &(name, arguments, changes) in rival.runs {
            let before = if changes { OnCopy } else { Nothing };
            let read = if changes { copied() } else { notes.clone() };
            match rival.process(arguments, &read, temporary()) {
                Some(process) => {
                    rows.push(Row { name, process, before, notes: notes.clone(), figures: Vec::new() });
                }
                None => println!("{name} is skipped: the command line would be too long"),
            }
        }
    }
    rows
}

/// Runs whose memory is bounded by what they print, or must not be bounded by what they do not print.
fn large_reports() -> Vec<Row> {
    let (headings, dirty) = (corpus::headings(30_000), corpus::dirty(940));
    let one = &["check", "--no-cache", "--type", "tech-note", "--max-diagnostics", "1"];
    vec![
        Row::own("floor, 30000 times `# T`", &["floor"], &headings.folder),
        Row::notelint(("--max-diagnostics 1", one, Nothing), &headings.folder),
        Row::own("floor, 940 dirty notes", &["floor"], &dirty.folder),
        Row::notelint(("sarif, 16000 diagnostics", REPORTS[3].1, Nothing), &dirty.folder),
    ]
}

/// One note as a whole process: with the type that recognises it, and with a configuration of 50 types.
fn one_note() -> Vec<Row> {
    let note = corpus::clean(1).folder.join("000/T1-00-00.md");
    let folder = temporary().join("types-50");
    corpus::make_repository(&folder);
    fs::create_dir_all(folder.join("kind-49")).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/tech-note.schema.json");
    let schema = fs::read_to_string(schema).unwrap();
    let mut config = "types:\n".to_owned();
    for number in 0..50 {
        let name = format!("kind-{number}");
        let text = schema.replace(r#""tech-note""#, &format!("{name:?}"));
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
        writeln!(config, "  - {{ name: {name}, schema: {name}.json, files: ['{name}/**'] }}").unwrap();
    }
    fs::write(folder.join("notelint.yaml"), config).unwrap();
    let typed = folder.join("kind-49/T1-00-00.md");
    fs::copy(&note, &typed).unwrap();
    vec![
        Row::own("floor", &["floor"], &note),
        Row::notelint(("check, no cache", &["check", "--no-cache"], Nothing), &note),
        Row::new("check, one of 50 types", notelint(), &["check", "--no-cache"], &typed),
    ]
}

/// Runs the rows in turn; the first round is not counted. Returns their medians, each beside the floor above it.
fn table(title: &str, mut rows: Vec<Row>, rounds: usize) -> String {
    println!("\n{title}: {rounds} rounds in turn, medians");
    for round in 0..=rounds {
        for row in &mut rows {
            let figures = row.run();
            if round > 0 {
                row.figures.push(figures);
            }
        }
    }
    let mut table = format!("{title}\n");
    let mut base = 0.0;
    for row in &rows {
        let Figures { cpu, seconds, peak_mib } = medians(&row.figures);
        if row.name.starts_with("floor") {
            base = cpu;
        }
        let (name, ratio) = (row.name, cpu / base);
        let (cpu, wall) = (cpu * 1e3, seconds * 1e3);
        writeln!(table, "  {name:<26} {cpu:>10.1} {wall:>10.1} {ratio:>8.2} {peak_mib:>10.1}").unwrap();
    }
    table
}
