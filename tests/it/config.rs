//! `notelint.yaml`: every fault at once and at its place; which settings hold for which note.

use std::{fs, path::Path};

use crate::support::{expect_file, folder, json, run};
use notelint::{
    config::{self, Subject},
    diagnostic::Severity,
    rules::{RuleSet, Selection, Selector},
};

/// The faults of a configuration, one a line.
fn faults(text: &str) -> String {
    let describe = |fault: notelint::diagnostic::Fault| {
        let range = fault.range.expect("a fault has its place");
        let (start, end) = (range.start, range.end);
        let help = fault.help.map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{}-{}:{} {}{help}\n", start.line, start.column, end.line, end.column, fault.message)
    };
    config::read(text).expect_err("a faulty configuration").into_iter().map(describe).collect()
}

#[test]
fn every_fault_is_found_at_once_and_at_its_place() {
    let text = r#"exlude: ["README.md"]
types:
  - name: tech-note
    file: ["notes/*.md"]
  - schema: a.json
  - name: tech-note
rules:
  rating/rnge: error
  rating/range: eror
  swot: { style: lf }
  schema/violation: { severty: error }
overrides:
  - rules: { swat: off }
  - files: "drafts/**"
"#;
    assert_eq!(
        faults(text),
        "\
1:1-1:7 unknown key `exlude` in the configuration (did you mean `exclude`?)
4:5-4:9 unknown key `file` in item 1 of `types` (did you mean `files`?)
5:5-5:5 missing key `name` in item 2 of `types`
6:11-6:20 duplicate type `tech-note` (list all globs of the type under one entry)
8:3-8:14 unknown rule or group `rating/rnge` (did you mean `rating/range`?)
9:17-9:21 `rating/range` is `eror`, expected `off`, `info`, `warning` or `error` (did you mean `error`?)
10:11-10:16 unknown option `style` of the group `swot` (set the options of one of its rules)
11:23-11:30 unknown option `severty` of `schema/violation` (did you mean `severity`?)
13:5-13:5 missing key `files` or `when` in item 1 of `overrides` (move the settings to `rules` if they are for all notes)
13:14-13:18 unknown rule or group `swat` (did you mean `swot`?)
14:12-14:23 `files` is a string, expected a list (write `[\"drafts/**\"]`)
"
    );
}

#[test]
fn values_of_the_wrong_kind_say_what_was_expected() {
    assert_eq!(faults("- a\n"), "1:1-1:4 the configuration is a list, expected a mapping\n");
    assert_eq!(faults("rules: 3\n"), "1:8-1:9 `rules` is `3`, expected a mapping\n");
    assert_eq!(faults("exclude: [[a]]\n"), "1:11-1:14 item 1 of `exclude` is a list, expected a string\n");
    assert_eq!(
        faults("rules: { rating/range: [error], swot: 1, link: {severity: {}} }\n"),
        "1:24-1:31 `rating/range` is a list, expected a severity or a mapping\n\
         1:39-1:40 `swot` is `1`, expected `off`, `info`, `warning` or `error`\n\
         1:59-1:61 `severity` is a mapping, expected `off`, `info`, `warning` or `error`\n"
    );
}

#[test]
fn a_misspelt_option_or_key_is_one_fault_that_names_what_there_is() {
    assert_eq!(
        faults("rules:\n  text/line-endings: { style: cr }\n  rating/style: { form: 1 }\n"),
        "2:31-2:33 `style` is `cr`, expected `auto`, `lf` or `crlf`\n\
         3:19-3:23 unknown option `form` of `rating/style` (expected `severity`)\n"
    );
    assert_eq!(
        faults("overrides:\n  - file: [a.md]\n"),
        "2:5-2:9 unknown key `file` in item 1 of `overrides` (did you mean `files`?)\n"
    );
}

