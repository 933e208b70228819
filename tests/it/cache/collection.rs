//! A collection of small notes that say something of each other, among as many others as a cache requires, and a
//! folder for its caches.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::SystemTime,
};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::support::{json, notelint};

/// So many notes are looked at without a cache.
pub(crate) const FEW: usize = 255;

pub(crate) const CONFIG: &str = "\
types: [{ name: page, schema: page.yaml, files: [\"n*.md\", \"drafts/**\"] }]
rules: { vault/id-mismatch: off }
overrides: [{ files: [\"drafts/**\"], rules: { structure: info } }]
";

pub(crate) const TYPE: &str = "\
x-note: { type: page, id: '^T\\d+' }
type: object
properties:
  title: { type: string }
  frontmatter: { type: object, properties: { title: { type: string }, tags: { type: array, items: { type: string } } } }
  sections:
    type: object
    required: [points]
    properties:
      points:
        x-note: { heading: Points, content: points, list: ordered }
        $ref: shared/few.yaml
";

/// What the type refers to.
pub(crate) const SHARED: &str = "type: array\nminItems: 1\n";

pub(crate) struct Collection {
    folder: TempDir,
    caches: TempDir,
    /// What was found before the last change, and after it.
    found: RefCell<[BTreeSet<String>; 2]>,
}

/// A cache. One that was written anew was written later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kept {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    written: SystemTime,
}

/// How many pages there are.
const PAGES: usize = 64;

/// How many notes there are that say nothing of others. They are there to be many, and cost little.
const OTHERS: usize = 200;

/// The page numbered `number`.
fn page(number: usize) -> String {
    let other = |by: usize| (number + by) % PAGES;
    let id = if number == 10 { 9 } else { number };
    let head =
        format!("---\ntitle: T{id} 名{number}\ntags: [水, x{}]\n---\n\n# T{id} 名{number}\n", number % 7);
    let points = "\n## Points\n\n1. one\n2. two\n";
    let links = format!("\nSee [one](n{:03}.md#points), [[n{:03}]] and T{}.\n", other(1), other(2), other(5));
    let note = format!("{head}{points}{links}");
    match number {
        20 => note.replace('\n', "\r\n"),
        21 => note.replacen('\n', "\r\n", 4) + "trailing  \u{200b} \n",
        24 => note + "\n[plain](loose/plain.md)\n",
        25 => note + "\n[data](data.csv)\n",
        26 => note + "\n![gone](gone.png) [[gone]]\n",
        30 => note.replacen("title: ", "title: a: ", 1),
        31 => note.replacen("---\n\n", "\n", 1),
        40 => note + "\n<!-- notelint-disable-next-line link/missing-target -->\n[a](gone.md)\n",
        41 => note + "\n<!-- notelint-disable-next-line link/missing-target, no/rule -->\nnothing\n",
        50 => note.replace("[水", "[Ｘ1, 水"),
        60 => note + "\n## Extra\n\n## Extra\n",
        61 => note + "\n[extra](n060.md#extra)\n",
        62 => note + "\n[here](#ponts)\n",
        _ if number % 50 == 1 => note.replace("2. two", "1. two"),
        _ => note,
    }
}

impl Collection {
    pub(crate) fn new() -> Self {
        let made = Self {
            folder: tempfile::tempdir().unwrap(),
            caches: tempfile::tempdir().unwrap(),
            found: RefCell::default(),
        };
        for folder in ["drafts", "inner", "loose", "others", "shared"] {
            fs::create_dir(made.path().join(folder)).unwrap();
        }
        let broken = "# T901 草\n\n## Points\n\n1. one\n1. two\n";
        for (name, text) in [
            ("notelint.yaml", CONFIG),
            ("page.yaml", TYPE),
            ("shared/few.yaml", SHARED),
            ("drafts/d1.md", broken),
            ("inner/notelint.yaml", "types: [{ name: page, schema: ../page.yaml }]\nrules: {}\n"),
            ("inner/i1.md", broken),
            ("loose/plain.md", "# Of no type\n"),
            ("data.csv", "1,2\n"),
        ] {
            made.write(name, text);
        }
        for number in 0..PAGES {
            made.write(&format!("n{number:03}.md"), &page(number));
        }
        for number in 0..OTHERS {
            made.write(&format!("others/{number}.md"), &format!("# Other {number}\n\n## Points\n\n1. one\n"));
        }
        made
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    /// Replaces `old`, which must be there, in the file called `name`.
    pub(crate) fn replace(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path().join(name)).unwrap();
        assert!(text.contains(old), "{name} has no {old:?}");
        self.write(name, &text.replace(old, new));
    }

    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let entries = WalkDir::new(self.path()).sort_by_file_name().into_iter().map(Result::unwrap);
        entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
    }

    pub(crate) fn notes(&self) -> usize {
        self.files().iter().filter(|file| file.extension() == Some(OsStr::new("md"))).count()
    }

    /// The texts of all files, in order.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.files().iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }

    pub(crate) fn folder_of_caches(&self) -> PathBuf {
        self.caches.path().join("notelint")
    }

    /// The caches as they are now.
    pub(crate) fn caches(&self) -> Vec<Kept> {
        let entries = fs::read_dir(self.folder_of_caches()).into_iter().flatten().flatten();
        let files =
            entries.map(|entry| entry.path()).filter(|path| path.extension() == Some("cache".as_ref()));
        let kept = |path: PathBuf| {
            let metadata = fs::metadata(&path).unwrap();
            Kept { path, size: metadata.len(), written: metadata.modified().unwrap() }
        };
        let mut kept: Vec<Kept> = files.map(kept).collect();
        kept.sort();
        kept
    }

    /// The largest cache, and its bytes.
    pub(crate) fn largest_cache(&self) -> (PathBuf, Vec<u8>) {
        let Kept { path, .. } = self.caches().into_iter().max_by_key(|kept| kept.size).unwrap();
        let bytes = fs::read(&path).unwrap();
        (path, bytes)
    }

    fn command(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = notelint(folder);
        command.env("NOTELINT_CACHE_DIR", self.caches.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(self.path(), arguments).output().unwrap()
    }

    /// Runs with other variables; those of no value are not set.
    pub(crate) fn run_with(&self, variables: &[(&str, Option<&str>)], arguments: &[&str]) -> Output {
        let mut command = self.command(self.path(), arguments);
        for (name, value) in variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.output().unwrap()
    }

    /// Runs `script`, in which `"$@"` is notelint with `arguments`.
    pub(crate) fn shell(&self, script: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new("sh");
        command.current_dir(self.path()).env("NO_COLOR", "1").args(["-c", script, "sh"]);
        command.env("NOTELINT_CACHE_DIR", self.caches.path());
        command.arg(env!("CARGO_BIN_EXE_notelint")).args(arguments).output().unwrap()
    }

    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(self.path(), arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }

    pub(crate) fn clean(&self) -> Output {
        self.run(&["clean"])
    }

    /// Runs with the cache, with what that run left in it, and without.
    pub(crate) fn same(&self, arguments: &[&str]) -> Output {
        self.same_in("", arguments)
    }

    /// Runs with the cache, and with what that run left in it, where `cold` is what is said without.
    pub(crate) fn same_as(&self, cold: &Output, arguments: &[&str]) {
        for time in ["first", "second"] {
            assert_same(&self.run(arguments), cold, &format!("{arguments:?}, the {time} time"));
        }
    }

    /// The same as [`Self::same`], in the folder `inside`.
    pub(crate) fn same_in(&self, inside: &str, arguments: &[&str]) -> Output {
        let folder = self.path().join(inside);
        let [first, again, cold] = [&[][..], &[], &["--no-cache"]]
            .map(|more| self.command(&folder, &[arguments, more].concat()).output().unwrap());
        assert_same(&first, &cold, &format!("{arguments:?}, the first time"));
        assert_same(&again, &cold, &format!("{arguments:?}, the second time"));
        cold
    }

    /// Runs with the cache, in which all is, and without.
    pub(crate) fn same_when_warm(&self, arguments: &[&str]) {
        let kept = self.caches();
        let warm = self.run(arguments);
        assert_eq!(self.caches(), kept, "each note is found in it");
        assert_same(&warm, &self.run(&[arguments, &["--no-cache"]].concat()), &format!("{arguments:?}"));
    }

    /// Runs for the first time.
    pub(crate) fn warmed() -> Self {
        let made = Self::new();
        made.change(|_| ());
        made
    }

    /// Makes `change` and sees that the same is said with a cache and without.
    pub(crate) fn change(&self, change: impl FnOnce(&Self)) {
        change(self);
        let after = found(&self.same(&["--format", "json"]));
        let [_, before] = self.found.take();
        self.found.replace([before, after]);
    }

    /// Each of `expected` is found since the last change.
    pub(crate) fn expect_new(&self, expected: &[&str]) {
        let [before, after] = &*self.found.borrow();
        let new: Vec<_> = after.difference(before).collect();
        assert!(expected.iter().all(|it| new.iter().any(|new| new == it)), "{expected:?} is not in {new:?}");
    }

    /// None of `expected`, which were found before, is found since the last change.
    pub(crate) fn expect_gone(&self, expected: &[&str]) {
        let [before, after] = &*self.found.borrow();
        let gone: Vec<_> = before.difference(after).collect();
        assert!(
            expected.iter().all(|it| gone.iter().any(|gone| gone == it)),
            "{expected:?} is not in {gone:?}"
        );
    }
}

/// What is found, each as `path rule`.
pub(crate) fn found(output: &Output) -> BTreeSet<String> {
    let report = json(output);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|it| format!("{} {}", text(&it["path"]), text(&it["rule"]))).collect()
}

fn assert_same(warm: &Output, cold: &Output, what: &str) {
    let text = |output: &Output| {
        let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
        format!("{stdout}\n{stderr}\n{:?}", output.status.code())
    };
    if warm != cold {
        let (cold, warm) = (text(cold), text(warm));
        let diff = similar::TextDiff::from_lines(&cold, &warm);
        panic!("{what}:\n{}", diff.unified_diff().header("without", "with"));
    }
}
