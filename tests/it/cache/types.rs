//! Types that are known to be sound are not loaded before a note needs them, and still everything that is wrong with any
//! of them is said in each run.

use std::{fs, path::Path, process::Output};

use tempfile::TempDir;

use crate::support::{folder, json, notelint, write};

/// So many types are loaded in each run.
const FEW: usize = 7;

/// A collection of one note of the first of `types` types, each of which has a schema of its own, and a folder for
/// its caches.
struct Typed {
    folder: TempDir,
    caches: TempDir,
}

const HEADINGS: [&str; 10] =
    ["Aims", "Bread", "Cloud", "Dough", "Earth", "Flour", "Grain", "Honey", "Icing", "Juice"];

/// A note of the first type in which nothing is found.
const CLEAN: &str = "# N\n\n## Points\n\n- one\n- two\n\n## Aims\n\nText.\n\n## Bread\n\nText.\n";

/// The schema of the type numbered `at`. Each refers to a file that refers to another one.
fn schema(at: usize) -> String {
    let frontmatter = match at {
        3 => "  frontmatter: { properties: { see: { x-note: { ref: t8 } } } }\n",
        _ => "",
    };
    let [first, second] = [HEADINGS[at], HEADINGS[at + 1]];
    format!(
        "x-note: {{ type: t{at} }}
type: object
properties:
{frontmatter}  sections:
    type: object
    required: [points, first, second]
    properties:
      points: {{ x-note: {{ heading: Points, content: points }}, $ref: shared/points.yaml }}
      first: {{ x-note: {{ heading: {first}, content: text }} }}
      second: {{ x-note: {{ heading: {second}, content: text }} }}
"
    )
}

fn config(types: usize) -> String {
    let entries =
        (0..types).map(|at| format!("  - {{ name: t{at}, schema: t{at}.yaml, files: [\"{at}/**\"] }}\n"));
    format!("types:\n{}", entries.collect::<String>())
}

impl Typed {
    fn new(types: usize) -> Self {
        let made = Self { folder: folder(&[]), caches: folder(&[]) };
        made.write("notelint.yaml", &config(types));
        for at in 0..types {
            made.write(&format!("t{at}.yaml"), &schema(at));
        }
        made.write("shared/points.yaml", "type: array\n$ref: few.yaml\n");
        made.write("shared/few.yaml", "minItems: 2\n");
        made.write("0/a.md", "# A\n\n## Points\n\n- one\n\n## Aims\n\nText.  \n\n## Bread\n\nText.\n");
        made
    }

    /// Nine types, all of which are known.
    fn warmed() -> Self {
        let made = Self::new(9);
        assert_eq!(made.same(&[]).status.code(), Some(1));
        assert_eq!(made.caches().len(), 1);
        made
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        write(self.path(), &[(name, text)]);
    }

    fn replace(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path().join(name)).unwrap();
        assert!(text.contains(old), "{name} has no {old:?}");
        self.write(name, &text.replace(old, new));
    }

    /// The caches with their bytes and the times when they were written.
    fn caches(&self) -> Vec<(std::path::PathBuf, Vec<u8>, std::time::SystemTime)> {
        let files = fs::read_dir(self.caches.path().join("notelint")).into_iter().flatten().flatten();
        let files = files.map(|entry| entry.path());
        let files = files.filter(|path| path.extension() == Some("cache".as_ref()));
        let kept = |path: std::path::PathBuf| {
            let written = fs::metadata(&path).unwrap().modified().unwrap();
            (path.clone(), fs::read(path).unwrap(), written)
        };
        files.map(kept).collect()
    }

    fn run_in(&self, inside: &str, arguments: &[&str]) -> Output {
        let mut command = notelint(&self.path().join(inside));
        command.env("NOTELINT_CACHE_DIR", self.caches.path());
        command.args(["--format", "json"]).args(arguments).output().unwrap()
    }

    /// Runs with what is known, with what that run left, and without.
    fn same(&self, arguments: &[&str]) -> Output {
        let cold = self.run_in("", &[arguments, &["--no-cache"]].concat());
        for time in ["first", "second"] {
            assert_eq!(self.run_in("", arguments), cold, "{arguments:?}, the {time} time");
        }
        cold
    }

    /// The messages of all faults, which are the same with what is known and without.
    fn faults(&self) -> Vec<String> {
        let said = self.same(&[]);
        let report = json(&said);
        let faults = report["faults"].as_array().unwrap().iter();
        let faults: Vec<_> = faults.map(|fault| fault["message"].as_str().unwrap().to_owned()).collect();
        assert_eq!(said.status.code(), Some(if faults.is_empty() { 1 } else { 2 }), "{said:?}");
        faults
    }
}

