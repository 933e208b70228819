//! What the benches share: the floor, the corpora, types without files, and medians.

#![allow(dead_code, unreachable_pub, reason = "each bench is a crate of its own and uses its part of this")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use granit_parser::Parser as YamlParser;
use notelint::notetype::{Fetch, FetchError};
use pulldown_cmark::{Options, Parser};

/// The folder of a type that refers to no files.
pub struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

/// The notes in `seeds/` that are in the built-in type's form.
pub fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let notes = paths
        .iter()
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('T')));
    notes.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The least that any tool of this kind must do with a note: all events of its Markdown, with
/// offsets, and all events of its frontmatter's YAML. The number of events.
pub fn floor(text: &str) -> usize {
    let (yaml, body) =
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", text));
    let mut yaml_events = 0;
    let mut parser = YamlParser::new_from_str(yaml);
    while let Some(Ok(_)) = parser.next_event() {
        yaml_events += 1;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    yaml_events + Parser::new_ext(body, options).into_offset_iter().count()
}

/// The middle of `values`.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// What one run of a process took.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    pub seconds: f64,
    pub peak_mib: f64,
}

/// The medians of `figures`.
pub fn medians(figures: &[Figures]) -> Figures {
    Figures {
        seconds: median(&mut figures.iter().map(|figure| figure.seconds).collect::<Vec<_>>()),
        peak_mib: median(&mut figures.iter().map(|figure| figure.peak_mib).collect::<Vec<_>>()),
    }
}

/// Runs `program` once in the working directory `folder`. GNU time, if it is installed, gives the peak of memory.
pub fn run(program: &Path, arguments: &[String], folder: &Path, cache: &Path) -> Figures {
    let gnu_time = Path::new("/usr/bin/time");
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peak");
    let mut command = if gnu_time.exists() {
        let mut command = Command::new(gnu_time);
        command.args(["-f", "%M", "-o"]).arg(&report).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.env("NOTELINT_CACHE_DIR", cache).current_dir(folder);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    let start = Instant::now();
    let status = command.status().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert!(matches!(status.code(), Some(0 | 1)), "{} ends with {status}", program.display());
    let report = fs::read_to_string(report).unwrap_or_default();
    let kib: f64 = report.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(f64::NAN);
    Figures { seconds, peak_mib: kib / 1024.0 }
}

/// A folder with `count` notes of about 9 kB, made from the seeds by variation: each has an id, a
/// title and figures of its own. Made once, kept under `target/`.
pub fn corpus(count: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{count}"));
    let done = folder.join("notes").join("done");
    if done.exists() {
        return folder.join("notes");
    }
    let seeds = seeds();
    for number in 0..count {
        let shelf = folder.join("notes").join(format!("{:03}", number / 500));
        if number % 500 == 0 {
            fs::create_dir_all(&shelf).unwrap();
        }
        let id = format!("T{}-{:02}-{:02}", 1 + number / 10_000, number / 100 % 100, number % 100);
        let note = vary(&seeds[number % seeds.len()], &id, number);
        fs::write(shelf.join(format!("{id}.md")), note).unwrap();
    }
    fs::write(done, "").unwrap();
    folder.join("notes")
}

/// `seed` with the id `id` in its titles, a title of its own, and other digits in its figures.
fn vary(seed: &str, id: &str, number: usize) -> String {
    let title = seed.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
    let title = title.trim_matches('"');
    let name = title.split_once(' ').map_or(title, |(_, name)| name);
    let renamed = seed.replace(title, &format!("{id} {name} {number}"));
    let mut out = String::with_capacity(renamed.len());
    for line in renamed.split_inclusive('\n') {
        let prose = line.starts_with("- **") && !line.contains("http") && !line.contains('⭐');
        if prose && !number.is_multiple_of(7) {
            out.push_str(&line.replace("。", &format!("({number})。")));
        } else {
            out.push_str(line);
        }
    }
    out
}