#[test]
fn every_option_of_a_rule_that_is_wrong_is_a_fault() {
    let text = "\
rules:
  structure/section-unknown: { alow: [a], allow: b }
  structure/placeholder:
    severity: warn
    texts:
      - [c]
      - d
      - {}
  suppression/unused: { style: lf }
overrides:
  - files: [e.md]
    rules:
      text/line-endings: { style: [lf], styles: lf }
";
    assert_eq!(
        faults(text),
        "\
2:32-2:36 unknown option `alow` of `structure/section-unknown` (did you mean `allow`?)
2:50-2:51 `allow` is a string, expected a list (write `[\"b\"]`)
4:15-4:19 `severity` is `warn`, expected `off`, `info`, `warning` or `error`
6:9-6:12 item 1 of `texts` is a list, expected a string
8:9-8:11 item 3 of `texts` is a mapping, expected a string
9:25-9:30 unknown option `style` of `suppression/unused` (expected `severity`)
13:35-13:39 `style` is a list, expected `auto`, `lf` or `crlf`
13:41-13:47 unknown option `styles` of `text/line-endings` (did you mean `style`?)
"
    );
}

#[test]
fn each_glob_that_is_wrong_is_a_fault() {
    assert_eq!(
        faults(
            "exclude: ['a[', 'b{c', 'd}', '[z-a]', 'e\\', 'f\\**', ok]\ntypes: [{ name: a, files: ['f['] }]\n"
        ),
        "\
1:11-1:15 `a[` is not a glob: `[` is not closed
1:17-1:22 `b{c` is not a glob: `{` is not closed
1:24-1:28 `d}` is not a glob: `}` without `{`
1:30-1:37 `[z-a]` is not a glob: the range `z-a` is reversed
1:39-1:43 `e\\` is not a glob: `\\` does not separate folders (expected `/`)
1:45-1:51 `f\\**` is not a glob: `\\` does not separate folders (expected `/`, or `[*]` for the character `*`)
2:28-2:32 `f[` is not a glob: `[` is not closed
"
    );
}

#[test]
fn numbers_and_booleans_are_names_and_globs_as_written() {
    let config = config::read(
        "exclude: [0x10, 2024, true, &y 1_0, *y]\ntypes: [{ name: 007, schema: 1.0, files: [&n 3.10, *n] }]\n",
    );
    let config = config.unwrap();
    assert_eq!(config.exclude.globs(), ["0x10", "2024", "true", "1_0", "1_0"]);
    let entry = &config.types.as_ref().unwrap()[0];
    assert_eq!((entry.name.value.as_str(), entry.schema.as_ref().unwrap().value.as_str()), ("007", "1.0"));
    assert_eq!(entry.files.as_ref().unwrap().globs(), ["3.10", "3.10"]);
}

#[test]
fn an_alias_has_the_faults_of_its_anchor_at_its_own_place() {
    assert_eq!(
        faults(
            "rules: &r { swat: off }\noverrides: [{ files: [a], rules: *r }, { files: &f 1, rules: {} }, *f]\n"
        ),
        "\
1:13-1:17 unknown rule or group `swat` (did you mean `swot`?)
2:34-2:36 unknown rule or group `swat` (did you mean `swot`?)
2:52-2:53 `files` is `1`, expected a list
2:68-2:70 item 3 of `overrides` is `1`, expected a mapping
"
    );
}

#[test]
fn null_is_absent_where_a_key_has_a_value_and_wrong_where_a_list_has_an_item() {
    let config =
        config::read("types: [{ name: a, schema: ~, files: }]\nrules: { link: ~, text/bom: null }\n");
    let config = config.unwrap();
    let entry = &config.types.as_ref().unwrap()[0];
    assert!(entry.schema.is_none() && entry.files.is_none());
    assert_eq!(
        faults(
            "exclude: [~, a]\ntypes: [null]\noverrides: [{ files: ~ }]\nrules: { text/line-endings: { style: ~, severity: } }\n"
        ),
        "\
1:11-1:12 item 1 of `exclude` is `null`, expected a string
2:9-2:13 item 1 of `types` is `null`, expected a mapping
3:15-3:20 `files` is empty (write a list of globs, or delete the key)
"
    );
}

