//! `when`: types and overrides by frontmatter.

use std::{path::Path, sync::Arc};

use notelint::{Options, OsFileSystem, Overlay, Safety, Workspace, config};

use crate::support::{folder, json, run, write};

const ANY: &str = "x-note: { type: NAME }\ntype: object\nproperties: { sections: { type: object } }\n";

/// The schema of a type that requires the section `heading`.
fn requiring(name: &str, heading: &str) -> String {
    format!(
        "x-note: {{ type: {name} }}\ntype: object\nrequired: [sections]\nproperties:\n  sections:\n    type: object\n    \
         required: [a]\n    properties: {{ a: {{ type: string, x-note: {{ heading: {heading} }} }} }}\n"
    )
}

/// Whether a note with `frontmatter` is of a type with `when`.
fn is_of(when: &str, frontmatter: &str) -> bool {
    let config = format!("types: [{{ name: t, schema: t.yaml, when: {when} }}]\n");
    let note = format!("{frontmatter}\n# A\n");
    let files = [("notelint.yaml", &*config), ("t.yaml", &ANY.replace("NAME", "t")), ("a.md", &*note)];
    let shown = run(folder(&files).path(), ["--show-files"]);
    assert!(shown.status.success(), "{when}: {}", String::from_utf8_lossy(&shown.stderr));
    String::from_utf8_lossy(&shown.stdout).contains("a.md: t\n")
}

#[test]
fn each_key_must_have_one_of_its_values() {
    for (when, frontmatter, matches) in [
        ("{ kind: adr }", "---\nkind: adr\n---\n", true),
        ("{ kind: adr }", "---\nkind: ADR\n---\n", false),
        ("{ kind: adr }", "---\nkind: [x, adr]\n---\n", true),
        ("{ kind: adr }", "---\nkind: { adr: adr }\n---\n", false),
        ("{ kind: adr }", "---\nkind:\n---\n", false),
        ("{ kind: adr }", "", false),
        ("{ n: 1 }", "---\nn: 1\n---\n", true),
        ("{ n: 1 }", "---\nn: 1.0\n---\n", true),
        ("{ n: 1 }", "---\nn: \"1\"\n---\n", false),
        ("{ n: \"1\" }", "---\nn: 1\n---\n", false),
        ("{ draft: true }", "---\ndraft: true\n---\n", true),
        ("{ draft: true }", "---\ndraft: \"true\"\n---\n", false),
        ("{ kind: [adr, rfc] }", "---\nkind: rfc\n---\n", true),
        ("{ kind: [adr, rfc] }", "---\nkind: eip\n---\n", false),
        ("{ kind: adr, status: open }", "---\nkind: adr\n---\n", false),
        ("{ kind: adr, status: open }", "---\nstatus: open\nkind: adr\n---\n", true),
        ("{ a.b: x }", "---\na: { b: x }\n---\n", true),
        ("{ a.b: x }", "---\na.b: x\n---\n", true),
        ("{ a.b: x }", "---\na: { b: { c: x } }\n---\n", false),
        ("{ a.b.c: x }", "---\na: { b.c: x }\n---\n", true),
        ("{ up: '[[Home]]' }", "---\nup: ['[[Home]]', '[[Other]]']\n---\n", true),
        ("{ kind: ガ }", "---\nkind: カ\u{3099}\n---\n", true),
    ] {
        assert_eq!(is_of(when, frontmatter), matches, "{when} and {frontmatter}");
    }
}

#[test]
fn a_schema_is_that_of_path_and_frontmatter() {
    let old =
        "{ schema: { properties: { frontmatter: { required: [n], properties: { n: { maximum: 3 } } } } } }";
    assert!(is_of(old, "---\nn: 3\n---\n"));
    assert!(!is_of(old, "---\nn: 4\n---\n"));
    let without = "{ schema: { not: { required: [frontmatter] } } }";
    assert!(is_of(without, "") && !is_of(without, "---\nn: 4\n---\n"));
    let path = "{ schema: { properties: { path: { pattern: '^a' } } } }";
    assert!(is_of(path, ""));
    assert!(!is_of("{ n: 1, schema: { required: [frontmatter] } }", "---\nn: 2\n---\n"));
}

