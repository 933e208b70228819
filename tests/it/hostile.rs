//! Notes that nobody writes by hand: whatever is repeated, nested or long costs in proportion, and
//! is judged to its end. A cost that grows with the square of the size makes these tests hang.

use std::{collections::BTreeMap, fs};

use crate::support::{collection_of, json, run};
use serde_json::{Value, json};

const MANY: usize = 30_000;

/// What `make` makes of each number below `count`.
fn numbered(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect::<Vec<_>>().concat()
}

/// The report on a note that is `text`, by all rules.
fn report(text: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), text).unwrap();
    let output = run(folder.path(), ["a.md", "--isolated", "--type", "tech-note", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report = json(&output);
    assert_eq!(report["faults"], json!([]));
    report
}

/// How many findings of `rule` there are in the note `text`.
fn count(text: &str, rule: &str) -> usize {
    report(text)["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == rule).count()
}

/// Whether `text`, which has no frontmatter, is judged.
fn is_judged(text: &str) -> bool {
    count(text, "frontmatter/missing") == 1
}

#[test]
fn marks_without_number() {
    for mark in [
        "[", "[[", "![", "*", "**a", "_", "~~", "`", "``` ", "|", "<", "<!--", "&amp;", "\\", "（",
        "\0 a b c",
    ] {
        assert!(is_judged(&mark.repeat(MANY)), "{mark:?} on one line");
        assert!(is_judged(&format!("{mark}\n").repeat(MANY / 5)), "{mark:?} on lines");
    }
}

#[test]
fn headings_without_number() {
    assert!(is_judged(&"#\n".repeat(MANY)));
    assert_eq!(count(&"# A\n".repeat(MANY), "structure/title-multiple"), 1);
    assert!(is_judged(&numbered(MANY, |number| format!("## {number}\n"))));
    let sections = "## Summary(5つの要点)\n\n1. a\n\n".repeat(MANY / 10);
    assert_eq!(count(&sections, "structure/section-duplicate"), MANY / 10 - 1);
}

#[test]
fn containers_within_containers() {
    for marker in [">", "> ", "- ", "1. "] {
        assert!(is_judged(&format!("{}a\n", marker.repeat(10_000))), "{marker:?}");
    }
    let steps = numbered(2_000, |depth| format!("{}- a\n", "  ".repeat(depth)));
    assert!(is_judged(&steps));
}

#[test]
fn tables_of_any_size() {
    assert!(is_judged(&format!("| a | b |\n|---|---|\n{}", "| c | d |\n".repeat(MANY))));
    let wide = |cell: &str| cell.repeat(MANY / 5) + "|\n";
    assert!(is_judged(&[wide("| a "), wide("|---"), wide("| b ")].concat()));
}

#[test]
fn links_without_number() {
    let limit = 10_000;
    assert_eq!(count(&"[a](b) ".repeat(MANY), "link/missing-target"), limit);
    assert_eq!(count(&"[[b]]\n".repeat(MANY), "link/missing-target"), limit);
    let definitions = numbered(20_000, |number| format!("[{number}]: b\n"));
    let uses = numbered(20_000, |number| format!("[{number}] "));
    assert_eq!(count(&format!("{definitions}\n{uses}"), "link/missing-target"), limit);
    assert!(is_judged(&"[^a] ".repeat(MANY / 2)));
    assert!(is_judged(&"https://a.b/ ".repeat(MANY / 2)));
}

#[test]
fn ids_without_number() {
    assert!(is_judged(&"`T1-01-01` ".repeat(MANY)), "in code, where each is no mention");
    assert!(is_judged(&numbered(MANY, |number| format!("T1-01-{number} "))));
}

#[test]
fn comments_that_hide_nothing_are_as_many_as_one_rule_may_find() {
    let comments = "<!-- notelint-disable text/bom -->\n".repeat(MANY / 2);
    let report = report(&comments);
    let unused = report["diagnostics"].as_array().unwrap().iter();
    assert_eq!(unused.filter(|found| found["rule"] == "suppression/unused").count(), 10_000);
    assert!(is_judged(&"a <!-- notelint-disable text/bom --> ".repeat(MANY / 10)));
}

#[test]
fn headings_that_are_linked_to_and_repaired_without_number() {
    let headings = "## 値（b) \n\n".repeat(3_000);
    let note = format!("# A\n\n[x](#値b)\n\n{headings}");
    assert!(count(&note, "text/mismatched-brackets") > 0);
}

#[test]
fn characters_that_rules_look_for_without_number() {
    for text in ["か\u{3099}", "⭐", "a \n", "\r", "a\r", "\u{fffd}", "★★★ ", "T\u{301}"] {
        assert!(is_judged(&text.repeat(MANY / 2)), "{text:?}");
    }
    // Of what is said at these characters, only that they are there.
    let invisible = "\u{200b}".repeat(MANY / 2);
    assert_eq!(count(&invisible, "text/invisible-character"), 1);
    assert!(is_judged(&format!("a\n{invisible}")));
    let scores = format!("# A\n\n## 評価(5段階)\n\n{}", "- **a**: ★★★★\n".repeat(10_000));
    assert!(is_judged(&scores));
}

#[test]
fn marks_without_number_on_one_letter() {
    for marks in ["\u{301}", "\u{3099}", "\u{327}\u{301}", "\u{200d}", "\u{fe0f}", "\u{e0067}"] {
        let report = report(&format!("# A\n\ne{}\n", marks.repeat(100_000)));
        for found in report["diagnostics"].as_array().unwrap() {
            assert!(found["message"].as_str().unwrap().len() < 1_000, "{}: {found}", marks.escape_unicode());
        }
    }
    assert!(is_judged(&format!("# A\n\n{}\n", "a\u{200f} ".repeat(100_000))), "direction marks on one line");
}

#[test]
fn a_reason_of_any_length_in_place_of_rules() {
    let words = numbered(3_000, |number| format!("because{number} "));
    let note = format!("# A\n\n<!-- notelint-disable text/bom {words} text/bom -->\n");
    assert_eq!(count(&note, "suppression/unknown-rule"), 3_000);
}

#[test]
fn a_line_as_long_as_a_file_may_be() {
    let note = format!("# A\n\n{}\n", "値".repeat(5_000_000));
    assert!(is_judged(&note));
}

#[test]
fn frontmatter_without_number() {
    let keys = numbered(4_000, |number| format!("k{number}: v\n"));
    assert_eq!(count(&format!("---\n{keys}---\n\n# A\n"), "frontmatter/unknown-key"), 4_000);
    assert_eq!(
        count(&format!("---\n{}---\n\n# A\n", "a: b\n".repeat(4_000)), "frontmatter/duplicate-key"),
        3_999
    );
    let tags = vec!["a"; 9_000].join(", ");
    assert_eq!(count(&format!("---\ntags: [{tags}]\n---\n\n# A\n"), "frontmatter/duplicate-tag"), 8_999);
    // The block is empty, and lacks all four keys.
    assert_eq!(count(&"---\n".repeat(MANY), "frontmatter/missing-key"), 4);
}

/// The findings of each rule in a note whose frontmatter is `frontmatter` and has the schema `schema`.
fn found_under(schema: &Value, frontmatter: &Value) -> BTreeMap<String, usize> {
    let schema = json!({ "x-note": { "type": "t" }, "properties": { "frontmatter": schema } });
    let note = format!("---\n{frontmatter}\n---\n\n# A\n");
    let folder = collection_of("t", &schema.to_string(), &[("a.md", &note)]);
    let report = json(&run(folder.path(), ["--format", "json"]));
    assert_eq!(report["faults"], json!([]));
    let mut found = BTreeMap::new();
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        *found.entry(diagnostic["rule"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    found
}

#[test]
fn a_type_and_its_note_without_number() {
    const KEYS: usize = 3_000;
    let object =
        |prefix: &str| -> Value { (0..KEYS).map(|key| (format!("{prefix}{key}"), json!(1))).collect() };
    let names = |prefix: &str| -> Vec<String> { (0..KEYS).map(|key| format!("{prefix}{key}")).collect() };
    let each = |make: &dyn Fn(String) -> Value| -> Value {
        names("k").into_iter().map(|name| (name.clone(), make(name))).collect()
    };
    let missing = |rule: &str, count| BTreeMap::from([(rule.to_owned(), count)]);
    for (schema, value, expected) in [
        (
            json!({ "dependentRequired": each(&|name| json!([format!("no-{name}")])) }),
            object("k"),
            missing("frontmatter/missing-key", KEYS),
        ),
        (
            json!({ "dependentSchemas": each(&|name| json!({ "required": [format!("no-{name}")] })) }),
            object("k"),
            missing("frontmatter/missing-key", KEYS),
        ),
        (json!({ "required": names("no") }), object("k"), missing("frontmatter/missing-key", KEYS)),
        (
            json!({ "properties": each(&|_| json!({})), "additionalProperties": false }),
            object("no"),
            missing("frontmatter/unknown-key", KEYS),
        ),
        (
            json!({ "propertyNames": { "pattern": "^a" } }),
            object("k"),
            missing("frontmatter/invalid-value", KEYS),
        ),
        (
            json!({ "allOf": (0..KEYS).map(|more| json!({ "minProperties": KEYS + more + 1 })).collect::<Vec<_>>() }),
            object("k"),
            // Of several limits of one value, the strictest is reported.
            missing("frontmatter/invalid-value", 1),
        ),
        (
            json!({ "properties": { "t": { "allOf": names("k").iter().map(|name| json!({ "pattern": name })).collect::<Vec<_>>() } } }),
            json!({ "t": "a" }),
            missing("frontmatter/invalid-value", KEYS),
        ),
        (
            json!({ "properties": { "l": { "items": { "enum": names("value") } } } }),
            json!({ "l": names("valeu") }),
            missing("frontmatter/invalid-value", KEYS),
        ),
    ] {
        assert_eq!(found_under(&schema, &value), expected);
    }
}

#[test]
fn unknown_axes_of_a_type_with_many_do_not_each_list_them_all() {
    let names: Vec<String> = (0..2_000).map(|number| format!("axis{number:04}")).collect();
    let properties: Vec<String> = names.iter().map(|name| format!("{name}: {{ type: object }}")).collect();
    let schema = format!(
        "x-note: {{ type: t }}\nproperties: {{ sections: {{ properties: {{ rating: {{ type: object, \
         x-note: {{ heading: Rating, content: rating }}, additionalProperties: false, required: [{}], \
         properties: {{ {} }} }} }} }} }}\n",
        names.join(", "),
        properties.join(", ")
    );
    let axes = numbered(2_000, |number| format!("- **other{number:04}**: ⭐⭐⭐☆☆(x)\n"));
    let note = format!("# A\n\n## Rating\n\n{axes}");
    let folder = collection_of("t", &schema, &[("a.md", &note)]);
    let report = json(&run(folder.path(), ["--format", "json", "--select", "rating/unknown-axis"]));
    let found = report["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 2_000, "{}", report["faults"]);
    let longest = found.iter().map(|it| it["message"].as_str().unwrap().len()).max();
    assert!(longest < Some(500), "{longest:?}");
}

#[test]
fn a_list_of_many_alternatives_for_many_items_is_explained_one_by_one() {
    let names = |prefix: &str| -> Vec<String> { (0..800).map(|key| format!("{prefix}{key}")).collect() };
    let branches: Vec<Value> = names("a").iter().map(|name| json!({ "const": name })).collect();
    let schema = json!({ "properties": { "l": { "items": { "anyOf": branches } } } });
    let found = found_under(&schema, &json!({ "l": names("b") }));
    assert_eq!(found, BTreeMap::from([("frontmatter/invalid-value".to_owned(), 800)]));
}

#[test]
fn a_file_of_nothing_but_a_byte_order_mark() {
    assert_eq!(count("\u{feff}", "text/bom"), 1);
}

#[test]
fn notes_of_one_title_and_one_name_without_number() {
    const NOTES: usize = 1_500;
    let folder = collection();
    for number in 0..NOTES {
        let inside = folder.path().join(format!("{number:04}"));
        fs::create_dir(&inside).unwrap();
        let next = (number + 1) % NOTES;
        fs::write(inside.join("index.md"), format!("# Same\n\n[[{next:04}/index]] [[index]]\n")).unwrap();
    }
    let report = json(&run(folder.path(), ["--select", "vault,link", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap();
    assert!(found.iter().all(|found| found["rule"] == "vault/duplicate-title"), "{:?}", found.first());
    assert_eq!(found.len(), NOTES - 1);
}

/// A collection of pages, which may contain anything.
fn collection() -> tempfile::TempDir {
    let schema = "x-note: { type: page }\ntype: object\nproperties: { title: { type: string } }\n";
    collection_of("page", schema, &[])
}

#[test]
fn paths_of_one_end_without_number() {
    const NOTES: usize = 3_000;
    let folder = collection();
    for number in 0..NOTES {
        let inside = folder.path().join(format!("{number:04}/x"));
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("index.md"), format!("# {number}\n\n[[gone{number}/x/index]]\n")).unwrap();
    }
    let report = json(&run(folder.path(), ["--select", "link", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), NOTES);
    let is_missing =
        |found: &serde_json::Value| found["message"].as_str().unwrap().ends_with("/x/index` does not exist");
    assert!(found.iter().all(is_missing), "{}", found[1]);
}

#[test]
fn a_long_note_that_others_repeat_without_number() {
    const NOTES: usize = 1_000;
    let folder = collection();
    let long = "text\n".repeat(400_000);
    fs::write(folder.path().join("a.md"), format!("{long}\n# Same\n")).unwrap();
    for number in 0..NOTES {
        fs::write(folder.path().join(format!("b{number}.md")), "# Same\n").unwrap();
    }
    let report = json(&run(folder.path(), ["--select", "vault/duplicate-title", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), NOTES);
    assert!(found.iter().all(|found| found["related"][0]["range"]["start"]["line"] == 400_002));
}

#[test]
fn tags_of_two_spellings_without_number() {
    let schema =
        "x-note: { type: t }\nproperties: { frontmatter: { properties: { tags: { type: array } } } }\n";
    let folder = collection_of("t", schema, &[]);
    let tags = numbered(4_000, |number| format!("a{number}, A{number}, "));
    fs::write(folder.path().join("a.md"), format!("---\ntags: [{tags}]\n---\n\n# A\n")).unwrap();
    let report = json(&run(folder.path(), ["--select", "vault/tag-variant", "--format", "json"]));
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 4_000);
}

#[test]
fn aliases_without_number() {
    let folder = collection_of("t", "x-note: { type: t }\n", &[]);
    let aliases = numbered(4_000, |number| format!("name {number}, "));
    fs::write(folder.path().join("a.md"), format!("---\naliases: [{aliases}]\n---\n\n# A\n")).unwrap();
    fs::write(folder.path().join("b.md"), numbered(4_000, |number| format!("[[name {number}]]\n"))).unwrap();
    let report = json(&run(folder.path(), ["--select", "link/missing-target", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap();
    let leads_to_note =
        |found: &&Value| found["help"].as_str().is_some_and(|help| help.contains("[[a|name "));
    assert_eq!((found.len(), found.iter().filter(leads_to_note).count()), (4_000, 4_000), "{}", found[0]);
}

#[test]
fn all_findings_count_where_few_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "[a](b)\n".repeat(20_000)).unwrap();
    let run = |limit: &str| {
        run(folder.path(), ["--isolated", "--select", "link", "--max-diagnostics", limit, "--format", "json"])
    };
    for (limit, shown) in [("0", 0), ("3", 3)] {
        let output = run(limit);
        let report = json(&output);
        assert_eq!(report["diagnostics"].as_array().unwrap().len(), shown);
        assert_eq!((output.status.code(), &report["summary"]["errors"]), (Some(1), &10_000.into()));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("10000 more diagnostics not shown"), "{said}");
    }
}

/// A folder with the folders `parts`, each with half as many notes as are packed. In a fifth of them, most is wrong.
fn many(parts: &[&str]) -> tempfile::TempDir {
    let types = "types: [{ name: tech-note, files: [\"*/0*.md\"] }, { name: page, schema: page.yaml }]\n";
    let folder = collection();
    fs::write(folder.path().join("notelint.yaml"), format!("{types}rules: {{ vault: off }}\n")).unwrap();
    for part in parts {
        fs::create_dir(folder.path().join(part)).unwrap();
        for number in 0..510 {
            let note =
                format!("---\ntags: [{number}, x, x]\n---\n\n# {number}\n\nか\u{3099} \n\n[a](b) [c](d)\n");
            fs::write(folder.path().join(part).join(format!("{number:03}.md")), note).unwrap();
        }
    }
    folder
}

#[test]
fn a_run_over_many_notes_says_what_runs_over_few_say() {
    let [all, one, other] = [&["a", "b"][..], &["a"], &["b"]].map(many);
    for args in [["--format", "jsonl"], ["--fix", "--diff"]] {
        let lines = |folder: &tempfile::TempDir| {
            let printed = String::from_utf8(run(folder.path(), args).stdout).unwrap();
            let lines = printed.lines().filter(|line| !line.starts_with("{\"summary\""));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let together = lines(&all);
        assert!(together.len() > 5_000, "{args:?}: {}", together.len());
        assert!(together == [lines(&one), lines(&other)].concat(), "{args:?}");
    }
}

#[test]
fn formats_that_are_written_note_by_note_are_whole() {
    let folder = many(&["a", "b"]);
    let formats = ["json", "sarif", "gitlab", "junit", "markdown"];
    let outputs = formats.map(|format| format!("--output={format}={format}"));
    run(folder.path(), &outputs);
    let [json, sarif, gitlab, junit, markdown] =
        formats.map(|format| fs::read_to_string(folder.path().join(format)).unwrap());
    let count = |json: &str, pointer: &str| {
        let report: serde_json::Value = serde_json::from_str(json).unwrap();
        report.pointer(pointer).unwrap().as_array().unwrap().len()
    };
    let all = count(&json, "/diagnostics");
    assert!(all > 5_000, "{all}");
    assert_eq!(count(&sarif, "/runs/0/results"), all);
    assert_eq!(count(&gitlab, ""), all);
    assert_eq!(junit.matches("<failure").count(), all);
    assert!(markdown.contains(&format!("<summary>{all} diagnostics</summary>")));
}
