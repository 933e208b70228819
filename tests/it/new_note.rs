//! `notelint new`: what it writes has all that the type requires, and is clean when it is filled in.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::{collection_of, folder, json, notelint, run, write};

/// What `notelint new` printed, and what it said besides.
fn new(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = notelint(folder).arg("new").args(arguments).env("COLUMNS", "1000").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    if output.status.code() == Some(0) { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// Creates a note, and returns its path and its text.
fn created(folder: &Path, arguments: &[&str]) -> (String, String) {
    let path = new(folder, arguments).unwrap_or_else(|said| panic!("{said}"));
    let path = path.strip_suffix('\n').unwrap().to_owned();
    let text = fs::read_to_string(folder.join(&path)).unwrap();
    (path, text)
}

/// The rules that report something, in order.
fn rules(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let report = json(&run(folder, ["check", "--format", "json"].iter().chain(arguments)));
    let rule = |diagnostic: &Value| {
        format!("{}: {}", diagnostic["rule"].as_str().unwrap(), diagnostic["message"].as_str().unwrap())
    };
    report["diagnostics"].as_array().unwrap().iter().map(rule).collect()
}

/// A text with words in place of each placeholder.
fn filled(text: &str) -> String {
    let line = |line: &str| match line {
        "url: …" => "url: https://pumps.example/".to_owned(),
        "description: …" => "description: Reads meters. Use when a meter is to be read.".to_owned(),
        _ if line.starts_with("- **") && !line.contains("リンク") && !line.contains("**…**") => {
            line.replace('…', "⭐⭐⭐☆☆(words)")
        }
        _ => line.replace('…', "words"),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

const BUILT_IN: [(&str, &[&str]); 6] = [
    ("adr", &["--set", "title=Use a database"]),
    ("changelog", &["--set", "title=Changelog"]),
    ("meeting", &["--set", "title=Review"]),
    ("okf", &["--set", "title=Orders"]),
    ("skill", &["--set", "name=read-meter"]),
    ("tech-note", &["--set", "title=Heat pumps", "--set", "id=T4-01-02"]),
];

#[test]
fn a_new_note_of_each_built_in_type_is_unfinished_and_clean_when_it_is_filled_in() {
    for (name, set) in BUILT_IN {
        let config = format!("types: [{{ name: {name} }}]\n");
        let folder = folder(&[("notelint.yaml", &*config)]);
        let (path, text) = created(folder.path(), &[&[name], set].concat());
        let said = rules(folder.path(), &[]);
        let others: Vec<&String> =
            said.iter().filter(|said| !said.starts_with("structure/unfinished: ")).collect();
        assert!(others.is_empty(), "{name}: {others:?}\n{text}");
        assert!(said.len() == text.matches('…').count() || name == "tech-note", "{name}: {said:?}\n{text}");
        fs::write(folder.path().join(path), filled(&text)).unwrap();
        let left = rules(folder.path(), &["--deny", "warnings"]);
        assert!(left.is_empty(), "{name}: {left:?}\n{}", filled(&text));
    }
}

#[test]
fn the_id_is_the_next_one_of_the_folder() {
    let folder = folder(&[
        ("notelint.yaml", "types: [{ name: adr, files: [\"doc/adr/*.md\"] }]\n"),
        ("doc/adr/0009-a.md", "# 9. A\n"),
        ("doc/adr/0003-b.md", "# 3. B\n"),
    ]);
    let (path, text) = created(folder.path(), &["adr", "--set", "title=Use ferries"]);
    assert_eq!(path, "doc/adr/0010-use-ferries.md");
    assert!(text.starts_with("# 10. Use ferries\n"), "{text}");
    // An id that the title or the path has is kept.
    assert_eq!(created(folder.path(), &["adr", "--set", "title=20. More"]).0, "doc/adr/0020-more.md");
    let (path, text) = created(folder.path(), &["adr", "doc/adr/0031-x.md"]);
    assert_eq!((&*path, text.lines().next()), ("doc/adr/0031-x.md", Some("# 31. …")));
    let unfinished = rules(folder.path(), &["doc/adr/0031-x.md"]);
    assert!(unfinished[0].ends_with("the title is still `…`"), "{unfinished:?}");
}

#[test]
fn where_no_note_is_yet_it_is_where_the_configuration_has_notes_of_the_type() {
    let folder = folder(&[("notelint.yaml", "types: [{ name: adr, files: [\"records/**\"] }]\n")]);
    assert_eq!(created(folder.path(), &["adr", "--set", "title=One"]).0, "records/0001-one.md");
    assert_eq!(created(folder.path(), &["adr", "--set", "title=Two"]).0, "records/0002-two.md");
    fs::create_dir(folder.path().join("records/sub")).unwrap();
    assert_eq!(
        created(folder.path(), &["adr", "records/sub", "--set", "title=Three"]).0,
        "records/sub/0003-three.md"
    );
    let output = run(folder.path(), ["new", "adr", "elsewhere", "--set", "title=Four"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("it will not have the type `adr`"), "{said}");
}

#[test]
fn a_file_that_exists_is_not_overwritten() {
    let folder = folder(&[("docs/decisions/0001-one.md", "# One\n")]);
    let said = new(folder.path(), &["adr", "docs/decisions/0001-one.md"]).unwrap_err();
    assert!(said.contains("already exists"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("docs/decisions/0001-one.md")).unwrap(), "# One\n");
}

const TYPE: &str = r"
$schema: https://json-schema.org/draft/2020-12/schema
x-note: { type: log, id: { /frontmatter/nr: '\d+' }, file: 'logs/{nr}-{title}.md' }
type: object
required: [frontmatter, title, sections]
if: { properties: { frontmatter: { properties: { state: { const: closed } } } } }
then: { properties: { frontmatter: { required: [until] } } }
properties:
  frontmatter:
    type: object
    required: [nr, title, at, state, by, codes]
    additionalProperties: false
    properties:
      nr: { type: integer }
      title: { type: string }
      kind: { const: log }
      lang: { default: en }
      at: { type: string, format: date }
      state: { enum: [open, closed] }
      by: { type: object, required: [name], properties: { name: { type: string }, age: { type: integer } } }
      codes: { type: array, minItems: 2, items: { type: integer } }
      until: { type: string, format: date }
      old: { deprecated: true, default: x }
  title: { type: string }
  sections:
    x-note: { order: ['^Step \d+$', result] }
    type: object
    minProperties: 3
    required: [result]
    properties:
      result:
        x-note: { heading: Result, content: sections }
        type: object
        required: [intro, sections]
        properties:
          intro: { type: string, minLength: 1 }
          sections:
            required: [who]
            properties:
              who:
                x-note: { heading: Who, content: entries }
                type: array
                minItems: 2
                items: { properties: { points: { type: array }, fields: { required: [Age], properties: { Age: {} } } } }
    patternProperties:
      '^Step \d+$': { x-note: { content: code }, type: array, minItems: 1 }
";

#[test]
fn values_conditions_patterns_and_counts_of_a_type_are_followed() {
    let folder = collection_of("log", TYPE, &[("logs/7-a.md", "---\nnr: 7\ntitle: A\n---\n# A\n")]);
    let set = ["--set", "title=A day", "--set", "state=closed", "--set", "by.age=4", "--set", "codes=1, 2"];
    let (path, text) = created(
        folder.path(),
        &[&["log", "--set", "at=2026-03-01", "--set", "until=2026-03-02"], &set[..]].concat(),
    );
    assert_eq!(path, "logs/8-a-day.md");
    assert_eq!(
        text,
        "---\nnr: 8\ntitle: A day\nkind: log\nlang: en\nat: 2026-03-01\nstate: closed\nby:\n  name: …\n  age: 4\n\
         codes:\n  - 1\n  - 2\nuntil: 2026-03-02\n---\n\n# A day\n\n## Step 1\n\n```\n…\n```\n\n## Step 2\n\n\
         ```\n…\n```\n\n## Result\n\n…\n\n### Who\n\n#### …\n- …\n- **Age**: …\n\n#### …\n- …\n- **Age**: …\n"
    );
    let (_, text) = created(folder.path(), &[&["log", "--set", "state=closed"], &set[..2]].concat());
    assert!(text.contains("\nuntil: …\n") || text.contains("\nuntil: 20"), "{text}");
}

#[test]
fn a_value_that_the_type_refuses_is_an_error() {
    let folder = collection_of("log", TYPE, &[]);
    for (set, wanted) in [
        ("state=done", "expected one of `open`, `closed`"),
        ("stat=open", "did you mean `state`?"),
        ("at=2026-02-30", "2026-02-30"),
        ("codes=1,b", "`b`"),
        ("by=Aoi", "--set by.key=…"),
        ("by.age=old", "old"),
        ("by.name.first=x", "expected text, found a mapping"),
    ] {
        let said = new(folder.path(), &["log", "--set", "title=A", "--set", set]).unwrap_err();
        assert!(said.contains(wanted), "{set}: {said}");
    }
    assert!(fs::read_dir(folder.path().join("logs")).is_err(), "nothing is written");
    let said = new(folder.path(), &["lgo", "--set", "title=A"]).unwrap_err();
    assert!(said.contains("unknown note type `lgo`") && said.contains("did you mean `log`?"), "{said}");
    let said = new(folder.path(), &["log"]).unwrap_err();
    assert!(said.contains("there is no value for `{title}`") && said.contains("--set title=…"), "{said}");
}

#[test]
fn a_condition_of_the_configuration_and_the_usual_syntax_are_followed() {
    let folder = collection_of(
        "task",
        "x-note: { type: task }\ntype: object\nproperties: { frontmatter: { type: object } }\n",
        &[("a.md", "+++\nkind = \"task\"\n+++\n"), ("b.md", "+++\nkind = \"task\"\n+++\n")],
    );
    write(
        folder.path(),
        &[(
            "notelint.yaml",
            "types: [{ name: task, schema: task.yaml, when: { kind: [task, job], a.b: 1 } }]\n",
        )],
    );
    write(folder.path(), &[("a.md", "+++\nkind = \"task\"\n[a]\nb = 1\n+++\n")]);
    let text = new(folder.path(), &["task", "-"]).unwrap();
    assert_eq!(text, "+++\nkind = \"task\"\n\n[a]\nb = 1\n+++\n\n# …\n");
}

#[test]
fn a_title_is_read_as_it_was_given() {
    let folder = folder(&[("notelint.yaml", "types: [{ name: meeting }]\n")]);
    for title in ["C #", "# a", "a: b", "`a` *b*", "日本の  市場", "##", "---", "1. a"] {
        let set = format!("title={title}");
        let text = new(folder.path(), &["meeting", "-", "--set", &set, "--set", "date=2026-03-01"]).unwrap();
        fs::write(folder.path().join("a.md"), &text).unwrap();
        let said = rules(folder.path(), &["a.md"]);
        assert!(
            said.iter().all(|said| said.starts_with("structure/unfinished")),
            "{title}: {said:?}\n{text}"
        );
    }
    let text = new(folder.path(), &["meeting", "-", "--set", "title=a\nb"]).unwrap();
    assert!(text.contains("\n# a b\n"), "{text}");
}

/// A type whose parts are in each other, so that a note with all of them would fill the disk.
#[test]
fn a_type_that_requires_more_than_anybody_fills_in_gives_a_short_note() {
    let keys = |names: &dyn Fn(usize) -> String| (0..12).map(names).collect::<Vec<_>>().join(", ");
    let level = |at: usize| {
        let inner =
            if at < 3 { format!("{{ $ref: '#/$defs/d{}' }}", at + 1) } else { "{ type: string }".to_owned() };
        // Names so long that few of them fill a page.
        let properties = keys(&|key| format!("k{key:0100}: {inner}"));
        let required = keys(&|key| format!("k{key:0100}"));
        format!("  d{at}: {{ type: object, required: [{required}], properties: {{ {properties} }} }}\n")
    };
    let group = |at: usize| {
        let section = |key: usize| {
            let inside = format!(
                "content: sections }}, required: [sections], properties: {{ sections: {{ $ref: '#/$defs/s{}' }} }}",
                at + 1
            );
            let text = "content: text }, type: string".to_owned();
            format!("k{key}: {{ x-note: {{ heading: H{key}, {} }}", if at < 3 { inside } else { text })
        };
        let required = keys(&|key| format!("k{key}"));
        format!("  s{at}: {{ required: [{required}], properties: {{ {} }} }}\n", keys(&section))
    };
    let (levels, groups): (String, String) = ((0..4).map(level).collect(), (0..4).map(group).collect());
    let schema = format!(
        "x-note: {{ type: deep }}\ntype: object\nrequired: [frontmatter, sections]\nproperties:\n  frontmatter:          {{ $ref: '#/$defs/d0' }}\n  sections: {{ $ref: '#/$defs/s0' }}\n$defs:\n{levels}{groups}"
    );
    let folder = collection_of("deep", &schema, &[]);
    let text = new(folder.path(), &["deep", "-"]).unwrap();
    assert!(text.len() < 200_000, "{} bytes", text.len());
    let page = notelint(folder.path()).args(["describe", "deep"]).output().unwrap();
    assert!(page.status.success() && page.stdout.len() < 600_000, "{} bytes", page.stdout.len());
}

#[test]
fn a_note_of_a_type_without_a_path_is_named_after_its_title_among_the_others() {
    let schema =
        "x-note: { type: tip }\ntype: object\nrequired: [title]\nproperties: { title: { type: string } }\n";
    let folder = collection_of(
        "tip",
        schema,
        &[("tips/git/a.md", "# A\n"), ("tips/b.md", "# B\n"), ("tips/c.md", "# C\n")],
    );
    assert_eq!(created(folder.path(), &["tip", "--set", "title=Undo a merge"]).0, "tips/undo-a-merge.md");
    assert_eq!(created(folder.path(), &["tip", "tips/git", "--set", "title=Undo"]).0, "tips/git/undo.md");
    assert!(new(folder.path(), &["tip"]).unwrap_err().contains("the type `tip` has no `file`"));
}

#[test]
fn a_required_date_is_that_of_today() {
    let folder = folder(&[]);
    let today = || jiff::Zoned::now().date().to_string();
    let before = today();
    let text = new(folder.path(), &["meeting", "-"]).unwrap();
    let is_of = |date: String| text.contains(&format!("\ndate: {date}\n"));
    assert!(is_of(before) || is_of(today()), "{text}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_new_note_out_of_the_repository() {
    let outside = folder(&[]);
    let folder = folder(&[(".git/HEAD", "")]);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("docs")).unwrap();
    let said = new(folder.path(), &["adr", "--set", "title=One"]).unwrap_err();
    assert!(said.contains("a symbolic link leads out of the repository"), "{said}");
    assert!(fs::read_dir(outside.path()).unwrap().next().is_none());
    assert!(notelint(folder.path()).arg("new").output().unwrap().status.code() == Some(2));
}

#[test]
fn a_type_that_requires_no_section_gives_all_that_it_has() {
    let schema = r"
x-note: { type: visit, file: '{title}.md' }
type: object
required: [title]
properties:
  title: { type: string, minLength: 1 }
  sections:
    type: object
    x-note: { order: [aim, notes, next, days] }
    properties:
      next: { x-note: { heading: Next, content: points }, type: array, minItems: 2 }
      notes: { x-note: { heading: Notes, content: text }, type: string, minLength: 1 }
      aim: { x-note: { heading: Aim, content: text }, type: string, minLength: 1 }
      days:
        x-note: { heading: Days, content: sections }
        type: object
        properties:
          sections: { type: object, properties: { first: { x-note: { heading: First, content: text }, type: string } } }
    patternProperties:
      '^Day \d+$': { x-note: { content: text }, type: string }
";
    let collection = collection_of("visit", schema, &[]);
    let folder = collection.path();
    let (path, text) = created(folder, &["visit", "--set", "title=Pump"]);
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Pump", "## Aim", "## Notes", "## Next", "## Days", "### First"], "{text}");
    fs::write(folder.join(&path), filled(&text)).unwrap();
    assert_eq!(rules(folder, &["--deny", "warnings"]), Vec::<String>::new(), "{}", filled(&text));

    // Not if the type refuses that.
    let few = schema.replace("    x-note: { order", "    maxProperties: 1\n    x-note: { order");
    let collection = collection_of("visit", &few, &[]);
    let text = created(collection.path(), &["visit", "--set", "title=Pump"]).1;
    assert_eq!(text, "# Pump\n");
    // One of a pattern if there is nothing else.
    let days = schema.replace(
        &schema[schema.find("    x-note: { order").unwrap()..schema.find("    patternP").unwrap()],
        "",
    );
    let collection = collection_of("visit", &days, &[]);
    let text = created(collection.path(), &["visit", "--set", "title=Pump"]).1;
    assert_eq!(text, "# Pump\n\n## Day 1\n\n…\n");
}