#[test]
fn the_next_run_says_the_same_and_writes_nothing() {
    let types = Typed::warmed();
    let kept = types.caches();
    let said = json(&types.same(&[]));
    let rules: Vec<_> = said["diagnostics"].as_array().unwrap().iter().map(|it| it["rule"].clone()).collect();
    assert_eq!(rules, ["structure/points-count", "text/trailing-whitespace"]);
    for arguments in [&["--select", "text"][..], &["--type", "t4"], &["--type", "t5.yaml"], &["--diff"]] {
        types.same(arguments);
    }
    // The files of types that no note needs are not overwritten.
    for file in ["sarif=t7.yaml", "sarif=shared/few.yaml"] {
        assert_eq!(types.same(&["--output", file]).status.code(), Some(2), "{file}");
    }
    assert_eq!(types.run_in("0", &[]).stdout, types.run_in("0", &["--no-cache"]).stdout);
    assert_eq!(types.caches(), kept, "all types are found in it, whatever runs and wherever");
}

#[test]
fn a_type_that_a_note_seems_to_be_of_is_known_too() {
    let types = Typed::warmed();
    types.write("0/b.md", "# B\n\n## Points\n\n- one\n- two\n\n## Grain\n\nText.\n\n## Honey\n\nText.\n");
    let said = String::from_utf8(types.same(&[]).stdout).unwrap();
    assert!(said.contains("but like one of type `t6`"), "{said}");
}

#[test]
fn what_is_wrong_with_a_type_that_no_note_needs_is_said() {
    let types = Typed::warmed();
    types.replace("t7.yaml", "first, second]", "first, third]");
    assert_eq!(types.faults().len(), 1);
    types.write("t7.yaml", &schema(7));
    assert_eq!(types.faults(), [""; 0]);
    fs::remove_file(types.path().join("t7.yaml")).unwrap();
    assert_eq!(types.faults().len(), 1);
    types.write("t7.yaml", &schema(7));
    assert_eq!(types.faults(), [""; 0]);
}

#[test]
fn what_is_wrong_with_a_file_that_types_refer_to_is_said_of_each() {
    let types = Typed::warmed();
    for (file, sound) in
        [("shared/points.yaml", "type: array\n$ref: few.yaml\n"), ("shared/few.yaml", "minItems: 2\n")]
    {
        types.write(file, "minItems: two\n");
        assert_eq!(types.faults().len(), 9, "{file}");
        fs::remove_file(types.path().join(file)).unwrap();
        assert_eq!(types.faults().len(), 9, "{file}");
        types.write(file, sound);
        assert_eq!(types.faults(), [""; 0], "{file}");
    }
}

#[test]
fn a_type_that_has_another_name_in_the_configuration_is_a_fault() {
    let types = Typed::warmed();
    types.replace("notelint.yaml", "name: t5", "name: t50");
    assert_eq!(types.faults(), ["type is named `t5` in its schema, but `t50` here"]);
    types.write("notelint.yaml", &config(9).replace("t5.yaml", "t6.yaml"));
    assert_eq!(types.faults(), ["type is named `t6` in its schema, but `t5` here"]);
}

