//! Whatever happens in the editor and on disk, the server reports what `notelint check` reports of the same texts.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::client::{Editor, plain};

/// How long the server may take to read everything again.
const PATIENCE: Duration = Duration::from_secs(60);

const CONFIG: &str = "types:\n  - name: tea\n    schema: tea.yaml\n    files: [\"*.md\"]\n";

const OTHER_CONFIG: &str = "types:\n  - name: tea\n    schema: tea.yaml\n    files: [\"*.md\"]\nexclude: [\"c.md\"]\nrules:\n  text: off\n";

const BROKEN_CONFIG: &str = "types:\n  - name: tea\n    schema: [tea\n";

const TYPE: &str = "x-note: { type: tea, id: 'T-\\d+' }\nrequired: [title, frontmatter]\nproperties:\n  frontmatter:\n    type: object\n    \
     required: [date]\n    properties:\n      date: { type: string, format: date }\n      tags: { type: array, items: { type: string } }\n  \
     title: { type: string }\n  sections:\n    type: object\n    properties:\n      taste: { type: string, minLength: 1, x-note: { heading: 味 } }\n";

const NOTES: [&str; 5] = ["a.md", "b.md", "c.md", "sub/d.md", "new.md"];

/// Pieces that notes are made of: each changes what is reported of its note, or of others.
const PIECES: [&str; 14] = [
    "---\ndate: 2026-11-28\ntags: [Green, 緑茶]\n---\n",
    "---\ndate: 2026/11/28\ntags: [green]\n---\n",
    "---\ndate: \n",
    "\n# T-1 緑茶🍵\n",
    "\n# T-2 Tea\n",
    "\n## 味\n\nGood.\n",
    "\n## 味\n\n",
    "\n[steep](b.md#steeping) and T-2\n",
    "\n## Steeping\n\nsee [[c]] and [d](sub/d.md)\n",
    "\n🍵 [[a#味]] [gone](gone.md) \n",
    "\n<!-- notelint-disable-next-line link -->\n[gone](gone.md)\n",
    "\n| a | b |\n| --- |\n",
    "```\ncode",
    "\r\ntext without end",
];

