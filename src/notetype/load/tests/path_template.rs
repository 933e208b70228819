//! What a type says of the paths of new notes.

use super::*;

/// A type with this `file`, whose notes have an id if `id` says so.
fn text_with(file: &str, id: &str) -> String {
    format!(
        "x-note:\n  type: t\n  file: {file}\n{id}properties:\n  frontmatter:\n    properties:\n      area: {{ type: \
         [string, 'null'] }}\n      tags: {{ type: array }}\n      dc:title: {{}}\n      a.b: {{}}\n      meta: {{ type: \
         object, properties: {{ level: {{ type: integer }}, deep: {{ properties: {{ x: {{}} }} }} }} }}\n    anyOf: [{{ \
         properties: {{ team: {{}} }} }}]\n"
    )
}

const ID: &str = "  id: '^M-\\d+'\n";

#[test]
fn placeholders_are_the_id_the_title_the_date_and_scalar_keys() {
    let filled = |file: &str| {
        let loaded = load(&TypeSource { path: "t.yaml", text: &text_with(file, ID) }, &Files::default());
        let template = loaded.unwrap().spec.file.unwrap();
        let key = |pointer: &str| Some(format!("At{}", pointer.replace('/', "-")));
        let values =
            crate::notetype::PathValues { id: Some("M-7"), title: "A Title", date: "2026-03-05", key: &key };
        template.fill(&values).unwrap()
    };
    for (file, wanted) in [
        ("'{id}.md'", "M-7.md"),
        ("'{id:04}-{title}.md'", "M-0007-a-title.md"),
        ("'{id:020}.md'", "M-00000000000000000007.md"),
        ("notes/{date}/{title}.md", "notes/2026-03-05/a-title.md"),
        ("'{area}/{team}/{dc:title}.md'", "at-area/at-team/at-dc-title.md"),
        ("'{meta.level}/{meta.deep.x}/{a.b}.md'", "at-meta-level/at-meta-deep-x/at-a-b.md"),
        ("'{{{title}}}-{{x}}.md'", "{a-title}-{x}.md"),
        ("'{{id}}/..a/.b/c d.md'", "{id}/..a/.b/c d.md"),
        ("CHANGELOG.md", "CHANGELOG.md"),
    ] {
        assert_eq!(filled(file), wanted, "{file}");
    }
}

