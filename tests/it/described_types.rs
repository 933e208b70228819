//! `notelint schema`, `notelint describe` and `notelint init --agent`: what a type is, for programs and for who writes
//! notes.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::{describe, folder, json, notelint, run};

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const BUILT_IN: [&str; 6] = ["adr", "changelog", "meeting", "okf", "skill", "tech-note"];

#[test]
fn the_schema_of_a_built_in_type_is_its_file() {
    let folder = folder(&[]);
    for name in BUILT_IN.iter().chain(&["config", "note-type"]) {
        let file = fs::read_to_string(root().join(format!("schema/{name}.schema.json"))).unwrap();
        assert!(printed(folder.path(), &["schema", name]) == file, "{name}");
    }
    let said = notelint(folder.path()).args(["schema", "tech-not"]).output().unwrap();
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8(said.stderr).unwrap().contains("did you mean `tech-note`?"));
}

const TYPE: &str = r"
x-note: { type: log, id: '^L-\d+' }
$ref: parts/base.yaml
type: object
required: [frontmatter, title, sections]
properties:
  title: { type: string }
  frontmatter:
    properties:
      level: { $ref: 'levels.json#/$defs/level' }
      other: { $ref: 'named.json#/$defs/word' }
  sections: { properties: { end: { type: string, x-note: { heading: End } } } }
";

const BASE: &str = r"
type: object
properties:
  frontmatter:
    type: object
    required: [date, author]
    properties:
      date: { type: string, format: date }
      author: { $ref: 'people.yaml#author', description: Who wrote it }
  sections:
    required: [events]
    properties:
      events: { x-note: { heading: Events, content: points }, type: array, minItems: 1 }
";

const PEOPLE: &str = "$defs: { author: { $anchor: author, type: string, minLength: 3 } }\n";
const LEVELS: &str = r#"{ "$schema": "http://json-schema.org/draft-07/schema#", "$defs": { "level": { "type": "integer", "minimum": 1 } } }"#;
const NAMED: &str = r##"{ "$id": "https://example.com/named", "$defs": { "word": { "$ref": "#/$defs/text" }, "text": { "maxLength": 4 } } }"##;

const FILES: [(&str, &str); 6] = [
    ("notelint.yaml", "types: [{ name: log, schema: log.yaml, files: ['*.md'] }]\n"),
    ("log.yaml", TYPE),
    ("parts/base.yaml", BASE),
    ("parts/people.yaml", PEOPLE),
    ("levels.json", LEVELS),
    ("named.json", NAMED),
];

const NOTES: [(&str, &str); 2] = [
    (
        "a.md",
        "---\ndate: 2026-03-01\nauthor: Aoi\nlevel: 2\nother: tea\n---\n\n# L-1 A\n\n## Events\n\n- One\n",
    ),
    ("b.md", "---\ndate: 2026-3-1\nauthor: A\nlevel: 0\nother: coffee\n---\n\n# L-2 B\n\n## End\n\nx\n"),
];

#[test]
fn a_schema_in_several_files_is_printed_as_one_that_means_the_same() {
    let folder = folder(&[&FILES[..], &NOTES].concat());
    let report = |folder: &Path| describe(&json(&run(folder, ["check", "--format", "json"])));
    let before = report(folder.path());
    assert!(before.lines().count() > 6, "{before}");
    let extracted: Value = serde_json::from_str(&printed(folder.path(), &["extract"])).unwrap();
    let bundle = printed(folder.path(), &["schema", "log"]);

    // For other programs: without any other file.
    let schema: Value = serde_json::from_str(&bundle).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let notes = extracted["notes"].as_array().unwrap();
    assert!(validator.is_valid(&notes[0]), "{bundle}");
    assert_eq!(validator.iter_errors(&notes[1]).count(), 5, "{bundle}");

    // For notelint.
    for (name, _) in &FILES[1..] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("one.json"), &bundle).unwrap();
    fs::write(folder.path().join("notelint.yaml"), FILES[0].1.replace("log.yaml", "one.json")).unwrap();
    assert_eq!(report(folder.path()), before);
    assert_eq!(printed(folder.path(), &["schema", "log"]), bundle);
}

#[test]
fn a_type_is_described_with_what_it_inherits_and_a_skeleton() {
    let folder = folder(&FILES);
    let page = printed(folder.path(), &["describe", "log"]);
    for line in [
        "# Notes of the type `log`",
        "- Schema: `log.yaml`",
        "- Builds on: `parts/base.yaml`",
        "- Files: `*.md`",
        "- `date` (required): a date (`YYYY-MM-DD`); from `parts/base.yaml`",
        "- `author` (required): text of at least 3 characters; from `parts/base.yaml` and `parts/people.yaml`. Who wrote it",
        "- `level` (optional): a whole number of at least 1; from `levels.json`",
        "- `## Events` (required, from `parts/base.yaml`): at least 1 point; write each point as `- …`",
        "- `## End` (optional): text",
        "author: …",
        "## Events",
    ] {
        assert!(page.lines().any(|own| own == line), "{line}\n{page}");
    }
}