#[test]
fn a_reference_to_a_type_that_is_gone_is_a_fault() {
    let types = Typed::warmed();
    types.write("notelint.yaml", &config(8));
    assert_eq!(types.faults(), ["`ref` names the note type `t8`, which is unknown"]);
}

#[test]
fn a_notice_about_a_type_is_said_in_each_run() {
    let types = Typed::warmed();
    types.replace("t7.yaml", "type: object\nproperties", "type: object\nother: 1\nproperties");
    let is_said = || {
        let said = types.same(&[]);
        String::from_utf8(said.stderr).unwrap().contains("unknown JSON Schema keyword has no effect: `other`")
    };
    assert!(is_said() && is_said());
    types.write("t7.yaml", &schema(7));
    assert!(!is_said());
    types.write("shared/few.yaml", "minItems: 2\nother: 1\n");
    assert!(is_said() && is_said());
}

#[test]
fn the_type_of_a_note_that_is_changed_holds() {
    let types = Typed::warmed();
    let rules = |types: &Typed| {
        let said = json(&types.same(&[]));
        let rules =
            said["diagnostics"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap().to_owned());
        rules.filter(|rule| rule != "text/trailing-whitespace").collect::<Vec<_>>()
    };
    // So many notes have a cache of their results, too.
    for at in 0..256 {
        types.write(&format!("0/n{at}.md"), CLEAN);
    }
    assert_eq!(rules(&types), ["structure/points-count"]);
    assert_eq!(types.caches().len(), 2);
    types.write("shared/few.yaml", "minItems: 3\n");
    assert_eq!(rules(&types).len(), 257);
    types.write("shared/few.yaml", "minItems: 1\n");
    assert_eq!(rules(&types), [""; 0]);
    // Before the notes are looked at, a run over one of them finds out that the type is sound.
    types.replace("t0.yaml", "heading: Aims", "heading: Goals");
    types.same(&["0/a.md", "--select", "structure"]);
    assert_eq!(rules(&types).len(), 257);
}

#[test]
fn a_damaged_cache_is_as_none() {
    let types = Typed::warmed();
    types.replace("t7.yaml", "first, second]", "first, third]");
    let expected = types.run_in("", &["--no-cache"]);
    let (file, whole, _) = types.caches().remove(0);
    let damages = (0..24).flat_map(|at| {
        let at = at * (whole.len() - 1) / 23;
        let (mut flipped, mut turned) = (whole.clone(), whole.clone());
        flipped[at] ^= 0x41;
        // The records in the places of others.
        turned[36..].rotate_left(at.min(whole.len() - 36));
        [flipped, turned, whole[..at].to_owned()]
    });
    for damaged in damages.chain([b"a foreign file\n".to_vec()]) {
        fs::write(&file, damaged).unwrap();
        assert_eq!(types.run_in("", &[]), expected);
    }
    types.write("t7.yaml", &schema(7));
    types.same(&[]);
    assert_ne!(types.caches()[0].1, b"a foreign file\n");
}

#[test]
fn where_nothing_can_be_kept_the_run_goes_on_in_silence() {
    let types = Typed::new(9);
    let expected = types.run_in("", &["--no-cache"]);
    assert!(types.caches().is_empty());
    fs::write(types.caches.path().join("notelint"), "").unwrap();
    assert_eq!(types.same(&[]), expected);
}

#[test]
fn no_cache_means_neither_read_nor_written() {
    let types = Typed::warmed();
    let kept = types.caches();
    types.replace("t7.yaml", "heading: Honey", "heading: Nectar");
    types.run_in("", &["--no-cache"]);
    assert_eq!(types.caches(), kept);
}

#[test]
fn few_types_are_loaded_in_each_run() {
    let types = Typed::new(FEW);
    types.replace("t3.yaml", "ref: t8", "ref: t1");
    types.same(&[]);
    types.replace("notelint.yaml", "types:\n", "types:\n  - { name: adr, files: [\"adr/**\"] }\n");
    types.same(&[]);
    assert!(!types.caches.path().join("notelint").exists());
}