#[test]
fn an_option_of_an_override_wins_and_the_others_stay() {
    let config = "types: [{ name: page, schema: page.yaml }]\n\
        rules: { text/line-endings: { style: crlf } }\n\
        overrides:\n\
        - { files: [a.md], rules: { text/line-endings: { severity: error, style: } } }\n\
        - { files: [b.md], rules: { text/line-endings: { style: lf } } }\n";
    let notes = [("a.md", "# A\n"), ("b.md", "# B\n"), ("c.md", "# C\n")];
    let folder = folder(&[&notes[..], &[("notelint.yaml", config), ("page.yaml", TYPE)]].concat());
    let report = json(&run(folder.path(), [".", "--format", "json"]));
    let found: Vec<String> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| format!("{} {} {}", found["path"], found["rule"], found["severity"]))
        .collect();
    let line = |path: &str, severity: &str| format!(r#""{path}" "text/line-endings" "{severity}""#);
    assert_eq!(found, [line("a.md", "error"), line("c.md", "warning")]);
}

#[test]
fn a_duplicate_key_is_a_fault() {
    assert_eq!(faults("rules:\nrules:\n"), "2:1-2:6 duplicate key `rules`\n");
}

#[test]
fn text_that_is_not_yaml_is_one_fault() {
    assert_eq!(faults("rules: {text: off\n").lines().count(), 1);
}

#[test]
fn an_empty_configuration_is_the_default() {
    for text in ["", "# nothing yet\n", "rules:\ntypes:\nexclude:\noverrides:\n"] {
        let config = config::read(text).unwrap();
        assert!(config.types.is_none() && config.overrides.is_empty(), "{text}");
    }
}

/// The severity that `rule` has for the note at `path`.
fn severity(config: &str, path: &str, rule: &str, selection: &Selection) -> Option<Severity> {
    let config = config::read(config).unwrap();
    let note = Subject::new(path, &|| None);
    let rules = RuleSet::new(&config.layers(&config.overrides_of(&note)), selection);
    let Selector::Rule(id) = Selector::parse(rule).unwrap() else { panic!("{rule} is a group") };
    rules.severity(id)
}

fn configured(config: &str, path: &str, rule: &str) -> Option<Severity> {
    severity(config, path, rule, &Selection::default())
}

#[test]
fn a_rule_wins_over_its_group_wherever_it_stands() {
    let config = "rules: { rating/range: error, rating: off }";
    assert_eq!(configured(config, "a.md", "rating/range"), Some(Severity::Error));
    assert_eq!(configured(config, "a.md", "rating/style"), None);
    let config = "rules: { rating/range: info }\noverrides: [{ files: ['*'], rules: { rating: error } }]";
    assert_eq!(configured(config, "a.md", "rating/range"), Some(Severity::Info));
}

#[test]
fn a_later_override_wins_over_an_earlier_one() {
    let config = "rules: { swot: off }\noverrides:\n\
        - { files: ['drafts/**'], rules: { swot: info } }\n\
        - { files: ['drafts/old/*'], rules: { swot: warning } }\n";
    assert_eq!(configured(config, "a.md", "swot/empty"), None);
    assert_eq!(configured(config, "drafts/a.md", "swot/empty"), Some(Severity::Info));
    assert_eq!(configured(config, "drafts/old/a.md", "swot/empty"), Some(Severity::Warning));
    assert_eq!(configured(config, "drafts/old/b/a.md", "swot/empty"), Some(Severity::Info));
}

#[test]
fn a_group_stands_for_its_rules_that_are_on_by_default() {
    assert_eq!(configured("rules: { link: error }", "a.md", "link/insecure"), None);
    let by_name = configured("rules: { link/insecure: error }", "a.md", "link/insecure");
    assert_eq!(by_name, Some(Severity::Error));
    let by_options = configured("rules: { link/insecure: {} }", "a.md", "link/insecure");
    assert_eq!(by_options, Some(Severity::Warning));
}