#[test]
fn a_description_is_short_enough_for_a_prompt_and_has_a_skeleton() {
    let folder = folder(&[]);
    for name in BUILT_IN {
        let page = printed(folder.path(), &["describe", name]);
        let words = page.split_whitespace().count();
        assert!(words < 2000 && page.contains("\n```markdown\n"), "{name}: {words} words");
        assert!(!page.contains("  \n") && page.ends_with(".\n"), "{page}");
    }
    let page = printed(folder.path(), &["describe", "tech-note"]);
    assert!(
        page.contains("- `## Summary(5つの要点)` (required): 5 points; write each point as `1. **…**: …`")
    );
    assert!(page.contains("  - `### 強み` (required): at least 1 point"), "{page}");
    let page = printed(folder.path(), &["describe", "adr"]);
    assert!(page.contains(r#"{"if":{"properties":{"sections":{"required":["status"]}}}"#), "{page}");
}

/// Repairs a note as a language model would: with what it is told of one line each.
fn repaired(text: &str, told: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut end = String::new();
    for line in told.lines() {
        let mut parts = line.splitn(4, ':');
        let at: usize = parts.nth(1).unwrap().parse().unwrap();
        let message = parts.nth(1).unwrap();
        if message.contains("[structure/unfinished]") {
            lines[at - 1] = lines[at - 1].replace('…', "Words");
        } else if let Some((_, right)) = message.split_once("did you mean the missing section `") {
            lines[at - 1] = format!("## {}", right.trim_end_matches(['`', '?']));
        } else if message.contains("missing key `attendees`") {
            lines.insert(1, "attendees: [Aoi]".to_owned());
            break;
        } else if message.contains("missing section `Decisions`") {
            end += "\n## Decisions\n\nNone\n";
        } else {
            panic!("{line}");
        }
    }
    lines.join("\n") + "\n" + &end
}

#[test]
fn who_writes_by_the_description_and_repairs_by_the_report_ends_with_a_clean_note() {
    let folder = folder(&[("notelint.yaml", "types: [{ name: meeting, files: ['notes/*.md'] }]\n")]);
    let page = printed(folder.path(), &["describe", "meeting"]);
    let (_, skeleton) = page.split_once("```markdown\n").unwrap();
    let (skeleton, _) = skeleton.split_once("```").unwrap();
    // The first draft has mistakes of several kinds.
    let draft =
        skeleton.replace("  - …\n", "").replace("attendees:\n", "").replace("## Actions", "## Actoins");
    let draft = draft.replace("date: …", "date: 2026-03-01");
    let draft = draft.replace("## Decisions\n\n…\n\n", "");
    let path = folder.path().join("notes/2026-03-01-review.md");
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&path, draft).unwrap();
    let mut rounds = 0;
    loop {
        let output = run(folder.path(), ["check", "--format", "concise", "notes"]);
        if output.status.success() {
            break;
        }
        rounds += 1;
        assert!(rounds < 6, "{output:?}");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, repaired(&text, &String::from_utf8(output.stdout).unwrap())).unwrap();
    }
    assert!(rounds > 1);
}

#[test]
fn the_skill_for_language_models_is_clean_names_real_commands_and_is_not_overwritten() {
    let folder = folder(&[]);
    let said = printed(folder.path(), &["init", "--agent"]);
    assert!(said.starts_with("Created .claude/skills/notelint/SKILL.md. "), "{said}");
    let path = folder.path().join(".claude/skills/notelint/SKILL.md");
    let skill = fs::read_to_string(&path).unwrap();
    let arguments = ["check", "--type", "skill", "--deny", "warnings", ".claude/skills/notelint/SKILL.md"];
    let checked = printed(folder.path(), &arguments);
    assert!(
        checked.contains("1 note checked: no problems") || checked.contains("1 note checked"),
        "{checked}"
    );

    for command in skill.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("notelint ")) {
        let names: Vec<&str> = command.split(' ').take_while(|word| !word.contains("FILE")).collect();
        let help = printed(
            folder.path(),
            &[names.first().filter(|name| !name.starts_with('-')).unwrap_or(&"check"), "--help"],
        );
        for flag in names.iter().filter(|name| name.starts_with("--")) {
            assert!(help.contains(flag), "{command}");
        }
    }

    fs::write(&path, "mine").unwrap();
    let again = run(folder.path(), ["init", "--agent"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("already exists"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn the_skill_is_where_the_agents_of_the_repository_look() {
    let folder = folder(&[("sub/.agents/x", "")]);
    let said = printed(folder.path(), &["init", "sub", "--agent"]);
    assert!(said.starts_with("Created sub/.agents/skills/notelint/SKILL.md. "), "{said}");
}

#[test]
fn a_type_without_frontmatter_says_so() {
    let schema =
        "x-note: { type: log }\ntype: object\nproperties: { frontmatter: false, title: { type: string } }\n";
    let folder = folder(&[("log.yaml", schema)]);
    let page = printed(folder.path(), &["describe", "log.yaml"]);
    assert!(page.contains("## Frontmatter\n\nThere is none.\n\n## Title"), "{page}");
}