#[test]
fn a_schema_may_be_a_file_and_its_faults_are_found() {
    let config = "types:\n  - name: t\n    schema: t.yaml\n    when: { schema: when.json }\n";
    let folder = folder(&[
        ("notelint.yaml", config),
        ("t.yaml", &ANY.replace("NAME", "t")),
        (
            "when.json",
            "{ \"properties\": { \"frontmatter\": { \"required\": [\"a\"] } }, \"required\": [\"frontmatter\"] }",
        ),
        ("a.md", "---\na: 1\n---\n\n# A\n"),
        ("b.md", "---\nb: 1\n---\n\n# B\n"),
    ]);
    let said = || {
        let output = run(folder.path(), ["--show-files"]);
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    assert_eq!(said(), "a.md: t\nb.md: skipped, no matching note type\n");
    write(folder.path(), &[("when.json", "{ \"requird\": [\"frontmatter\"] }")]);
    assert!(said().contains("when.json:1:3") && said().contains("requird"), "{}", said());
    let inline =
        "types:\n  - name: t\n    schema: t.yaml\n    when:\n      schema:\n        minProperties: x\n";
    write(folder.path(), &[("notelint.yaml", inline)]);
    assert!(said().contains("notelint.yaml:6:24"), "{}", said());
    write(folder.path(), &[("notelint.yaml", &config.replace("when.json", "no.json"))]);
    assert!(
        said().contains("the schema `no.json` of `when` ") && said().contains("notelint.yaml:4:21"),
        "{}",
        said()
    );
}

#[test]
fn what_can_never_match_is_a_fault() {
    let fault = |when: &str| {
        let faults = config::read(&format!("types: [{{ name: t, when: {when} }}]\n")).unwrap_err();
        faults
            .iter()
            .map(|fault| format!("{} {}", fault.range.unwrap().start.column, fault.message))
            .collect::<Vec<_>>()
    };
    assert_eq!(fault("{}"), ["20 `when` is empty"]);
    assert_eq!(fault("~"), ["20 `when` is empty"]);
    assert_eq!(fault("adr"), ["26 `when` is a string, expected a mapping"]);
    assert_eq!(fault("[adr]"), ["26 `when` is a list, expected a mapping"]);
    assert_eq!(
        fault("{ a: ~, b: [], c: [[x], ~] }"),
        [
            "31 `a` is null, which matches no note",
            "37 `b` is an empty list, which matches no note",
            "45 an item of `c` is a list, expected a value",
            "50 an item of `c` is null, which matches no note",
        ]
    );
    let nested = "`a` is a mapping, expected a value or a list (write `a.b: …` for a key in it)";
    assert_eq!(fault("{ a: { b: c, d: e } }"), [format!("31 {nested}")]);
    for (schema, kind) in [("3", "`3`"), ("true", "`true`"), ("[a]", "a list"), ("~", "`null`")] {
        let message = format!("36 `schema` is {kind}, expected a JSON Schema or the path of its file");
        assert_eq!(fault(&format!("{{ schema: {schema} }}")), [message]);
    }
}

#[test]
fn the_first_type_whose_files_and_when_both_match_takes_a_note() {
    let config = "types:\n\
        - { name: adr, schema: adr.yaml, files: ['notes/**'], when: { kind: adr } }\n\
        - { name: rfc, schema: rfc.yaml, when: { kind: [adr, rfc] } }\n\
        - { name: rest, schema: rest.yaml }\n\
        overrides: [{ when: { status: draft }, rules: { structure: warning } }]\n";
    let folder = folder(&[
        ("notelint.yaml", config),
        ("adr.yaml", &requiring("adr", "Context")),
        ("rfc.yaml", &requiring("rfc", "Motivation")),
        ("rest.yaml", &ANY.replace("NAME", "rest")),
        ("notes/a.md", "---\nkind: adr\n---\n\n# A\n"),
        ("notes/b.md", "---\nkind: adr\nstatus: draft\n---\n\n# B\n"),
        ("c.md", "---\nkind: adr\n---\n\n# C\n"),
        ("d.md", "# D\n"),
    ]);
    let found = json(&run(folder.path(), ["--format", "json"]));
    let found = found["diagnostics"].as_array().unwrap().iter();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found: Vec<_> =
        found.map(|it| (word(&it["path"]), word(&it["type"]), word(&it["severity"]))).collect();
    let line =
        |path: &str, name: &str, severity: &str| (path.to_owned(), name.to_owned(), severity.to_owned());
    let expected = [
        line("c.md", "rfc", "error"),
        line("notes/a.md", "adr", "error"),
        line("notes/b.md", "adr", "warning"),
    ];
    assert_eq!(found, expected);
    let settings = String::from_utf8(run(folder.path(), ["--show-settings"]).stdout).unwrap();
    for line in [
        "  type        adr: `files` `notes/**` and `when` `kind: adr` (notelint.yaml:2)\n",
        "  override    1: `when` `status: draft` (notelint.yaml:5)\n",
        "  type        rfc: `when` `kind: [adr, rfc]` (notelint.yaml:3)\n",
        "  type        rest: no earlier type takes it (notelint.yaml:4)\n",
    ] {
        assert!(settings.contains(line), "{line}{settings}");
    }
}

const ADR: &str = "types: [{ name: adr, schema: adr.yaml, files: ['notes/**'], when: { kind: adr } }]\n";

/// A collection whose only type is chosen by `kind: adr`, with `notes`.
fn decisions(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(&[("notelint.yaml", ADR), ("adr.yaml", &requiring("adr", "Context"))]);
    write(folder.path(), notes);
    folder
}

fn rules(folder: &Path) -> Vec<String> {
    let report = json(&run(folder, ["--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap().iter();
    found
        .map(|it| format!("{} {} {}", it["path"].as_str().unwrap(), it["rule"].as_str().unwrap(), it["type"]))
        .collect()
}

#[test]
fn lines_of_frontmatter_that_cannot_be_read_count_and_it_is_reported_in_any_case() {
    let folder = decisions(&[
        ("notes/a.md", "---\nkind: adr\ntitle: a: b\n---\n\n# A\n"),
        ("notes/b.md", "---\nkind: rfc\ntitle: a: b\n---\n\n# B  \n"),
        ("notes/c.md", "----\nkind: rfc\n----\n\n# C\n"),
        ("notes/d.md", "---\nkind: rfc\n\n# D\n"),
        ("notes/e.md", "---\nkind: rfc\n---\n\n# E  \n"),
        // It could be of no type, whatever its frontmatter is.
        ("f.md", "---\nkind: adr\ntitle: a: b\n---\n\n# F\n"),
    ]);
    assert_eq!(
        rules(folder.path()),
        [
            "notes/a.md frontmatter/syntax \"adr\"",
            "notes/a.md structure/section-missing \"adr\"",
            "notes/b.md frontmatter/syntax null",
            "notes/c.md frontmatter/fence null",
            "notes/d.md frontmatter/unclosed null",
        ]
    );
    let summary = &json(&run(folder.path(), ["--format", "json"]))["summary"];
    assert_eq!((&summary["files"], &summary["skipped"]), (&1.into(), &5.into()));
    let said = String::from_utf8(run(folder.path(), ["--select", "text"]).stdout).unwrap();
    assert!(said.contains("1 note checked (5 skipped: no matching note type): no problems found"), "{said}");
}

#[test]
fn a_type_that_takes_no_note_is_a_notice() {
    let config = "types:\n- { name: a, schema: a.yaml, when: { kind: b } }\n\
        - { name: b, schema: b.yaml, files: ['n/**'], when: { kind: b } }\n\
        - { name: c, schema: c.yaml }\n- { name: d, schema: d.yaml }\n\
        overrides: [{ when: { kind: b }, rules: {} }]\n";
    let mut files =
        vec![("notelint.yaml".to_owned(), config.to_owned()), ("n.md".to_owned(), "# N\n".to_owned())];
    files.extend(["a", "b", "c", "d"].map(|name| (format!("{name}.yaml"), ANY.replace("NAME", name))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let said = String::from_utf8(run(folder(&files).path(), ["check"]).stderr).unwrap();
    // Lines are wrapped.
    let said = said.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ");
    for notice in [
        "`when` of type `a` matches no notes",
        "`files` and `when` of type `b` match no notes together",
        "type `d` takes no notes: `c` takes all that are left",
        "`when` of override 1 matches no notes",
    ] {
        assert!(said.contains(notice), "{notice}: {said}");
    }
    assert!(!said.contains("type `c`"), "{said}");
}

/// An open workspace with a type by `kind: adr`, and two notes that link to each other.
fn workspace() -> Workspace {
    let files = Overlay::in_memory("/w");
    files.insert("/w/notelint.yaml", ADR);
    files.insert("/w/adr.yaml", requiring("adr", "Context").as_str());
    files.insert("/w/notes/a.md", "---\nkind: adr\n---\n\n# A\n\n## Context\n\n[b](b.md#b)\n");
    files.insert("/w/notes/b.md", "---\nkind: rfc\n---\n\n# B\n");
    Workspace::open(Options::default(), Arc::new(files)).unwrap()
}

#[test]
fn a_note_whose_text_changes_may_change_its_type() {
    let mut workspace = workspace();
    let note = Path::new("notes/b.md");
    let rules = |workspace: &mut Workspace| -> Vec<String> {
        let reports = workspace.check_all();
        let found = reports.iter().flat_map(|report| report.diagnostics.iter().map(move |it| (report, it)));
        found.map(|(report, it)| format!("{} {}", report.path, it.diagnostic.rule)).collect()
    };
    assert!(workspace.check(note).unwrap().note_type.is_none());
    assert_eq!(rules(&mut workspace), [""; 0]);
    workspace.update(note, "---\nkind: adr\n---\n\n# B\n").unwrap();
    assert_eq!(workspace.check(note).unwrap().note_type.unwrap().name, "adr");
    assert_eq!(rules(&mut workspace), ["notes/b.md structure/section-missing"]);
    workspace.update(note, "---\nkind: rfc\n---\n\n# C\n").unwrap();
    assert!(workspace.check(note).unwrap().note_type.is_none());
    assert_eq!(rules(&mut workspace), ["notes/a.md link/missing-target"]);
    // The only typed note loses its type: no rule about the collection is left.
    workspace.update(Path::new("notes/a.md"), "# A  \n").unwrap();
    assert_eq!(rules(&mut workspace), [""; 0]);
    workspace.update(note, "---\nkind: adr\n---\n\n# B\n\n## Context\n\n[x](x.md)\n").unwrap();
    assert_eq!(rules(&mut workspace), ["notes/b.md link/missing-target"]);
}

#[test]
fn a_note_that_a_fix_makes_readable_is_checked_under_its_type() {
    let note = "---\ntags: [@heat, pump]\n---\n\n# A\n";
    let folder = folder(&[
        ("notelint.yaml", "types: [{ name: adr, schema: adr.yaml, when: { tags: pump } }]\n"),
        ("adr.yaml", &requiring("adr", "Context")),
        ("a.md", note),
    ]);
    assert_eq!(rules(folder.path()), ["a.md frontmatter/syntax null"]);
    let report = json(&run(folder.path(), ["--fix", "--format", "json"]));
    let found = &report["diagnostics"][0];
    assert_eq!(
        (&report["summary"]["fixed"], &found["rule"]),
        (&1.into(), &"structure/section-missing".into())
    );
    // The same in an editor.
    let files = Overlay::new(Arc::new(OsFileSystem));
    let mut options = Options::default();
    options.paths = vec![folder.path().to_owned()];
    let mut workspace = Workspace::open(options, Arc::new(files)).unwrap();
    let path = folder.path().join("a.md");
    workspace.update(&path, note).unwrap();
    assert!(workspace.check(&path).unwrap().note_type.is_none());
    workspace.fix(&path, Safety::Safe).unwrap().unwrap();
    assert_eq!(workspace.check(&path).unwrap().note_type.unwrap().name, "adr");
}

#[test]
fn a_configuration_for_another_notelint_is_refused_before_all_else() {
    let config = |requires: &str| format!("requires: {requires}\nexlude: []\n");
    let faults = |requires: &str| -> Vec<String> {
        config::read(&config(requires)).unwrap_err().into_iter().map(|fault| fault.message).collect()
    };
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        faults("'>=99'"),
        [format!("this is notelint {version}, but the configuration requires `>=99`")]
    );
    assert_eq!(faults("99.2").len(), 1);
    let unknown = "unknown key `exlude` in the configuration";
    for met in ["'>=0.1'", "'*'", &format!("'={version}'"), "'>=0.1, <99'"] {
        assert_eq!(faults(met), [unknown]);
    }
    let range = "`new` is not a range of versions, expected one such as `>=0.2`, `0.2` or `>=0.2, <0.5`";
    assert_eq!(faults("new"), [range, unknown]);
    assert_eq!(faults("[1]"), ["`requires` is a list, expected a string", unknown]);
}