#[test]
fn select_runs_exactly_what_it_names_and_ignore_wins_over_all() {
    let select = |names: &[&str], ignored: &[&str]| Selection {
        select: Some(names.iter().map(|name| Selector::parse(name).unwrap()).collect()),
        ignore: ignored.iter().map(|name| Selector::parse(name).unwrap()).collect(),
    };
    let all_off = "rules: { link: off, rating/range: info }";
    let selected = |rule, selection| severity(all_off, "a.md", rule, &selection);
    assert_eq!(selected("link/invalid-url", select(&["link"], &[])), Some(Severity::Error));
    assert_eq!(selected("link/insecure", select(&["link"], &[])), None);
    assert_eq!(selected("link/insecure", select(&["link/insecure"], &[])), Some(Severity::Warning));
    assert_eq!(selected("rating/range", select(&["rating"], &[])), Some(Severity::Info));
    assert_eq!(selected("rating/range", select(&["link"], &[])), None);
    assert_eq!(selected("link/invalid-url", select(&["link/invalid-url"], &["link"])), None);
}

#[test]
fn the_first_type_that_matches_takes_a_note() {
    let config = "types:\n\
        - { name: a, files: ['notes/T*.md'] }\n\
        - { name: b }\n\
        - { name: c, files: ['notes/*.md'] }\n";
    let config = config::read(config).unwrap();
    let type_of = |path| config.type_of(&Subject::new(path, &|| None));
    assert_eq!((type_of("notes/T1.md"), type_of("notes/x.md")), (Some(0), Some(1)));
    let config = config::read("types: [{ name: a, files: ['a/*'] }]").unwrap();
    assert_eq!(config.type_of(&Subject::new("b/x.md", &|| None)), None);
}

#[test]
fn the_schema_of_the_configuration_is_as_generated() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/config.schema.json");
    let schema = serde_json::to_string_pretty(&config::schema()).unwrap() + "\n";
    expect_file(&path, schema.as_bytes()).unwrap_or_else(|diff| panic!("{diff}"));
}

#[test]
fn the_schema_knows_the_keys_that_are_read() {
    let schema = config::schema();
    let accepts = |config: &str| {
        let value: serde_json::Value = serde_yaml::from_str(config).unwrap();
        jsonschema::validator_for(&schema).unwrap().is_valid(&value)
    };
    for (config, valid) in [
        ("{}", true),
        ("exclude: [a]\ntypes: [{name: a, schema: b, files: [c]}]\nrules: {link: off}", true),
        ("overrides: [{files: [a], rules: {rating/range: {severity: info}}}]", true),
        ("exlude: [a]", false),
        ("types: [{schema: b}]", false),
        ("types: [{name: a, place: b}]", false),
        ("overrides: [{rules: {}}]", false),
        ("rules: {links: off}", false),
        ("rules: {link: on}", false),
        ("rules: {link: {style: lf}}", false),
    ] {
        assert_eq!(accepts(config), valid, "{config}");
        assert_eq!(config::read(config).is_ok(), valid, "{config}");
    }
}

const TYPE: &str = "x-note: { type: page }\ntype: object\n";
const CONFIG: &str = "types: [{ name: page, schema: page.yaml }]\nexclude: ['out/**']\n";

fn summary(folder: &Path, arguments: &[&str]) -> (u64, u64) {
    let report = json(&run(folder, arguments.iter().chain(&["--format", "json"])));
    assert_eq!(report["faults"], serde_json::json!([]));
    let count = |key: &str| report["summary"][key].as_u64().unwrap();
    (count("files"), count("skipped"))
}

#[test]
fn each_note_has_its_nearest_configuration() {
    let none = "types: []\n";
    let folder = folder(&[
        ("notelint.yaml", none),
        ("a.md", ""),
        ("sub/notelint.yaml", CONFIG),
        ("sub/page.yaml", TYPE),
        ("sub/deep/b.md", ""),
        ("sub/out/c.md", ""),
    ]);
    assert_eq!(summary(folder.path(), &["."]), (1, 1));
    assert_eq!(summary(&folder.path().join("sub/deep"), &["."]), (1, 0));
    assert_eq!(summary(folder.path(), &["--config", "notelint.yaml", "."]), (0, 3));
    assert_eq!(summary(folder.path(), &["--isolated", "."]), (3, 0));
}

