//! Times `notelint init` over 5,000 and 20,000 notes of a kind that no built-in type is for, beside one check of them
//! without cache: with the types that it writes, which find something in each eighth note.
//!
//! `cargo bench --bench init` runs these sizes, `-- 100000` (any list of sizes) others.

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

use support::{
    corpus::make_repository,
    process::{Figures, Process, medians},
    seeds,
};

const ROUNDS: usize = 5;

fn main() {
    let sizes: Vec<usize> = env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![5_000, 20_000] } else { sizes };
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "notes", "check s", "init s", "x check", "MiB", "init MiB"
    );
    for size in sizes {
        let [check, init] = bench(&collection(size));
        println!(
            "{size:>8} {:>10.2} {:>10.2} {:>10.2} {:>10.0} {:>10.0}",
            check.seconds,
            init.seconds,
            init.seconds / check.seconds,
            check.peak_mib,
            init.peak_mib
        );
    }
}

/// Returns the medians of a check and of `notelint init`, in turn.
fn bench(folder: &Path) -> [Figures; 2] {
    let mut rounds = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        remove_written(folder);
        rounds[1].push(notelint(folder, &["init", "--yes", "--quiet"]));
        rounds[0].push(notelint(folder, &["check", "--no-cache", "--no-baseline", "--quiet"]));
    }
    rounds.map(|figures| medians(&figures))
}

fn notelint(folder: &Path, arguments: &[&str]) -> Figures {
    let process = Process {
        program: env!("CARGO_BIN_EXE_notelint").into(),
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
        folder: folder.to_owned(),
        cache: folder.to_owned(),
    };
    process.run()
}

fn remove_written(folder: &Path) {
    fs::remove_dir_all(folder.join("types")).ok();
    for file in ["notelint.yaml", "notelint-baseline.jsonl"] {
        fs::remove_file(folder.join(file)).ok();
    }
}

/// A folder with `count` notes of about 9 kB, made from the seeds, which are given other headings and ids. Made
/// once, kept under `target/`.
fn collection(count: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kind-{count}"));
    let done = folder.join("done");
    if done.exists() {
        return folder;
    }
    make_repository(&folder);
    let seeds = seeds();
    for number in 0..count {
        let shelf = folder.join("surveys").join(format!("{:03}", number / 500));
        fs::create_dir_all(&shelf).unwrap();
        let note = vary(&seeds[number % seeds.len()], number);
        fs::write(shelf.join(format!("survey-{number:05}.md")), note).unwrap();
    }
    fs::write(done, "").unwrap();
    folder
}

/// `seed` as a survey with its number; each eighth one lacks its date.
fn vary(seed: &str, number: usize) -> String {
    let mut out = String::with_capacity(seed.len());
    for line in seed.split_inclusive('\n') {
        if line.starts_with("date: ") && number.is_multiple_of(8) {
            continue;
        }
        if line.starts_with("title: ") {
            writeln!(out, "title: Survey {number}").unwrap();
        } else if line.starts_with("# ") {
            writeln!(out, "# Survey {number}").unwrap();
        } else if let Some(words) = line.strip_prefix("## ") {
            write!(out, "## Survey of {words}").unwrap();
        } else {
            out.push_str(line);
        }
    }
    out
}
