//! Repair, over mutated seeds: fixes come to an end, in any order to the same one, and what is said
//! lies inside the note.

use std::{fs, path::Path, sync::LazyLock};

use crate::support::{collection_of, run};
use notelint::{
    diagnostic::{Diagnostic, Place, Safety, Severity},
    lint::{Located, NoteSettings, fix},
    notetype::{self, Fetch, FetchError, NoteType, built_in},
    rules::{Layer, Level, RuleSet, Selection, Selector, Setting, TABLE},
    text::{Span, apply},
};
use proptest::prelude::*;

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

static TECH_NOTE: LazyLock<NoteType> =
    LazyLock::new(|| notetype::load(&built_in("tech-note").unwrap(), &NoFiles).unwrap());

/// Every rule, those that are off by default included.
static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let on = |severity| Setting { level: Some(Level::On(severity)), ..Setting::default() };
    let layer: Layer =
        TABLE.iter().map(|rule| (Selector::Rule(rule.meta.id), on(rule.meta.severity))).collect();
    RuleSet::new(&[&layer], &Selection::default())
});

/// The seeds of the built-in type, clean and broken.
static SEEDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files = [seeds.clone(), seeds.join("broken")].map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with('T')).collect();
    paths.sort();
    let seeds: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(seeds.len() >= 4);
    seeds
});

fn settings() -> NoteSettings<'static> {
    NoteSettings {
        note_type: &TECH_NOTE,
        note_types: &[],
        rules: &RULES,
        linked: &[],
        path: None,
        facts_of: None,
    }
}

fn check(text: &str) -> Vec<Diagnostic> {
    let said = settings().check(text).findings.conclude_alone(&settings(), text);
    said.diagnostics.get().iter().map(|located| located.diagnostic.clone()).collect()
}

fn fixed_text(text: &str, safety: Safety) -> String {
    let findings = settings().check(text).findings;
    let said = findings.conclude_alone(&settings(), text);
    fix(text, &findings, &said.diagnostics.get(), safety, &settings()).text
}

/// What people, models and programs leave in notes.
const DEBRIS: &[&str] = &[
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "か\u{3099}",
    "：",
    ":",
    ": ",
    " #",
    "# ",
    "## ",
    "### ",
    "**",
    "`",
    "\t",
    "\r\n",
    "\n",
    "\n\n",
    "---\n",
    "- ",
    "1. ",
    "2. ",
    "| a | b |\n|---|---|\n",
    "★★★★",
    "⭐️⭐️⭐️",
    "4/5",
    "4.5 / 5.0",
    "☆",
    "（",
    ")",
    "（4点)",
    "  ",
    "<!-- notelint-disable -->",
    "<!-- notelint-disable-next-line text -->\n",
    "<!--",
    "-->",
    "http:/x",
    "[[x#y]]",
    "[a](b.md)",
    "&a ",
    "!t ",
    "'",
    "\"",
    "{",
    "- [ ] ",
    "> ",
    "```\n",
    "😀",
    "総合評価: 4/5\n",
    "Strengths",
    "## SWOT分析\n",
    "title: a: b\n",
    "date: 2025/1/2\n",
    "tags: [a, a]\n",
    "\u{fffd}",
];