#[test]
fn a_configuration_in_an_excluded_folder_changes_nothing() {
    let folder = folder(&[
        ("notelint.yaml", CONFIG),
        ("page.yaml", TYPE),
        ("a.md", ""),
        ("out/notelint.yaml", "rules: { no-such-rule: off }"),
        ("out/b.md", ""),
    ]);
    assert_eq!(summary(folder.path(), &["."]), (1, 0));
}

#[test]
fn what_is_excluded_is_linted_where_it_is_named_unless_that_is_forbidden() {
    let folder = folder(&[("notelint.yaml", CONFIG), ("page.yaml", TYPE), ("out/a.md", "")]);
    assert_eq!(summary(folder.path(), &["."]), (0, 0));
    assert_eq!(summary(folder.path(), &["out/a.md"]), (1, 0));
    assert_eq!(summary(folder.path(), &["out/a.md", "--force-exclude"]), (0, 0));
}

#[test]
fn faults_of_configuration_and_schema_stop_the_run_with_exit_code_2() {
    for (config, place) in [
        ("rules: { no-such-rule: off }\n", "notelint.yaml"),
        ("types: [{ name: page, schema: gone.yaml }]\n", "notelint.yaml"),
        ("types: [{ name: tech-notes }]\n", "notelint.yaml"),
        ("types: [{ name: page, schema: broken.yaml }]\n", "broken.yaml"),
        ("types: [{ name: leaf, schema: page.yaml }]\n", "notelint.yaml"),
    ] {
        let folder = folder(&[
            ("page.yaml", TYPE),
            ("notelint.yaml", config),
            ("broken.yaml", "x-note: {\n"),
            ("a.md", ""),
        ]);
        let output = run(folder.path(), ["a.md", "--format", "json"]);
        assert_eq!(output.status.code(), Some(2), "{config}");
        let report = json(&output);
        assert_eq!(report["faults"][0]["path"], place, "{config}");
        assert_eq!(report["summary"]["files"], 0, "{config}");
    }
}

