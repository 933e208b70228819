//! Instructions of processes, counted by callgrind: nearly the same in each run, whatever else the machine does.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// By how much a count may differ from the recorded one, as a part of it: other versions of the compiler and of the
/// dependencies make small differences.
const TOLERANCE: f64 = 0.05;

/// Whether instructions can be counted on this machine.
pub fn can_count() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Returns how many instructions `program` takes in the working directory `folder`.
pub fn count(program: &Path, arguments: &[&str], folder: &Path) -> u64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(arguments);
    let output = command.current_dir(folder).stdin(Stdio::null()).output().unwrap();
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    collected.unwrap_or_else(|| unreachable!("callgrind: {report}")).1.trim().parse().unwrap()
}

/// The file with the recorded counts.
fn record() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.txt")
}

/// Records `counts`.
pub fn bless(counts: &[(&str, u64)]) {
    let mut text =
        "# Instructions by step: `cargo bench --bench note -- --bless` writes them, `-- --hold` compares.\n"
            .to_owned();
    for (name, count) in counts {
        writeln!(text, "{name}: {count}").unwrap();
    }
    fs::write(record(), text).unwrap();
}

/// Returns which of `counts` are not as recorded.
#[allow(clippy::cast_precision_loss, reason = "ratios of counts that are far below 2^52")]
pub fn differences(counts: &[(&str, u64)]) -> Vec<String> {
    let text = fs::read_to_string(record()).unwrap();
    let lines = text.lines().filter_map(|line| line.rsplit_once(": "));
    let recorded: BTreeMap<&str, u64> =
        lines.filter_map(|(name, count)| Some((name, count.parse().ok()?))).collect();
    let mut differences = Vec::new();
    for &(name, count) in counts {
        let Some(&before) = recorded.get(name) else {
            differences.push(format!("{name}: not recorded"));
            continue;
        };
        let change = count as f64 / before as f64 - 1.0;
        if change.abs() > TOLERANCE {
            differences
                .push(format!("{name}: {count} instructions, recorded {before} ({:+.1} %)", change * 100.0));
        }
    }
    differences
}
