//! `--input jsonl`: notes on standard input, one line of JSON each, and one line of output for each.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Output, Stdio},
    thread,
};

use notelint::rules::{Kind, find};
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::support::{folder, json as printed, notelint, run, write};

const TYPE: &str = "\
x-note: { type: plan }
required: [title, sections]
properties:
  title: { type: string }
  sections:
    required: [steps]
    properties:
      steps: { x-note: { heading: Steps, content: points }, minItems: 2 }
";

const CONFIG: &str = "\
exclude: [drafts/**]
types:
  - { name: plan, schema: plan.yaml, files: ['plans/**'] }
  - { name: idea, schema: idea.yaml, when: { kind: idea } }
overrides:
  - { files: [plans/old/**], rules: { structure: off } }
";

const GOOD: &str = "# Tea\n\n## Steps\n\n- **Boil**: water\n- **Pour**: it\n";
const BAD: &str = "# Tea\n\n## Steps\n\n- **Boil**: water\n";

fn collection() -> tempfile::TempDir {
    folder(&[("notelint.yaml", CONFIG), ("plan.yaml", TYPE), ("idea.yaml", &TYPE.replace("plan", "idea"))])
}

fn record(path: &str, text: &str) -> String {
    json!({ "path": path, "text": text }).to_string() + "\n"
}

fn with_input(folder: &Path, arguments: &[&str], input: impl Into<Vec<u8>>) -> Output {
    let mut command = notelint(folder);
    command.args(arguments).args(["--input", "jsonl"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
    // What is printed is read meanwhile, or both sides would wait.
    let writer = thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The values of the member `name` of each line.
fn each<'l>(lines: &'l [Value], name: &str) -> Vec<&'l Value> {
    lines.iter().map(|line| &line[name]).collect()
}

fn rules(line: &Value) -> Vec<&str> {
    line["diagnostics"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap()).collect()
}

/// The notes below `folder`, each with its path from there.
fn notes(folder: &Path) -> Vec<(String, String)> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "md"));
    files
        .map(|file| {
            let path = file.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(file.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_record_is_what_a_file_at_its_path_would_be() {
    for (folder, code) in [("seeds", 0), ("seeds/broken", 1)] {
        compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), code);
    }
}

/// Compares the notes below `folder` as records and as files.
fn compare(folder: &Path, code: i32) {
    let notes = notes(folder);
    assert!(notes.len() > 5);
    let input: String = notes.iter().map(|(path, text)| record(path, text)).collect();

    let extracted = with_input(folder, &["extract"], &*input);
    assert_eq!(extracted.status.code(), Some(0), "{}", stderr(&extracted));
    let printed_notes: Vec<Value> =
        lines(&extracted).into_iter().filter(|line| line.get("status").is_none()).collect();
    let mut expected = lines(&run(folder, ["extract", "--format", "jsonl"]));
    expected.sort_by_key(|note| notes.iter().position(|(path, _)| note["path"] == **path));
    assert_eq!(printed_notes, expected);

    let checked = with_input(folder, &[], &*input);
    assert_eq!(checked.status.code(), Some(code), "{}", stderr(&checked));
    let files = printed(&run(folder, ["--format", "json"]));
    let is_alone = |found: &&Value| {
        let rule = find(found["rule"].as_str().unwrap()).unwrap();
        !matches!(rule.kind, Kind::Vault(_)) && rule.meta.id.as_str() != "suppression/unused"
    };
    let checked = lines(&checked);
    assert_eq!(checked.len(), notes.len());
    for (line, (path, _)) in checked.iter().zip(&notes) {
        assert_eq!(line["path"], **path);
        let own = line["diagnostics"].as_array().unwrap();
        let of_file = files["diagnostics"].as_array().unwrap().iter().filter(|found| found["path"] == **path);
        // A rule about the collection may report the cause of another, and links make fixes unsafe.
        let shown = |found: &Value| (found["rule"].clone(), found["range"].clone(), found["message"].clone());
        let of_file: Vec<_> = of_file.filter(is_alone).map(shown).collect();
        let own: Vec<_> = own.iter().filter(is_alone).map(shown).collect();
        assert_eq!(own, of_file, "{path}");
    }
}

#[test]
fn configurations_types_and_exclusions_apply_by_path() {
    let folder = collection();
    write(
        folder.path(),
        &[(
            "inner/notelint.yaml",
            "types: [{ name: plan, schema: ../plan.yaml }]\nrules: { structure: info }\n",
        )],
    );
    let typed = format!("---\nkind: idea\n---\n\n{BAD}");
    let input = [
        record("plans/a.md", BAD),
        record("./plans/../plans/old/b.md", BAD),
        record("drafts/c.md", BAD),
        record("d.md", BAD),
        record("e.md", &typed),
        record("inner/f.md", BAD),
        record("plans/.g.md", GOOD),
    ]
    .concat();
    let output = with_input(folder.path(), &["check"], &*input);
    let checked = lines(&output);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(output.stderr.is_empty());
    let paths = ["plans/a.md", "plans/old/b.md", "drafts/c.md", "d.md", "e.md", "inner/f.md", "plans/.g.md"];
    assert_eq!(each(&checked, "path"), paths);
    let statuses = ["checked", "checked", "excluded", "skipped", "checked", "checked", "checked"];
    assert_eq!(each(&checked, "status"), statuses);
    let named: Vec<Option<&str>> = checked.iter().map(|line| line["type"].as_str()).collect();
    let plan = Some("plan");
    assert_eq!(named, [plan, plan, None, None, Some("idea"), plan, plan]);
    let found: Vec<_> = checked.iter().map(rules).collect();
    let points = vec!["structure/points-count"];
    assert_eq!(found, [points.clone(), vec![], vec![], vec![], points.clone(), points, vec![]]);
    assert_eq!(checked[5]["diagnostics"][0]["severity"], "info");

    let extracted = lines(&with_input(folder.path(), &["extract"], &*input));
    assert_eq!(each(&extracted, "path"), paths);
    assert_eq!(extracted[2], json!({ "path": "drafts/c.md", "status": "excluded", "faults": [] }));
    assert_eq!(extracted[3]["status"], "skipped");
    assert_eq!(extracted[0]["sections"]["steps"][0]["lead"], "Boil");

    let forced = lines(&with_input(folder.path(), &["check", "--force-exclude"], &*input));
    assert_eq!(forced[6]["status"], "excluded", "as hidden files are");
    let warned = with_input(folder.path(), &["--exit-zero"], &*input);
    assert_eq!(warned.status.code(), Some(0));
    let chosen =
        with_input(folder.path(), &["--isolated", "--select", "structure", "--type", "plan.yaml"], &*input);
    assert_eq!(rules(&lines(&chosen)[3]), ["structure/points-count"]);
}

#[test]
fn each_line_is_answered_and_one_that_is_no_record_stops_none() {
    let folder = collection();
    let deep = "[".repeat(70);
    let wrong: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "column 1: this is not JSON: a value is missing"),
        (b"{\"path\": \"a.md\" \"text\": \"\"}".to_vec(), "column 16: this is not JSON: expected `,` here"),
        (b"[1]".to_vec(), "the line is not a JSON object"),
        (b"{\"text\": \"\"}".to_vec(), "the key `path` is missing"),
        (b"{\"path\": \"a.md\", \"id\": 7}".to_vec(), "the key `text` is missing"),
        (b"{\"path\": \"a.md\", \"text\": null}".to_vec(), "`text` is not a string"),
        (b"{\"path\": [], \"text\": \"\"}".to_vec(), "`path` is not a string"),
        (
            b"{\"path\": \"a.md\", \"text\": \"\", \"path\": \"b.md\"}".to_vec(),
            "the key `path` is there twice",
        ),
        (b"{\"path\": \"a.md\", \"text\": \"\xff\"}".to_vec(), "the line is not UTF-8 from its byte 27 on"),
        (
            b"{\"path\": \"a.md\", \"text\": \"\\ud800\"}".to_vec(),
            "column 27: this is not JSON: `\\ud800` is not an escape",
        ),
        (format!("{{\"a\": {deep}").into_bytes(), "column 71: the JSON is nested deeper than 64 levels"),
        (b"{\"path\": \"\", \"text\": \"\"}".to_vec(), "`path` names no file: ``"),
        (b"{\"path\": \"a/..\", \"text\": \"\"}".to_vec(), "`path` names no file: `a/..`"),
        (b"{\"path\": \"a\\u0000.md\", \"text\": \"\"}".to_vec(), "`path` contains a NUL character"),
        (record(&"a/".repeat(101), "").trim_end().into(), "`path` has more than 100 names"),
        (record(&"a/".repeat(2100), "").trim_end().into(), "`path` is longer than 4096 bytes"),
        (record("plans/a.md", &"\0".repeat(40)).trim_end().into(), "is a binary file, not a text"),
        (
            record("plans/a.md", &format!("# A\n\n{}\n{}", "- [^1]: ".repeat(10_000), "a\n".repeat(200_000)))
                .trim_end()
                .into(),
            "lists or block quotes are nested too deeply to parse",
        ),
    ];
    let good = record("plans/a.md", GOOD);
    let mut input = Vec::new();
    for (line, _) in &wrong {
        input.extend_from_slice(line);
        input.push(b'\n');
        input.extend_from_slice(good.as_bytes());
    }
    for command in ["check", "extract"] {
        let output = with_input(folder.path(), &[command], &*input);
        assert_eq!(output.status.code(), Some(2));
        let lines = lines(&output);
        assert_eq!(lines.len(), 2 * wrong.len(), "{lines:#?}");
        for (pair, (line, expected)) in lines.chunks(2).zip(&wrong) {
            assert_eq!(pair[0]["status"], "failed", "{expected}");
            assert_eq!(pair[0]["faults"][0]["message"], *expected, "{}", String::from_utf8_lossy(line));
            assert_eq!(pair[1]["path"], "plans/a.md");
            assert_ne!(pair[1]["status"], "failed");
        }
        assert_eq!(lines[8]["record"], json!({ "id": 7 }), "what could be read is passed through");
        assert_eq!(
            stderr(&output),
            "  error: 18 of 36 records could not be done\n  help: their lines tell why in `faults`\n\n"
        );
    }
}

#[test]
fn other_members_are_passed_through() {
    let folder = collection();
    let others =
        json!({ "id": 9_007_199_254_740_993_u64, "source": { "bucket": "a", "keys": [1, "二", null] } });
    for (path, command) in [("plans/a.md", "extract"), ("drafts/a.md", "extract"), ("plans/a.md", "check")] {
        let mut record = others.clone();
        record["path"] = path.into();
        record["text"] = GOOD.into();
        let lines = lines(&with_input(folder.path(), &[command], format!("{record}\r\n")));
        assert_eq!(lines[0]["record"], others);
        assert_eq!(lines[0]["path"], path);
    }
    let plain = lines(&with_input(folder.path(), &["check"], record("plans/a.md", GOOD)));
    assert_eq!(plain[0].get("record"), None);
}

#[test]
fn a_record_is_answered_before_the_next_one_comes() {
    let folder = collection();
    let mut command = notelint(folder.path());
    command.args(["check", "--input", "jsonl", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for (path, text, expected) in [("plans/a.md", GOOD, 0), ("plans/b.md", BAD, 1), ("plans/c.md", BAD, 1)] {
        stdin.write_all(record(path, text).as_bytes()).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["path"], path);
        assert_eq!(rules(&answer).len(), expected);
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn of_the_disk_only_configurations_are_read() {
    let folder = collection();
    // What is there has another type, and a pipe would be waited for.
    write(
        folder.path(),
        &[
            ("a.md", &format!("---\nkind: idea\n---\n\n{BAD}")),
            ("okf/index.md", "---\nokf_version: '0.2'\n---\n"),
        ],
    );
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), &[("index.md", "---\nokf_version: '0.2'\n---\n")]);
    #[cfg(unix)]
    std::process::Command::new("mkfifo").arg(folder.path().join("plans.md")).status().unwrap();
    let path = outside.path().join("b.md");
    let input = [
        record("a.md", GOOD),
        record("plans.md", GOOD),
        record(path.to_str().unwrap(), "---\ntype: a\n---\n\n# A\n"),
        record("../../../../../../../../etc/passwd", "# A\n"),
        record(&"x/".repeat(100), "# A\n"),
        record("<stdin>", "# A\n"),
    ]
    .concat();
    let output = with_input(folder.path(), &["check"], &*input);
    let lines = lines(&output);
    assert_eq!(each(&lines, "type"), [&Value::Null; 6]);
    let statuses = ["skipped", "skipped", "checked", "checked", "skipped", "skipped"];
    assert_eq!(each(&lines, "status"), statuses, "without a configuration, rules run that need no type");
    assert_eq!(output.status.code(), Some(0), "{lines:#?}");
}

#[test]
fn a_faulty_configuration_is_a_fault_of_each_record_below_it() {
    let folder = collection();
    write(folder.path(), &[("broken/notelint.yaml", "type: []\n")]);
    let input =
        [record("broken/a.md", GOOD), record("plans/b.md", GOOD), record("broken/c/d.md", GOOD)].concat();
    let output = with_input(folder.path(), &["check"], &*input);
    assert_eq!(output.status.code(), Some(2));
    let lines = lines(&output);
    assert_eq!(each(&lines, "status"), ["failed", "checked", "failed"]);
    assert_eq!(lines[0]["faults"][0]["path"], "broken/notelint.yaml");
    assert_eq!(lines[0]["faults"], lines[2]["faults"]);

    write(folder.path(), &[("notelint.yaml", "type: []\n")]);
    let output = with_input(folder.path(), &["extract"], &*input);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty(), "nothing can be told of any record");
    assert!(stderr(&output).contains("notelint.yaml:1:1"));
}

#[test]
fn the_baseline_hides_what_is_known_of_each_record() {
    let folder = collection();
    write(
        folder.path(),
        &[("plans/a.md", BAD), ("notelint.yaml", &format!("baseline: known.jsonl\n{CONFIG}"))],
    );
    assert_eq!(run(folder.path(), ["--write-baseline"]).status.code(), Some(0));
    let input = [record("plans/a.md", BAD), record("plans/b.md", BAD), record("plans/a.md", BAD)].concat();
    let found = |arguments: &[&str]| -> Vec<usize> {
        lines(&with_input(folder.path(), arguments, &*input)).iter().map(|line| rules(line).len()).collect()
    };
    assert_eq!(found(&["check"]), [0, 1, 0]);
    assert_eq!(found(&["check", "--no-baseline"]), [1, 1, 1]);
    fs::write(folder.path().join("known.jsonl"), "?\n").unwrap();
    let failed = lines(&with_input(folder.path(), &["check"], &*input));
    assert_eq!(each(&failed, "status"), ["failed"; 3]);
    let chosen = with_input(folder.path(), &["check", "--baseline", "known.jsonl"], &*input);
    assert!(chosen.stdout.is_empty());
    assert_eq!(chosen.status.code(), Some(2));
}

#[test]
fn many_records_are_the_same_on_any_number_of_threads_and_processes() {
    let folder = collection();
    // More folders than are known at a time.
    let input: String = (0..11_000)
        .map(|number| record(&format!("plans/{number}/a.md"), if number % 3 == 0 { BAD } else { GOOD }))
        .collect();
    let one = with_input(folder.path(), &["extract", "--jobs", "1"], &*input);
    let four = with_input(folder.path(), &["extract", "--jobs", "4"], &*input);
    assert!(one.stdout == four.stdout);
    let half = input.len() / 2 + input[input.len() / 2..].find('\n').unwrap() + 1;
    let halves =
        [&input[..half], &input[half..]].map(|half| with_input(folder.path(), &["extract"], half).stdout);
    assert!(one.stdout == halves.concat());
    let lines = lines(&one);
    assert_eq!(lines.len(), 11_000);
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line["path"], format!("plans/{number}/a.md"));
        assert_eq!(line["type"], "plan");
    }
}

#[test]
fn what_does_not_go_with_records_is_refused() {
    let folder = collection();
    for (arguments, expected) in [
        (&["check", "plans"][..], "--input jsonl reads standard input, not `plans`"),
        (&["extract", "plans"], "--input jsonl reads standard input, not `plans`"),
        (&["check", "--stdin-filename", "a.md"], "--stdin-filename cannot be used"),
        (&["extract", "--format", "yaml"], "--format yaml cannot be used"),
        (&["check", "--fix"], "--fix cannot be used"),
        (&["check", "--diff"], "--diff cannot be used"),
        (&["check", "--format", "human"], "--format cannot be used"),
        (&["check", "--output", "a.json"], "--output cannot be used"),
        (&["check", "--statistics"], "--statistics cannot be used"),
        (&["check", "--max-diagnostics", "1"], "--max-diagnostics cannot be used"),
        (&["check", "--write-baseline"], "--write-baseline cannot be used"),
        (&["check", "--shard", "1/2"], "--shard cannot be used"),
        (&["check", "--show-files"], "--show-files cannot be used"),
    ] {
        let output = with_input(folder.path(), arguments, record("plans/a.md", GOOD));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    for arguments in [&["check", "--format", "jsonl"][..], &["extract", "--format", "jsonl"]] {
        assert_eq!(with_input(folder.path(), arguments, record("plans/a.md", GOOD)).status.code(), Some(0));
    }
}
