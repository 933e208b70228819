//! With a cache, notelint says what it says without one, whatever changed in between and whatever
//! became of the cache.

mod collection;
mod edits;
mod recognised;
mod types;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    time::{Duration, SystemTime},
};

use collection::{Collection, FEW, found};
use notelint::report::FORMATS;

#[test]
fn a_warm_run_says_what_a_cold_one_says_and_writes_nothing() {
    let collection = Collection::warmed();
    assert_eq!(collection.caches().len(), 2, "the collection and the one inside it have one each");
    collection.same_when_warm(&[]);
    let reports = tempfile::tempdir().unwrap();
    let files = FORMATS.iter().map(|format| (format.name, reports.path().join(format.name)));
    let outputs: Vec<_> = files.map(|(name, file)| format!("--output={name}={}", file.display())).collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let written = |more: &[&str]| {
        collection.run(&[&outputs, more].concat());
        FORMATS.iter().map(|format| fs::read(reports.path().join(format.name)).unwrap()).collect::<Vec<_>>()
    };
    let kept = collection.caches();
    let (warm, cold) = (written(&[]), written(&["--no-cache"]));
    assert_eq!(collection.caches(), kept, "each note is found in it, whatever the format");
    for (format, (warm, cold)) in FORMATS.iter().zip(warm.iter().zip(&cold)) {
        assert!(!warm.is_empty() && warm == cold, "{}", format.name);
    }
    for arguments in [&["--diff"][..], &["--statistics"], &["--diff", "--unsafe-fixes"], &["--exit-zero"]] {
        collection.same_when_warm(arguments);
    }
    let mut tag = collection.folder_of_caches();
    tag.push("CACHEDIR.TAG");
    assert!(fs::read_to_string(tag).unwrap().starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));
}

#[test]
fn a_baseline_is_the_same() {
    let collection = Collection::warmed();
    let write = ["--write-baseline", "--baseline", "known.jsonl"];
    let known = || fs::read(collection.path().join("known.jsonl")).unwrap();
    collection.run(&[&write[..], &["--no-cache"]].concat());
    let cold = known();
    fs::remove_file(collection.path().join("known.jsonl")).unwrap();
    collection.run(&write);
    assert!(known() == cold);
    collection.same_when_warm(&write);
    collection.same_when_warm(&["--baseline", "known.jsonl", "--strict-baseline", "--format", "json"]);
}

#[test]
fn a_repair_is_the_same() {
    for arguments in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
        let (warm, cold) = (Collection::new(), Collection::new());
        warm.run(&[]);
        let arguments = [&["--format", "json"], arguments].concat();
        let repaired = warm.run(&arguments);
        assert_eq!(repaired.stdout, cold.run(&[&arguments[..], &["--no-cache"]].concat()).stdout);
        assert_eq!(warm.texts(), cold.texts());
        warm.same(&["--format", "json"]);
    }
}

#[test]
fn no_cache_means_neither_read_nor_written() {
    let collection = Collection::new();
    collection.run(&["--no-cache"]);
    assert!(!collection.folder_of_caches().exists());
    collection.run(&[]);
    let kept = collection.caches();
    collection.write("n005.md", "# New\n");
    collection.run(&["--no-cache"]);
    assert_eq!(collection.caches(), kept);
}

#[test]
fn few_notes_are_looked_at_without_it() {
    let collection = Collection::new();
    collection.run(&["n001.md", "--select", "text"]);
    collection.run(&["drafts", "--isolated", "--select", "text"]);
    assert!(!collection.folder_of_caches().exists());
    assert!(collection.notes() > FEW);
}

#[cfg(unix)]
#[test]
fn standard_input_and_pipes_are_looked_at_in_each_run() {
    let collection = Collection::warmed();
    let kept = collection.caches();
    collection.write("other.txt", "# T5 other  \n\n## Points\n\n1. one\n1. two\n");
    for (script, note) in [
        ("exec \"$@\" - --stdin-filename n005.md < other.txt", "n005.md"),
        ("exec \"$@\" /dev/stdin < other.txt", "/dev/stdin"),
        ("cat other.txt | \"$@\" /dev/stdin n006.md", "/dev/stdin"),
    ] {
        let said = found(&collection.shell(script, &["--format", "json"]));
        let said = said.contains(&format!("{note} structure/points-numbering"))
            || said.contains(&format!("{note} text/trailing-whitespace"));
        assert!(said, "{script}");
    }
    collection.same(&["--format", "json"]);
    assert_eq!(collection.caches(), kept, "what was read once is not kept");
}