#[derive(Clone, Debug)]
enum Mutation {
    Insert(usize, &'static str),
    Delete(usize, usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = 0..1_000_000_usize;
    prop_oneof![
        4 => (at.clone(), proptest::sample::select(DEBRIS)).prop_map(|(at, what)| Mutation::Insert(at, what)),
        2 => (at.clone(), 1..12_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        1 => at.clone().prop_map(Mutation::RepeatLine),
        1 => (at.clone(), at).prop_map(|(a, b)| Mutation::SwapLines(a, b)),
    ]
}

fn mutate(text: &str, mutation: &Mutation) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (length, count) = (chars.len(), lines.len());
    if count == 0 {
        return text.to_owned();
    }
    match *mutation {
        Mutation::Insert(at, what) => {
            let at = at % (length + 1);
            chars.splice(at..at, what.chars());
            return chars.into_iter().collect();
        }
        Mutation::Delete(at, many) => {
            let at = at % length;
            chars.drain(at..length.min(at + many));
            return chars.into_iter().collect();
        }
        Mutation::RepeatLine(at) => lines.insert(at % count, lines[at % count]),
        Mutation::SwapLines(a, b) => lines.swap(a % count, b % count),
    }
    lines.concat()
}

fn note() -> impl Strategy<Value = String> {
    let seed = (0..SEEDS.len()).prop_map(|at| SEEDS[at].clone());
    (seed, proptest::collection::vec(mutation(), 0..8))
        .prop_map(|(seed, mutations)| mutations.iter().fold(seed, |text, mutation| mutate(&text, mutation)))
}

fn is_inside(text: &str, span: Span) -> bool {
    span.start() <= span.end() && text.get(span.start()..span.end()).is_some()
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_said_lies_inside_the_note(text in note()) {
        for diagnostic in check(&text) {
            prop_assert!(is_inside(&text, diagnostic.span), "{diagnostic:?}");
            for label in &diagnostic.related {
                if let Place::Here(span) = label.place {
                    prop_assert!(is_inside(&text, span), "{diagnostic:?}");
                }
            }
            if let Some(fix) = &diagnostic.fix {
                prop_assert!(!fix.edits.is_empty(), "{diagnostic:?}");
                let repaired = apply(&text, &fix.edits);
                prop_assert!(repaired.is_ok(), "{diagnostic:?}");
                prop_assert!(repaired.as_deref() != Ok(&text), "a fix that changes nothing: {diagnostic:?}");
            }
        }
    }

    #[test]
    fn a_second_repair_changes_nothing(text in note(), safe in any::<bool>()) {
        let safety = if safe { Safety::Safe } else { Safety::Unsafe };
        let once = fixed_text(&text, safety);
        let twice = fixed_text(&once, safety);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn the_order_of_diagnostics_changes_nothing(text in note()) {
        let findings = settings().check(&text).findings;
        let said = findings.conclude_alone(&settings(), &text).diagnostics.get();
        let fix = |said: &[Located]| {
            let fixed = fix(&text, &findings, said, Safety::Unsafe, &settings());
            (fixed.text, fixed.applied, fixed.undone)
        };
        let backwards: Vec<Located> = said.iter().rev().cloned().collect();
        prop_assert_eq!(fix(&said), fix(&backwards));
    }
}

/// The headings of `text` that begin with `marks`, each with its line and all below it up to the next
/// of that or a higher level.
fn parts<'t>(text: &'t str, marks: &str) -> Vec<(&'t str, std::ops::Range<usize>)> {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| text[*at..].starts_with('#'));
    let headings: Vec<usize> = starts.by_ref().collect();
    let level = |at: usize| text[at..].bytes().take_while(|byte| *byte == b'#').count();
    let mut found = Vec::new();
    for (index, &start) in headings.iter().enumerate().filter(|(_, at)| level(**at) == marks.len()) {
        let end = headings[index + 1..].iter().find(|at| level(**at) <= marks.len());
        let line = text[start..].lines().next().unwrap();
        found.push((line, start..*end.unwrap_or(&text.len())));
    }
    found
}

#[test]
fn a_missing_section_or_quadrant_comes_back_at_its_place_with_template_text_that_is_found() {
    let mut checked = 0;
    let is_clean = |seed: &&String| {
        check(seed).iter().all(|diagnostic| diagnostic.severity < Severity::Error && diagnostic.fix.is_none())
    };
    for seed in SEEDS.iter().filter(is_clean) {
        let quadrants = ["### 強み", "### 弱み", "### 機会", "### 脅威"];
        for marks in ["##", "###"] {
            let names: Vec<&str> = parts(seed, marks).into_iter().map(|(name, _)| name).collect();
            for (name, range) in parts(seed, marks) {
                if marks == "###" && !quadrants.contains(&name) {
                    continue;
                }
                let without = format!("{}{}", &seed[..range.start], &seed[range.end..]);
                let repaired = fixed_text(&without, Safety::Unsafe);
                let again = parts(&repaired, marks);
                // Sections with entries come back with one of them.
                let again_names = again.iter().map(|(name, _)| *name).filter(|name| *name != "### …");
                assert_eq!(again_names.collect::<Vec<_>>(), names, "without {name}");
                let (_, place) = again.into_iter().find(|(again, _)| *again == name).unwrap();
                let templates = check(&repaired).into_iter().filter(|diagnostic| {
                    ["structure/placeholder", "structure/unfinished"].contains(&diagnostic.rule.as_str())
                        && place.contains(&diagnostic.span.start())
                });
                assert!(templates.count() > 0, "no template text is found in {name}:\n{repaired}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 30, "{checked} sections and quadrants");
}

/// What `--fix --unsafe-fixes` with `arguments` makes of a note.
fn fixed(note: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), note).unwrap();
    let output = run(
        folder.path(),
        ["--isolated", "--type", "tech-note", "--fix", "--unsafe-fixes"].iter().chain(arguments),
    );
    assert_ne!(output.status.code(), Some(2), "{output:?}");
    fs::read_to_string(folder.path().join("a.md")).unwrap()
}

#[test]
fn a_fix_does_not_turn_the_line_endings_of_a_note_around() {
    // One line in LF, the first, is the mistake. What is inserted is longer than the note.
    let note = "---\ntitle: T1-01-01 a\r\nurl: https://a.example/\r\ndate: 2026-02-03\r\ntags: [a]\r\n---\r\n\r\n# T1-01-01 a\r\n";
    let fixed = fixed(note, &[]);
    assert!(fixed.matches('\n').count() > 40, "sections were inserted");
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count(), "{fixed:?}");
}

#[test]
fn what_is_inserted_has_the_line_ending_of_most_lines() {
    assert_eq!(fixed("a\r\nb\r\nc\nd", &["--select", "text/final-newline"]), "a\r\nb\r\nc\nd\r\n");
    assert_eq!(fixed("a\nb\nc\r\nd", &["--select", "text/final-newline"]), "a\nb\nc\r\nd\n");
    let block = fixed("a\nb\r\nc\r\n", &["--select", "frontmatter/missing"]);
    assert!(block.starts_with("---\r\ntitle:") && block.ends_with("a\nb\r\nc\r\n"), "{block:?}");
}

#[test]
fn what_a_fix_makes_possible_in_the_collection_is_fixed_in_the_same_run() {
    let note = "# Pumps\n\nSee [the plan](my plan.md).\n";
    let notes = [("a.md", note), ("my-plan.md", "# Plan\n")];
    let folder = collection_of("page", "x-note: { type: page }\ntype: object\n", &notes);
    let diff = run(folder.path(), ["--diff", "--unsafe-fixes"]);
    let written = "-See [the plan](my plan.md).\n+See [the plan](<my-plan.md>).\n";
    assert!(String::from_utf8_lossy(&diff.stdout).contains(written), "{diff:?}");
    let output = run(folder.path(), ["--fix", "--unsafe-fixes"]);
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("fixed a.md: link/malformed, link/missing-target\n"), "{stdout}");
    let once = fs::read_to_string(folder.path().join("a.md")).unwrap();
    assert_eq!(once, "# Pumps\n\nSee [the plan](<my-plan.md>).\n");
    let again = run(folder.path(), ["--fix", "--unsafe-fixes"]);
    assert_eq!(again.status.code(), Some(0), "{again:?}");
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), once);
}