#[test]
fn what_is_no_template_is_a_fault_at_its_place() {
    for (file, wanted) in [
        ("5", "3:9 `file` must be the path of a new note, a string | quote it: `\"5\"`"),
        ("[a.md]", "3:9 `file` must be the path of a new note, a string"),
        ("a/{titel}.md", "3:11 unknown placeholder `{titel}` | did you mean `{title}`?"),
        ("a/{ title }.md", "3:11 unknown placeholder `{ title }` | did you mean `{title}`?"),
        ("a/{aera}.md", "3:11 unknown placeholder `{aera}` | did you mean `{area}`?"),
        ("a/{meta.levl}.md", "3:11 unknown placeholder `{meta.levl}` | did you mean `{meta.level}`?"),
        (
            "a/{}.md",
            "3:11 unknown placeholder `{}` | expected `{id}`, `{title}`, `{date}` or a key that `frontmatter` declares",
        ),
        (
            "'{week}.md'",
            "3:10 unknown placeholder `{week}` | expected `{id}`, `{title}`, `{date}` or a key that `frontmatter` declares",
        ),
        ("'{tags}.md'", "3:10 key `tags` is of type `array`, expected text, a number or a boolean"),
        ("'{meta}.md'", "3:10 key `meta` is of type `object`, expected text, a number or a boolean"),
        ("'{title:04}.md'", "3:10 `{title:04}` has a width, which only `{id}` may have | write `{title}`"),
        ("'{area:2}.md'", "3:10 `{area:2}` has a width, which only `{id}` may have | write `{area}`"),
        (
            "'{id:4}.md'",
            "3:10 `4` is no width of an id, expected a `0` and the number of digits | write `{id:04}`",
        ),
        (
            "'{id:x}.md'",
            "3:10 `x` is no width of an id, expected a `0` and the number of digits | write `{id:04}`",
        ),
        (
            "'{id:021}.md'",
            "3:10 `021` is no width of an id, expected a `0` and the number of digits | write `{id:04}`",
        ),
        (
            "a/{title.md",
            "3:11 the placeholder is not closed | close it with `}`, or write `{{` for a brace in the path",
        ),
        (
            "'{title-{id}.md'",
            "3:10 the placeholder is not closed | close it with `}`, or write `{{` for a brace in the path",
        ),
        ("a/title}.md", "3:16 `}` closes no placeholder | write `}}` for a brace in the path"),
        (
            "/a/{title}.md",
            "3:9 the path of `file` is absolute, expected one from the folder of the configuration | omit the `/` before it",
        ),
        (
            "a/../{title}.md",
            "3:11 the path of `file` leads out of its folder | omit the `..`: the path is from the folder of the \
             configuration",
        ),
        ("./{title}.md", "3:9 `.` is no name of a file or a folder"),
        ("a//{title}.md", "3:11 a name in the path is empty"),
        ("notes\\{title}.md", "3:9 the path of `file` contains a `\\` | write `/` between folders"),
        ("C:/{title}.md", "3:9 the name `C:` has the character `:`, which not all systems allow"),
        ("a/b /{title}.md", "3:11 the name `b ` begins or ends with a blank, or ends with a dot"),
        (
            "a/{title}:{date}.md",
            "3:11 the name `{title}:{date}.md` has the character `:`, which not all systems allow",
        ),
        ("aux/{title}.md", "3:9 the name `aux` is reserved on Windows"),
        (
            "a/{title}",
            "3:11 the path of `file` does not end with the name of a note, such as `note.md` | write `a/{title}.md`",
        ),
        (
            "a/{title}.MD",
            "3:11 the path of `file` does not end with the name of a note, such as `note.md` | write `a/{title}.md`",
        ),
        ("a/", "3:11 the path of `file` does not end with the name of a note, such as `note.md`"),
        ("a/.md", "3:11 the path of `file` does not end with the name of a note, such as `note.md`"),
        ("''", "3:9 the path of `file` does not end with the name of a note, such as `note.md`"),
        ("\"a\\x2F{titel}.md\"", "3:9 unknown placeholder `{titel}` | did you mean `{title}`?"),
    ] {
        assert_eq!(faults("t.yaml", &text_with(file, ID), &[]), [wanted], "{file}");
    }
}

#[test]
fn all_that_is_wrong_with_a_template_is_reported_at_once() {
    assert_eq!(
        faults("t.yaml", &text_with("con/../{titel}-{id}.md", ""), &[]),
        [
            "3:16 unknown placeholder `{titel}` | did you mean `{title}`?",
            "3:24 `{id}` has no value: the notes of this type have no id | tell in `id` where notes have it: `id: { file: \
             '^(\\d+)-' }`",
        ]
    );
    assert_eq!(faults("t.yaml", &text_with("con/../{title}.md", ""), &[]).len(), 2);
    let long = format!("'{}.md'", "{x}/".repeat(5000));
    assert_eq!(
        faults("t.yaml", &text_with(&long, ""), &[]),
        ["3:9 the path of `file` has 20003 bytes, expected at most 4096"]
    );
}

#[test]
fn a_type_has_the_path_of_its_base_unless_it_has_one_itself() {
    let base = "x-note: { type: base, id: '^\\d+', file: 'base/{id}.md' }\n";
    for (own, wanted) in [("", "base/{id}.md"), (", file: 'own/{id}-{title}.md'", "own/{id}-{title}.md")] {
        let text = format!("x-note: {{ type: t{own} }}\n$ref: base.yaml\n");
        let files = Files([("base.yaml", base)].into());
        let loaded = load(&TypeSource { path: "t.yaml", text: &text }, &files).unwrap();
        assert_eq!(loaded.spec.file.unwrap().text, wanted);
    }
}
