//! `infer`: what is inferred from notes is a note type, which these notes follow.

use std::{path::Path, sync::Arc};

use jsonschema::Validator;
use notelint::{
    Options, Overlay, Workspace,
    infer::{NoteFacts, Surveyor, infer},
};
use proptest::{
    prelude::*,
    sample::{select, subsequence},
};
use serde_json::Value;

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

/// The parts that notes of a collection have, each with how many of a hundred notes have it, and what is below these
/// in each note.
#[derive(Clone, Debug)]
struct Collection {
    keys: Vec<(usize, usize)>,
    sections: Vec<(usize, usize)>,
    /// For each note, a number below a hundred, and which of the values and texts it has.
    notes: Vec<(usize, Vec<usize>, Vec<usize>)>,
}

/// Some of `count` parts, each with how many of a hundred notes have it.
fn parts(count: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    let some = subsequence((0..count).collect::<Vec<_>>(), 1..=count);
    let shares = proptest::collection::vec(select(vec![100, 100, 95, 80, 60, 40]), count);
    (some, shares).prop_map(|(parts, shares)| parts.into_iter().zip(shares).collect())
}

fn collections() -> impl Strategy<Value = Collection> {
    let of_note = (
        0_usize..100,
        proptest::collection::vec(0_usize..3, KEYS.len()),
        proptest::collection::vec(0_usize..2, SECTIONS.len()),
    );
    let notes = proptest::collection::vec(of_note, 1..40);
    (parts(KEYS.len()), parts(SECTIONS.len()), notes).prop_map(|(keys, sections, notes)| Collection {
        keys,
        sections,
        notes,
    })
}

impl Collection {
    fn texts(&self) -> Vec<(String, String)> {
        let texts = self.notes.iter().enumerate().map(|(number, (rank, values, bodies))| {
            // Which notes lack a part is another matter for each part.
            let of = |parts: &[(usize, usize)]| -> Vec<usize> {
                let has = |(part, share): &(usize, usize)| (rank + 37 * part) % 100 < *share;
                parts.iter().filter(|part| has(part)).map(|(part, _)| *part).collect()
            };
            let mut text = "---\n".to_owned();
            for key in of(&self.keys) {
                let (name, options) = KEYS[key];
                text.extend([name, ": ", options[values[key]], "\n"]);
            }
            text.extend(["---\n\n# T-", &number.to_string(), ": Tides\n"]);
            for section in of(&self.sections) {
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

/// What `schema` asks of all `values`, at `place` of the type, although more than one in ten breaks it.
fn unkept(schema: &Value, values: &[&Value], place: &str) -> Vec<String> {
    let mut unkept = Vec::new();
    let mut check = |what: String, is_kept: &dyn Fn(&Value) -> bool| {
        let broken = values.iter().filter(|value| !is_kept(value)).count();
        if broken * 10 > values.len() {
            unkept.push(format!("{place}: {what} is broken by {broken} of {}", values.len()));
        }
    };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        check(format!("required {name}"), &|value| !value.is_object() || value.get(name).is_some());
    }
    if let Some(choices) = schema["enum"].as_array() {
        check("enum".to_owned(), &|value| choices.contains(value));
    }
    if let Some(least) = schema["minItems"].as_u64() {
        check("minItems".to_owned(), &|value| value.as_array().is_none_or(|it| it.len() as u64 >= least));
    }
    if let Some(most) = schema["maxItems"].as_u64() {
        check("maxItems".to_owned(), &|value| value.as_array().is_none_or(|it| it.len() as u64 <= most));
    }
    for (name, inside) in schema["properties"].as_object().into_iter().flatten() {
        let values: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
        unkept.extend(self::unkept(inside, &values, &format!("{place}/{name}")));
    }
    unkept
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_inferred_type_is_sound_and_nine_of_ten_notes_keep_what_it_asks(collection in collections(), seed in any::<u64>()) {
        let notes = collection.texts();
        let (yaml, strays) = inferred(&notes);

        let mut shuffled = notes.clone();
        shuffled.sort_by_key(|(path, _)| path.bytes().fold(seed, |hash, byte| {
            hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(u64::from(byte))
        }));
        prop_assert_eq!(&inferred(&shuffled).0, &yaml);

        let schema: Value = serde_yaml::from_str(&yaml).map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
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
        let (mut projections, mut missing) = (Vec::new(), Vec::new());
        for note in workspace.check_all() {
            if strays.iter().any(|stray| **stray == *note.path) {
                continue;
            }
            let projection = workspace.extract(Path::new(&*note.path)).unwrap().unwrap();
            projections.push(serde_json::from_str::<Value>(&projection).unwrap());
            missing.extend(note.diagnostics.iter().map(|found| &found.diagnostic).filter_map(|diagnostic| {
                let is_missing = ["frontmatter/missing", "structure/title-missing"].contains(&diagnostic.rule.as_str());
                is_missing.then(|| format!("{}: {}", note.path, diagnostic.message))
            }));
        }
        prop_assert!(missing.is_empty(), "{missing:?}\n{yaml}");
        let unkept = unkept(&schema, &projections.iter().collect::<Vec<_>>(), "");
        prop_assert!(unkept.is_empty(), "{unkept:#?}\n{yaml}");
    }
}