#[test]
fn a_folder_without_notes_is_said_and_no_error() {
    let folder = folder(&[("a.txt", "")]);
    let output = run(folder.path(), ["."]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no notes found in `.`"));
}

#[test]
fn a_configuration_is_read_before_there_are_notes() {
    for (config, place) in [
        ("flies: []\n", "notelint.yaml"),
        ("types:\n  - { name: page, schema: broken.yaml, files: [a.md] }\n", "broken.yaml"),
    ] {
        let folder = folder(&[("notelint.yaml", config), ("broken.yaml", "x-note: {\n"), ("sub/a.txt", "")]);
        for path in [".", "sub"] {
            let output = run(folder.path(), [path, "--format", "json"]);
            assert_eq!(output.status.code(), Some(2), "{config} {path}");
            assert_eq!(json(&output)["faults"][0]["path"], place, "{config} {path}");
        }
    }
}

#[test]
fn a_note_with_too_many_faults_shows_some_and_says_how_many_more() {
    let folder = folder(&[("notelint.yaml", CONFIG), ("page.yaml", TYPE)]);
    fs::write(folder.path().join("a.md"), "# A\n\n".to_owned() + &"https:/x\n".repeat(12_345)).unwrap();
    let output = run(folder.path(), ["a.md", "--format", "json", "--select", "link/invalid-url"]);
    assert_eq!(json(&output)["summary"]["errors"], 10_000);
    assert!(String::from_utf8_lossy(&output.stderr).contains("2345 more diagnostics not shown"));
}

#[test]
fn without_a_configuration_the_notes_of_the_working_directory_are_known() {
    let text = "# T1-1-1 潮\n\nT1-1-2、T1-1-3、[[T1-1-2 波]]、[[川]]\n";
    let folder = folder(&[("a/T1-1-1 潮.md", text), ("a/T1-1-2 波.md", "# T1-1-2 波\n")]);
    let said_in = |folder: &Path, arguments: &[&str]| {
        let rules = ["--select", "link/missing-target,vault/unresolved-reference", "--format", "json"];
        let report = json(&run(folder, arguments.iter().chain(&rules)));
        let messages =
            report["diagnostics"].as_array().unwrap().iter().map(|said| said["message"].to_string());
        messages.collect::<Vec<_>>()
    };
    let missing = "\"note or file `川` does not exist\"";
    let unresolved = "\"no note has the id `T1-1-3`\"";
    let said = |arguments: &[&str]| said_in(folder.path(), arguments);
    assert_eq!(said(&["a/T1-1-1 潮.md"]), [unresolved, missing]);
    assert_eq!(said(&["a"]), [unresolved, missing]);
    assert_eq!(said(&["a/T1-1-1 潮.md", "a"]), [unresolved, missing]);
    // Elsewhere, only the notes that were named are known: nothing is said of others.
    let other = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let said_elsewhere = |name: &str| said_in(other.path(), &[&path(name)]);
    assert_eq!(said_elsewhere("a/T1-1-1 潮.md"), [missing]);
    assert_eq!(said_elsewhere("a"), [unresolved, missing]);
    fs::write(folder.path().join("notelint.yaml"), "").unwrap();
    assert_eq!(said(&["a/T1-1-1 潮.md"]), [unresolved, missing]);
}

#[test]
fn globs_that_take_no_note_are_said_where_the_whole_collection_is_looked_at() {
    let types = "types: [{ name: tech-note, files: ['*.md'] }, { name: meeting, schema: m.yaml, files: [meetings] }]\n\
                 overrides: [{ files: ['old/*.md'], rules: { text: off } }, { files: ['a*'], rules: { link: off } }]\n";
    let schema = "x-note: { type: meeting }\ntype: object\n";
    let folder = folder(&[
        ("notelint.yaml", types),
        ("m.yaml", schema),
        ("a.md", "# A\n"),
        ("meetings/b.md", "# B\n"),
    ]);
    let said = |arguments: &[&str]| {
        let output = run(folder.path(), arguments.iter().chain(&["--exit-zero"]));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let whole = said(&[]);
    assert!(whole.contains("`files` of type `meeting` matches no notes"), "{whole}");
    assert!(whole.contains("write `meetings/**`"), "{whole}");
    assert!(whole.contains("`files` of override 1 matches no notes"), "{whole}");
    assert!(!whole.contains("override 2") && !whole.contains("`tech-note`"), "{whole}");
    for some in [&["a.md"][..], &["meetings"], &["--type", "tech-note"], &["--isolated"]] {
        assert!(!said(some).contains("matches no notes"), "{some:?}");
    }
}

#[test]
fn a_run_that_skips_everything_says_why() {
    let types = "types: [{ name: tech-note, files: ['notes/*.md'] }]\n";
    let folder = folder(&[("notelint.yaml", types), ("a.md", "# A\n")]);
    let output = run(folder.path(), ["check"]);
    assert_eq!(output.status.code(), Some(0));
    let all = String::from_utf8_lossy(&output.stdout);
    assert!(all.contains("1 skipped: no matching note type, see `types` in notelint.yaml"), "{all}");
}

#[test]
fn a_configuration_of_another_name_is_said_not_to_be_read() {
    let hint = "ignored: the configuration file must be named";
    for name in ["notelint.yml", ".notelint.yaml"] {
        let folder = folder(&[(name, "rules: { text: off }\n"), ("a.md", "# A\n")]);
        let said = |arguments: &[&str]| {
            let output = run(folder.path(), arguments);
            String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert!(said(&["check"]).contains(hint) && said(&["check"]).contains(name));
        assert!(!said(&["check", "--isolated"]).contains(hint));
        fs::write(folder.path().join("notelint.yaml"), "").unwrap();
        assert!(!said(&["check"]).contains(hint));
    }
}