#[test]
fn a_note_that_is_changed_is_looked_at() {
    let collection = Collection::warmed();
    collection.change(|it| it.write("n005.md", "# T5 水\n\n## Points\n\n1. one\n3. two\n"));
    collection.expect_new(&["n005.md structure/points-numbering"]);
    collection.change(|it| it.write("n005.md", "# T5 水\n\n## Points\n\n1. one\n2. two\n"));
    collection.expect_gone(&["n005.md structure/points-numbering"]);
    // The same size, and the same time.
    let path = collection.path().join("n006.md");
    let (text, time) = (fs::read_to_string(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    collection.change(|it| {
        it.write("n006.md", &text.replace("2. two", "3. two"));
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    });
    collection.expect_new(&["n006.md structure/points-numbering"]);
    // And back, as a `git checkout` does it.
    collection.change(|it| it.write("n006.md", &text));
    collection.expect_gone(&["n006.md structure/points-numbering"]);
    // What cannot be read is said in each run.
    collection.change(|it| fs::write(it.path().join("n007.md"), b"# \xff\n").unwrap());
    assert_eq!(collection.run(&[]).status.code(), Some(2));
    assert_eq!(collection.run(&[]).status.code(), Some(2));
}

#[test]
fn a_clock_that_goes_back_changes_nothing() {
    let collection = Collection::warmed();
    let future = SystemTime::now() + Duration::from_secs(1_000_000_000);
    for (time, text) in [(SystemTime::UNIX_EPOCH, "3. two"), (future, "2. two"), (future, "4. two")] {
        let old = fs::read_to_string(collection.path().join("n006.md")).unwrap();
        collection.change(|it| {
            it.write("n006.md", &old.replace("2. two", text).replace("3. two", text));
            for file in it.files().into_iter().chain(it.caches().into_iter().map(|kept| kept.path)) {
                File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
            }
        });
        let said = ["n006.md structure/points-numbering"];
        if text == "2. two" { collection.expect_gone(&said) } else { collection.expect_new(&said) }
    }
}

#[test]
fn a_neighbour_that_is_changed_is_said_of_those_that_speak_of_it() {
    let collection = Collection::warmed();
    collection.change(|it| it.replace("n060.md", "## Extra", "## Other"));
    collection.expect_new(&["n061.md link/missing-target"]);
    collection.change(|it| it.replace("n060.md", "## Other", "## Extra"));
    collection.expect_gone(&["n061.md link/missing-target"]);
    collection.change(|it| fs::rename(it.path().join("n060.md"), it.path().join("n900.md")).unwrap());
    collection.expect_new(&["n058.md link/missing-target", "n059.md link/missing-target"]);
    collection.change(|it| fs::rename(it.path().join("n900.md"), it.path().join("n060.md")).unwrap());
    collection.expect_gone(&["n058.md link/missing-target", "n059.md link/missing-target"]);
    collection.change(|it| fs::remove_file(it.path().join("loose/plain.md")).unwrap());
    collection.expect_new(&["n024.md link/missing-target"]);
    collection.change(|it| fs::remove_file(it.path().join("data.csv")).unwrap());
    collection.expect_new(&["n025.md link/missing-target"]);
    collection.change(|it| it.replace("n055.md", "# T55 ", "# T54 "));
    collection.expect_new(&["n055.md vault/duplicate-id", "n050.md vault/unresolved-reference"]);
    collection.change(|it| it.replace("n012.md", "tags: [水", "tags: [AI, 水"));
    collection.change(|it| it.replace("n013.md", "tags: [水", "tags: [ＡＩ, 水"));
    collection.expect_new(&["n013.md vault/tag-variant"]);
    collection.change(|it| it.replace("n012.md", "tags: [AI, 水", "tags: [水"));
    collection.expect_gone(&["n013.md vault/tag-variant"]);
    collection.change(|it| it.replace("n015.md", "T15 名15", "T15 名16"));
    collection.change(|it| it.replace("n016.md", "T16 名16", "T15 名16"));
    collection.expect_new(&["n016.md vault/duplicate-title"]);
}

#[test]
fn a_neighbour_of_notes_that_are_named_is_known_anew() {
    let collection = Collection::warmed();
    let of_one = || found(&collection.same(&["n061.md", "--format", "json"]));
    let kept = collection.caches();
    assert_eq!(of_one(), BTreeSet::new());
    assert_eq!(collection.caches(), kept, "what is known of a note that was checked is enough");
    collection.replace("n060.md", "## Extra", "## Other");
    assert_eq!(of_one(), BTreeSet::from(["n061.md link/missing-target".to_owned()]));
    // Of two notes with one id, it is said of the later one.
    let said = |name: &str| found(&collection.same(&[name, "--format", "json"]));
    assert!(said("n010.md").contains("n010.md vault/duplicate-id"));
    assert!(!said("n009.md").contains("n009.md vault/duplicate-id"));
    collection.same(&["drafts", "--format", "json"]);
    collection.same(&["--format", "json"]);
}

#[test]
fn a_configuration_that_is_changed_holds() {
    let collection = Collection::warmed();
    collection.change(|it| it.replace("notelint.yaml", "vault/id-mismatch: off", "structure: off"));
    collection.expect_gone(&["n051.md structure/points-numbering"]);
    collection.change(|it| it.replace("notelint.yaml", "structure: off", "structure: warning"));
    collection.expect_new(&["n051.md structure/points-numbering"]);
    collection
        .change(|it| it.replace("notelint.yaml", "rules: { structure: info }", "rules: { structure: off }"));
    collection.expect_gone(&["drafts/d1.md structure/points-numbering"]);
    collection
        .change(|it| it.write("drafts/notelint.yaml", "types: [{ name: page, schema: ../page.yaml }]\n"));
    collection.expect_new(&["drafts/d1.md structure/points-numbering"]);
    collection.change(|it| fs::remove_file(it.path().join("drafts/notelint.yaml")).unwrap());
    collection.change(|it| it.replace("inner/notelint.yaml", "rules: {}", "rules: { structure: off }"));
    collection.expect_gone(&["inner/i1.md structure/points-numbering"]);
    collection.change(|it| it.replace("notelint.yaml", "\"n*.md\"", "\"n01*.md\""));
    collection.expect_gone(&["n051.md structure/points-numbering"]);
    // Its schema would be outside of what is then the outermost configuration.
    collection.change(|it| fs::remove_file(it.path().join("inner/notelint.yaml")).unwrap());
    collection.change(|it| fs::remove_file(it.path().join("notelint.yaml")).unwrap());
    // Without a type, the rules run that need none.
    collection.expect_new(&["n021.md text/trailing-whitespace"]);
}

#[test]
fn a_schema_that_is_changed_holds_and_so_does_what_it_refers_to() {
    let collection = Collection::warmed();
    collection.change(|it| it.replace("page.yaml", "heading: Points", "heading: Main points"));
    collection.expect_new(&["n051.md structure/section-missing"]);
    collection.change(|it| it.replace("page.yaml", "heading: Main points", "heading: Points"));
    collection.expect_gone(&["n051.md structure/section-missing"]);
    collection.change(|it| it.replace("shared/few.yaml", "minItems: 1", "minItems: 3"));
    collection.expect_new(&["n051.md structure/points-count", "inner/i1.md structure/points-count"]);
    collection.change(|it| it.replace("shared/few.yaml", "minItems: 3", "minItems: 2"));
    collection.expect_gone(&["n051.md structure/points-count"]);
}

#[test]
fn options_that_differ_between_runs_hold() {
    let collection = Collection::new();
    fs::write(collection.path().join("other.yaml"), "types: [{ name: page, schema: page.yaml }]\n").unwrap();
    let options: &[&[&'static str]] = &[
        &[],
        &["--select", "structure"],
        &["--select", "vault,link"],
        &["--select", "vault,structure"],
        &["--select", "vault,text"],
        &["--ignore", "structure"],
        &["--ignore", "text"],
        &["--ignore", "vault,link"],
        &["--type", "page"],
        &["--type", "changelog"],
        &["--config", "other.yaml"],
        &["--isolated"],
        &["--jobs", "1"],
        &["--force-exclude"],
        &["--max-diagnostics", "3"],
        &["--deny", "warnings"],
        &["."],
        &["drafts", "loose", "."],
    ];
    let with_format = |arguments: &[&'static str]| [&["--format", "json"], arguments].concat();
    let said: Vec<_> = options.iter().map(|it| collection.same(&with_format(it))).collect();
    // After other options than the first time.
    for (arguments, said) in options.iter().zip(&said).rev() {
        collection.same_as(said, &with_format(arguments));
    }
    // The same notes from another folder, where they are called otherwise.
    collection.same_in("drafts", &["--format", "json", ".."]);
    collection.same(&["--format", "json"]);
}

#[test]
fn runs_at_once_disturb_each_other_in_nothing() {
    let collection = Collection::new();
    let options: &[&[&'static str]] =
        &[&[], &["--select", "structure"], &["--isolated"], &["--ignore", "link"], &["--type", "page"]];
    let whole = |options: &[&'static str]| [&["--format", "json"], options].concat();
    let expected: Vec<_> =
        options.iter().map(|it| collection.run(&whole(&[*it, &["--no-cache"]].concat())).stdout).collect();
    for _ in 0..3 {
        let runs: Vec<_> = (0..10).map(|at| collection.spawn(&whole(options[at % options.len()]))).collect();
        for (at, run) in runs.into_iter().enumerate() {
            assert!(run.wait_with_output().unwrap().stdout == expected[at % options.len()], "run {at}");
        }
    }
    let left = fs::read_dir(collection.folder_of_caches()).unwrap();
    let left = left.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0);
}

#[test]
fn a_damaged_cache_is_as_none() {
    let collection = Collection::warmed();
    let expected = collection.run(&["--format", "json", "--no-cache"]).stdout;
    let (file, whole) = collection.largest_cache();
    let damages = (0..24).flat_map(|at| {
        let at = at * (whole.len() - 1) / 23;
        let mut flipped = whole.clone();
        flipped[at] ^= 0x41;
        [(at, flipped), (at, whole[..at].to_owned())]
    });
    for (at, damaged) in damages.chain([(0, b"a foreign file\n".to_vec())]) {
        fs::write(&file, damaged).unwrap();
        assert!(collection.run(&["--format", "json"]).stdout == expected, "at byte {at} of {}", whole.len());
    }
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_the_cache_stops_nothing() {
    use std::os::unix::fs::symlink;

    let collection = Collection::warmed();
    let (file, whole) = collection.largest_cache();
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    collection.same(&["--format", "json"]);
    fs::remove_dir(&file).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    collection.same(&["--format", "json"]);
    fs::remove_file(&file).ok();
    symlink("/dev/zero", &file).unwrap();
    collection.same(&["--format", "json"]);
    assert!(fs::symlink_metadata(&file).unwrap().is_file());
    assert!(fs::read(&file).unwrap().len() > whole.len() / 2);
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_kept_the_run_goes_on_in_silence() {
    use std::os::unix::fs::PermissionsExt;

    let collection = Collection::new();
    let expected = collection.run(&["--format", "json", "--no-cache"]);
    let holds = |output: std::process::Output, what: &str| assert_eq!(output, expected, "{what}");
    // The folder is a file, is not there and cannot be made, is not known.
    let file = collection.path().join("notelint.yaml");
    holds(collection.run_with(&[("NOTELINT_CACHE_DIR", file.to_str())], &["--format", "json"]), "a file");
    holds(
        collection.run_with(&[("NOTELINT_CACHE_DIR", Some("/dev/null/x"))], &["--format", "json"]),
        "/dev/null",
    );
    let nowhere =
        [("NOTELINT_CACHE_DIR", None), ("XDG_CACHE_HOME", None), ("HOME", None), ("LOCALAPPDATA", None)];
    holds(collection.run_with(&nowhere, &["--format", "json"]), "no home");
    // A limit on the size of files stands for a full disk.
    for blocks in ["0", "1", "20"] {
        let script = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"");
        holds(collection.shell(&script, &["--format", "json"]), &script);
        assert_eq!(collection.caches().iter().filter(|kept| kept.size > 20 * 1024).count(), 0);
    }
    // As one may read and not write: the superuser may, and then the folder is used.
    let folder = collection.folder_of_caches();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    holds(collection.run(&["--format", "json"]), "read-only");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_what_was_there_and_the_next_one_cleans_up() {
    use std::os::unix::process::ExitStatusExt;

    let collection = Collection::new();
    let expected = collection.run(&["--format", "json", "--no-cache"]).stdout;
    let temporaries = || {
        let entries = fs::read_dir(collection.folder_of_caches()).into_iter().flatten().flatten();
        entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp")).count()
    };
    // Until one is killed in the middle of writing.
    loop {
        collection.clean();
        let mut run = collection.spawn(&["--jobs", "1"]);
        while temporaries() == 0 && run.try_wait().unwrap().is_none() {}
        run.kill().unwrap();
        if run.wait().unwrap().signal() == Some(9) && temporaries() > 0 {
            break;
        }
    }
    assert!(collection.run(&["--format", "json"]).stdout == expected);
    assert_eq!(temporaries(), 0);
    assert!(collection.run(&["--format", "json"]).stdout == expected);
}

#[test]
fn clean_removes_it_and_says_so() {
    let collection = Collection::new();
    let folder = collection.folder_of_caches();
    let said = |output: std::process::Output| {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(said(collection.clean()), format!("No cache in {}\n", folder.display()));
    collection.run(&[]);
    let kib = collection.caches().iter().map(|kept| kept.size).sum::<u64>().div_ceil(1024);
    let expected = format!("Removed 2 caches ({kib} KiB) from {}\n", folder.display());
    assert_eq!(said(collection.clean()), expected);
    assert!(!folder.exists());
    fs::write(&folder, "").unwrap();
    let output = collection.clean();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a directory"), "{output:?}");
}
