//! Runs a case, and compares what it gives with what is expected.

use serde_json::Value;
use similar::TextDiff;

use crate::{
    bless,
    cases::{CLEAN, Case, Expected, RuleCases},
    folder::{Checked, Folder},
    support::{document::fenced, wording::faults_of_wording},
};

/// What is wrong with what `case` gives.
pub(crate) fn faults(document: &RuleCases, case: &Case) -> Vec<String> {
    let checked = Folder::new(case).check();
    let mut faults = faults_of_wording(&checked.report);
    match &case.expected {
        Expected::Nothing => {
            if !is_clean(&checked) {
                faults.push(format!("something is reported:\n{}{}", checked.drawn, checked.faults));
            }
        }
        Expected::Written { text, lines } => {
            let mut given = drawing(&checked);
            given += &changes(case, &checked.report, &mut faults);
            if bless::is_on() {
                bless::keep(&document.path, &case.title, lines.clone(), given);
            } else if *text != given {
                let diff = TextDiff::from_lines(text.as_str(), &given);
                faults.push(diff.unified_diff().header("expected", "given").to_string());
                faults.push("NOTELINT_BLESS=1 writes what is given into the document".to_owned());
            }
        }
    }
    if case.name.starts_with("page::wrong") {
        let reported = diagnostics(&checked.report)
            .iter()
            .filter(|diagnostic| diagnostic["rule"] == document.meta.id.as_str());
        let count = reported.count();
        if count != 1 {
            faults.push(format!("an example under `## Wrong` gives its rule once, not {count} times"));
        }
    }
    if !faults.is_empty() {
        faults.insert(0, place(document, case));
    }
    faults
}

/// Where `case` is written.
fn place(document: &RuleCases, case: &Case) -> String {
    let path = document.path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&document.path);
    let heading = |line: &str| line.trim_start_matches('#').trim() == case.title && line.starts_with("##");
    let line = document.text.lines().position(heading).map_or(1, |at| at + 1);
    format!("{}:{line}: {}", path.display(), case.title)
}

fn diagnostics(report: &Value) -> &[Value] {
    report["diagnostics"].as_array().map_or(&[], Vec::as_slice)
}

fn is_clean(checked: &Checked) -> bool {
    diagnostics(&checked.report).is_empty() && checked.faults.is_empty()
}

/// What is reported, as a document shows it.
fn drawing(checked: &Checked) -> String {
    if is_clean(checked) {
        return format!("{CLEAN}\n");
    }
    let diagnostics = diagnostics(&checked.report);
    let drawn: Vec<&str> = checked.drawn.split("\n\n").filter(|drawn| !drawn.trim().is_empty()).collect();
    assert_eq!(drawn.len(), diagnostics.len(), "a drawing for each diagnostic:\n{}", checked.drawn);
    let mut parts: Vec<String> =
        drawn.iter().zip(diagnostics).map(|(drawn, diagnostic)| with_ranges(drawn, diagnostic)).collect();
    parts.extend((!checked.faults.is_empty()).then(|| trim_lines(&checked.faults)));
    fenced("text", &parts.join("\n"))
}

/// `drawn` with the help and the exact ranges of `diagnostic`: a drawing shows where a range begins, and of one that is
/// empty or goes on to another line not where it ends.
fn with_ranges(drawn: &str, diagnostic: &Value) -> String {
    let mut ranges = vec![range(&diagnostic["range"])];
    for related in diagnostic["related"].as_array().into_iter().flatten() {
        let path = related["path"].as_str().filter(|_| related["path"] != diagnostic["path"]);
        let path = path.map(|path| format!("{path} ")).unwrap_or_default();
        ranges.push(format!("{path}{}", range(&related["range"])));
    }
    let drawn = trim_lines(drawn);
    // A title is cut to the width of the terminal.
    let title = diagnostic["fix"]["title"].as_str().filter(|title| !drawn.contains(title));
    let title = title.map(|title| format!("  fix in full: {title}\n")).unwrap_or_default();
    // A help that says what the fix does is not drawn.
    let help = diagnostic["help"].as_str().filter(|_| !drawn.contains("\n  help: "));
    let help = help.map(|help| format!("  help in other formats: {help}\n")).unwrap_or_default();
    format!("{drawn}{title}{help}  at {}\n", ranges.join(", "))
}

fn range(range: &Value) -> String {
    let end = |end: &str| format!("{}:{}", range[end]["line"], range[end]["column"]);
    format!("{}-{}", end("start"), end("end"))
}

fn trim_lines(text: &str) -> String {
    text.trim_matches('\n').lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// What the fixes of `report` change, as a document shows it.
fn changes(case: &Case, report: &Value, faults: &mut Vec<String>) -> String {
    if !has_fix(report) {
        return String::new();
    }
    let repaired = |kind: &'static str, unsafe_too: bool| {
        let folder = Folder::new(case);
        folder.fix(unsafe_too);
        let changes = differences(case, &folder, kind);
        (kind, unsafe_too, folder, changes)
    };
    let runs = [repaired("fixed-unsafe", true), repaired("fixed", false)];
    let [(.., all), (.., safe)] = &runs;
    let is_same = all.replace("diff fixed-unsafe", "diff fixed") == *safe;
    let changes = if is_same { safe.clone() } else { [&**safe, all].concat() };
    for (kind, unsafe_too, folder, changes) in &runs {
        if !changes.is_empty() {
            let left = folder.fix(*unsafe_too);
            if differences(case, folder, kind) != *changes {
                faults.push(format!("a second run for `{kind}` changes the note again"));
            }
            // Of notes that are the same, no fix at all is left, and so no safe one.
            if is_same && !has_fix(&left.report) {
                break;
            }
        }
    }
    changes
}

/// Whether a diagnostic of `report` has a fix.
fn has_fix(report: &Value) -> bool {
    diagnostics(report).iter().any(|diagnostic| !diagnostic["fix"].is_null())
}

/// What is no longer as it was in the notes of `case`.
fn differences(case: &Case, folder: &Folder, kind: &str) -> String {
    let mut blocks = String::new();
    for (name, before) in &case.files {
        let after = String::from_utf8(folder.read(name)).unwrap();
        if *before == after {
            continue;
        }
        let file = name.rsplit('/').next().unwrap_or(name);
        let info =
            if file == "note.md" { format!("diff {kind}") } else { format!("diff {kind} name={file}") };
        blocks += "\n";
        blocks += &fenced(&info, &unified(before, &after));
    }
    blocks
}

/// The lines that differ, each with a line around it. A lone carriage return ends no line here.
fn unified(before: &str, after: &str) -> String {
    let lines = |text: &str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let (before, after) = (lines(before), lines(after));
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    let unified = diff.unified_diff().context_radius(1).to_string();
    // Editors strip the blank of an empty line.
    let is_blank = |line: &str| matches!(line, " \n" | " \r\n");
    unified.split_inclusive('\n').map(|line| if is_blank(line) { &line[1..] } else { line }).collect()
}