/// A generator of numbers, so that each failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self) -> String {
        (0..=self.below(4)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

/// An editor, with the texts that it has open and those on disk.
struct World {
    editor: Editor,
    open: BTreeMap<&'static str, String>,
    done: Vec<String>,
}

impl World {
    fn new() -> Self {
        let mut capabilities = plain();
        capabilities["textDocument"]["diagnostic"] = json!({});
        capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
        capabilities["general"] = json!({ "positionEncodings": ["utf-8"] });
        let first = [PIECES[0], PIECES[3], PIECES[5]].concat();
        let files = [
            ("notelint.yaml", CONFIG),
            ("tea.yaml", TYPE),
            ("a.md", &*first),
            ("b.md", PIECES[8]),
            ("sub/d.md", &*first),
        ];
        let editor = Editor::with(&files, capabilities, Value::Null);
        Self { editor, open: BTreeMap::new(), done: Vec::new() }
    }

    fn disk(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.editor.path(path)).ok()
    }

    fn event(&mut self, path: &str, kind: u8) {
        let uri = self.editor.uri(path);
        self.editor
            .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
    }

    /// Does something that people and programs do.
    fn step(&mut self, random: &mut Random) {
        let path = NOTES[random.below(NOTES.len())];
        let is_open = self.open.contains_key(path);
        let what = match (random.below(12), is_open) {
            (0..=2, false) => self.open(path, random),
            (0, true) => {
                self.editor.close(path);
                self.open.remove(path);
                "closes"
            }
            (1..=5, true) => self.splice(path, random),
            (6, true) => {
                let text = random.text();
                self.editor.replace(path, &text);
                self.open.insert(path, text);
                "replaces"
            }
            (7, true) => {
                let is_new = self.disk(path).is_none();
                fs::write(self.editor.path(path), &self.open[path]).unwrap();
                let uri = self.editor.uri(path);
                self.editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
                self.event(path, if is_new { 1 } else { 2 });
                "saves"
            }
            (3..=5, false) => {
                let is_new = self.disk(path).is_none();
                fs::write(self.editor.path(path), random.text()).unwrap();
                self.event(path, if is_new { 1 } else { 2 });
                "writes to disk"
            }
            (6, false) if self.disk(path).is_some() => {
                fs::remove_file(self.editor.path(path)).unwrap();
                self.event(path, 3);
                "deletes"
            }
            (8, _) => self.configure(random),
            _ => return,
        };
        self.done.push(format!("{what} {path}"));
    }

    fn open(&mut self, path: &'static str, random: &mut Random) -> &'static str {
        let text = self.disk(path).unwrap_or_else(|| random.text());
        self.editor.open_with(path, &text);
        self.open.insert(path, text);
        "opens"
    }

    fn splice(&mut self, path: &'static str, random: &mut Random) -> &'static str {
        let text = self.open.get_mut(path).unwrap();
        let boundary = |random: &mut Random| {
            let mut at = random.below(text.len() + 1);
            // A position is never between CR and LF.
            while !text.is_char_boundary(at) || text[..at].ends_with('\r') {
                at -= 1;
            }
            at
        };
        let (from, to) = (boundary(random), boundary(random));
        let (from, to) = (from.min(to), from.max(to));
        let new = if random.below(3) == 0 { "" } else { PIECES[random.below(PIECES.len())] };
        let range = json!({ "start": position(text, from), "end": position(text, to) });
        text.replace_range(from..to, new);
        self.editor.change(path, &[json!({ "range": range, "text": new })]);
        "changes"
    }

    fn configure(&mut self, random: &mut Random) -> &'static str {
        let config = [CONFIG, OTHER_CONFIG, BROKEN_CONFIG][random.below(3)];
        fs::write(self.editor.path("notelint.yaml"), config).unwrap();
        self.event("notelint.yaml", 2);
        "configures instead of"
    }

    /// Waits until the server reports of the open notes what a check of the same texts does.
    fn compare(&mut self) {
        let expected = self.expected();
        let begun = Instant::now();
        loop {
            let reported = self.reported();
            if reported == expected {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{:#?}\nreported: {reported:#?}\nexpected: {expected:#?}\nopen: {:#?}",
                self.done,
                self.open
            );
        }
    }

    fn reported(&mut self) -> BTreeSet<String> {
        let mut reported = BTreeSet::new();
        let open: Vec<&str> = self.open.keys().copied().collect();
        for path in open {
            let document = json!({ "uri": self.editor.uri(path) });
            let answer = self.editor.request("textDocument/diagnostic", json!({ "textDocument": document }));
            for item in answer["items"].as_array().unwrap() {
                let [start, end] = ["start", "end"].map(|end| {
                    let position = &item["range"][end];
                    format!("{}:{}", position["line"], position["character"])
                });
                reported.insert(format!("{path}:{start}-{end} {} {}", item["severity"], item["code"]));
            }
        }
        reported
    }

    /// What `notelint check` reports of the open notes, in a folder where they are saved.
    fn expected(&self) -> BTreeSet<String> {
        let folder = tempfile::tempdir().unwrap();
        for path in NOTES.iter().chain(&["notelint.yaml", "tea.yaml"]) {
            let text = self.open.get(path).cloned().or_else(|| self.disk(path));
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            if let Some(text) = text {
                fs::write(file, text).unwrap();
            }
        }
        let found = check(folder.path());
        let found = found["diagnostics"].as_array().unwrap().iter();
        let open = found.filter(|found| self.open.contains_key(found["path"].as_str().unwrap()));
        let shown = open.map(|found| {
            let path = found["path"].as_str().unwrap();
            let text = &self.open[path];
            let [start, end] = ["start", "end"].map(|end| {
                let offset = found["range"][end]["offset"].as_u64().unwrap();
                let position = position(text, usize::try_from(offset).unwrap());
                format!("{}:{}", position["line"], position["character"])
            });
            let severity = match found["severity"].as_str().unwrap() {
                "error" => 1,
                "warning" => 2,
                _ => 3,
            };
            format!("{path}:{start}-{end} {severity} {}", found["rule"])
        });
        shown.collect()
    }
}

fn check(folder: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_notelint"));
    let done =
        command.args(["check", "--no-cache", "--format", "json"]).current_dir(folder).output().unwrap();
    serde_json::from_slice(&done.stdout).unwrap()
}

/// The position of a byte in `text`, in bytes.
fn position(text: &str, offset: usize) -> Value {
    let ends = text[..offset].match_indices(['\n', '\r']);
    let ends = ends.filter(|(at, end)| *end == "\n" || !text[*at..].starts_with("\r\n"));
    let starts: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
    json!({ "line": starts.len(), "character": offset - starts.last().unwrap_or(&0) })
}

#[test]
fn the_server_reports_what_a_check_reports_of_the_same_texts() {
    for seed in 1..=8 {
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed);
        let mut world = World::new();
        for _ in 0..12 {
            for _ in 0..=random.below(6) {
                world.step(&mut random);
            }
            world.compare();
        }
    }
}
