//! `infer`: what is inferred from notes is a note type, which these notes follow.

use std::{path::Path, sync::Arc};

use jsonschema::Validator;
use notelint::{
    Options, Overlay, Workspace,
    infer::{NoteFacts, Surveyor, infer},
};
use proptest::{prelude::*, sample::subsequence};

/// What the sections of notes are made of: a heading, and texts that may be below it.
const SECTIONS: [(&str, [&str; 2]); 12] = [
    ("Summary (5 points)", ["1. **One**: a\n2. **Two**: b\n", "1. one\n"]),
    ("概要", ["Text.\n", "文。\n"]),
    ("2. Numbered", ["- a\n- b\n", "### Sub\n\nText.\n"]),
    ("🎯 Aim: high", ["Text.\n", "- [ ] a\n"]),
    ("`Code` and *more*", ["```rust\nfn main() {}\n```\n", "Text.\n"]),
    ("SWOT", ["### Strengths\n\n- a\n\n### Weaknesses\n\n- b\n\n### Threats\n\n- c\n", "### 強み\n\n- a\n"]),
    ("Rating", ["- **Taste**: 4/5\n- **Price**: ⭐⭐⭐☆☆\n", "- Taste: 2/5\n- Price: 1/5\n"]),
    ("Table: 1", ["| a: b | \"c\" |\n| --- | --- |\n| 1 | 2 |\n", "Text.\n"]),
    ("Parts", ["### First\n\na\n\n### Last\n\nb\n", "Above.\n\n### First\n\na\n\n#### In it\n\nb\n"]),
    ("Step 1", ["Text.\n", "- a\n"]),
    ("[1.0.0] - 2026-01-01", ["### Added\n\n- a\n", "- b\n"]),
    ("- # : odd", ["- Key: value\n- Other: value\n", "\n"]),
];

/// Keys, each with values that it may have.
const KEYS: [(&str, [&str; 3]); 9] = [
    ("title", ["Tides", "\"a: b\"", "'#1'"]),
    ("date", ["2026-11-27", "2026-01-01", "soon"]),
    ("tags", ["[a, b]", "[]", "a"]),
    ("status", ["given", "planned", "Given"]),
    ("\"a: b\"", ["1", "1.5", "x"]),
    ("日付", ["はい", "true", "''"]),
    ("link", ["https://example.org/", "\"[[a]]\"", "x y"]),
    ("parts", ["{ a: 1, b: [x] }", "{ a: y }", "~"]),
    ("id", ["T-1", "ADR-12", "7"]),
];

/// The parts that all notes of a collection have, and what is below these in each note.
#[derive(Clone, Debug)]
struct Collection {
    keys: Vec<usize>,
    sections: Vec<usize>,
    /// For each note, which of the values and texts it has, and which others it has besides.
    notes: Vec<(Vec<usize>, Vec<usize>, Option<usize>)>,
}

fn collections() -> impl Strategy<Value = Collection> {
    let parts = (
        subsequence((0..KEYS.len()).collect::<Vec<_>>(), 1..=KEYS.len()),
        subsequence((0..SECTIONS.len()).collect::<Vec<_>>(), 1..=SECTIONS.len()),
    );
    let of_note = (
        proptest::collection::vec(0_usize..3, KEYS.len()),
        proptest::collection::vec(0_usize..2, SECTIONS.len()),
        proptest::option::of(0..SECTIONS.len()),
    );
    (parts, proptest::collection::vec(of_note, 1..40)).prop_map(|((keys, sections), notes)| Collection {
        keys,
        sections,
        notes,
    })
}

impl Collection {
    fn texts(&self) -> Vec<(String, String)> {
        let texts = self.notes.iter().enumerate().map(|(number, (values, bodies, other))| {
            let mut text = "---\n".to_owned();
            for key in &self.keys {
                let (name, options) = KEYS[*key];
                text.extend([name, ": ", options[values[*key]], "\n"]);
            }
            text.extend(["---\n\n# T-", &number.to_string(), ": Tides\n"]);
            let other = other.filter(|other| !self.sections.contains(other));
            for section in self.sections.iter().copied().chain(other) {
                let (heading, options) = SECTIONS[section];
                text.extend(["\n## ", heading, "\n\n", options[bodies[section]]]);
            }
            (format!("notes/{number:03}.md"), text)
        });
        texts.collect()
    }
}

fn metaschema() -> Validator {
    let text = include_str!("../../schema/note-type.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

fn inferred(notes: &[(String, String)]) -> (String, Vec<String>) {
    let surveyor = Surveyor::new().unwrap();
    let facts: Vec<NoteFacts> = notes.iter().map(|(path, text)| surveyor.read(path, text)).collect();
    let inferred = infer("talk", &facts.iter().collect::<Vec<_>>());
    (inferred.to_yaml(), inferred.stray_paths)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_inferred_type_is_sound_and_no_note_lacks_what_all_have(collection in collections(), seed in any::<u64>()) {
        let notes = collection.texts();
        let (yaml, strays) = inferred(&notes);

        let mut shuffled = notes.clone();
        shuffled.sort_by_key(|(path, _)| path.bytes().fold(seed, |hash, byte| {
            hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(u64::from(byte))
        }));
        prop_assert_eq!(&inferred(&shuffled).0, &yaml);

        let schema = serde_yaml::from_str(&yaml).map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
        let metaschema = metaschema();
        let faults: Vec<String> = metaschema.iter_errors(&schema).map(|error| error.to_string()).collect();
        prop_assert!(faults.is_empty(), "{faults:?}\n{yaml}");

        let files = Overlay::in_memory("/c");
        files.insert("/c/notelint.yaml", "types: [{ name: talk, schema: talk.yaml, files: ['notes/**'] }]\n");
        files.insert("/c/talk.yaml", yaml.as_str());
        for (path, text) in &notes {
            files.insert(Path::new("/c").join(path), text.as_str());
        }
        let workspace = Workspace::open(Options::default(), Arc::new(files));
        let mut workspace = workspace.map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{yaml}")))?;
        prop_assert!(workspace.notices().is_empty(), "{:?}\n{yaml}", workspace.notices());
        for note in workspace.check_all() {
            if strays.iter().any(|stray| **stray == *note.path) {
                continue;
            }
            for found in note.diagnostics.iter() {
                let rule = found.diagnostic.rule.as_str();
                let is_missing = ["frontmatter/missing", "frontmatter/missing-key", "structure/section-missing",
                    "structure/title-missing"].contains(&rule);
                prop_assert!(!is_missing, "{}: {}\n{yaml}", note.path, found.diagnostic.message);
            }
        }
    }
}
